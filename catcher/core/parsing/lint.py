"""Looking over a mail for what other servers and readers would stumble on, though we do not."""

from __future__ import annotations

from catcher.core.parsing.defects import Defects
from catcher.core.parsing.headers import Head

MAX_LINE_OCTETS = 998
"""RFC 5322, section 2.1.1, without the line end."""

_ONCE = (
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "message-id",
    "in-reply-to",
    "references",
    "subject",
    "date",
)


def look_over(raw: bytes, head: Head, defects: Defects) -> None:
    """Note what is wrong with the bytes and with the header as a whole."""
    _bytes(raw, defects)
    _fields(raw, head, defects)


def _bytes(raw: bytes, defects: Defects) -> None:
    feeds, returns, pairs = raw.count(b"\n"), raw.count(b"\r"), raw.count(b"\r\n")
    if feeds > pairs:
        defects.add("Lines end with a line feed alone; SMTP wants CR LF")
    if returns > pairs:
        defects.add("There is a carriage return without a line feed")
    if b"\0" in raw:
        defects.add("There are NUL bytes")
    if _has_long_line(raw):
        defects.add(f"A line is longer than {MAX_LINE_OCTETS} bytes; many servers refuse that")


def _has_long_line(raw: bytes) -> bool:
    """From each line end to the last one in reach: few steps, and no list of lines."""
    position = 0
    while len(raw) - position > MAX_LINE_OCTETS + 1:  # + 1 for the CR
        line_end = raw.rfind(b"\n", position, position + MAX_LINE_OCTETS + 2)
        if line_end < 0:
            return True
        position = line_end + 1
    return False


def _fields(raw: bytes, head: Head, defects: Defects) -> None:
    if not head.fields:
        defects.add("There is no header" if raw.strip() else "The mail is empty")
        return
    names = [field.key for field in head.fields]
    present = set(names)
    for name in ("From", "Date"):
        if name.lower() not in present:
            defects.add(f"There is no {name} field, which RFC 5322 asks for")
    if len(present) < len(names):
        for name in _ONCE:
            if names.count(name) > 1:
                defects.add(f"There is more than one {name.title()} field")
    if not raw[: head.body_start].isascii():
        defects.add("The header has raw 8-bit characters")
