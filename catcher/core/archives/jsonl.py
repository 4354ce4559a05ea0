"""JSON lines: one object a mail, with all that is known of it, so that nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from catcher.core.archives.values import Carried, Item, Unreadable, too_large
from catcher.core.mailboxes import MAX_MAILBOX_CHARS
from catcher.core.message import Envelope, Message
from catcher.core.query import UNCLEAN
from catcher.core.wire import ShapeError, Value, decode, encode, field_names

_BESIDE_OCTETS = 4 * 1024 * 1024
"""Room in a line for what stands beside the mail: an envelope of many thousand recipients."""


class Line(Value):
    """One line. `raw` is in base64; all but `raw` may be left out. `name` is what an error calls the mail."""

    raw: bytes
    id: int | None = None
    name: str | None = None
    mailbox: str | None = None
    received_at: datetime | None = None
    read: bool = False
    envelope: Envelope | None = None


def line_of(line: Line) -> bytes:
    """The line, its end included."""
    return encode(line) + b"\n"


class JsonlWriter:
    """Writes JSON lines."""

    def add(self, message: Message, raw: bytes) -> bytes:
        """See Writer."""
        return line_of(
            Line(raw, message.id, None, message.mailbox, message.received_at, message.read, message.envelope)
        )

    def end(self) -> bytes:
        """See Writer."""
        return b""


class JsonlReader:
    """Reads JSON lines."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._longest_line = largest * 4 // 3 + _BESIDE_OCTETS
        self._held = bytearray()
        self._number = 0
        self._cut = False

    def take(self, octets: bytes) -> Iterator[Item]:
        """See Reader."""
        *ended, rest = octets.split(b"\n")
        for piece in ended:
            self._held += piece
            yield from self._mail()
        self._held += rest
        if len(self._held) > self._longest_line:
            self._held.clear()
            self._cut = True

    def end(self) -> Iterator[Item]:
        """See Reader."""
        return self._mail()

    def _mail(self) -> Iterator[Item]:
        self._number += 1
        text, cut = bytes(self._held), self._cut
        self._held.clear()
        self._cut = False
        if cut or len(text) > self._longest_line:
            yield too_large(f"line {self._number}", self._largest)
        elif text.strip():
            yield self._item(text)

    def _item(self, text: bytes) -> Item:
        name = f"line {self._number}"
        try:
            line = decode(text, Line)
        except ShapeError as error:
            return Unreadable(name, f"expected a JSON object with the mail in base64 as raw: {error}")
        name = UNCLEAN.sub("?", line.name or name)
        if any(map(UNCLEAN.search, _texts((line.mailbox, line.envelope)))):
            return Unreadable(name, "expected text, found NUL or half a surrogate pair in it")
        if not line.raw:
            return Unreadable(name, "there is nothing in it")
        if len(line.raw) > self._largest:
            return too_large(name, self._largest)
        mailbox = (line.mailbox or "").strip()[:MAX_MAILBOX_CHARS] or None
        return Carried(name, line.raw, line.envelope, _utc(line.received_at), mailbox, line.read)


def _utc(moment: datetime | None) -> datetime | None:
    """A time without an offset is in UTC."""
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _texts(value: object) -> Iterator[str]:
    """Every text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Value):
        yield from _texts(tuple(getattr(value, name) for name in field_names(type(value))))
