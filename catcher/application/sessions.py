"""The sessions that were and are: bounded, newest first, found by id and by mail, and followed live.

Its law: a session that is kept here is found under every mail it brought, and the SMTP side never waits here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Protocol

from catcher.application.feed import FeedClosed
from catcher.core.session import Session
from catcher.core.wire import Value

MAX_SESSIONS = 1_000
"""Ended sessions that are kept; some 2 KB each."""

MAX_OCTETS = 16 * 1024 * 1024
"""All that was said in them together, so that long sessions cannot fill the memory."""


class SessionLog(Protocol):
    """What an SMTP server needs of the place where sessions are looked at."""

    def begin(self, look: Callable[[int], Session]) -> int:
        """A session began; gives its id. `look(id)` gives the session as it is at that moment, always."""

    def end(self, session_id: int, messages: tuple[int, ...], octets: int) -> None:
        """A session ended: the mails that it brought, and roughly the size of what was said."""


class SessionBook(Protocol):
    """What those who look at sessions need of them."""

    @property
    def open(self) -> int:
        """How many sessions are open, of whatever mailbox."""

    def get(self, session_id: int) -> Session | None:
        """The session with that id, open or ended; None when it is unknown or was forgotten."""

    def newest(
        self,
        limit: int = 50,
        before: int | None = None,
        *,
        failed: bool | None = None,
        meant: Callable[[Session], bool] = lambda _: True,
    ) -> tuple[Session, ...]:
        """The newest sessions, open ones included; `before` is the id where the last page ended.

        With `failed`, only those in which something was wrong, or nothing was; `meant` leaves out others.
        """

    def of_message(self, message_id: int) -> Session | None:
        """The session that brought the mail; None when it is unknown or was forgotten."""

    def watch(self) -> AbstractContextManager[Watcher]:
        """One who is told of every session that begins or ends from now on."""

    def only(self, mailbox: str) -> SessionBook:
        """The sessions that have to do with one mailbox and with no other."""


class _Ended(Value):
    look: Callable[[int], Session]
    messages: tuple[int, ...]
    octets: int


class Watcher:
    """One who follows the sessions: which of them began or ended since it last asked."""

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._news = asyncio.Event()
        self._closed = False

    def tell(self, session_id: int) -> None:
        """One began or ended; for the sessions."""
        self._ids.add(session_id)
        self._news.set()

    def close(self) -> None:
        """Wake it for the last time; for the sessions."""
        self._closed = True
        self._news.set()

    async def changed(self) -> list[int]:
        """The ids, in order, at least one; waits for it. Raises FeedClosed when the catcher stops."""
        await self._news.wait()
        if self._closed:
            raise FeedClosed
        self._news.clear()
        ids = sorted(self._ids)
        self._ids.clear()
        return ids


class Sessions:
    """The bounded log in memory, on one event loop."""

    def __init__(self, max_sessions: int = MAX_SESSIONS, max_octets: int = MAX_OCTETS) -> None:
        self._max_sessions = max_sessions
        self._max_octets = max_octets
        self._watchers: set[Watcher] = set()
        self._closed = False
        self._last_id = 0
        self._open: dict[int, Callable[[int], Session]] = {}
        self._ended: dict[int, _Ended] = {}
        self._by_message: dict[int, int] = {}
        self._octets = 0

    def begin(self, look: Callable[[int], Session]) -> int:
        """See SessionLog."""
        self._last_id += 1
        self._open[self._last_id] = look
        self._changed(self._last_id)
        return self._last_id

    def end(self, session_id: int, messages: tuple[int, ...], octets: int) -> None:
        """See SessionLog."""
        self._ended[session_id] = _Ended(self._open.pop(session_id), messages, octets)
        self._octets += octets
        self._by_message.update(dict.fromkeys(messages, session_id))
        while self._ended and (len(self._ended) > self._max_sessions or self._octets > self._max_octets):
            self._forget(next(iter(self._ended)))
        self._changed(session_id)

    def _forget(self, session_id: int) -> None:
        ended = self._ended.pop(session_id)
        self._octets -= ended.octets
        for message_id in ended.messages:
            self._by_message.pop(message_id, None)

    @property
    def open(self) -> int:
        """How many sessions are open."""
        return len(self._open)

    def get(self, session_id: int) -> Session | None:
        """The session with that id, open or ended; None when it is unknown or was forgotten."""
        if look := self._open.get(session_id):
            return look(session_id)
        ended = self._ended.get(session_id)
        return None if ended is None else ended.look(session_id)

    def newest(
        self,
        limit: int = 50,
        before: int | None = None,
        *,
        failed: bool | None = None,
        meant: Callable[[Session], bool] = lambda _: True,
    ) -> tuple[Session, ...]:
        """The newest sessions, open ones included; `before` is the id where the last page ended.

        With `failed`, only those in which something was wrong, or nothing was; `meant` leaves out others.
        """
        ids = sorted((i for i in (*self._open, *self._ended) if before is None or i < before), reverse=True)
        found = (session for session_id in ids if (session := self.get(session_id)))
        wanted = (one for one in found if failed is None or bool(one.diagnoses) is failed)
        return tuple(islice(filter(meant, wanted), limit))

    def of_message(self, message_id: int) -> Session | None:
        """The session that brought the mail; None when it is unknown or was forgotten."""
        session_id = self._by_message.get(message_id)
        if session_id is not None:
            return self.get(session_id)
        looks = (look(each) for each, look in self._open.items())
        return next((session for session in looks if message_id in session.messages), None)

    @contextmanager
    def watch(self) -> Iterator[Watcher]:
        """One who is told of every session that begins or ends from now on."""
        watcher = Watcher()
        if self._closed:
            watcher.close()
        self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)

    def only(self, mailbox: str) -> SessionBook:
        """See SessionBook."""
        return _SessionsOf(mailbox, self)

    def close(self) -> None:
        """Wake all watchers with FeedClosed, and every later one at once."""
        self._closed = True
        for watcher in self._watchers:
            watcher.close()

    def _changed(self, session_id: int) -> None:
        for watcher in self._watchers:
            watcher.tell(session_id)


class _SessionsOf(Value):
    """The sessions of one mailbox. One that brought mail to another, too, is not among them: it tells of that."""

    mailbox: str
    all: SessionBook

    @property
    def open(self) -> int:
        return self.all.open

    def get(self, session_id: int) -> Session | None:
        return self._own(self.all.get(session_id))

    def newest(
        self,
        limit: int = 50,
        before: int | None = None,
        *,
        failed: bool | None = None,
        meant: Callable[[Session], bool] = lambda _: True,
    ) -> tuple[Session, ...]:
        return self.all.newest(
            limit, before, failed=failed, meant=lambda one: self._own(one) is not None and meant(one)
        )

    def of_message(self, message_id: int) -> Session | None:
        return self._own(self.all.of_message(message_id))

    def watch(self) -> AbstractContextManager[Watcher]:
        return self.all.watch()

    def only(self, mailbox: str) -> SessionBook:
        return _SessionsOf(mailbox, self)

    def _own(self, session: Session | None) -> Session | None:
        return session if session is not None and session.mailboxes == (self.mailbox,) else None
