"""The feed: every change, in one order, to everybody who listens. Nothing is stored here.

Its law: `publish` never waits and never fails; a reader that falls behind loses its own place only.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from catcher.core.changes import Arrived, Change

MAX_BEHIND = 10_000
"""Changes that wait for one reader; a burst of some seconds. More than that is cheaper to read anew."""


class FellBehind(Exception):
    """The reader was too slow: changes are missing. It listens on from here, and must look again."""


class FeedClosed(Exception):
    """The catcher stops; no change will come any more."""


class Reader:
    """One listener's place in the feed."""

    def __init__(self, max_behind: int, concerns: Callable[[Change], bool] = lambda _: True) -> None:
        self._concerns = concerns
        self._changes: deque[Change] = deque()
        self._max_behind = max_behind
        self._fell_behind = False
        self._closed = False
        self._news = asyncio.Event()

    def offer(self, change: Change) -> None:
        """Take one more change, when it is of concern; for the feed."""
        if not self._concerns(change):
            return
        if len(self._changes) >= self._max_behind:
            self._changes.clear()
            self._fell_behind = True
        if not self._fell_behind:
            self._changes.append(change)
        self._news.set()

    def close(self) -> None:
        """Wake the reader for the last time; for the feed."""
        self._closed = True
        self._news.set()

    async def read(self) -> tuple[Change, ...]:
        """All changes since the last call, in order, at least one; waits for it.

        Raises FellBehind once when changes were lost, FeedClosed when the catcher stops.
        """
        await self._news.wait()
        if self._closed:
            raise FeedClosed
        self._news.clear()
        if self._fell_behind:
            self._fell_behind = False
            raise FellBehind
        changes = tuple(self._changes)
        self._changes.clear()
        return changes


class Feed:
    """Where changes are published and listened to, on one event loop."""

    def __init__(self, max_behind: int = MAX_BEHIND) -> None:
        self._readers: set[Reader] = set()
        self._readers_of: dict[str | None, set[Reader]] = {}
        self._max_behind = max_behind
        self._closed = False

    def publish(self, change: Change) -> None:
        """Tell every reader; of an arrival, those of the mailbox and of all."""
        if isinstance(change, Arrived):
            for mailbox in (None, change.message.mailbox):
                for reader in self._readers_of.get(mailbox, ()):
                    reader.offer(change)
        else:
            for reader in self._readers:
                reader.offer(change)

    @property
    def readers(self) -> int:
        """How many listen."""
        return len(self._readers)

    @contextmanager
    def listen(
        self, concerns: Callable[[Change], bool] = lambda _: True, mailbox: str | None = None
    ) -> Iterator[Reader]:
        """A reader that gets every change published from now on which concerns it; others do not wake it.

        With a mailbox, it is told of no arrival elsewhere.

        `concerns` is asked once about each change, in order, before `publish` returns; it must not fail.
        """
        reader = Reader(self._max_behind, concerns)
        if self._closed:
            reader.close()
        self._readers.add(reader)
        alike = self._readers_of.setdefault(mailbox, set())
        alike.add(reader)
        try:
            yield reader
        finally:
            self._readers.discard(reader)
            alike.discard(reader)
            if not alike:
                self._readers_of.pop(mailbox, None)

    def close(self) -> None:
        """Wake all readers with FeedClosed, and every later one at once."""
        self._closed = True
        for reader in self._readers:
            reader.close()
