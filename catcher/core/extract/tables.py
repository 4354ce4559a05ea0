"""The tables of the HTML that say something; those that only arrange the page are left out."""

from __future__ import annotations

from collections.abc import Iterator

from catcher.core.extract import visible
from catcher.core.extract.markup import Element
from catcher.core.extract.values import Row, Table
from catcher.core.extract.walking import elements, nearest

MAX_TABLES = 500
MAX_CHARS = 1024 * 1024
"""Of all cells together: a table inside a table is told twice."""

_TABLE = frozenset({"table"})
_CELLS = frozenset({"td", "th"})


def tables(root: Element) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The tables in order, and what was left out, in words.

    A table counts when it has a heading cell, or holds no other table and is not marked as presentation; and at least
    two cells with text.
    """
    found: list[Table] = []
    chars = 0
    for element in elements(root):
        if element.tag == "table" and _says_something(element):
            table = tuple(_rows(element))
            chars += sum(len(cell) for row in table for cell in row)
            if len(found) >= MAX_TABLES or chars > MAX_CHARS:
                wrong = f"There are more than {MAX_TABLES} tables, or {MAX_CHARS} characters in them; the rest is left out"
                return tuple(found), (wrong,)
            if sum(bool(cell) for row in table for cell in row) > 1:
                found.append(table)
    return tuple(found), ()


def _says_something(table: Element) -> bool:
    if next((cell for cell in nearest(table, frozenset({"th"}), _TABLE)), None):
        return True
    if table.attributes.get("role", "").lower() in {"presentation", "none"}:
        return False
    return not any(each.tag == "table" for each in elements(table) if each is not table)


def _rows(table: Element) -> Iterator[Row]:
    for row in nearest(table, frozenset({"tr"}), _TABLE):
        cells = tuple(" ".join(line.text for line in visible.lines(c)) for c in nearest(row, _CELLS, _TABLE))
        if cells:
            yield cells
