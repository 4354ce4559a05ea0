"""Watching for mail that matches: what is there, and what comes, for one who waits.

Its laws: listen before looking, so that nothing is missed between the two; and whoever waits is woken only by
what changes the mails that match, so that a thousand may wait for different mails.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import assert_never

from catcher.application.feed import Feed, FellBehind, Reader
from catcher.application.store import Slice, Store
from catcher.core.changes import Arrived, Change, Changed, Removed, Writing
from catcher.core.matching import hinges_on_marks, predicate
from catcher.core.message import Message, SearchText
from catcher.core.query import Query, within
from catcher.core.wire import Value


class Wanted(Value):
    """What is waited for: mails that match the query, with ids above `after`, of the mailbox when one is named.

    `visible` is the only mailbox that the asker may be told of; None when there is no such bound.
    """

    query: Query
    after: int | None = None
    count: int = 1
    mailbox: str | None = None
    visible: str | None = None

    @property
    def scoped(self) -> Query:
        """The query together with the mailbox."""
        return within(self.mailbox, self.query)


class Watch:
    """The mails that match so far, and how many of any kind came to the mailbox meanwhile."""

    def __init__(self, store: Store, wanted: Wanted, limit: int) -> None:
        self.arrived = 0
        self._store = store
        self._wanted = wanted
        self._limit = limit
        self._reader: Reader | None = None
        self._after = wanted.after or 0
        self._meets = predicate(wanted.scoped)
        self._hinges_on_marks = hinges_on_marks(wanted.query)
        self._held: dict[int, Message] = {}
        self._texts: dict[int, SearchText] = {}
        self._known: set[int] = set()
        self._looking = True

    @property
    def mails(self) -> tuple[Message, ...]:
        """Those that match, oldest first."""
        return tuple(self._held[key] for key in sorted(self._held))

    async def texts(self) -> tuple[tuple[Message, SearchText], ...]:
        """Those that match, oldest first, with the text that queries look at."""
        missing = tuple(self._held.keys() - self._texts.keys())
        texts = await asyncio.gather(*(self._store.search_text(each) for each in missing))
        self._texts |= {each: text for each, text in zip(missing, texts, strict=True) if text is not None}
        return tuple(
            (message, self._texts[message.id]) for message in self.mails if message.id in self._texts
        )

    def concerns(self, change: Change) -> bool:
        """Whether one who waits has to be woken; for the feed, which asks about every change."""
        match change:
            case Arrived():
                self.arrived += 1
                meets = change.message.id > self._after and self._meets(change.message, change.search)
                if meets:
                    self._known.add(change.message.id)
                return meets
            case Changed(message):
                return self._hinges_on_marks or self._looking or message.id in self._known
            case Removed(ids):
                return self._looking or not self._known.isdisjoint(ids)
            case Writing():
                return False  # what is waited for may still come
            case _:
                assert_never(change)

    def follow(self, reader: Reader) -> None:
        """From where the changes come; once, before the first look."""
        self._reader = reader

    async def look(self) -> None:
        """See what is there."""
        self._looking = True
        part = Slice(self._limit, self._wanted.after, oldest_first=True)
        found = await self._store.find(self._wanted.scoped, part)
        self._held = {message.id: message for message in found}
        self._known |= self._held.keys()
        self._looking = False

    async def change(self) -> None:
        """Wait for something that may change which mails match. Raises FeedClosed."""
        assert self._reader is not None
        try:
            changes = await self._reader.read()
        except FellBehind:
            await self.look()
            return
        for change in changes:
            await self._apply(change)

    async def _apply(self, change: Change) -> None:
        match change:
            case Arrived(message, search):
                self._held[message.id] = message
                self._texts[message.id] = search
            case Changed(message):
                await self._judge_anew(message)
            case Removed(ids):
                for gone in ids:
                    self._held.pop(gone, None)
            case Writing():
                pass
            case _:
                assert_never(change)

    async def _judge_anew(self, message: Message) -> None:
        text = await self._store.search_text(message.id)
        if text and message.id > self._after and self._meets(message, text):
            self._held[message.id] = message
            self._known.add(message.id)
        else:
            self._held.pop(message.id, None)


@contextmanager
def watching(store: Store, feed: Feed, wanted: Wanted, limit: int) -> Iterator[Watch]:
    """A watch that has begun to listen; call `look` first. It holds at most so many of what is there already."""
    watch = Watch(store, wanted, limit)
    with feed.listen(watch.concerns, wanted.mailbox) as reader:
        watch.follow(reader)
        yield watch
