"""What a reader sees of HTML: lines of text, with what is emphasised in them.

A line is a block of the page, a row of a table, an item of a list. What is hidden is left out, so a preview text is,
too; the text of links is kept; pictures have no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catcher.core.extract.markup import Element
from catcher.core.wire import Value

PLAIN, BOLD, BIG = 0, 1, 2
"""How much a run of text stands out: like its surroundings; bold or as code; large, spaced out or named as a code."""

_UNSEEN = frozenset({
    "head", "style", "script", "title", "template", "noscript", "noembed", "iframe", "object",
    "audio", "video", "canvas",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_INPUTS_WITH_TEXT = frozenset({"text", "number", "tel", "submit", "button"})
_BOLD = frozenset({"b", "strong", "code", "tt", "kbd", "samp", "mark", "em", "h4"})
_BIG = frozenset({"h1", "h2", "h3", "big"})

_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)"
    r"|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
_INLINE_BLOCK = re.compile(r"(?:^|;)\s*(?:display\s*:\s*inline|float\s*:\s*(?:left|right))", re.IGNORECASE)
_FLEX = re.compile(r"(?:^|;)\s*display\s*:\s*(?:inline-)?flex", re.IGNORECASE)
_FONT_SIZE = re.compile(r"font(?:-size)?\s*:[^;]*?\b(\d{1,3}(?:\.\d{1,3})?)(px|pt|em|rem|%)?", re.IGNORECASE)
_LARGE = {"px": 20.0, "pt": 15.0, "em": 1.25, "rem": 1.25, "%": 125.0}
_SPACED = re.compile(r"letter-spacing\s*:\s*(?!0|normal|-|\.[01])", re.IGNORECASE)
_STRONG = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|font(?:-family)?\s*:[^;]*mono", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[^a-z])(?:code|otp|pin|passcode|token|mfa|2fa|totp|verification)(?![a-z])", re.IGNORECASE
)


class Run(Value):
    """A stretch of text within a line, and how much it stands out."""

    text: str
    stress: int


class Line(Value):
    """A line as a reader sees it, with single spaces."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(run.text for run in self.runs)


class _Around(Value):
    """What an element inherits."""

    stress: int = PLAIN
    preformatted: bool = False
    in_row: bool = False
    tiny: bool = False


def lines(element: Element) -> tuple[Line, ...]:
    """The lines of an element that have text."""
    writing = _Writing()
    steps: list[tuple[Iterator[Element | str], _Around, str]] = [(iter([element]), _Around(), "")]
    while steps:
        children, around, after = steps[-1]
        child = next(children, None)
        if child is None:
            steps.pop()
            writing.gap(after)
        elif isinstance(child, str):
            if not around.tiny:
                writing.text(child, around)
        elif child.tag == "br":
            writing.gap("\n")
        elif not _hidden(child):
            gap = _gap(child, around)
            writing.gap(gap)
            writing.text(_before_its_content(child), around)
            steps.append((iter(child.children), _inside(child, around), gap))
    return writing.lines()


def text(element: Element) -> str:
    """The text of an element, a line for a line."""
    return "\n".join(line.text for line in lines(element))


def words(element: Element) -> str:
    """The text of an element on one line."""
    simple = [child for child in element.children if isinstance(child, str)]
    if len(simple) == len(element.children) and not _hidden(element):
        # As most links and cells are, of which there may be many.
        return " ".join("".join(simple).translate(_INVISIBLE).split())
    return " ".join(line.text for line in lines(element))


def _hidden(element: Element) -> bool:
    style = element.attributes.get("style", "")
    return element.tag in _UNSEEN or "hidden" in element.attributes or bool(style and _HIDDEN.search(style))


def _before_its_content(element: Element) -> str:
    if element.tag == "input" and element.attributes.get("type", "text").lower() in _INPUTS_WITH_TEXT:
        return element.attributes.get("value", "")
    return "- " if element.tag == "li" else ""


def _gap(element: Element, around: _Around) -> str:
    """What parts an element from its neighbours."""
    if element.tag in _CELLS:
        return " "
    if element.tag not in _BLOCKS:
        return " " if around.in_row else ""
    style = element.attributes.get("style", "")
    beside = around.in_row or bool(style and _INLINE_BLOCK.search(style))
    return " " if beside and element.tag not in {"tr", "table", "tbody"} else "\n"


def _inside(element: Element, around: _Around) -> _Around:
    style = element.attributes.get("style", "")
    size = _FONT_SIZE.search(style) if style else None
    return _Around(
        max(around.stress, _stress(element, style, size)),
        around.preformatted or element.tag == "pre",
        bool(style and _FLEX.search(style) and "column" not in style),
        # Layouts close the gaps between their cells by text without a size, and give it one again within.
        float(size[1]) <= 1 and size[2] in {"px", "pt", None} if size else around.tiny,
    )


def _stress(element: Element, style: str, size: re.Match[str] | None) -> int:
    large = size and size[2] and float(size[1]) >= _LARGE[size[2].lower()]
    if element.tag in _BIG or large or _SPACED.search(style):
        return BIG
    if _NAMED.search(f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"):
        return BIG
    return BOLD if element.tag in _BOLD or _STRONG.search(style) else PLAIN


class _Writing:
    """Lines as they come to be: white space is one space, and none at either end of a line."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._runs: list[Run] = []
        self._space = False

    def gap(self, gap: str) -> None:
        """Part what comes from what was, by a space or a line end."""
        if gap == "\n":
            if self._runs:
                self._lines.append(Line(tuple(self._runs)))
            self._runs, self._space = [], False
        elif gap:
            self._space = True

    def text(self, text: str, around: _Around) -> None:
        """Go on with the line; only preformatted text ends lines by itself."""
        parts = text.split("\n") if around.preformatted else (text,)
        for number, part in enumerate(parts):
            if number:
                self.gap("\n")
            self._words(part.translate(_INVISIBLE), around.stress)

    def _words(self, text: str, stress: int) -> None:
        words = " ".join(text.split())
        if words:
            before = " " if self._runs and (self._space or text[0].isspace()) else ""
            self._runs.append(Run(before + words, stress))
            self._space = False
        self._space |= bool(text) and text[-1].isspace()

    def lines(self) -> tuple[Line, ...]:
        """All of them."""
        self.gap("\n")
        return tuple(self._lines)


_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
"""What newsletters fill their preview with, and marks of direction; they only stand in the way of reading."""
