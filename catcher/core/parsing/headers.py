"""Header fields: found in the bytes, decoded (RFC 2047), and their parameters read (RFC 2045, RFC 2231)."""

from __future__ import annotations

import binascii
import re
from itertools import pairwise
from urllib.parse import unquote_to_bytes

from catcher.core.parsing.charsets import decoded
from catcher.core.parsing.transfer import from_base64
from catcher.core.wire import Value

MAX_FIELDS = 100_000
MAX_PARAMETER_OCTETS = 128 * 1024
MAX_SEGMENTS = 1_000

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r(?!\n)|\Z)")
_LINE_OF_CRLF_OR_LF = re.compile(rb"[^\n]*(?:\n|\Z)")
_NAME = re.compile(rb"([!-9;-~\x80-\xff]+)[ \t]*:")
_USUAL_FIELD = re.compile(rb"[!-9;-~]+:[^\r\n]*+(?:\r\n[ \t][^\r\n]*+)*+\r\n")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
# Senders put "?" into encoded words (against RFC 2047, section 4.2); the next word's "=?" ends the search.
_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?((?:[^?=]|=(?!\?[^=])|\?(?!=))*+)\?=")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*+"?|[^;]*)', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')
_COMMENT = re.compile(r"\([^()]*\)")
_LAST_COMMENT = re.compile(r"\s\([^()]*\)\s*\Z")


class Field(Value):
    """One header field: its name as written and in lower case, its text, and all its octets.

    `text` is the value unfolded, 8-bit read as UTF-8 or else as Windows-1252, encoded words as they are.
    """

    name: str
    key: str
    text: str
    octets: bytes

    @property
    def raw(self) -> bytes:
        """The value as sent, without the last line end."""
        return _raw(self.octets)

    @property
    def value(self) -> str:
        """The value as people read it."""
        return decoded_words(self.text)


class Head(Value):
    """The header of a message or part, and where its body begins."""

    fields: tuple[Field, ...]
    body_start: int
    odd_line: bool = False

    def first(self, name: str) -> Field | None:
        """The first field of that name (in lower case)."""
        for field in self.fields:
            if field.key == name:
                return field
        return None


def read_head(octets: bytes, start: int = 0, end: int | None = None) -> Head:
    """The fields from `start` up to the first blank line; a line that is no field begins the body."""
    stop = len(octets) if end is None else end
    pattern = _LINE if _ends_lines_with_cr(octets, start, stop) else _LINE_OF_CRLF_OR_LF
    position = start
    if octets.startswith((b"From ", b">From "), start):  # the separator of an mbox file
        position = _end_of_line(pattern, octets, position, stop)
    begins: list[int] = []
    while position < stop and len(begins) < MAX_FIELDS:
        if usual := _USUAL_FIELD.match(octets, position, stop):
            begins.append(position)
            position = usual.end()
            continue
        following = _end_of_line(pattern, octets, position, stop)
        first = octets[position]
        if first in b"\r\n" and octets[position:following] in (b"\n", b"\r", b"\r\n", b"\r\r\n"):
            return Head(_fields(octets, begins, position), following)
        if not (first in b" \t" and begins):
            if not _NAME.match(octets, position, following):
                return Head(_fields(octets, begins, position), position, odd_line=True)
            begins.append(position)
        position = following
    return Head(_fields(octets, begins, position), position)


def _ends_lines_with_cr(octets: bytes, start: int, stop: int) -> bool:
    """Whether the header ends, by an empty line, before the first LF: else a stray CR would cut a value.

    SMTP puts a CR LF behind every mail, so there being one says nothing; CR CR LF is what some senders make of CR LF.
    """
    feed = octets.find(b"\n", start, stop)
    return feed < 0 or 0 <= octets.find(b"\r\r", start, feed) < feed - 2


def _end_of_line(pattern: re.Pattern[bytes], octets: bytes, position: int, stop: int) -> int:
    found = pattern.match(octets, position, stop)
    return found.end() if found else stop


def _fields(octets: bytes, begins: list[int], end: int) -> tuple[Field, ...]:
    """The fields that begin at these places, each up to the next one."""
    return tuple(_field(octets[start:stop]) for start, stop in pairwise([*begins, end]))


def _field(octets: bytes) -> Field:
    name = octets[: octets.index(b":")].rstrip(b" \t").decode("latin-1")
    text, _ = decoded(_raw(octets))
    if "\n" in text or "\r" in text:
        text = _FOLD.sub(" ", text)
    return Field(name, name.lower(), text.strip(), octets)


def _raw(octets: bytes) -> bytes:
    return octets[octets.index(b":") + 1 :].rstrip(b"\r\n")


def decoded_words(text: str) -> str:
    """Text with its encoded words (RFC 2047) decoded; white space between two of them belongs to neither.

    Neighbours of one charset are decoded together: some senders cut a character in two (against section 5).
    """
    if "=?" not in text:
        return text
    parts: list[str] = []
    waiting, charset, position = b"", "", 0
    for found in _ENCODED.finditer(text):
        plain = text[position : found.start()]
        if position and plain.isspace():
            plain = ""
        named = found[1].partition("*")[0]  # RFC 2231, section 5: a language may follow
        if waiting and (plain or named.lower() != charset):
            parts.append(decoded(waiting, charset)[0])
            waiting = b""
        parts.append(plain)
        waiting, charset, position = waiting + _word(found), named.lower(), found.end()
    if waiting:
        parts.append(decoded(waiting, charset)[0])
    return "".join((*parts, text[position:]))


def _word(found: re.Match[str]) -> bytes:
    octets = found[3].encode("utf-8", "replace")
    if found[2] in "bB":
        return from_base64(octets)[0]
    return binascii.a2b_qp(octets, header=True)


def parameters(text: str) -> tuple[str, dict[str, str]]:
    """The value before the first `;` in lower case, and the parameters by name in lower case, decoded."""
    text = text[:MAX_PARAMETER_OCTETS]
    first, _, _ = text.partition(";")
    value = _COMMENT.sub("", first).strip().lower()
    if ";" not in text:
        return value, {}
    plain: dict[str, str] = {}
    segments: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in _PARAMETER.finditer(text):
        name, _, rest = found[1].lower().partition("*")
        number, encoded = rest.rstrip("*"), rest.endswith("*") or found[1].endswith("*")
        if rest or found[1].endswith("*"):
            order = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
            segments.setdefault(name, {})[order] = (_unquoted(found[2]), encoded)
        else:
            plain.setdefault(name, _plain(name, found[2]))
    return value, plain | {name: _joined(parts) for name, parts in segments.items()}


def _plain(name: str, value: str) -> str:
    """A value without continuations. Names of files may hold brackets; elsewhere they are comments."""
    if name == "boundary":  # no text; and unquoted it may be followed by a comment, as in "b (c)"
        return _unquoted(_LAST_COMMENT.sub("", value))
    text = decoded_words(_unquoted(value))
    if "(" in text and name in ("charset", "format", "delsp"):
        return _COMMENT.sub("", text).strip()
    return text


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        # A backslash before anything else was meant as itself: "C:\new\file.txt".
        value = _ESCAPED.sub(r"\1", value[1:].removesuffix('"'))
    return value


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231: segments in order; the first one that is encoded names the charset for all."""
    charset, octets = "", b""
    for order in sorted(parts)[:MAX_SEGMENTS]:
        text, encoded = parts[order]
        if encoded and order == min(parts) and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        octets += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    text, _ = decoded(octets, charset)
    return text if charset else decoded_words(text)
