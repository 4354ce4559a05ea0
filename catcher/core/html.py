"""The HTML of a mail, made ready for a sandboxed frame.

Nothing is cleaned here: the policy of the frame forbids instead, and the mail is shown as it is. Its law: the text
is read once from front to back, as browsers tokenise it (HTML standard, section 13.2.5), so hostile HTML costs time
in proportion to its length and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

_LINKS_OPEN_OUTSIDE = '<base target="_blank">'

_MARKUP = re.compile(r"<(?:(?P<comment>!--)|(?P<declaration>[!?])|/?(?P<tag>[a-zA-Z][^\s/>]*+)|/)")
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(=?[^\s/>=]++|=)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>"'][^\s>]*+)?))?+"""
)
_RAW_TEXT = ("style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
_RAW_TEXT_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW_TEXT}
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

Span = tuple[int, int]
"""Where something begins and ends in the HTML."""


class _Attribute(NamedTuple):
    """The name is in lower case; the span is that of the value, without quotes."""

    name: str
    span: Span


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
    position = 0
    while found := _MARKUP.search(html, position):
        if found["comment"]:
            # From within the "<!--": "<!-->" is a whole comment.
            end = _COMMENT_END.search(html, found.start() + 2)
            position = end.end() if end else len(html)
        elif not found["tag"]:
            position = _after_tag(html, found.end())
        else:
            tag = found["tag"].lower()
            attributes, position = _attributes(html, found.end())
            if html[found.start() + 1] != "/":
                yield from _loads_of_tag(html, tag, attributes)
                begin, position = position, _end_of_raw_text(html, tag, position)
                if tag == "style":
                    yield from _loads_of_css(html, (begin, position))


def _attributes(html: str, position: int) -> tuple[list[_Attribute], int]:
    """The attributes of a tag that have a value, and the position after the tag."""
    found: list[_Attribute] = []
    while attribute := _ATTRIBUTE.match(html, position):
        # A quote that is never closed takes all the rest, as it does in a browser.
        position = attribute.end()
        if attribute.lastindex and attribute.lastindex > 1:
            found.append(_Attribute(attribute[1].lower(), attribute.span(attribute.lastindex)))
    return found, _after_tag(html, position)


def _after_tag(html: str, position: int) -> int:
    return html.find(">", position) + 1 or len(html)


def _end_of_raw_text(html: str, tag: str, position: int) -> int:
    """Where markup is markup again: at once, but for elements whose content is text whatever it looks like."""
    if tag == "plaintext":
        return len(html)
    if tag not in _RAW_TEXT_ENDS:
        return position
    end = _RAW_TEXT_ENDS[tag].search(html, position)
    return end.start() if end else len(html)


def _loads_of_tag(html: str, tag: str, attributes: list[_Attribute]) -> Iterator[Span]:
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


def _is_loaded(html: str, attributes: Iterable[_Attribute]) -> bool:
    """Whether a link is one that browsers follow by themselves."""
    relations = next((html[start:end] for name, (start, end) in attributes if name == "rel"), "")
    return not _LOADED_LINKS.isdisjoint(unescape(relations).lower().split())


def _loads_of_css(html: str, span: Span) -> Iterator[Span]:
    return (found.span(1) for found in _CSS_URL.finditer(html, *span) if found[1])


def _trimmed(html: str, span: Span) -> Span:
    start, end = span
    value = html[start:end]
    return start + len(value) - len(value.lstrip()), start + len(value.rstrip())
