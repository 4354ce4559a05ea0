"""Mail out of the post office and into it, many at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from catcher.application.post_office import LARGE_OCTETS, PostOffice
from catcher.application.store import Slice
from catcher.core.archives import Carried, Item, Unreadable
from catcher.core.message import Message
from catcher.core.parsing.naming import named_envelope
from catcher.core.query import EVERYTHING, Id, Query
from catcher.core.wire import Value

PAGE = 100
"""Mails that are listed at once on their way out."""
TOGETHER = 50
"""Mails that share a commit on their way in."""
NAMED_FAILURES = 100
"""Of the mails that could not be read, so many are named; the others are counted."""


async def kept(post_office: PostOffice, query: Query) -> AsyncIterator[tuple[Message, bytes]]:
    """Every mail that matches and is there now, oldest first, with its octets, one at a time.

    What arrives meanwhile is not among them, what is removed meanwhile may be. Raises StoreError.
    """
    end = (await post_office.count(EVERYTHING)).last_id + 1
    after = 0
    while page := await post_office.find(query, Slice(PAGE, after, end, oldest_first=True)):
        for message in page:
            raw = await post_office.raw(message.id)
            if raw is not None:
                yield message, raw
        after = page[-1].id


class Taken(Value):
    """How many mails were taken in, how many could not be, and why of the first of those."""

    imported: int
    failed: int
    failures: tuple[Unreadable, ...]


class TakeIn:
    """Keeps the mails of an archive in their order, and counts. Give it every item, then `finish`.

    At a post office for one mailbox all of them go there, whatever the archive says.
    """

    def __init__(self, post_office: PostOffice) -> None:
        self._post_office = post_office
        self._waiting: list[Carried] = []
        self._imported = 0
        self._failed = 0
        self._failures: list[Unreadable] = []

    async def add(self, item: Item) -> None:
        """One more. Raises StoreError when mail could not be kept; what is counted until then is."""
        if isinstance(item, Unreadable):
            self._failed += 1
            if len(self._failures) < NAMED_FAILURES:
                self._failures.append(item)
            return
        large = len(item.raw) > LARGE_OCTETS  # is parsed in a thread, where a smaller one could overtake it
        if large:
            await self._keep()
        self._waiting.append(item)
        if large or len(self._waiting) >= TOGETHER:
            await self._keep()

    async def finish(self) -> Taken:
        """Keep the last, and give the counts. Raises StoreError."""
        await self._keep()
        return self.so_far

    @property
    def so_far(self) -> Taken:
        """The counts as they are."""
        return Taken(self._imported, self._failed, tuple(self._failures))

    async def _keep(self) -> None:
        together, self._waiting = self._waiting, []
        done = await asyncio.gather(*map(self._deliver, together), return_exceptions=True)
        kept = [(each, item) for each, item in zip(done, together, strict=True) if isinstance(each, Message)]
        self._imported += len(kept)
        if read := frozenset(message.id for message, item in kept if item.read):
            await self._post_office.mark(Id(read), read=True)
        for each in done:
            if isinstance(each, BaseException):
                raise each

    async def _deliver(self, item: Carried) -> Message:
        return await self._post_office.deliver(
            item.envelope or named_envelope(item.raw),
            item.raw,
            received_at=item.received_at,
            mailbox=item.mailbox,
        )
