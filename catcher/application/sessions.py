"""The sessions that were and are: bounded, newest first, found by id and by mail.

Its law: a session that is kept here is found under every mail it brought, and nothing here waits or fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from catcher.core.session import Session

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


@dataclass(frozen=True, slots=True)
class _Ended:
    look: Callable[[int], Session]
    messages: tuple[int, ...]
    octets: int


class Sessions:
    """The bounded log in memory; `changed` is told the id of each session that began or ended."""

    def __init__(
        self,
        max_sessions: int = MAX_SESSIONS,
        max_octets: int = MAX_OCTETS,
        changed: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._max_sessions = max_sessions
        self._max_octets = max_octets
        self._changed = changed
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

    def get(self, session_id: int) -> Session | None:
        """The session with that id, open or ended; None when it is unknown or was forgotten."""
        if look := self._open.get(session_id):
            return look(session_id)
        ended = self._ended.get(session_id)
        return None if ended is None else ended.look(session_id)

    def newest(self, limit: int = 50, before: int | None = None) -> tuple[Session, ...]:
        """The newest sessions, open ones included; `before` is the id where the last page ended."""
        ids = sorted((i for i in (*self._open, *self._ended) if before is None or i < before), reverse=True)
        found = (self.get(session_id) for session_id in ids[:limit])
        return tuple(session for session in found if session is not None)

    def of_message(self, message_id: int) -> Session | None:
        """The session that brought the mail; None when it is unknown or was forgotten."""
        session_id = self._by_message.get(message_id)
        if session_id is not None:
            return self.get(session_id)
        looks = (look(each) for each, look in self._open.items())
        return next((session for session in looks if message_id in session.messages), None)
