"""Reading mail: the cheap part at delivery, everything when it is opened.

Its law: it never raises and never stalls, whatever the bytes; what is wrong is named as a defect, and all that can be
read is shown. The bytes themselves are kept by others, so nothing read wrongly here is ever lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from catcher.core.message import Address, Content, Header, Outline, PartBody
from catcher.core.parsing import parts
from catcher.core.parsing.addresses import address_lists
from catcher.core.parsing.charsets import clean, decoded
from catcher.core.parsing.dates import moment
from catcher.core.parsing.defects import Defects
from catcher.core.parsing.headers import Field, Head
from catcher.core.parsing.lint import look_over
from catcher.core.parsing.reading import html_text, snippet
from catcher.core.parsing.structure import Node, tree
from catcher.core.parsing.trace import hops
from catcher.core.wire import Value

__all__ = ["Digest", "content", "digest", "files", "part_body", "part_headers"]

T = TypeVar("T")

MAX_BODY_CHARS = 1024 * 1024
"""What a search looks at of one mail's text; a mail that is longer than a long book is cut there."""
MAX_DIGESTED_OCTETS = 3 * MAX_BODY_CHARS
"""What is read of a mail's text, and as much again of its HTML, to find those characters: encoded, and among tags."""
MAX_SEARCHED_FIELDS = 1_000
MAX_SEARCHED_VALUE_CHARS = 4_000


class Digest(Value):
    """What is needed of a mail before its sender reads 250.

    `headers` holds decoded and unfolded values in order, duplicates kept; `body` all readable text: the plain text,
    then the text of the HTML, not that of attached messages.
    """

    outline: Outline
    headers: tuple[tuple[str, str], ...]
    body: str


def digest(raw: bytes) -> Digest:
    """Read the cheap part."""
    return _surely(_digest, raw, lambda defects: Digest(Outline(defects=defects), (), ""))


def content(raw: bytes) -> Content:
    """Read everything."""
    return _surely(_content, raw, lambda defects: Content(text=clean(raw.decode("latin-1")), defects=defects))


def part_body(raw: bytes, number: int) -> PartBody | None:
    """One part, decoded; a multipart gives its bytes as sent. None when there is no such part."""
    return _surely(lambda octets, _: _part_body(octets, number), raw, lambda _: None)


def part_headers(raw: bytes, number: int) -> tuple[Header, ...] | None:
    """The header of one part, in its order. None when there is no such part."""
    return _surely(lambda octets, _: _part_headers(octets, number), raw, lambda _: None)


def files(raw: bytes) -> tuple[PartBody, ...]:
    """All that `content` calls attachments, decoded, in the same order."""
    return _surely(lambda octets, _: _files(octets), raw, lambda _: ())


def _surely(read: Callable[[bytes, Defects], T], raw: bytes, fallback: Callable[[tuple[str, ...]], T]) -> T:
    """The result of reading; a mail on which our own code fails is shown as it is, and says so."""
    defects = Defects()
    try:
        return read(raw, defects)
    except Exception as error:  # noqa: BLE001 - one bad mail must not stop the others
        defects.add(f"The mail could not be read: {type(error).__name__}: {clean(str(error))[:200]}")
        return fallback(defects.told())


def _digest(raw: bytes, defects: Defects) -> Digest:
    root = tree(raw, defects)
    head = root.head
    look_over(raw, head, defects)
    leaves = parts.sort(root)
    texts = list(_first_texts(raw, leaves.texts, defects))
    htmls = [html_text(text) for text in _first_texts(raw, leaves.htmls, defects)]
    body = "\n".join([*texts, *htmls])[:MAX_BODY_CHARS]
    outline = Outline(
        subject=_value(head, "subject"),
        from_=_addresses(head, "from", defects),
        to=_addresses(head, "to", defects),
        cc=_addresses(head, "cc", defects),
        date=_date(head, defects),
        message_id=_value(head, "message-id").removeprefix("<").removesuffix(">"),
        snippet=snippet(next((text for text in (*texts, *htmls) if text.strip()), "")),
        attachments=parts.names(leaves.files),
        has_html=bool(leaves.htmls),
        defects=defects.told(),
    )
    return Digest(outline, _searched(head), body)


def _first_texts(raw: bytes, nodes: tuple[Node, ...], defects: Defects) -> Iterator[str]:
    """The texts of the parts, up to what a search looks at; a mail of a hundred megabytes costs no more."""
    left = MAX_DIGESTED_OCTETS
    for node in nodes:
        if left <= 0:
            return
        yield parts.text(raw, node, defects, left)
        left -= node.end - node.start


def _content(raw: bytes, defects: Defects) -> Content:
    root = tree(raw, defects)
    head = root.head
    look_over(raw, head, defects)
    leaves = parts.sort(root)
    texts = [parts.text(raw, node, defects) for node in leaves.texts]
    htmls = [parts.text(raw, node, defects) for node in leaves.htmls]
    html = "\n".join(htmls) if htmls else None
    files = parts.attachments(raw, leaves.files, html or "", defects)
    for name in ("from", "to", "cc"):
        _addresses(head, name, defects)
    _date(head, defects)
    return Content(
        headers=_headers(head),
        reply_to=_addresses(head, "reply-to", defects),
        text="\n".join(texts) if texts else None,
        html=html,
        root=parts.shown(raw, root, {file.part: file.size for file in files}),
        attachments=files,
        received=hops(head),
        defects=defects.told(),
    )


def _part_body(raw: bytes, number: int) -> PartBody | None:
    node = _numbered(raw, number)
    return _body_of(raw, node) if node else None


def _part_headers(raw: bytes, number: int) -> tuple[Header, ...] | None:
    node = _numbered(raw, number)
    return _headers(node.head) if node else None


def _files(raw: bytes) -> tuple[PartBody, ...]:
    return tuple(_body_of(raw, node) for node in parts.sort(tree(raw, Defects())).files)


def _numbered(raw: bytes, number: int) -> Node | None:
    return next((node for node in tree(raw, Defects()).walk() if node.number == number), None)


def _body_of(raw: bytes, node: Node) -> PartBody:
    octets = parts.body(raw, node, Defects())
    return PartBody(node.content_type, node.parameters.get("charset", ""), parts.filename(node), octets)


def _headers(head: Head) -> tuple[Header, ...]:
    return tuple(Header(field.name, field.value, _raw_text(field)) for field in head.fields)


def _searched(head: Head) -> tuple[tuple[str, str], ...]:
    return tuple(
        (field.name, field.value[:MAX_SEARCHED_VALUE_CHARS]) for field in head.fields[:MAX_SEARCHED_FIELDS]
    )


def _value(head: Head, name: str) -> str:
    field = head.first(name)
    return field.value if field else ""


def _raw_text(field: Field) -> str:
    return decoded(field.raw)[0]


def _addresses(head: Head, name: str, defects: Defects) -> tuple[Address, ...]:
    """All fields of that name: a sender may repeat To, although RFC 5322 section 3.6 allows one."""
    texts = [field.text for field in head.fields if field.key == name]
    addresses, wrong = address_lists(texts)
    for what in wrong:
        defects.add(f"The list of addresses in {name.title()} {what}")
    return addresses


def _date(head: Head, defects: Defects) -> datetime | None:
    field = head.first("date")
    found = moment(field.text) if field else None
    if field and found is None:
        defects.add(f"The Date cannot be read: {clean(field.text)[:60]!r}")
    return found
