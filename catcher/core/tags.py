"""The tags of HTML, read once from front to back as browsers tokenise it (HTML standard, section 13.2.5).

Its law: no step goes back, so hostile HTML costs time in proportion to its length and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

Span = tuple[int, int]
"""Where something begins and ends in the HTML."""

_MARKUP = re.compile(r"<(?:(?P<comment>!--)|(?P<declaration>[!?])|/?(?P<tag>[a-zA-Z][^\s/>]*+)|/)")
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(=?[^\s/>=]++|=)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>"'][^\s>]*+)?))?+"""
)
RAW_TEXT = ("style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
"""Elements whose content is text, whatever it looks like."""
_RAW_TEXT_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW_TEXT}


class Attribute(NamedTuple):
    """An attribute that has a value. The name is in lower case; the span is that of the value, without quotes."""

    name: str
    span: Span


class Tag(NamedTuple):
    """A tag; the name is in lower case. `content` is the raw text that follows it, where its kind has such."""

    name: str
    closing: bool
    span: Span
    attributes: list[Attribute]
    content: Span


def tags(html: str) -> Iterator[Tag]:
    """All tags, in their order."""
    position = 0
    while found := _MARKUP.search(html, position):
        if found["comment"]:
            # From within the "<!--": "<!-->" is a whole comment.
            end = _COMMENT_END.search(html, found.start() + 2)
            position = end.end() if end else len(html)
        elif not found["tag"]:
            position = _after_tag(html, found.end())
        else:
            name = found["tag"].lower()
            closing = html[found.start() + 1] == "/"
            attributes, end_of_tag = _attributes(html, found.end())
            position = end_of_tag if closing else _end_of_raw_text(html, name, end_of_tag)
            yield Tag(name, closing, (found.start(), end_of_tag), attributes, (end_of_tag, position))


def _attributes(html: str, position: int) -> tuple[list[Attribute], int]:
    """The attributes of a tag that have a value, and the position after the tag."""
    found: list[Attribute] = []
    while attribute := _ATTRIBUTE.match(html, position):
        # A quote that is never closed takes all the rest, as it does in a browser.
        position = attribute.end()
        if attribute.lastindex and attribute.lastindex > 1:
            found.append(Attribute(attribute[1].lower(), attribute.span(attribute.lastindex)))
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


def end_of_attributes(html: str, tag: Tag, most: int) -> int | None:
    """Where the attributes of a tag end that has more than so many, when the others are left out; else None."""
    position = tag.span[0] + 1 + len(tag.name)
    for _ in range(most):
        attribute = _ATTRIBUTE.match(html, position)
        if attribute is None:
            return None
        position = attribute.end()
    return position if _ATTRIBUTE.match(html, position) else None
