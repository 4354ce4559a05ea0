"""What the post office needs of a place that keeps mail. Every store passes one conformance suite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from catcher.core.message import Envelope, Message, Outline, SearchText
from catcher.core.query import Query


class StoreError(Exception):
    """The store cannot do what was asked; the text says why and what to do. Nothing was changed."""


class StoreFull(StoreError):
    """There is no space left for the mail."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail that is not yet kept."""

    mailbox: str
    received_at: datetime
    envelope: Envelope
    outline: Outline
    search: SearchText
    raw: bytes


@dataclass(frozen=True, slots=True)
class Counts:
    """How many mails match a query, how many of them are unread, and the newest id ever given."""

    total: int
    unread: int
    last_id: int


@dataclass(frozen=True, slots=True)
class MailboxCounts:
    """A mailbox: how many mails it holds, how many of them are unread, and the newest id that it was given."""

    name: str
    total: int
    unread: int
    last_id: int


@dataclass(frozen=True, slots=True)
class Slice:
    """Which of the matching mails: ids strictly between `after` and `before`, at most `limit`."""

    limit: int = 50
    after: int | None = None
    before: int | None = None
    oldest_first: bool = False


class Store(Protocol):
    """Keeps mail. Each call is atomic, and sees what every call did that returned before it began.

    Calls take effect, and return, in the order in which they were made. Each may raise StoreError.
    """

    async def add(self, draft: Draft) -> Message:
        """Commit the mail; when this returns, the mail survives what the store promises to survive.

        The id is greater than any given before, also by an earlier process on the same data.
        """

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
        """How many match."""

    async def mailboxes(self) -> tuple[MailboxCounts, ...]:
        """The mailboxes that hold mail, by name."""

    async def mark(self, query: Query, *, read: bool) -> tuple[Message, ...]:
        """Mark the mails that match; gives those that this changed, as they are now, oldest first."""

    async def remove(self, query: Query) -> tuple[int, ...]:
        """Remove the mails that match; gives their ids, oldest first."""
