"""Codes of a whole mail: its subject, its text and what a reader sees of its HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from catcher.core.extract.codes.scoring import Place, scored
from catcher.core.extract.codes.shapes import folded, plain
from catcher.core.extract.values import Code
from catcher.core.extract.visible import PLAIN, Line

MAX_LINES = 400
MAX_CHARS = 64_000
MAX_LINE_CHARS = 2_000
MAX_CODES = 20
NARROWEST, WIDEST = 40, 100
"""Characters of a line that may have been broken for its length, and of the longest that tells where."""
RAGGED = 10
"""How much shorter a line may be that a person has broken."""
_ENDING = re.compile(r"[.!?:。！？：]\W*$")
"""A line that ends what it says, or announces what comes."""


def codes(subject: str, text: str | None, html: Iterable[Line]) -> tuple[Code, ...]:
    """The candidates, the likeliest first.

    A long mail is read up to MAX_LINES and MAX_CHARS of its text, and as many of its HTML.
    """
    title = _place(subject, PLAIN)
    best: dict[str, Code] = {}
    for places in (_of_text(text or ""), _of_html(html)):
        for found in scored(title, places):
            known = best.get(found.value)
            if known is None or found.score > known.score:
                best[found.value] = Code(found.value, found.score, found.context)
    return tuple(sorted(best.values(), key=lambda code: -code.score)[:MAX_CODES])


def _of_text(text: str) -> list[Place]:
    lines = [" ".join(line[:MAX_LINE_CHARS].split()) for line in text[:MAX_CHARS].split("\n")]
    return _joined([_place(line, PLAIN) for line in _unwrapped(lines) if line][:MAX_LINES])


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """Sentences that go on in the next line in one: a line was broken where the next word had no room."""
    width = max((len(line) for line in lines if len(line) <= WIDEST), default=0)
    whole = last = ""
    for line in lines:
        word = line[: line.find(" ") if " " in line else 1]
        broken = (
            len(last) >= NARROWEST and len(last) + len(word) >= width - RAGGED and not _ENDING.search(last)
        )
        if line and broken and len(whole) + len(line) < MAX_LINE_CHARS:
            whole += " " + line
        else:
            yield whole
            whole = line
        last = line
    yield whole


def _of_html(lines: Iterable[Line]) -> list[Place]:
    places: list[Place] = []
    chars = 0
    for line in islice(lines, MAX_LINES):
        chars += min(len(line.text), MAX_LINE_CHARS)
        if chars > MAX_CHARS:
            break
        stresses: list[int] = []
        for run in line.runs:
            stresses += [run.stress] * len(run.text)
        places.append(_place(line.text, *stresses))
    return _joined(places)


def _place(text: str, *stresses: int) -> Place:
    """A line; with one stress for all of it, or one for each character."""
    text = text[:MAX_LINE_CHARS]
    shown = unicodedata.normalize("NFC", text)
    read = plain(shown)
    each = stresses if len(text) == len(shown) <= len(stresses) else (max(stresses, default=0),) * len(shown)
    return Place(shown, read, folded(read), tuple(each[: len(shown)]))


def _joined(places: list[Place]) -> list[Place]:
    """Codes whose characters stand on a line each are put on one."""
    joined: list[Place] = []
    single: list[Place] = []
    for place in [*places, None]:
        if place is not None and len(place.read) == 1 and place.read.isalnum():
            single.append(place)
            continue
        if len(single) >= 4:
            joined.append(
                _place(" ".join(each.shown for each in single), max(each.stress[0] for each in single))
            )
        else:
            joined += single
        single = []
        if place is not None:
            joined.append(place)
    return joined
