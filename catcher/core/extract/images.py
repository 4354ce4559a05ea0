"""The pictures of the HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from catcher.core.extract.markup import Element
from catcher.core.extract.values import Image
from catcher.core.extract.walking import elements
from catcher.core.message import Attachment

MAX_IMAGES = 10_000


def images(root: Element, attachments: Iterable[Attachment]) -> tuple[Image, ...]:
    """Every picture in order, repeated ones too; `cid:` is looked up among the attachments (RFC 2392)."""
    parts = {each.content_id.casefold(): each.part for each in attachments if each.content_id}
    return tuple(image for image, _ in zip(_images(root, parts), range(MAX_IMAGES), strict=False))


def _images(root: Element, parts: Mapping[str, int]) -> Iterator[Image]:
    for element in elements(root):
        src = element.attributes.get("src", "").strip()
        if element.tag == "img" and src:
            yield Image(src, " ".join(element.attributes.get("alt", "").split()), _part(src, parts))


def _part(src: str, parts: Mapping[str, int]) -> int | None:
    scheme, _, content_id = src.partition(":")
    return parts.get(unquote(content_id).strip("<>").casefold()) if scheme.lower() == "cid" else None
