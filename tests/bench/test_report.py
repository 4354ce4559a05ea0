"""The table says who is better, and by how much, whichever way better is."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.bench.peers.loads import Measure
from tests.bench.peers.report import Row, picture, table

NAMES = ("Catcher", "Other", "<Third>")


def row(name: str, *, more_is_better: bool) -> Row:
    figures = {"Catcher": [1000.0, 900.0, 1200.0], "Other": [500.0]}
    return Row(Measure(name, "/s", more_is_better, lambda _: 0.0), figures, {"<Third>": "lost mail"})


def test_the_table_holds_median_spread_and_ratio() -> None:
    rows = [row("rate", more_is_better=True), row("time", more_is_better=False)]

    assert table(rows, NAMES).splitlines() == [
        "| | Catcher | Other | <Third> |",
        "|---|---|---|---|",
        "| rate (/s) | 1000 (900 to 1200) | 500, x2.0 | lost mail |",
        "| time (/s) | 1000 (900 to 1200) | 500, x0.5 | lost mail |",
    ]


def test_the_picture_is_svg_with_a_bar_for_each_figure() -> None:
    drawn = ElementTree.fromstring(picture([row("rate", more_is_better=True)], NAMES, "here & now"))

    bars = list(drawn.iter("{http://www.w3.org/2000/svg}rect"))[1:]
    assert [bar.get("width") for bar in bars] == ["420", "210"]
    assert "here & now" in "".join(drawn.itertext())
