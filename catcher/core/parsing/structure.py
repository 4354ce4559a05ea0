"""The MIME tree: where each part begins and ends in the bytes of the mail (RFC 2046). Nothing is decoded here.

Its law: time grows with the size of the mail, whatever it holds; depth and number of parts are bounded, and what
lies beyond the bounds stays in the part around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catcher.core.parsing.defects import Defects
from catcher.core.parsing.headers import Head, parameters, read_head
from catcher.core.wire import Value

MAX_DEPTH = 50
MAX_PARTS = 10_000
MAX_LOOKALIKES = 100_000
"""Lines that begin like a delimiter and are none; every level of nesting looks at them again."""

_DELIMITER_END = re.compile(rb"(--)?[ \t]*+(?:\r{0,2}\n|\r|\Z)")


class Node(Value):
    """A message or part: its header, what it says it is, and where its body lies."""

    number: int
    head: Head
    content_type: str
    parameters: dict[str, str]
    disposition: str
    disposition_parameters: dict[str, str]
    encoding: str
    content_id: str
    start: int
    end: int
    parent_type: str
    children: tuple[Node, ...] = ()

    @property
    def filename(self) -> str:
        """The name it was given, as written; empty when there is none."""
        return self.disposition_parameters.get("filename") or self.parameters.get("name", "")

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of their numbers."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Counter:
    def __init__(self) -> None:
        self.parts = 0
        self.lookalikes = 0

    def next(self) -> int:
        self.parts += 1
        return self.parts - 1

    def another_lookalike(self) -> bool:
        """Count a line that only begins like a delimiter; false when there were too many in the whole mail."""
        self.lookalikes += 1
        return self.lookalikes <= MAX_LOOKALIKES


def tree(raw: bytes, defects: Defects) -> Node:
    """The tree of a mail."""
    return _node(raw, 0, len(raw), _Place(_Counter(), defects, 0, ""))


class _Place(Value):
    counter: _Counter
    defects: Defects
    depth: int
    parent_type: str


class _Multipart(Value):
    named: str
    content_type: str
    boundary: bytes


def _node(raw: bytes, start: int, end: int, place: _Place) -> Node:
    number = place.counter.next()
    head = read_head(raw, start, end)
    if head.odd_line and (head.fields or not number):
        place.defects.add(
            f"A line in the header of {_named(number)} is no header field; the body begins there"
        )
    content_type, given = _type(head, place)
    disposition, disposition_given = _parameters(head, "content-disposition")
    encoding = _first_word(head, "content-transfer-encoding")
    body = head.body_start
    children: tuple[Node, ...] = ()
    if content_type.startswith("multipart/"):
        boundary = given.get("boundary", "").rstrip().encode("utf-8", "replace")
        outer = _Multipart(_named(number), content_type, boundary)
        children = _children(raw, body, end, outer, place)
    return Node(
        number, head, content_type, given, disposition, disposition_given, encoding,
        _content_id(head), body, end, place.parent_type, children,
    )  # fmt: skip


def _named(number: int) -> str:
    return f"part {number}" if number else "the mail"


def _children(raw: bytes, start: int, end: int, outer: _Multipart, place: _Place) -> tuple[Node, ...]:
    if not outer.boundary:
        place.defects.add(f"{outer.named.capitalize()} is {outer.content_type} but names no boundary")
        return ()
    if place.depth >= MAX_DEPTH:
        place.defects.add(f"Parts are nested deeper than {MAX_DEPTH}; what is below is not opened")
        return ()
    inner = _Place(place.counter, place.defects, place.depth + 1, outer.content_type)
    found: list[Node] = []
    closed = False
    for begin, stop, last in _slices(raw, start, end, outer.boundary, place.counter):
        if place.counter.parts >= MAX_PARTS:
            place.defects.add(f"There are more than {MAX_PARTS} parts; the rest is not opened")
            return tuple(found)
        found.append(_node(raw, begin, stop, inner))
        closed = last
    if not found:
        place.defects.add(f"{outer.named.capitalize()} is {outer.content_type} but its boundary never comes")
    elif not closed:
        place.defects.add(f"The last boundary of {outer.named} is missing; the mail may be cut off")
    return tuple(found)


def _slices(
    raw: bytes, start: int, end: int, boundary: bytes, counter: _Counter
) -> Iterator[tuple[int, int, bool]]:
    """Begin and end of each body part, and whether the closing delimiter follows it (RFC 2046, section 5.1.1)."""
    delimiter = b"--" + boundary
    inside = -1
    position = start
    while (found := raw.find(delimiter, position, end)) >= 0:
        position = found + len(delimiter)
        if found > start and raw[found - 1] not in b"\r\n":
            continue
        line_end = _DELIMITER_END.match(raw, position, end)
        if line_end is None:
            if not counter.another_lookalike():
                break
            continue
        if inside >= 0:
            yield inside, _before_line_end(raw, inside, found), line_end[1] is not None
        if line_end[1]:
            return
        inside = position = line_end.end()
    if inside >= 0:
        yield inside, end, False


def _before_line_end(raw: bytes, start: int, delimiter: int) -> int:
    """The line end before a delimiter belongs to the delimiter."""
    end = delimiter
    if end > start and raw[end - 1] == 10:
        end -= 1
    if end > start and raw[end - 1] == 13:
        end -= 1
    return end


def _type(head: Head, place: _Place) -> tuple[str, dict[str, str]]:
    """RFC 2045, section 5.2: what says nothing, or nothing that can be read, is plain text."""
    value, given = _parameters(head, "content-type")
    major, slash, minor = value.partition("/")
    if slash and major and minor and " " not in value and value.isascii():
        return value, given
    if value:
        place.defects.add(f"A content type {value[:60]!r} cannot be read; it is taken as text/plain")
        return "text/plain", given
    if place.parent_type == "multipart/digest":  # RFC 2046, section 5.1.5
        return "message/rfc822", given
    return "text/plain", given


def _parameters(head: Head, name: str) -> tuple[str, dict[str, str]]:
    field = head.first(name)
    return parameters(field.text) if field else ("", {})


def _first_word(head: Head, name: str) -> str:
    field = head.first(name)
    words = field.text.partition(";")[0].split() if field else []
    return words[0].strip('"').lower()[:100] if words else ""


def _content_id(head: Head) -> str:
    field = head.first("content-id")
    return field.text.strip().removeprefix("<").removesuffix(">")[:998] if field else ""
