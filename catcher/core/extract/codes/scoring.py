"""How likely a candidate is a one-time code: a sum of few named signs.

Its law: no sign decides alone. A sum of NEEDED is as likely as not; what is less likely is not offered.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from catcher.core.extract.codes.labels import LABELS, ON_RECORD, SETTING, TO_DO, Kind, Label, labels
from catcher.core.extract.codes.shapes import Candidate, Shape, candidates
from catcher.core.extract.visible import BIG, BOLD
from catcher.core.wire import Value

NEEDED = 3.7

OF_SHAPE = {
    Shape.SIX: 1.0,
    Shape.DIGITS: 0.4,
    Shape.MANY: -0.7,
    Shape.YEAR: -1.2,
    Shape.GROUPS: 0.7,
    Shape.SPACED: 1.8,
    Shape.PREFIXED: 0.8,
    Shape.MIXED: 0.0,
    Shape.LETTERS: -2.0,
    Shape.SMALL: -0.5,
    Shape.REFERENCE: -1.0,
}
NAMED_BEFORE, CALLED_BEFORE = 4.5, 3.5
"""Behind "verification code"; behind "code"."""
FARTHER = 1.0
"""Less, for each step that the word is farther away."""
NEAR_CHARS, FAR_CHARS = 25, 70
NAMED_AFTER, CALLED_AFTER = 3.7, 3.2
AFTER_CHARS = 40
NAMED_ABOVE, CALLED_ABOVE = 4.0, 3.5
LINES_ABOVE = 3
NAMED_BELOW, CALLED_BELOW = 2.5, 2.0
ABOVE_A_SENTENCE = 2.0
"""Less, when the number below the word is not alone on its line."""
OTHER_BEFORE, OTHER_ABOVE = -6.0, -4.0
FOR_INTENT = 1.5
"""In "482913 to sign in"."""
OF_DEED = {Kind.ENTRY: 3.4, Kind.USE: 2.5}
"""In "enter 482913", and in "use 482913"."""
ENTER_CHARS = 40
ENTER_AFTER_CHARS = 25
"""From a number to the verb behind it: "482913 eingeben"."""
ENTER_ABOVE = 2.5
COLON_ABOVE = 0.7
ANNOUNCED = 0.5
"""With a colon right before it."""
TO_BE_ENTERED = 0.5
"""In "enter this code: 482913", more than in "your code: 482913"."""
ALONE = 1.0
OF_STRESS = {BIG: 1.0, BOLD: 0.4}
INTENT_IN_TITLE, INTENT_IN_TEXT = 1.0, 0.7
LIMIT_NEAR = 0.5
LIMIT_LINES = 5
OFFER_NEAR, OFFER_IN_TITLE = -3.0, -2.0
OFFER_BESIDE_INTENT = -1.0
"""Near a number in a mail whose subject speaks of signing in: it may well be a game's or a shop's."""
ON_RECORD_IN_TITLE = -3.0
OFFER_LINES = 2
MAX_CONTEXT_CHARS = 200
MAX_CANDIDATES = 16
"""Of a line: more of them is a table, and each is held against all words around it."""
SETTING_CHARS = 6_000
"""How much of a mail tells what it is about."""

_UNSPOKEN = re.compile("[B-DF-HJ-NP-TV-XZ]{4}")
_BREAK = re.compile(r"[,;:.!?。！？、，]")
"""Where another thing begins."""
_NUMBER_BEHIND = re.compile(r"[ .:#№º°-]{0,3}\d")
_SENTENCE_END = re.compile(r"[.!?。！？](?:\s|$)|[。！？]")


class Place(Value):
    """A line: as shown, in plain characters, folded, and how much each character stands out. All of one length."""

    shown: str
    read: str
    folded: str
    stress: tuple[int, ...]


class Scored(Value):
    """A candidate that is likely enough."""

    value: str
    score: float
    context: str


class _Read:
    """A line with all that is found in it, looked for when it is asked for: most lines have no candidate near."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @cached_property
    def candidates(self) -> list[Candidate]:
        text = self.place.read
        found = (
            each for each in candidates(text) if each.shape is not Shape.LETTERS or _stands_out(text, each)
        )
        return list(islice(found, MAX_CANDIDATES))

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """What numbers are called, but for words that are candidates themselves."""
        return tuple(
            label
            for label in labels(self.place.folded, LABELS)
            if not any(each.start < label.end and label.start < each.end for each in self.candidates)
        )

    @cached_property
    def setting(self) -> tuple[Label, ...]:
        return labels(self.place.folded, SETTING)

    @cached_property
    def entries(self) -> tuple[Label, ...]:
        return labels(self.place.folded, TO_DO)

    def has(self, kind: Kind) -> bool:
        """Whether there is such a word."""
        found = self.labels if kind in LABELS else self.entries if kind in TO_DO else self.setting
        return any(label.kind is kind for label in found)


