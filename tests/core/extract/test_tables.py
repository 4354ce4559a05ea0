from __future__ import annotations

import pytest

from catcher.core.extract.markup import Page
from catcher.core.extract.tables import MAX_TABLES, tables
from catcher.core.extract.values import Table


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<table><tr><th>Item<th>Price<tr><td>Tea<td>4 EUR</table>", [(("Item", "Price"), ("Tea", "4 EUR"))]),
        ("<table><tr><td>Tea<td><b>4</b><br>EUR</table>", [(("Tea", "4 EUR"),)]),
        ("<table><tr><td>Tea<td></table>", []),
        ("<table><tr><td>only a button</table>", []),
        ("<table role=presentation><tr><td>a<td>b</table>", []),
        ("<table role=presentation><tr><th>a<th>b</table>", [(("a", "b"),)]),
        ("<table><tr><td><table><tr><td>a<td>b</table></table>", [(("a", "b"),)]),
        ("<table><tr><th>a<th>b<tr><td><table><tr><td>1<td>2</table><td>c</table>", [(("a", "b"), ("1 2", "c")), (("1", "2"),)]),
        ("<table><thead><tr><th>a<tbody><tr><td>b<tfoot><tr><td>c</table>", [(("a",), ("b",), ("c",))]),
        ("<p>none", []),
    ],
)  # fmt: skip
def test_tables_are_rows_of_cells(html: str, found: list[Table]) -> None:
    assert tables(Page(html).root) == (tuple(found), ())


def test_what_is_left_out_is_told() -> None:
    found, defects = tables(Page("<table><tr><td>a<td>b</table>" * (MAX_TABLES + 1)).root)

    assert len(found) == MAX_TABLES
    assert defects == (
        f"There are more than {MAX_TABLES} tables, or 1048576 characters in them; the rest is left out",
    )
