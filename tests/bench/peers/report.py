"""What was measured, as a table for people and as a picture; the machine is named with it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from statistics import median

from tests.bench.peers.catchers import OURS
from tests.bench.peers.loads import Measure

BAR, GAP, NAME, WIDE, LEFT = 16, 26, 190, 420, 20
COLOURS = ("#2f6fdf", "#6f9cec", "#d9822b", "#8a6fbf", "#3a9d5d", "#c0504d", "#8c8c8c", "#b5b5b5")


@dataclass(slots=True)
class Row:
    """One measure: the figures of each catcher, round by round, and why one has none."""

    measure: Measure
    figures: dict[str, list[float]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def middle(self, name: str) -> float | None:
        """The median of a catcher's rounds."""
        figures = self.figures.get(name)
        return median(figures) if figures else None

    def times_better(self, name: str) -> float | None:
        """How many times better we are than that one."""
        ours, theirs = self.middle(OURS.name), self.middle(name)
        if not ours or not theirs or name == OURS.name:
            return None
        return ours / theirs if self.measure.more_is_better else theirs / ours


def machine() -> str:
    """Where and when it was measured."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor(),
    )
    memory = next(
        (int(line.split()[1]) // 2**20 for line in _lines("/proc/meminfo") if "MemTotal" in line), 0
    )
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores of {cpu}, {memory} GB of memory, {platform.system()}"
        f" {platform.release()}, Python {platform.python_version()}"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def table(rows: Sequence[Row], names: Sequence[str]) -> str:
    """Markdown: the median, the lowest and highest of the rounds, and how many times better we are."""
    lines = [
        f"| | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
        *(f"| {row.measure.name} ({row.measure.unit}) | {' | '.join(_cells(row, names))} |" for row in rows),
    ]
    return "\n".join(lines)


def _cells(row: Row, names: Iterable[str]) -> Iterable[str]:
    for name in names:
        middle = row.middle(name)
        if middle is None:
            yield row.missing.get(name, "-")
            continue
        figures, times = row.figures[name], row.times_better(name)
        spread = f" ({shown(min(figures))} to {shown(max(figures))})" if len(figures) > 1 else ""
        yield f"{shown(middle)}{spread}" + (f", x{times:.1f}" if times else "")


def shown(figure: float) -> str:
    """As many digits as mean something."""
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"


def picture(rows: Sequence[Row], names: Sequence[str], title: str) -> str:
    """SVG: a group of bars for each measure, each group with a scale of its own."""
    parts: list[str] = []
    y = 50
    for row in rows:
        better = "more is better" if row.measure.more_is_better else "less is better"
        parts.append(_text(LEFT, y, f"{row.measure.name}, {row.measure.unit} ({better})", "600"))
        y += 8
        longest = max((row.middle(name) or 0 for name in names), default=0) or 1
        for name, colour in zip(names, COLOURS, strict=False):
            middle = row.middle(name)
            if middle is None:
                continue
            width = max(1, round(WIDE * middle / longest))
            parts.append(_text(LEFT, y + BAR - 4, name))
            parts.append(
                f'<rect x="{NAME}" y="{y}" width="{width}" height="{BAR - 3}" rx="2" fill="{colour}"/>'
            )
            parts.append(_text(NAME + width + 6, y + BAR - 4, shown(middle)))
            y += BAR
        y += GAP
    width = NAME + WIDE + 90
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" font-family="system-ui, sans-serif"'
        f' font-size="12"><rect width="{width}" height="{y}" fill="#fff"/>{_text(LEFT, 24, title, "600")}{"".join(parts)}'
        "</svg>\n"
    )


def _text(x: int, y: int, words: str, weight: str = "400") -> str:
    return f'<text x="{x}" y="{y}" font-weight="{weight}" fill="#223">{escape(words)}</text>'
