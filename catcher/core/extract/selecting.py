"""Elements of the HTML by CSS selector."""

from __future__ import annotations

from catcher.core.extract import visible
from catcher.core.extract.markup import Page
from catcher.core.extract.values import Selected, Selection

MAX_ELEMENTS = 1_000
MAX_CHARS = 4 * 1024 * 1024
"""Of the HTML of all elements together: one inside another is told twice."""


def select(html: str, css: str) -> Selection:
    """The elements that match, in order. Raises SelectorError when the selector cannot be read."""
    page = Page(html)
    found: list[Selected] = []
    chars = 0
    for each in page.select(css):
        written = each.html
        chars += len(written)
        if len(found) >= MAX_ELEMENTS or chars > MAX_CHARS:
            wrong = f"More than {MAX_ELEMENTS} elements match, or more than {MAX_CHARS} characters of HTML"
            return Selection(tuple(found), (*page.defects, f"{wrong}; the rest is left out"))
        element = each.element
        found.append(Selected(element.tag, visible.text(element), written, element.attributes))
    return Selection(tuple(found), page.defects)
