"""A search that stays live: what matches now, then every change to that, with no gap between the two.

Its law: listen before looking. What comes between is then told twice, never missed, and telling it twice
changes nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import assert_never

from catcher.application.feed import Feed, Reader
from catcher.application.store import Counts, Slice, Store
from catcher.core.changes import Arrived, Change, Changed, Removed, Writing
from catcher.core.matching import predicate
from catcher.core.message import Message
from catcher.core.query import EVERYTHING, Query, is_whole
from catcher.core.wire import Value


class Snapshot(Value):
    """What a view holds at one moment: the newest mails, and what is known of how many there are."""

    messages: tuple[Message, ...]
    counts: Counts


class View:
    """A query and one reader's place in the feed."""

    def __init__(self, store: Store, reader: Reader, query: Query, limit: int) -> None:
        self._store = store
        self._reader = reader
        self._query = query
        self._meets = predicate(query)
        self._limit = limit

    async def look(self) -> Snapshot:
        """What matches now.

        A search with more matches than the look gives is counted no further, which may take long: its counts are
        `at_least`, and `counts` gives better ones.
        """
        part = Slice(self._limit)
        if is_whole(self._query):
            return Snapshot(await self._store.find(self._query, part), await self.counts())
        known = await self._store.count(EVERYTHING)
        found = await self._store.find(self._query, part)
        unread = sum(not message.read for message in found)
        last_id = max([known.last_id, *(message.id for message in found)])
        return Snapshot(found, Counts(len(found), unread, last_id, len(found) == self._limit))

    async def counts(self) -> Counts:
        """How many match now."""
        return await self._store.count(self._query)

    async def changes(self) -> tuple[Change, ...]:
        """What has changed for this view since the last call, in order; waits until something has happened.

        It may be nothing: then only other mail was concerned.

        A mail that matches only since a change is told as Changed, one that no longer matches as Removed.
        Raises FellBehind (look again, then go on) and FeedClosed.
        """
        told = [await self._seen(change) for change in await self._reader.read()]
        return tuple(change for change in told if change)

    async def _seen(self, change: Change) -> Change | None:
        match change:
            case Arrived(message, search):
                return change if self._meets(message, search) else None
            case Changed(message):
                search_text = await self._store.search_text(message.id)
                if search_text and self._meets(message, search_text):
                    return change
                return Removed((message.id,))
            case Removed() | Writing():
                return change
            case _:
                assert_never(change)


@asynccontextmanager
async def open_view(store: Store, feed: Feed, query: Query, limit: int) -> AsyncIterator[View]:
    """A view that has begun to listen; call `look` first."""
    with feed.listen() as reader:
        yield View(store, reader, query, limit)
