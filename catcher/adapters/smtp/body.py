"""The octets of a mail on their way in: where they end, undoing the dots, and where they wait.

Its law: only CR LF . CR LF ends a mail (RFC 5321, section 4.1.1.4), however the network cuts it; nothing else
is changed, and what waits in memory is bounded. No socket is known here.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from email.parser import BytesHeaderParser
from io import BytesIO
from pathlib import Path
from typing import IO, Protocol

END = b"\r\n.\r\n"
LINE_END_AND_DOT = b"\r\n."
_DOTTED_LINE = re.compile(re.escape(LINE_END_AND_DOT))
"""Finds it in half the time that `bytes.find` takes."""

CHUNK_OCTETS = 256 * 1024
"""How much of a spooled mail is read at a time."""

HEADER_OCTETS = 64 * 1024
"""How much of a mail is looked at for header fields that rules ask for."""


class Memory:
    """The octets that all sessions together keep in memory."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0

    @property
    def used(self) -> int:
        """How many octets are taken now."""
        return self._used

    def take(self, octets: int) -> bool:
        """Reserve, unless that would go over the limit."""
        if self._used + octets > self._limit:
            return False
        self._used += octets
        return True

    def give_back(self, octets: int) -> None:
        """End a reservation."""
        self._used -= octets


class Body:
    """One mail's octets: in memory while small, else in a temporary file. It must be closed.

    `size` counts every octet of the mail, kept or not. Above `limit` nothing is kept any more. `error` is
    what the disk said when it could not take the mail.
    """

    def __init__(self, memory: Memory, limit: int, spool_above: int, directory: Path | None = None) -> None:
        self.size = 0
        self.error: OSError | None = None
        self._memory = memory
        self._limit = limit
        self._spool_above = spool_above
        self._directory = directory
        self._held = BytesIO()
        self._file: IO[bytes] | None = None

    @property
    def too_large(self) -> bool:
        """More came than is accepted."""
        return self.size > self._limit

    def write(self, octets: bytes) -> None:
        """Add to the mail; never raises."""
        self.size += len(octets)
        if self.too_large:
            self.close()
        elif self.error is None:
            self._keep(octets)

    def _keep(self, octets: bytes) -> None:
        if self._file is None and self.size <= self._spool_above and self._memory.take(len(octets)):
            self._held.write(octets)
            return
        try:
            self._spool(octets)
        except OSError as error:
            self.close()
            self.error = error

    def _spool(self, octets: bytes) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._directory)  # noqa: SIM115 - closed by close()
            self._file.write(self._held.getbuffer())
            self._forget_held()
        self._file.write(octets)

    @property
    def spooled(self) -> bool:
        """The mail waits on the disk."""
        return self._file is not None

    def octets(self) -> bytes:
        """The whole mail."""
        return self._held.getvalue() if self._file is None else b"".join(self.chunks())

    def chunks(self) -> Iterator[bytes]:
        """The whole mail, piece by piece."""
        if self._file is None:
            yield self._held.getvalue()
            return
        self._file.seek(0)
        while chunk := self._file.read(CHUNK_OCTETS):
            yield chunk

    def headers(self) -> tuple[tuple[str, str], ...]:
        """The header fields at the beginning, as sent; for rules."""
        first = next(self.chunks(), b"")[:HEADER_OCTETS]
        return tuple((name, str(value)) for name, value in BytesHeaderParser().parsebytes(first).items())

    def close(self) -> None:
        """Let go of memory and file; what was kept is gone."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._forget_held()

    def _forget_held(self) -> None:
        self._memory.give_back(self._held.tell())
        self._held = BytesIO()


class Sink(Protocol):
    """Takes the octets of a connection until it has enough."""

    def feed(self, octets: bytes) -> bytes | None:
        """Take them; gives what lies behind the end once that is reached, else None."""


class DotEnded:
    """The octets after DATA: fills a body up to the lone dot, and undoes the doubled ones (section 4.5.2)."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._held = b"\r\n"
        self._skip = 2  # the line end of DATA itself, which may begin the end of an empty mail
        self._last = b""

    def feed(self, octets: bytes) -> bytes | None:
        """See Sink."""
        if not octets:
            return None
        held = self._held + octets
        found = _DOTTED_LINE.search(held)
        dot = found.start() if found else -1
        # one search is enough for a mail in which no line begins with a dot
        end = dot if dot < 0 or held.startswith(END, dot) else held.find(END, dot)
        if end >= 0:
            self._emit(held[: end + 2], dotted=dot < end)
            return held[end + len(END) :]
        begun = len(held) - _begun_end(held)
        held, self._held = held[:begun], held[begun:]
        self._last = (self._last + held[-3:])[-3:]
        self._emit(held, dotted=dot >= 0)
        return None

    def _emit(self, octets: bytes, *, dotted: bool) -> None:
        if dotted:
            octets = octets.replace(LINE_END_AND_DOT, b"\r\n")
        if self._skip and octets:
            octets, self._skip = octets[self._skip :], 0
        if octets:
            self._body.write(octets)

    @property
    def looks_ended_by_bare_lf(self) -> bool:
        """The mail is complete for a client that takes a line feed for a line end: `LF . LF` and the like."""
        tail = self._last + self._held
        return tail.endswith((b"\n.\n", b"\n.\r\n", b"\r.\r"))


def _begun_end(octets: bytes) -> int:
    """How many octets at the end could be the beginning of END."""
    if not octets.endswith((b"\r", b"\n", b".")):
        return 0
    for length in range(min(len(END) - 1, len(octets)), 0, -1):
        if END.startswith(octets[-length:]):
            return length
    return 0


class Counted:
    """The octets after BDAT: exactly as many as were announced, unchanged (RFC 3030)."""

    def __init__(self, body: Body | None, octets: int) -> None:
        self._body = body
        self._missing = octets

    def feed(self, octets: bytes) -> bytes | None:
        """See Sink."""
        mine = octets[: self._missing]
        self._missing -= len(mine)
        if self._body is not None and mine:
            self._body.write(mine)
        return octets[len(mine) :] if self._missing == 0 else None


class Cutting:
    """Another sink, until so many octets came; then it cuts."""

    def __init__(self, sink: Sink, octets: int, cut: Callable[[], None]) -> None:
        self._sink = sink
        self._missing = octets
        self._cut = cut

    def feed(self, octets: bytes) -> bytes | None:
        """See Sink."""
        self._missing -= len(octets)
        if octets and self._missing <= 0:
            self._cut()
            return None
        return self._sink.feed(octets)
