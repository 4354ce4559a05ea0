"""Writes down one session while it goes on: cheap to add to, made readable only when somebody looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from time import monotonic

from catcher.application.sessions import SessionLog
from catcher.core.mailboxes import BY_DEFAULT, MailboxRule, mailbox_of
from catcher.core.message import Envelope, Message, Tls
from catcher.core.session import Diagnosis, Direction, Line, Listener, Outcome, Session, readable

KEPT = 200
"""Commands, replies and notes of the beginning and of the end of a session; others are left out."""

KEPT_OCTETS = 1_024
"""Of one line; a longer one is shown cut."""

Entry = tuple[float, Direction, bytes]

_CLIENT, _SERVER, _NOTE = Direction
"""To look up a member of an enumeration takes as long as the rest of writing a line down."""


class Transcript:
    """One session's record."""

    def __init__(
        self, log: SessionLog, listener: Listener, peer: str, mailbox_by: tuple[MailboxRule, ...] = BY_DEFAULT
    ) -> None:
        self.peer = peer
        self.helo = ""
        self.tls: Tls | None = None
        self.login: str | None = None
        self._messages: list[int] = []
        self._mailboxes: dict[str, None] = {}
        self._mailbox_by = mailbox_by
        self._log = log
        self._listener = listener
        self._began = monotonic()
        self._started_at = datetime.now(UTC)
        self._ended_at: datetime | None = None
        self._outcome: Outcome | None = None
        self._diagnoses: dict[str, Diagnosis] = {}
        self._entries: list[Entry] = []
        self._left_out = 0
        self.id = log.begin(self.session)

    def heard(self, line: bytes) -> None:
        """The client said a line."""
        self._entries.append((monotonic(), _CLIENT, line[:KEPT_OCTETS]))

    def answered(self, lines: bytes) -> None:
        """The server said a reply, all its lines. As one follows whatever else is written down, this bounds it all."""
        self._entries.append((monotonic(), _SERVER, lines[:KEPT_OCTETS]))
        if len(self._entries) > 3 * KEPT:
            self._leave_out()

    def _leave_out(self) -> None:
        self._left_out += max(0, len(self._entries) - 2 * KEPT)
        del self._entries[KEPT:-KEPT]

    def note(self, text: str) -> None:
        """Something that nobody said, but that a person wants to know."""
        self._entries.append((monotonic(), _NOTE, text.encode()[:KEPT_OCTETS]))

    def diagnose(self, diagnosis: Diagnosis) -> None:
        """Something was wrong; each kind is told once."""
        if diagnosis.code not in self._diagnoses:
            self._diagnoses[diagnosis.code] = diagnosis
            self.note(diagnosis.text)

    def has(self, diagnosis: Diagnosis) -> bool:
        """Whether that was diagnosed."""
        return diagnosis.code in self._diagnoses

    def kept(self, message: Message) -> None:
        """The session brought a mail, which is kept."""
        self._messages.append(message.id)
        self._mailboxes[message.mailbox] = None

    def ends(self, outcome: Outcome) -> None:
        """Why the session ends; the first reason counts."""
        self._outcome = self._outcome or outcome

    @property
    def ended(self) -> bool:
        """The reason of the end is known."""
        return self._outcome is not None

    def close(self) -> None:
        """The connection is gone; once."""
        if self._ended_at is None:
            self._ended_at = datetime.now(UTC)
            octets = sum(len(said) for _, _, said in self._entries)
            self._log.end(self.id, tuple(self._messages), octets)

    def session(self, session_id: int) -> Session:
        """The session as it is now."""
        return Session(
            id=session_id,
            listener=self._listener,
            started_at=self._started_at,
            ended_at=self._ended_at,
            peer=self.peer,
            helo=self.helo,
            tls=self.tls,
            login=self.login,
            lines=self._lines(),
            outcome=Outcome.OPEN if self._ended_at is None else self._outcome or Outcome.LEFT,
            diagnoses=tuple(self._diagnoses.values()),
            messages=tuple(self._messages),
            mailboxes=tuple(self._mailboxes) or (self._mailbox(),),
        )

    def _mailbox(self) -> str:
        """Where its mail would belong, as far as the session alone tells."""
        envelope = Envelope("", (), self.helo, self.peer, login=self.login)
        return mailbox_of(envelope, (), self._mailbox_by)

    def _lines(self) -> tuple[Line, ...]:
        self._leave_out()
        lines = [line for entry in self._entries[:KEPT] for line in self._lines_of(entry)]
        if self._left_out:
            lines.append(
                Line(lines[-1].at, Direction.NOTE, f"{self._left_out} commands and replies are left out here")
            )
        return (*lines, *(line for entry in self._entries[KEPT:] for line in self._lines_of(entry)))

    def _lines_of(self, entry: Entry) -> Iterator[Line]:
        at, direction, said = entry
        for line in said.split(b"\r\n") if direction is Direction.SERVER else (said,):
            if line or direction is Direction.CLIENT:
                yield Line(round(at - self._began, 6), direction, readable(line, KEPT_OCTETS))
