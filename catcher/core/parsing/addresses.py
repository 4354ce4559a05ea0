"""Address lists of headers (RFC 5322, section 3.4), read in one pass over their characters and without complaint."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from catcher.core.message import Address
from catcher.core.parsing.headers import decoded_words

MAX_ADDRESSES = 5_000
MAX_LIST_CHARS = 512 * 1024

# The possessive quantifiers never step back: a hostile list costs no more than an honest one of its length.
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"|\\?\Z)|\[[^\]]*\]|[^"(),:;<>\[\]]+|.', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(slots=True)
class _Entry:
    """One address while it is read."""

    words: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    bracketed: list[str] | None = None

    def address(self) -> Address | None:
        name = _tidied("".join(self.words))
        comment = _tidied("".join(self.comments))
        if self.bracketed is not None:
            return Address(name or comment, _without_route("".join(self.bracketed)))
        if not name:
            return None
        if "@" not in name:
            # "postmaster" is an address, "John Doe" a name without one.
            return Address(name, "") if " " in name else Address(comment, name)
        return _without_brackets("".join(self.words), comment)


def address_list(text: str) -> tuple[tuple[Address, ...], bool]:
    """The addresses, and whether the list was read to its end: a hostile one is cut."""
    found: list[Address] = []
    entry, angle, depth = _Entry(), False, 0
    for token in _TOKEN.finditer(text[:MAX_LIST_CHARS]):
        piece = token[0]
        if piece in "()" or depth:
            depth = max(0, depth + (piece == "(") - (piece == ")"))
            if piece not in "()":
                entry.comments.append(piece)
        elif angle and entry.bracketed is not None:
            angle = piece != ">"
            if piece not in "<>":
                entry.bracketed.append(piece)
        elif piece == "<":
            angle, entry.bracketed = True, []
        elif piece in ",;":
            _keep(found, entry)
            entry = _Entry()
        elif piece == ":":
            entry = _Entry()  # what came before was the name of a group
        else:
            entry.words.append(piece)
        if len(found) >= MAX_ADDRESSES:
            return tuple(found), False
    _keep(found, entry)
    return tuple(found), len(text) <= MAX_LIST_CHARS


def _keep(found: list[Address], entry: _Entry) -> None:
    address = entry.address()
    if address and (address.address or address.name):
        found.append(address)


def _tidied(text: str) -> str:
    """A name as people read it: quotes and escapes undone, encoded words decoded."""
    text = text.strip()
    if '"' in text:
        text = "".join(
            _ESCAPED.sub(r"\1", token[1]) if token[1] is not None else token[0]
            for token in _TOKEN.finditer(text)
        )
    return " ".join(decoded_words(text).split())


def _without_route(text: str) -> str:
    """The mailbox of an angle-addr; a source route (RFC 5322, section 4.4) is dropped."""
    text = "".join(text.split()) if '"' not in text else text.strip()
    return text.rpartition(":")[2] if text.startswith("@") and ":" in text else text


def _without_brackets(text: str, comment: str) -> Address:
    """`ann@x`, `ann@x (Ann)`, and also `Ann ann@x`, which should have brackets."""
    if '"' in text:
        return Address(comment, text.strip())
    *names, last = (word for word in text.split() if word)
    if "@" in last and names and "@" not in "".join(names):
        return Address(_tidied(" ".join(names)), last)
    return Address(comment, "".join([*names, last]))
