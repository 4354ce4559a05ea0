"""HTML made harmless to build a tree of.

A tree takes time and memory that grow with the square of nested or unclosed elements, as the HTML standard has it. So
one pass bounds them first. Its law: the tree of what it gives holds at most a few times the open elements and nodes that
it counted, whatever was written; where it cannot know, it counts too many.
"""

from __future__ import annotations

from collections.abc import Iterator

from catcher.core.tags import RAW_TEXT, Tag, end_of_attributes, tags

MAX_CHARS = 16 * 1024 * 1024
"""Of HTML that is read; pictures may be written in it."""
MAX_NODES = 250_000
"""Elements and texts: as many as 100,000 links have, with room."""
MAX_DEPTH = 256
"""Elements inside each other; what is deeper is put there without its tags. Browsers do so at 512."""
MAX_ATTRIBUTES = 100
_FEW_CHARS = 300
"""A tag that is shorter cannot have so many attributes that they matter."""
_MOST_CLONES = 8
"""How many elements one misplaced end tag makes (HTML standard, section 13.2.6.4.7, the adoption agency)."""

_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "basefont", "bgsound", "frame", "keygen",
})  # fmt: skip
_LEFT_OUT = frozenset({
    *RAW_TEXT, "plaintext", "svg", "math", "select", "template", "frameset", "noscript"
}) - {"style", "title"}  # fmt: skip
"""Where tags mean something else than elsewhere. Of those with raw text, the text is left out too."""
_FORMATTING = frozenset({
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
})  # fmt: skip
"""What is opened again after it was closed from outside (HTML standard, section 13.2.4.3)."""
_NEVER_INSIDE_ITSELF = frozenset({"a", "nobr"})
_MADE_BY_THEIR_END = frozenset({"p", "br"})
"""An end tag without its beginning makes such an element."""
_MARKERS = frozenset({"td", "th", "caption", "applet", "marquee", "object"})
"""What formatting does not come out of."""
_INLINE = _FORMATTING | frozenset({
    "span", "label", "abbr", "cite", "q", "sub", "sup", "ins", "del", "font", "bdi", "bdo",
})  # fmt: skip
_ENDS_PARAGRAPH = frozenset({
    "p", "div", "table", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "section", "article", "header", "footer", "main", "nav", "aside", "pre", "form",
    "center", "hr", "fieldset", "address", "figure",
})  # fmt: skip
_ENDED_BY = {
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "caption"})),
    "tr": frozenset({"tr", "td", "th", "caption"}),
    **dict.fromkeys(("tbody", "thead", "tfoot"), frozenset({"tbody", "thead", "tfoot", "tr", "td", "th", "caption"})),
}  # fmt: skip
_IMPLIED = {"td": 2, "th": 2, "tr": 1, "col": 1}
"""What is put around them where it is missing: a row and a body of the table."""


def tamed(html: str, max_nodes: int = MAX_NODES) -> tuple[str, tuple[str, ...]]:
    """The HTML within the bounds, and what was left out for them, in words."""
    passing = _Passing(html[:MAX_CHARS], max_nodes)
    kept = "".join(passing.pieces())
    if len(html) > MAX_CHARS:
        passing.defects[f"The HTML is longer than {MAX_CHARS} characters; the rest was not read"] = None
    return kept, tuple(passing.defects)


class _Passing:
    """One way through the HTML.

    `_open` holds what is open; `_waiting` the formatting that was closed from outside and will be opened again by
    the next text, for the outermost and for each marker that is open.
    """

    def __init__(self, html: str, max_nodes: int) -> None:
        self._html = html
        self._max_nodes = max_nodes
        self._open: list[str] = []
        self._waiting: list[list[str]] = [[]]
        self._too_deep = 0
        self._nodes = 0
        self.defects: dict[str, None] = {}

    def pieces(self) -> Iterator[str]:
        done = 0
        for tag in tags(self._html):
            start, end = tag.span
            self._nodes += (not tag.closing or tag.name in _MADE_BY_THEIR_END) + (start > done)
            if self._nodes > self._max_nodes:
                wrong = f"The HTML has more than {self._max_nodes} elements and texts; the rest was not read"
                self.defects[wrong] = None
                return
            if start > done:
                yield self._html[done:start]
                self._open_again()
            yield from self._tag(tag)
            done = tag.content[1] if tag.name in _LEFT_OUT else end
        yield self._html[done:]

    def _tag(self, tag: Tag) -> Iterator[str]:
        start, end = tag.span
        if tag.name in _LEFT_OUT:
            return
        if tag.closing and tag.name not in _VOID:
            if self._close(tag.name):
                yield self._html[start:end]
        elif tag.name in _VOID:
            self._open_again()
            yield self._bounded(tag)
        elif self._opened(tag.name):
            yield self._bounded(tag)

    def _bounded(self, tag: Tag) -> str:
        start, end = tag.span
        if end - start > _FEW_CHARS and (cut := end_of_attributes(self._html, tag, MAX_ATTRIBUTES)):
            self.defects[f"A tag has more than {MAX_ATTRIBUTES} attributes; the others were not read"] = None
            return self._html[start:cut] + ">"
        return self._html[start:end]

    def _opened(self, name: str) -> bool:
        if name in _ENDS_PARAGRAPH:
            self._end_above("p", _INLINE)
        if name == "li":
            self._end_above("li", _INLINE)
        elif ended := _ENDED_BY.get(name):
            self._end_cells(ended)
        elif name in _NEVER_INSIDE_ITSELF:
            self._close_formatting(name)
        if name not in _ENDS_PARAGRAPH:
            self._open_again()
        self._nodes += _IMPLIED.get(name, 0) * (self._open[-1:] != ["tr"])
        if len(self._open) + len(self._waiting[-1]) >= MAX_DEPTH:
            self._too_deep += 1
            self.defects[
                f"Elements are nested deeper than {MAX_DEPTH}; those below were read as text only"
            ] = None
            return False
        self._open.append(name)
        if name in _MARKERS:
            self._waiting.append([])
        return True

    def _open_again(self) -> None:
        waiting = self._waiting[-1]
        if waiting:
            self._nodes += len(waiting)
            self._open += waiting
            waiting.clear()

    def _close(self, name: str) -> bool:
        if self._too_deep:
            self._too_deep -= 1
            return False
        if name in _FORMATTING:
            self._close_formatting(name)
        elif name in self._open:
            self._close_from(self._last(name))
        return True

    def _last(self, name: str) -> int:
        return len(self._open) - 1 - self._open[::-1].index(name)

    def _close_formatting(self, name: str) -> None:
        if name in self._waiting[-1]:
            self._waiting[-1].remove(name)
        elif name in self._open:
            at = self._last(name)
            self._nodes += _MOST_CLONES * (at < len(self._open) - 1)
            del self._open[at]

    def _close_from(self, index: int) -> None:
        """What is closed takes along all that is in it, but formatting is opened again behind it."""
        above = self._open[index:]
        markers = [at for at, name in enumerate(above) if name in _MARKERS]
        if markers:
            del above[markers[0] :], self._waiting[-len(markers) :]
        self._waiting[-1] += [name for name in above if name in _FORMATTING]
        del self._open[index:]

    def _end_above(self, name: str, through: frozenset[str]) -> None:
        """An end tag that may be omitted, unless something else than `through` lies between."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] == name:
                self._close_from(at)
                return
            if self._open[at] not in through:
                return

    def _end_cells(self, ended: frozenset[str]) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] == "table":
                break
        else:
            return
        inside = next((i for i in range(at + 1, len(self._open)) if self._open[i] in ended), None)
        if inside is not None:
            self._close_from(inside)
