"""Address lists of headers (RFC 5322, section 3.4), read in one pass over their characters and without complaint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from catcher.core.message import Address
from catcher.core.parsing.headers import decoded_words

MAX_ADDRESSES = 5_000
MAX_EMPTY = 10
"""Some senders leave a comma too many, and the end of a group is an empty place too."""
MAX_LIST_CHARS = 128 * 1024

# The possessive quantifiers never step back: a hostile list costs no more than an honest one of its length.
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"|(\\?\Z))|\[[^\[\]]*+\]|[^"(),:;<>\[\]]+|.', re.DOTALL)
_WITHOUT_QUOTES = re.compile(r'\[[^\[\]]*+\]|[^"(),:;<>\[\]]+|.', re.DOTALL)
_IN_COMMENT = re.compile(r"(?:[^()\\]|\\.)++|.", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ADDRESS = r"[A-Za-z0-9!#$%&*+/^_`{|}~'.-]++@[A-Za-z0-9.-]++"
_USUAL = re.compile(rf"(?:([A-Za-z0-9 _.-]*+)<({_ADDRESS})>|({_ADDRESS}))")
"""One address alone, as most lists are: what the pass over the characters would find in more time."""


@dataclass(slots=True)
class _Entry:
    """One address while it is read."""

    words: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    bracketed: list[str] | None = None
    words_before: int = 0

    def address(self) -> Address | None:
        name = _tidied("".join(self.words))
        comment = " ".join(decoded_words(_ESCAPED.sub(r"\1", "".join(self.comments))).split())
        if self.bracketed is not None:
            return Address(name or comment, _without_route("".join(self.bracketed)))
        if not name:
            return None
        if "@" not in name:
            # "postmaster" is an address, "John Doe" a name without one.
            return Address(name, "") if " " in name else Address(comment, name)
        return _without_brackets("".join(self.words), comment)


def address_lists(texts: list[str]) -> tuple[tuple[Address, ...], list[str]]:
    """The addresses of all these lists, and what is wrong with them; hostile ones are cut."""
    found: list[Address] = []
    wrong: list[str] = []
    left = MAX_LIST_CHARS
    for text in texts:
        wrong += _read_list(text[:left], found)
        left -= len(text) + 1
        if left < 0 or len(found) > MAX_ADDRESSES:
            del found[MAX_ADDRESSES:]
            wrong.append(f"is too long; it was read up to address {len(found)}")
            break
    return tuple(found), wrong


def _read_list(text: str, found: list[Address]) -> list[str]:
    """Add the addresses of one list; the answer is what is wrong with it."""
    if usual := _USUAL.fullmatch(text):
        name, bracketed, bare = usual.groups()
        found.append(Address(" ".join((name or "").split()), bracketed or bare))
        return []
    entry, angle, unclosed, quote, depth, empty = _Entry(), False, False, False, 0, 0
    for piece in _pieces(text):
        if piece in "()" or depth:
            depth = max(0, depth + (piece == "(") - (piece == ")"))
            if piece not in "()":
                entry.comments.append(piece)
        elif angle and entry.bracketed is not None and not _ends_early(piece, entry.bracketed):
            angle = piece != ">"
            if piece not in "<>":
                entry.bracketed.append(piece)
        elif piece == "<":
            if entry.bracketed is not None:
                entry = _second(found, entry)
            angle, entry.bracketed, entry.words_before = True, [], len(entry.words)
        elif piece in ",;":
            empty += not _keep(found, entry)
            unclosed, angle = unclosed or angle, False
            entry = _Entry()
        elif piece == ":":
            entry = _Entry()  # what came before was the name of a group
        elif piece != ">":
            entry.words.append(piece)
            quote = quote or piece == '"'
    _keep(found, entry)
    return _complaints(empty, bracket=unclosed or angle, comment=depth > 0, quote=quote)


def _pieces(text: str) -> Iterator[str]:
    """Quoted strings, brackets, and what lies between. In a comment quotes stand for themselves (section 3.2.2)."""
    position, depth = 0, 0
    outside = pattern = _TOKEN
    while found := pattern.match(text, position):
        piece = found[0]
        if piece in "()":
            depth = max(0, depth + (piece == "(") - (piece == ")"))
            pattern = _IN_COMMENT if depth else outside
        elif pattern is _TOKEN and piece[0] == '"' and found[2] is not None:
            outside = pattern = _WITHOUT_QUOTES  # a quote that never ends must not take other addresses along
            continue
        position = found.end()
        yield piece


def _second(found: list[Address], entry: _Entry) -> _Entry:
    """A second address without a comma before it: the words between the two are its name."""
    between = entry.words[entry.words_before :]
    del entry.words[entry.words_before :]
    _keep(found, entry)
    return _Entry(between)


def _complaints(empty: int, *, bracket: bool, comment: bool, quote: bool) -> list[str]:
    said = [
        (bracket, "has a '<' without its '>'"),
        (comment, "has a '(' without its ')'"),
        (quote, "has a '\"' without its pair"),
        (empty > MAX_EMPTY, f"has {empty} places without an address"),
    ]
    return [what for is_so, what in said if is_so]


def _ends_early(piece: str, bracketed: list[str]) -> bool:
    """Whether a comma ends an address whose ">" is missing; in a source route it may stand (RFC 5322, section 4.4)."""
    return piece == "," and not "".join(bracketed[:1]).lstrip().startswith("@")


def _keep(found: list[Address], entry: _Entry) -> bool:
    address = entry.address()
    if address and (address.address or address.name):
        found.append(address)
        return True
    return False


def _tidied(text: str) -> str:
    """A name as people read it: quotes and escapes undone, encoded words decoded."""
    text = text.strip()
    if '"' in text:
        text = "".join(
            _ESCAPED.sub(r"\1", token[1]) if token[1] is not None and token[2] is None else token[0]
            for token in _TOKEN.finditer(text)
        )
    return " ".join(decoded_words(text).split())


def _without_route(text: str) -> str:
    """The mailbox of an angle-addr; a source route (RFC 5322, section 4.4) is dropped."""
    text = "".join(text.split()) if '"' not in text else text.strip()
    route, quote, local = text.partition('"')
    return route.rpartition(":")[2] + quote + local if text.startswith("@") else text


def _without_brackets(text: str, comment: str) -> Address:
    """`ann@x`, `ann@x (Ann)`, and also `Ann ann@x`, which should have brackets."""
    if '"' in text:
        return Address(comment, text.strip())
    *names, last = (word for word in text.split() if word)
    if "@" in last and names and "@" not in "".join(names):
        return Address(_tidied(" ".join(names)), last)
    # Space around the "@" is allowed (section 4.4); two addresses without a comma must not become one.
    return Address(comment, ("" if text.count("@") == 1 else " ").join([*names, last]))
