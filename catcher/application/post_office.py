"""The post office: the only one that changes mail, and the one place to ask for it.

Its law: commit, then publish, in one step that nobody can cut in two. Whoever is told of a mail can
find it, and whoever can find it was told, or will be at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, suppress
from copy import copy
from datetime import UTC, datetime
from typing import Any, TypeVar

from catcher.application import expecting, waiting
from catcher.application.condition import Condition
from catcher.application.contents import Contents
from catcher.application.expecting import Patience
from catcher.application.feed import Feed
from catcher.application.store import Counts, Draft, Eviction, Mailbox, Slice, Store, StoreError, Usage
from catcher.application.view import View, open_view
from catcher.application.watching import Wanted
from catcher.core.changes import Arrived, Changed, Removed
from catcher.core.expecting import Expectation
from catcher.core.extract import extracts, selection
from catcher.core.extract.values import Extracts, Selection
from catcher.core.indexing import search_text
from catcher.core.mailboxes import BY_DEFAULT, MailboxRule, mailbox_of
from catcher.core.message import Content, Envelope, Header, Message, PartBody
from catcher.core.parsing import content, digest, files, part_body, part_headers
from catcher.core.query import EVERYTHING, Query, within
from catcher.core.retention import KEEP_ALL, Retention
from catcher.core.wire import changed

T = TypeVar("T")

LARGE_OCTETS = 256 * 1024
"""Mail above this is parsed in a thread, so that the event loop goes on meanwhile."""

SECONDS_TO_TRY_AGAIN = 2.0
"""How soon a store that could not write is tried again."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.02, 3_600.0
"""Seconds: neither a clock that is set nor one that is read a little early does harm."""

log = logging.getLogger("catcher.mail")


def utc_now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


