"""What the HTML of a mail would load: the pictures, styles, fonts, media and frames that a browser asks for by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from catcher.core.tags import Attribute, Span, Tag, tags

_QUOTE = r"""(?:&quot;|&apos;|&#0*3[49];|["'])"""
_CSS_URL = re.compile(
    r"/\*(?:[^*]++|\*(?!/))*+"  # a comment, in which nothing is loaded
    rf"|(?:\burl\(\s*+{_QUOTE}?+|@import\s*+{_QUOTE})\s*+((?:(?!{_QUOTE})[^\s()])*+)",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"([^\s,](?:\S*[^\s,])?)(?:,|\s[^,]*+)?")
"""One of a srcset: a URL, which may have commas within, and what it is for."""

_LOADED_LINKS = frozenset({
    "stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch", "preconnect",
    "dns-prefetch",
})  # fmt: skip
_LOADED_REFERENCES = frozenset({"image", "use", "feimage"})
_REMOTE = re.compile(r"https?:|[\\/]{2}", re.IGNORECASE)


def remote_count(html: str) -> int:
    """How many different things the HTML would load from elsewhere: pictures, styles, fonts, media, frames."""
    urls = {unescape(html[start:end]).strip() for tag in tags(html) for start, end in loads(html, tag)}
    return sum(1 for url in urls if _REMOTE.match(url))


def loads(html: str, tag: Tag) -> Iterator[Span]:
    """Where the URLs stand that this tag makes a browser load by itself, in their order."""
    if not tag.closing:
        yield from _loads_of_attributes(html, tag)
        if tag.name == "style":
            yield from _loads_of_css(html, tag.content)


def _loads_of_attributes(html: str, tag: Tag) -> Iterator[Span]:
    for name, span in tag.attributes:
        match name:
            case "src" | "background" | "poster":
                yield _trimmed(html, span)
            case "srcset" | "imagesrcset":
                yield from (each.span(1) for each in _CANDIDATE.finditer(html, *span))
            case "style":
                yield from _loads_of_css(html, span)
            case "data" if tag.name == "object":
                yield _trimmed(html, span)
            case "href" if tag.name == "link" and _is_loaded(html, tag.attributes):
                yield _trimmed(html, span)
            case "href" | "xlink:href" if tag.name in _LOADED_REFERENCES:
                yield _trimmed(html, span)
            case _:
                pass


def _is_loaded(html: str, attributes: Iterable[Attribute]) -> bool:
    """Whether a link is one that browsers follow by themselves."""
    relations = next((html[start:end] for name, (start, end) in attributes if name == "rel"), "")
    return not _LOADED_LINKS.isdisjoint(unescape(relations).lower().split())


def _loads_of_css(html: str, span: Span) -> Iterator[Span]:
    return (found.span(1) for found in _CSS_URL.finditer(html, *span) if found[1])


def _trimmed(html: str, span: Span) -> Span:
    start, end = span
    value = html[start:end]
    return start + len(value) - len(value.lstrip()), start + len(value.rstrip())
