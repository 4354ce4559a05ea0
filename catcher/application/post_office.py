"""The post office: the only one that changes mail, and the one place to ask for it.

Its law: commit, then publish, in one step that nobody can cut in two. Whoever is told of a mail can
find it, and whoever can find it was told, or will be at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from catcher.application import waiting
from catcher.application.feed import Feed
from catcher.application.store import Counts, Draft, Slice, Store
from catcher.application.view import View, open_view
from catcher.application.waiting import Wanted
from catcher.core.changes import Arrived, Changed, Removed
from catcher.core.indexing import search_text
from catcher.core.mailboxes import mailbox_of
from catcher.core.message import Content, Envelope, Message, PartBody
from catcher.core.parsing import content, digest, part_body
from catcher.core.query import Query

T = TypeVar("T")

LARGE_OCTETS = 256 * 1024
"""Mail above this is parsed in a thread, so that the event loop goes on meanwhile."""


def utc_now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


class PostOffice:
    """Deliver, mark, remove, look, follow and wait."""

    def __init__(self, store: Store, feed: Feed, now: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._feed = feed
        self._now = now
        self._uncut: set[asyncio.Task[Any]] = set()

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
        mailbox = mailbox or mailbox_of(envelope.login, parsed.headers)
        outline = parsed.outline
        if envelope.defects:
            outline = replace(outline, defects=(*envelope.defects, *outline.defects))
        search = search_text(mailbox, envelope, outline, parsed.headers, parsed.body)
        draft = Draft(mailbox, received_at, envelope, outline, search, raw)
        return await self._whole(self._commit(draft))

    async def _commit(self, draft: Draft) -> Message:
        message = await self._store.add(draft)
        self._feed.publish(Arrived(message, draft.search))
        return message

    async def mark(self, query: Query, *, read: bool) -> tuple[Message, ...]:
        """Mark all mails that match as read or unread; gives those that this changed."""
        return await self._whole(self._mark(query, read=read))

    async def _mark(self, query: Query, *, read: bool) -> tuple[Message, ...]:
        changed = await self._store.mark(query, read=read)
        for message in changed:
            self._feed.publish(Changed(message))
        return changed

    async def remove(self, query: Query) -> tuple[int, ...]:
        """Remove all mails that match; gives their ids."""
        return await self._whole(self._remove(query))

    async def _remove(self, query: Query) -> tuple[int, ...]:
        ids = await self._store.remove(query)
        if ids:
            self._feed.publish(Removed(ids))
        return ids

    async def get(self, message_id: int) -> Message | None:
        """The mail with that id, or None."""
        return await self._store.get(message_id)

    async def raw(self, message_id: int) -> bytes | None:
        """The mail's bytes exactly as they came, or None."""
        return await self._store.raw(message_id)

    async def chunk(self, message_id: int, number: int) -> bytes | None:
        """A piece of the mail's bytes; see Store."""
        return await self._store.chunk(message_id, number)

    async def content(self, message_id: int) -> Content | None:
        """All that can be parsed of the mail, or None when there is none with that id."""
        raw = await self._store.raw(message_id)
        return None if raw is None else await _parsed(raw, content)

    async def part(self, message_id: int, number: int) -> PartBody | None:
        """One part of the mail, decoded; None when there is no such mail or part."""
        raw = await self._store.raw(message_id)
        return None if raw is None else await _parsed(raw, lambda octets: part_body(octets, number))

    async def find(self, query: Query, part: Slice) -> tuple[Message, ...]:
        """The mails that match."""
        return await self._store.find(query, part)

    async def count(self, query: Query) -> Counts:
        """How many match."""
        return await self._store.count(query)

    def view(self, query: Query, part: Slice) -> AbstractAsyncContextManager[View]:
        """The mails that match, live."""
        return open_view(self._store, self._feed, query, part)

    async def wait(self, wanted: Wanted, timeout: float) -> tuple[Message, ...]:
        """See `waiting.wait`."""
        return await waiting.wait(self._store, self._feed, wanted, timeout)

    async def none(self, wanted: Wanted, quiet: float) -> None:
        """See `waiting.none`."""
        await waiting.none(self._store, self._feed, wanted, quiet)

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