class PostOffice:
    """Deliver, mark, remove, look, follow and wait: of all mail, or of one mailbox as if there were no other."""

    def __init__(
        self,
        store: Store,
        feed: Feed,
        now: Callable[[], datetime] = utc_now,
        retention: Retention = KEEP_ALL,
        mailbox_by: tuple[MailboxRule, ...] = BY_DEFAULT,
    ) -> None:
        self._store = store
        self._feed = feed
        self._now = now
        self._retention = retention
        self._mailbox_by = mailbox_by
        self._mailbox: str | None = None
        self._visible: str | None = None
        self._uncut: set[asyncio.Task[Any]] = set()
        self._to_do = asyncio.Event()
        self._condition = Condition(feed)
        self._contents = Contents(self._read_content)

    @property
    def trouble(self) -> str | None:
        """Why mail cannot be kept at present, in words; None when it can."""
        return self._condition.trouble

    @property
    def received(self) -> int:
        """How many mails were delivered here."""
        return self._condition.kept

    @property
    def followers(self) -> int:
        """How many waits and live views are followed at present."""
        return self._feed.readers

    def within(self, mailbox: str) -> PostOffice:
        """The same for one mailbox: it sees, waits for and changes no mail of others, and delivers there."""
        scoped = copy(self)
        scoped._mailbox = mailbox  # noqa: SLF001 - one of our own kind
        return scoped

    def only(self, mailbox: str) -> PostOffice:
        """The same for one who may know of no other mailbox."""
        bounded = self.within(mailbox)
        bounded._visible = mailbox  # noqa: SLF001 - as above
        return bounded

    async def deliver(
        self,
        envelope: Envelope,
        raw: bytes,
        *,
        received_at: datetime | None = None,
        mailbox: str | None = None,
    ) -> Message:
        """Keep a mail. When this returns it is committed; every list, search, wait and live view can see it.

        A mail that was kept elsewhere before brings the time (UTC) and the mailbox it had there; of any other, the
        clock and what its sender said decide. A caller who is cancelled meanwhile does not undo it.
        Raises StoreError when it could not be kept.
        """
        received_at = received_at or self._now()
        parsed = await _parsed(raw, digest)
        mailbox = self._mailbox or mailbox or mailbox_of(envelope, parsed.headers, self._mailbox_by)
        outline = parsed.outline
        if envelope.defects:
            outline = changed(outline, defects=(*envelope.defects, *outline.defects))
        search = search_text(mailbox, envelope, outline, parsed.headers, parsed.body)
        draft = Draft(mailbox, received_at, envelope, outline, search, raw)
        # What is waited for came first; nothing may overtake it.
        kept = None if self._uncut else self._store.add_at_once(draft, self._retention)
        return self._publish(draft, *kept) if kept else await self._whole(self._commit(draft))

    async def _commit(self, draft: Draft) -> Message:
        with self._condition.of_writing(len(draft.raw)):
            kept = await self._store.add_within(draft, self._retention)
        return self._publish(draft, *kept)

    def _publish(self, draft: Draft, message: Message, eviction: Eviction) -> Message:
        self._condition.keeps(message.size)
        self._feed.publish(Arrived(message, draft.search))
        self._tell_gone(eviction.ids)
        if eviction.more:
            self._to_do.set()
        return message

    async def mark(self, query: Query, *, read: bool) -> tuple[Message, ...]:
        """Mark all mails that match as read or unread; gives those that this changed."""
        return await self._whole(self._mark(within(self._mailbox, query), read=read))

    async def _mark(self, query: Query, *, read: bool) -> tuple[Message, ...]:
        with self._condition.of_writing():
            changed = await self._store.mark(query, read=read)
        for message in changed:
            self._feed.publish(Changed(message))
        return changed

    async def remove(self, query: Query) -> tuple[int, ...]:
        """Remove all mails that match; gives their ids."""
        return await self._whole(self._remove(within(self._mailbox, query)))

    async def _remove(self, query: Query) -> tuple[int, ...]:
        with self._condition.of_writing():
            ids = await self._store.remove(query)
        self._tell_gone(ids)
        return ids

    def _tell_gone(self, ids: tuple[int, ...]) -> None:
        if ids:
            self._contents.forget(ids)
            self._feed.publish(Removed(ids))

    async def keep_up(self) -> None:
        """Evict what is too much or too old, and try a store again that could not write; until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_within_bounds())
            tasks.create_task(self._keep_writing())

    async def _keep_writing(self) -> None:
        while True:
            await self._condition.troubled()
            await asyncio.sleep(SECONDS_TO_TRY_AGAIN)
            with suppress(StoreError):
                await self._whole(self._probe())

    async def _keep_within_bounds(self) -> None:
        while True:
            self._to_do.clear()
            pause = await self._evict_all()
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._to_do.wait()

    async def _evict_all(self) -> float | None:
        """Step by step; gives the seconds until there is something to do again, None when that is not known."""
        known = self.trouble
        try:
            while (eviction := await self._whole(self._evict())).more:
                pass
        except StoreError as error:
            if known is None:
                log.error("no mail can be evicted: %s", error)
            return SECONDS_TO_TRY_AGAIN
        if eviction.next_at is None:
            age = self._retention.age  # what comes now is not too old before
            return None if age is None else age.total_seconds()
        seconds = (eviction.next_at - self._now()).total_seconds()
        return min(max(seconds, SHORTEST_PAUSE), LONGEST_PAUSE)

    async def _evict(self) -> Eviction:
        with self._condition.of_writing():
            eviction = await self._store.evict(self._retention, self._now())
        self._tell_gone(eviction.ids)
        return eviction

    async def _probe(self) -> None:
        octets = self._condition.refused_octets
        with self._condition.of_writing(octets):
            await self._store.probe(octets)

    async def get(self, message_id: int) -> Message | None:
        """The mail with that id, or None."""
        message = await self._store.get(message_id)
        return message if message is None or self._mailbox in (None, message.mailbox) else None

    async def raw(self, message_id: int) -> bytes | None:
        """The mail's bytes exactly as they came, or None."""
        return await self._store.raw(message_id) if await self._is_seen(message_id) else None

    async def chunk(self, message_id: int, number: int) -> bytes | None:
        """A piece of the mail's bytes; see Store."""
        return await self._store.chunk(message_id, number) if await self._is_seen(message_id) else None

    async def content(self, message_id: int) -> Content | None:
        """All that can be parsed of the mail, or None when there is none with that id."""
        return await self._contents.get(message_id) if await self._is_seen(message_id) else None

    async def _read_content(self, message_id: int) -> Content | None:
        raw = await self._store.raw(message_id)
        return None if raw is None else await _parsed(raw, content)

    async def part(self, message_id: int, number: int) -> PartBody | None:
        """One part of the mail, decoded; None when there is no such mail or part."""
        raw = await self.raw(message_id)
        return None if raw is None else await _parsed(raw, lambda octets: part_body(octets, number))

    async def extracts(self, message_id: int) -> Extracts | None:
        """What a test wants from the mail, or None when there is none with that id.

        In a thread for a small mail too: its HTML may take long all the same.
        """
        raw = await self.raw(message_id)
        return None if raw is None else await asyncio.to_thread(extracts, raw)

    async def selection(self, message_id: int, css: str) -> Selection | None:
        """The elements of its HTML that match, or None when there is no such mail. Raises SelectorError."""
        raw = await self.raw(message_id)
        return None if raw is None else await asyncio.to_thread(selection, raw, css)

    async def part_headers(self, message_id: int, number: int) -> tuple[Header, ...] | None:
        """The header of one part, in its order; None when there is no such mail or part."""
        raw = await self.raw(message_id)
        return None if raw is None else await _parsed(raw, lambda octets: part_headers(octets, number))

    async def files(self, message_id: int) -> tuple[PartBody, ...] | None:
        """All files of the mail, decoded, in their order; None when there is no such mail."""
        raw = await self.raw(message_id)
        return None if raw is None else await _parsed(raw, files)

    async def _is_seen(self, message_id: int) -> bool:
        """Whether the mail is one of the mailbox; of all mail, the store itself knows what there is."""
        return self._mailbox is None or await self.get(message_id) is not None

    async def find(self, query: Query, part: Slice) -> tuple[Message, ...]:
        """The mails that match."""
        return await self._store.find(within(self._mailbox, query), part)

    async def count(self, query: Query) -> Counts:
        """How many match."""
        return await self._store.count(within(self._mailbox, query))

    async def mailboxes(self) -> tuple[Mailbox, ...]:
        """The mailboxes that hold mail, by name."""
        listed = await self._store.mailboxes()
        return tuple(one for one in listed if self._mailbox in (None, one.name))

    async def drop(self, mailbox: str) -> tuple[int, ...]:
        """Remove a mailbox with all its mail; gives the ids. One that is not there is gone already."""
        return await self.within(mailbox).remove(EVERYTHING)

    async def usage(self) -> Usage:
        """What is kept and what was evicted."""
        return await self._store.usage(self._mailbox)

    def view(self, query: Query, limit: int) -> AbstractAsyncContextManager[View]:
        """The mails that match, live; a look gives so many of them."""
        return open_view(self._store, self._feed, within(self._mailbox, query), limit)

    async def wait(self, wanted: Wanted, timeout: float) -> tuple[Message, ...]:
        """See `waiting.wait`."""
        return await waiting.wait(self._store, self._feed, self._meant(wanted), timeout)

    async def none(self, wanted: Wanted, quiet: float) -> None:
        """See `waiting.none`."""
        await waiting.none(self._store, self._feed, self._meant(wanted), quiet)

    async def expect(self, wanted: Wanted, expected: Expectation, patience: Patience) -> tuple[Message, ...]:
        """See `expecting.expect`."""
        return await expecting.expect(self._store, self._feed, self._meant(wanted), expected, patience)

    def _meant(self, wanted: Wanted) -> Wanted:
        return changed(wanted, mailbox=self._mailbox, visible=self._visible)

    async def settle(self) -> None:
        """Return when every change that was begun is committed and published."""
        while self._uncut:
            await asyncio.wait(self._uncut)

    async def _whole(self, step: Coroutine[Any, Any, T]) -> T:
        """Run commit and publish to their end even when the one who asked hangs up."""
        task = asyncio.ensure_future(step)
        self._uncut.add(task)
        task.add_done_callback(self._uncut.discard)
        return await asyncio.shield(task)


async def _parsed(raw: bytes, parse: Callable[[bytes], T]) -> T:
    """Parse here when that is quick, else in a thread."""
    if len(raw) <= LARGE_OCTETS:
        return parse(raw)
    return await asyncio.to_thread(parse, raw)
