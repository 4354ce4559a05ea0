"""Where the words stand that tell a one-time code from another number.

Its law: a text is read once, and at each word only those that begin like it are tried.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from catcher.core.extract.codes.words import ENTRIES, LANGUAGES, NUMBERS, RECORDS, USES
from catcher.core.wire import Value


class Kind(StrEnum):
    """What a word says of the number near it; see `Words`, and the tables behind it."""

    NAME = "names"
    CODE = "codes"
    OTHER = "others"
    INTENT = "intents"
    LIMIT = "limits"
    OFFER = "offers"
    ENTRY = "entries"
    USE = "uses"
    NUMBER = "numbers"
    RECORD = "records"


LABELS = (Kind.OTHER, Kind.NAME, Kind.CODE, Kind.NUMBER)
"""What a number is called; of two that are as long, the first."""
SETTING = (Kind.OFFER, Kind.INTENT, Kind.LIMIT)
"""What a text is about."""
TO_DO = (Kind.ENTRY, Kind.USE)
"""What a text asks for."""
ON_RECORD = (Kind.RECORD,)
"""What kind of document a mail is."""

_TABLES = {Kind.ENTRY: ENTRIES, Kind.USE: USES, Kind.NUMBER: NUMBERS, Kind.RECORD: RECORDS}

_ACCENTS_MATTER = "vi"
_WORD = re.compile(r"[^\W\d_]+|[#№〒%]")
_FOLLOWS = {"#": r"(?=[ .:#№º°]{0,3}(?:n[or°º]?\.? ?)?\d)", "=": r"(?= ?\d)"}
_COMPOUND_CHARS = 3
"""What at least stands before the second part of a word that begins with a star."""


class Label(Value):
    """A word that was found, and where."""

    kind: Kind
    start: int
    end: int


def labels(text: str, kinds: tuple[Kind, ...]) -> tuple[Label, ...]:
    """The words of these kinds in folded text, in order; the longest wins where they overlap."""
    found: list[Label] = []
    done = 0
    for start in _starts(text):
        if start >= done and (label := _longest(text, start, kinds)):
            found.append(label)
            done = label.end
    return tuple(found)


def _starts(text: str) -> Iterator[int]:
    """Where a word may begin: between letters too, in scripts that join words."""
    for word in _WORD.finditer(text):
        yield word.start()
        if _joins(word[0][-1]) or _joins(word[0][0]):
            yield from range(word.start() + 1, word.end())


def _joins(char: str) -> bool:
    """Hebrew and Arabic join prefixes, the scripts of South and East Asia whole words."""
    return "\u0590" <= char < "\u1d00" or char >= "\u2e80"


def _longest(text: str, start: int, kinds: tuple[Kind, ...]) -> Label | None:
    best: Label | None = None
    for kind in kinds:
        for key in (text[start : start + 2], text[start], ""):
            pattern = _compiled(kind, key)
            match = pattern.match(text, start) if pattern else None
            if match and match.end() > (best.end if best else start):
                best = Label(kind, start, match.end())
    return best


@cache
def _compiled(kind: Kind, key: str) -> re.Pattern[str] | None:
    """Compiled when a text first has a word that begins so: all at once would take long."""
    words = _by_beginning(kind).get(key)
    return re.compile("|".join(words)) if words else None


@cache
def _by_beginning(kind: Kind) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for word in sorted(set(_words(kind)), key=lambda word: (-len(word), word)):
        for beginning in _beginnings(word):
            found.setdefault(beginning, {})[_bounded(word)] = None
    return {beginning: tuple(words) for beginning, words in found.items()}


def _words(kind: Kind) -> Iterable[str]:
    table = _TABLES.get(kind) or {
        language: getattr(words, kind.value) for language, words in LANGUAGES.items()
    }
    for language, given in table.items():
        for word in split(given):
            yield word
            if language != _ACCENTS_MATTER:
                yield without_accents(word)


def split(alternatives: str) -> list[str]:
    """At the bars outside of parentheses."""
    words, depth, word = [], 0, ""
    for char in alternatives:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            words.append(word)
            word = ""
        else:
            word += char
    return [*words, word]


def without_accents(word: str) -> str:
    """Latin letters as they are often typed."""
    return "".join(c if ord(c) > 0x24F else unicodedata.normalize("NFD", c)[0] for c in word)


def _beginnings(word: str) -> Iterator[str]:
    """The first two letters, or the one, of all that the word may begin with; nothing when that is anything."""
    if word.startswith("(?:"):
        inner, depth = "", 0
        for char in word:
            depth += (char == "(") - (char == ")")
            if not depth:
                break
            inner += char
        optional = word[len(inner) + 1 :][:1] == "?"
        for option in split(inner.removeprefix("(?:")):
            yield from _beginnings(option + word[len(inner) + 1 :])
        if optional:
            yield from _beginnings(word[len(inner) + 2 :])
    elif word.startswith("*"):
        yield ""
    else:
        two = word[:2]
        plain = len(two) == 2 and two.replace(" ", "").isalpha() and word[2:3] not in {"?", "{"}
        yield two if plain else word[0]


def _bounded(word: str) -> str:
    """As a pattern: not within a word, unless its script joins words."""
    follows = _FOLLOWS.get(word[-1], "")
    word = (word.rstrip("#=") or word).replace(r"\w*", "*")
    before = rf"[^\W\d_]{{{_COMPOUND_CHARS},}}" if word.startswith("*") else ""
    after = r"\w*" if word.endswith("*") else ""
    inner = word.strip("*").replace("*", r"\w*")
    joined = _joins(inner.rstrip(")?")[-1]) or not (inner[-1].isalpha() or inner[-1] in "*+}?)")
    return f"{before}(?:{inner}){after}" + ("" if joined else r"(?!\w)") + follows
