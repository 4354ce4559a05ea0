"""What the post office needs of a place that keeps mail. Every store passes one conformance suite."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from catcher.core.message import Envelope, Message, Outline, SearchText
from catcher.core.query import Query
from catcher.core.retention import Retention
from catcher.core.wire import Value

COUNTED = 1_000
"""Mails that match a query are counted up to here: each of them must be looked at."""


class StoreError(Exception):
    """The store cannot do what was asked; the text says why and what to do. Nothing was changed."""


class StoreFull(StoreError):
    """There is no space left for the mail."""


class Draft(Value):
    """A mail that is not yet kept."""

    mailbox: str
    received_at: datetime
    envelope: Envelope
    outline: Outline
    search: SearchText
    raw: bytes


class Counts(Value):
    """How many mails match a query, how many of them are unread, and the newest id ever given.

    With `at_least`, more may match than were counted.
    """

    total: int
    unread: int
    last_id: int
    at_least: bool = False


class Mailbox(Value):
    """A mailbox that holds mail; `octets` are those of its raw mails, `last_id` is the newest id it was given."""

    name: str
    total: int
    unread: int
    octets: int
    last_id: int


class Usage(Value):
    """What is kept of a mailbox or of all, and what retention has taken away so far.

    `octets` are those of raw mails. No mail with an id above `evicted_up_to` was ever evicted, so a reader whose
    cursor is not below it has missed none; 0 when none was evicted.
    """

    total: int = 0
    unread: int = 0
    octets: int = 0
    evicted: int = 0
    evicted_octets: int = 0
    evicted_up_to: int = 0


class Eviction(Value):
    """Mails that retention removed, oldest first; with `more`, others may have to go as well: ask again.

    `next_at` is when the oldest of the others will be too old; None when nothing grows too old.
    """

    ids: tuple[int, ...]
    more: bool
    next_at: datetime | None = None


class Slice(Value):
    """Which of the matching mails: ids strictly between `after` and `before`, at most `limit`, behind the first `skip`."""

    limit: int = 50
    after: int | None = None
    before: int | None = None
    oldest_first: bool = False
    skip: int = 0


class Store(Protocol):
    """Keeps mail. Each call is atomic, and sees what every call did that returned before it began.

    Calls take effect, and return, in the order in which they were made. Each may raise StoreError.
    """

    async def add(self, draft: Draft) -> Message:
        """Commit the mail; when this returns, the mail survives what the store promises to survive.

        The id is greater than any given before, also by an earlier process on the same data.
        """

    async def add_within(self, draft: Draft, retention: Retention) -> tuple[Message, Eviction]:
        """The same; and what is too many or too large since is evicted by the same commit, a few mails at most."""

    def add_at_once(self, draft: Draft, retention: Retention) -> tuple[Message, Eviction] | None:
        """The same, done when this returns; None, with nothing done, when it has to be waited for.

        A small mail is so kept in memory for half the price. Calls that were made before took effect before.
        """

    async def evict(self, retention: Retention, now: datetime) -> Eviction:
        """Evict some of the mails that are too many, too large or too old: so few that others hardly wait.

        Mails go in the order of their ids, within a mailbox where its own bounds are exceeded.
        """

    async def probe(self, octets: int) -> None:
        """Write so many octets and forget them, a megabyte at most; raises StoreError when that does not work."""

    async def get(self, message_id: int) -> Message | None:
        """The mail with that id, or None."""

    async def raw(self, message_id: int) -> bytes | None:
        """The mail's bytes exactly as they were added, or None."""

    async def chunk(self, message_id: int, number: int) -> bytes | None:
        """A piece of the mail's bytes, the first with number 0; None behind the last, or when there is no such mail.

        So a large mail is read without ever being held whole; pieces are a megabyte at most.
        """

    async def search_text(self, message_id: int) -> SearchText | None:
        """The text that searches look at, exactly as it was added, or None."""

    async def find(self, query: Query, part: Slice) -> tuple[Message, ...]:
        """The mails that match, as `catcher.core.matching` decides; newest first unless asked otherwise."""

    async def count(self, query: Query) -> Counts:
        """How many match: all mail and the mail of a mailbox exactly, others up to COUNTED, so that it is soon known."""

    async def mailboxes(self) -> tuple[Mailbox, ...]:
        """The mailboxes that hold mail, by name. Takes time by their number only, never by that of mails."""

    async def usage(self, mailbox: str | None = None) -> Usage:
        """What is kept and what was evicted, of one mailbox or of all together, at once.

        What was evicted is still known when the mailbox is empty, and by a later process on the same data.
        """

    async def mark(self, query: Query, *, read: bool) -> tuple[Message, ...]:
        """Mark the mails that match; gives those that this changed, as they are now, oldest first."""

    async def remove(self, query: Query) -> tuple[int, ...]:
        """Remove the mails that match; gives their ids, oldest first."""
