"""The HTML of a mail, made ready for a sandboxed frame.

Nothing is cleaned here: the policy of the frame forbids instead, and the mail is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from urllib.parse import unquote

from catcher.core.tags import Attribute, Span, tags

_LINKS_OPEN_OUTSIDE = '<base target="_blank">'

_BEFORE_DOCTYPE = r"\ufeff?(?:\s++|<!--(?:-?>|(?:[^-]++|-(?!-!?>))*+--!?>)|<\?[^>]*+>)*+"
_DOCTYPE = re.compile(_BEFORE_DOCTYPE + r"<!doctype[^>]*+>", re.IGNORECASE)

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


def framed(html: str, urls: Mapping[str, str]) -> str:
    """The HTML with `cid:` URLs (RFC 2392) replaced where they are loaded, and links that open in a new tab.

    `urls` gives the URL for each content id, without its angle brackets; it must need no escaping in HTML or CSS.
    Unknown ids stay as they are, and so does all the rest.
    """
    by_id = {content_id.casefold(): url for content_id, url in urls.items()} | dict(urls)
    pieces: list[str] = []
    done = 0
    for start, end in _loads(html) if by_id else ():
        if url := _by_content_id(html[start:end], by_id):
            pieces += (html[done:start], url)
            done = end
    whole = "".join([*pieces, html[done:]])
    doctype = _DOCTYPE.match(whole)
    head = doctype.end() if doctype else 0
    # After the doctype: anything before it would put the browser into its quirks mode.
    return whole[:head] + _LINKS_OPEN_OUTSIDE + whole[head:]


def remote_count(html: str) -> int:
    """How many different things the HTML would load from elsewhere: pictures, styles, fonts, media, frames."""
    urls = {unescape(html[start:end]).strip() for start, end in _loads(html)}
    return sum(1 for url in urls if _REMOTE.match(url))


def _by_content_id(url: str, by_id: Mapping[str, str]) -> str | None:
    scheme, _, written = unescape(url).partition(":")
    if scheme.lower() != "cid":
        return None
    content_id = unquote(written).strip("<>")
    return by_id.get(content_id) or by_id.get(content_id.casefold())


def _loads(html: str) -> Iterator[Span]:
    """Where the URLs stand that a browser loads by itself, in their order."""
    for tag in tags(html):
        if not tag.closing:
            yield from _loads_of_tag(html, tag.name, tag.attributes)
            if tag.name == "style":
                yield from _loads_of_css(html, tag.content)


def _loads_of_tag(html: str, tag: str, attributes: list[Attribute]) -> Iterator[Span]:
    for name, span in attributes:
        match name:
            case "src" | "background" | "poster":
                yield _trimmed(html, span)
            case "srcset" | "imagesrcset":
                yield from (each.span(1) for each in _CANDIDATE.finditer(html, *span))
            case "style":
                yield from _loads_of_css(html, span)
            case "data" if tag == "object":
                yield _trimmed(html, span)
            case "href" if tag == "link" and _is_loaded(html, attributes):
                yield _trimmed(html, span)
            case "href" | "xlink:href" if tag in _LOADED_REFERENCES:
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
