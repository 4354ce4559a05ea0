"""Which parts of the tree are read as the text of the mail, and which are files that came with it."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from urllib.parse import unquote

from catcher.core.message import Attachment, AttachmentName, Part
from catcher.core.parsing.charsets import decoded
from catcher.core.parsing.defects import Defects
from catcher.core.parsing.filenames import safe
from catcher.core.parsing.reading import unflowed
from catcher.core.parsing.structure import Node
from catcher.core.parsing.transfer import undone
from catcher.core.wire import Value

_REFERENCE = re.compile(r"""\bcid:([^"'\s<>()\\]{1,998})""", re.IGNORECASE)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)


class Sorted(Value):
    """The leaves of a tree by what they are for."""

    texts: tuple[Node, ...]
    htmls: tuple[Node, ...]
    files: tuple[Node, ...]


def sort(root: Node) -> Sorted:
    """Every leaf is exactly one of the three, so nothing of a mail is shown twice or not at all."""
    texts, htmls, files = [], [], []
    for node in root.walk():
        if node.children or (
            node.content_type.startswith("multipart/") and node.number and node.start >= node.end
        ):
            continue
        match node.content_type:
            case "text/plain" if not _is_file(node):
                texts.append(node)
            case "text/html" if not _is_file(node):
                htmls.append(node)
            case kind if kind.startswith("multipart/") and not node.number:
                texts.append(node)  # a mail whose boundaries are missing: its text is all there is
            case _:
                files.append(node)
    return Sorted(tuple(texts), tuple(htmls), tuple(files))


def _is_file(node: Node) -> bool:
    """The mail itself is text even when it has a name; a part with a name, or said to be attached, is a file."""
    return node.disposition == "attachment" or bool(node.filename and node.number)


def body(raw: bytes, node: Node, defects: Defects, most: int | None = None) -> bytes:
    """The decoded bytes of a leaf, or of the first octets of it."""
    end = node.end if most is None else min(node.end, node.start + most)
    octets, wrong = undone(raw[node.start : end], node.encoding)
    if wrong:
        defects.add(f"{_place(node)} has {wrong}")
    return octets


def text(raw: bytes, node: Node, defects: Defects, most: int | None = None) -> str:
    """The text of a leaf with LF line ends, by its charset or what its bytes look like.

    `most` is how many octets are read of it, counted before they are decoded.
    """
    octets = body(raw, node, defects, most)
    declared = node.parameters.get("charset", "")
    if not declared and node.content_type == "text/html" and (meta := _META_CHARSET.search(octets[:4_000])):
        declared = meta[1].decode("ascii", "replace")
    read, exact = decoded(octets, declared)
    if not exact:
        named = f"its charset {declared[:40]!r}" if declared else "UTF-8, and no charset is named"
        defects.add(
            f"The text of {_place(node).lower()} does not fit {named}; it was read as well as possible"
        )
    if node.parameters.get("format", "").lower() == "flowed":
        read = unflowed(read, delete_space=node.parameters.get("delsp", "").lower() == "yes")
    return _with_feeds(read.removeprefix("\ufeff"))


def _with_feeds(text: str) -> str:
    usual = text.replace("\r\n", "\n")
    if "\r" not in usual:
        return usual
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def _place(node: Node) -> str:
    return f"Part {node.number}" if node.number else "The mail"


def filename(node: Node) -> str:
    """The file's name, safe."""
    return safe(node.filename)


def names(files: tuple[Node, ...]) -> tuple[AttachmentName, ...]:
    """What a list shows of the files."""
    return tuple(AttachmentName(filename(node), node.content_type) for node in files)


def attachments(raw: bytes, files: tuple[Node, ...], html: str, defects: Defects) -> tuple[Attachment, ...]:
    """The files with sizes and checksums."""
    referred = {unquote(unescape(found[1])) for found in _REFERENCE.finditer(html)}
    return tuple(_attachment(node, body(raw, node, defects), referred) for node in files)


def _attachment(node: Node, octets: bytes, referred: set[str]) -> Attachment:
    related = node.disposition != "attachment" and node.parent_type == "multipart/related"
    return Attachment(
        part=node.number,
        filename=filename(node),
        content_type=node.content_type,
        content_id=node.content_id,
        size=len(octets),
        inline=bool(node.content_id)
        and (node.content_id in referred or (related and node.disposition == "inline")),
        md5=hashlib.md5(octets, usedforsecurity=False).hexdigest(),
        sha1=hashlib.sha1(octets, usedforsecurity=False).hexdigest(),
        sha256=hashlib.sha256(octets).hexdigest(),
    )


def shown(raw: bytes, node: Node, sizes: dict[int, int]) -> Part:
    """The tree as people see it; `sizes` holds those that are known already."""
    if node.children:
        size = 0
    else:
        size = (
            sizes[node.number]
            if node.number in sizes
            else len(undone(raw[node.start : node.end], node.encoding)[0])
        )
    return Part(
        number=node.number,
        content_type=node.content_type,
        charset=node.parameters.get("charset", "").lower(),
        disposition=node.disposition,
        filename=filename(node),
        content_id=node.content_id,
        encoding=node.encoding,
        size=size,
        parts=tuple(shown(raw, child, sizes) for child in node.children),
    )
