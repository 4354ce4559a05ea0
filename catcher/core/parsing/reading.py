"""Text for reading and searching: from HTML, from flowed text, and the first words of either."""

from __future__ import annotations

import re
from html import unescape

SNIPPET_CHARS = 200
MAX_HTML_CHARS = 2 * 1024 * 1024
"""HTML is made to text up to here; more is not read by people either, and time must stay bounded."""

# No quantifier here steps back, and none but a tag's end looks past the next "<": hostile HTML costs what honest costs.
_UNSEEN = re.compile(r"<(style|script|title|template)\b[^<>]*+>|<!--", re.IGNORECASE)
_ENDS = {
    name: re.compile(rf"</{name}\b[^>]*+>?", re.IGNORECASE)
    for name in ("style", "script", "title", "template")
} | {"": re.compile("--!?>")}
_BREAK = re.compile(
    r"<(?:/(?:p|div|tr|table|li|ul|ol|h[1-6]|blockquote|section)|br|hr)\b[^<>]*+>", re.IGNORECASE
)
_CELL = re.compile(r"</t[dh]\s*+>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*+>")
_ENDLESS_NUMBER = re.compile(r"&#(?:[0-9]{8}[0-9]*+|[xX][0-9a-fA-F]{8}[0-9a-fA-F]*+);?")
"""Names no character; and Python refuses to read a number of thousands of digits."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff"))
"""What newsletters fill their preview with; it only stands in the way of reading and searching."""


MAX_TEXT_CHARS = 1024 * 1024
"""Of what is left when the tags are gone: entities are the slowest to read."""


def html_text(html: str) -> str:
    """What a reader sees of HTML, roughly: tags, styles and scripts gone, entities read, a line for a block."""
    html = _seen(html[:MAX_HTML_CHARS])
    html = _CELL.sub(" ", _BREAK.sub("\n", html.replace("\n", " ")))
    text = unescape(_ENDLESS_NUMBER.sub("\N{REPLACEMENT CHARACTER}", _TAG.sub("", html)[:MAX_TEXT_CHARS]))
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return "\n".join(words for line in text.split("\n") if (words := " ".join(line.split())))


def _seen(html: str) -> str:
    """The HTML without what is never shown; like in a browser, an element that is not closed takes the rest along."""
    kept, position = [], 0
    while opening := _UNSEEN.search(html, position):
        kept.append(html[position : opening.start()])
        closing = _ENDS[(opening[1] or "").lower()].search(html, opening.end())
        if closing is None:
            return "".join(kept)
        position = closing.end()
    return "".join((*kept, html[position:]))


def unflowed(text: str, *, delete_space: bool) -> str:
    """Paragraphs of `format=flowed` text joined again (RFC 3676, section 4)."""
    paragraphs: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        quoted = line.removesuffix("\r")
        depth = len(quoted) - len(quoted.lstrip(">"))
        content = quoted[depth:].removeprefix(" ")
        flows = content.endswith(" ") and content != "-- "
        if depth != open_depth or content == "-- ":
            paragraphs.append([">" * depth + " " if depth else ""])
        paragraphs[-1].append(content[:-1] if flows and delete_space else content)
        open_depth = depth if flows else -1
    return "\n".join("".join(pieces) for pieces in paragraphs)


def snippet(text: str) -> str:
    """The first words, on one line."""
    text = text.lstrip()
    words = ""
    for chars in (2 * SNIPPET_CHARS, 8 * SNIPPET_CHARS):
        if len(words) < SNIPPET_CHARS:
            words = " ".join(text[:chars].split())
    return words[:SNIPPET_CHARS]
