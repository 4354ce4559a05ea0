"""The HTML of a mail, made ready for a sandboxed frame.

Nothing is cleaned here: the policy of the frame forbids instead, and the mail is shown as it is. What is changed is
where its own pictures are found, where its links lead to, and whether it believes that it is dark outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Literal
from urllib.parse import unquote

from catcher.core.html import loads
from catcher.core.tags import Span, Tag, tags

Scheme = Literal["light", "dark"]
"""The colours that a mail is told to be preferred."""

# The layer has no name and comes first, so nothing of the mail can outdo what is important in it (CSS Cascade 5,
# section 6.1): a link cannot lie about where it leads.
FRAME_HEAD = (
    '<base target="_blank"><style>@layer{@media screen{:any-link:hover::after,:any-link:focus-visible::after{'
    "all:initial!important;content:attr(href)!important;position:fixed!important;inset:auto auto 0 0!important;"
    "z-index:2147483647!important;box-sizing:border-box!important;max-width:100%!important;"
    "padding:3px 8px!important;background:#24292f!important;color:#fff!important;"
    "font:12px/1.5 ui-monospace,monospace!important;white-space:pre-wrap!important;"
    "overflow-wrap:anywhere!important;direction:ltr!important;unicode-bidi:bidi-override!important;"
    "pointer-events:none!important}}}</style>"
)
"""Links open in a new tab, and show their target while one points at them."""

_BEFORE_DOCTYPE = r"\ufeff?(?:\s++|<!--(?:-?>|(?:[^-]++|-(?!-!?>))*+--!?>)|<\?[^>]*+>)*+"
_DOCTYPE = re.compile(_BEFORE_DOCTYPE + r"<!doctype[^>]*+>", re.IGNORECASE)

_PREFERENCE = re.compile(r"\(\s*+prefers-color-scheme\s*+:\s*+(light|dark)\s*+\)", re.IGNORECASE)
_SUPPORT = re.compile(r"(?<![\w-])color-scheme\s*+:([^;{}!\"']*+)", re.IGNORECASE)
_ALWAYS, _NEVER = "(min-width:0)", "(max-width:0)"

_LINKS = frozenset({"a", "area"})
Edit = tuple[Span, str]
"""A piece of the HTML and what stands there instead."""


def framed(html: str, urls: Mapping[str, str], scheme: Scheme | None = None) -> str:
    """The HTML with `cid:` URLs (RFC 2392) replaced where they are loaded, and links that open in a new tab.

    `urls` gives the URL for each content id, without its angle brackets; it must need no escaping in HTML or CSS.
    With a scheme, the mail's own rules for these colours hold, whatever the browser prefers. Unknown ids stay as
    they are, and so does all the rest.
    """
    by_id = {content_id.casefold(): url for content_id, url in urls.items()} | dict(urls)
    pieces: list[str] = []
    done = 0
    for tag in tags(html):
        if tag.closing:
            continue
        edits = [*_own_pictures(html, tag, by_id), *_ways_out(tag), *_colours(html, tag, scheme)]
        for (start, end), text in sorted(edits):
            if start >= done:
                pieces += (html[done:start], text)
                done = end
    whole = "".join([*pieces, html[done:]])
    doctype = _DOCTYPE.match(whole)
    head = doctype.end() if doctype else 0
    # After the doctype: anything before it would put the browser into its quirks mode.
    return whole[:head] + FRAME_HEAD + whole[head:]


def _own_pictures(html: str, tag: Tag, by_id: Mapping[str, str]) -> Iterator[Edit]:
    for start, end in loads(html, tag) if by_id else ():
        if url := _by_content_id(html[start:end], by_id):
            yield (start, end), url


def _by_content_id(url: str, by_id: Mapping[str, str]) -> str | None:
    scheme, _, written = unescape(url).partition(":")
    if scheme.lower() != "cid":
        return None
    content_id = unquote(written).strip("<>")
    return by_id.get(content_id) or by_id.get(content_id.casefold())


def _ways_out(tag: Tag) -> Iterator[Edit]:
    """A link with a target of its own, or that says rel=opener, would give the page behind it a hand on the frame."""
    if tag.name in _LINKS:
        for name, span in tag.attributes:
            if name == "target":
                yield span, "_blank"
            elif name == "rel":
                yield span, "noopener"


def _colours(html: str, tag: Tag, scheme: Scheme | None) -> Iterator[Edit]:
    if scheme is None:
        return
    if tag.name == "style":
        yield from _preferences(html, tag.content, scheme)
        yield from _supports(html, tag.content, scheme)
    for name, span in tag.attributes:
        match name:
            case "media":
                yield from _preferences(html, span, scheme)
            case "style":
                yield from _supports(html, span, scheme)
            case "content" if tag.name == "meta" and _names_colours(html, tag):
                yield from _chosen(html, span, scheme)
            case _:
                pass


def _names_colours(html: str, tag: Tag) -> bool:
    return any(
        name == "name" and html[start:end].strip().lower() == "color-scheme"
        for name, (start, end) in tag.attributes
    )


def _preferences(html: str, css: Span, scheme: Scheme) -> Iterator[Edit]:
    for found in _PREFERENCE.finditer(html, *css):
        yield found.span(), _ALWAYS if found[1].lower() == scheme else _NEVER


def _supports(html: str, css: Span, scheme: Scheme) -> Iterator[Edit]:
    for found in _SUPPORT.finditer(html, *css):
        yield from _chosen(html, found.span(1), scheme)


def _chosen(html: str, span: Span, scheme: Scheme) -> Iterator[Edit]:
    """Of a mail that can be both, the browser would choose as its user does."""
    if {"light", "dark"} <= set(html[slice(*span)].lower().split()):
        yield span, scheme