def scored(title: Place, places: Sequence[Place]) -> Iterator[Scored]:
    """The likely ones of a subject and the lines of a text, in their order."""
    lines = [_Read(title), *map(_Read, places)]
    if not any(line.candidates for line in lines):
        return
    general = _general(lines)
    for number, line in enumerate(lines):
        for candidate in line.candidates:
            signs = [OF_SHAPE[candidate.shape], general, *_signs(lines, number, candidate)]
            likely = 1 / (1 + math.exp(NEEDED - sum(signs)))
            if likely >= 0.5:
                yield Scored(candidate.value, round(likely, 3), _context(line.place.shown, candidate))


def _context(shown: str, candidate: Candidate) -> str:
    """The line, or of a long one what is around."""
    begin = max(0, min(candidate.start - MAX_CONTEXT_CHARS // 2, len(shown) - MAX_CONTEXT_CHARS))
    return shown[begin : begin + MAX_CONTEXT_CHARS]


def _stands_out(text: str, candidate: Candidate) -> bool:
    """Capitals among capitals are a heading, and those that can be spoken are the word on a button."""
    around = text[: candidate.start] + text[candidate.end :]
    unspoken = "-" in candidate.value or _UNSPOKEN.search(candidate.value)
    return bool(unspoken) and not any(word.isupper() and len(word) > 3 for word in around.split())


def _general(lines: list[_Read]) -> float:
    """What the mail is about."""
    title, chars, intent = lines[0], 0, 0.0
    for line in lines[1:]:
        chars += len(line.place.read)
        if line.has(Kind.INTENT):
            intent = INTENT_IN_TEXT
            break
        if chars > SETTING_CHARS:
            break
    if title.has(Kind.CODE):
        intent = INTENT_IN_TEXT
    if _is_for_signing_in(title):
        intent = INTENT_IN_TITLE
    elif labels(title.place.folded, ON_RECORD):
        intent = ON_RECORD_IN_TITLE
    offers = title.has(Kind.OFFER) or "%" in title.place.read
    return intent + OFFER_IN_TITLE * offers


def _is_for_signing_in(title: _Read) -> bool:
    return title.has(Kind.INTENT) or title.has(Kind.NAME)


def _signs(lines: list[_Read], number: int, candidate: Candidate) -> Iterator[float]:
    line = lines[number]
    alone = _is_alone(line.place.read, candidate)
    yield ALONE if alone else 0.0
    yield OF_STRESS.get(min(line.place.stress[candidate.start : candidate.end], default=0), 0.0)
    yield max(_in_line(lines, number, candidate), _around(lines, number, alone=alone), key=_decisive)
    if number:
        yield LIMIT_NEAR if _near(lines, number, LIMIT_LINES, Kind.LIMIT) else 0.0
        if _near(lines, number, OFFER_LINES, Kind.OFFER):
            yield OFFER_BESIDE_INTENT if _is_for_signing_in(lines[0]) else OFFER_NEAR


def _decisive(sign: float) -> float:
    """What is said in the line itself counts before what is said above, for and against."""
    return abs(sign)


def _near(lines: list[_Read], number: int, most: int, kind: Kind) -> bool:
    return any(line.has(kind) for line in lines[max(1, number - most) : number + most + 1])


def _is_alone(text: str, candidate: Candidate) -> bool:
    around = text[: candidate.start] + text[candidate.end :]
    return not any(char.isalnum() for char in around)


def _in_line(lines: list[_Read], number: int, candidate: Candidate) -> float:
    line = lines[number]
    before = next((label for label in reversed(line.labels) if _may_name(line, label, candidate)), None)
    after = next((label for label in line.labels if label.start >= candidate.end), None)
    against = before is not None and _is_other(lines, number, before)
    if before and against and candidate.start - before.end <= NEAR_CHARS:
        return OTHER_BEFORE
    found = [0.0]
    if before and not against:
        found.append(_before(line, before, candidate))
    if after and candidate.shape not in {Shape.LETTERS, Shape.SMALL}:
        found.append(_after(line, after, candidate))
    found += [FOR_INTENT for each in line.setting if _is_for(each, candidate)]
    return max(*found, _in_deed(line, candidate) + max(found) / 4)


def _may_name(line: _Read, label: Label, candidate: Candidate) -> bool:
    """Whether it stands before the candidate, in no aside, and names no number that comes first."""
    if label.end > candidate.start:
        return False
    gap = line.place.read[label.end : candidate.start]
    if gap.count(")") > gap.count("(") and gap.rpartition(")")[2].strip(" :"):
        return False
    if label.kind is Kind.NAME:
        return True
    number = _NUMBER_BEHIND.match(line.place.read, label.end)
    return number is None or number.end() > candidate.start


def _in_deed(line: _Read, candidate: Candidate) -> float:
    """What the reader is told to do with it, by a verb before it, or behind it in languages whose verb comes last."""
    before = next((each for each in reversed(line.entries) if each.end <= candidate.start), None)
    if before and candidate.start - before.end <= ENTER_CHARS:
        gap = line.place.read[before.end : candidate.start]
        return OF_DEED[before.kind] + ANNOUNCED * _announces(gap) - FARTHER * (len(gap) > NEAR_CHARS)
    return max(
        (OF_DEED[each.kind] for each in line.entries if _is_behind(line, each, candidate)), default=0.0
    )


def _announces(gap: str) -> bool:
    return gap.rstrip().endswith((":", "："))


def _is_with(line: _Read, deed: Label, label: Label) -> bool:
    """Whether what is to be done comes before in the same sentence, or soon behind."""
    if deed.start > label.end:
        return deed.start - label.end <= ENTER_CHARS
    return not _SENTENCE_END.search(line.place.read, deed.end, label.start)


def _is_other(lines: list[_Read], number: int, label: Label) -> bool:
    """Whether it names another number. What any number is called names the code where one is to be entered."""
    if label.kind is not Kind.NUMBER:
        return label.kind is Kind.OTHER
    above = lines[number - 1] if number > 1 else None
    told = any(_is_with(lines[number], each, label) for each in lines[number].entries)
    return not told and not (above and above.entries and above.has(Kind.INTENT))


def _is_behind(line: _Read, deed: Label, candidate: Candidate) -> bool:
    gap = line.place.read[candidate.end : deed.start]
    return candidate.end <= deed.start <= candidate.end + ENTER_AFTER_CHARS and not _BREAK.search(gap)


def _before(line: _Read, label: Label, candidate: Candidate) -> float:
    gap = line.place.read[label.end : candidate.start]
    announced = _announces(gap)
    steps = 0 if announced else (len(gap) > NEAR_CHARS) + (len(gap) > FAR_CHARS)
    steps += bool(_SENTENCE_END.search(gap))
    steps += sum(label.end <= each.start and each.end <= candidate.start for each in line.candidates)
    sign = NAMED_BEFORE if label.kind is Kind.NAME else CALLED_BEFORE
    return sign + ANNOUNCED * announced + TO_BE_ENTERED * bool(line.entries) - FARTHER * steps


def _after(line: _Read, label: Label, candidate: Candidate) -> float:
    gap = line.place.read[candidate.end : label.start]
    if label.kind in {Kind.OTHER, Kind.NUMBER} or len(gap) > AFTER_CHARS or _SENTENCE_END.search(gap):
        return 0.0
    if any(candidate.end <= each.start and each.end <= label.start for each in line.candidates):
        return 0.0
    return NAMED_AFTER if label.kind is Kind.NAME else CALLED_AFTER


def _is_for(label: Label, candidate: Candidate) -> bool:
    return label.kind is Kind.INTENT and 0 <= label.start - candidate.end <= NEAR_CHARS


def _around(lines: list[_Read], number: int, *, alone: bool) -> float:
    """What the lines above say, or the one below: not for a subject, nor from it."""
    if not number:
        return 0.0
    told = bool(lines[number - 1].entries)
    for distance in range(1, min(LINES_ABOVE, number - 1) + 1):
        line = lines[number - distance]
        if sign := _above(line):
            less = FARTHER / 2 * (distance - 1)
            if sign > 0:
                return sign - less - (0 if alone else ABOVE_A_SENTENCE)
            if not alone:
                return 0.0
            if not told:
                return sign + less
        if line.candidates:
            break
    if not alone:
        return 0.0
    below = lines[number + 1] if number + 1 < len(lines) else lines[0]
    text = lines[number - 1].place.read
    enter = ENTER_ABOVE - FARTHER * bool(_SENTENCE_END.search(text[-1:])) if told else 0.0
    return max(_below(below), enter + COLON_ABOVE * _announces(text))


def _below(line: _Read) -> float:
    if line.has(Kind.NAME):
        return NAMED_BELOW
    return CALLED_BELOW + TO_BE_ENTERED * bool(line.entries) if line.has(Kind.CODE) else 0.0


def _above(line: _Read) -> float:
    kinds = [label.kind for label in line.labels if not _is_done(line, label)]
    if Kind.NAME in kinds:
        return NAMED_ABOVE
    if Kind.CODE in kinds:
        return CALLED_ABOVE
    return OTHER_ABOVE if kinds and not line.entries else 0.0


def _is_done(line: _Read, label: Label) -> bool:
    """Whether it names a number that stands right behind it, and so none below."""
    return label.kind in {Kind.OTHER, Kind.NUMBER} and bool(_NUMBER_BEHIND.match(line.place.read, label.end))
