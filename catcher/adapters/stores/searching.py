"""Which mails match a query: the search index names candidates, and SQL looks at each of them.

What is newer than the index, and what the index cannot say anything about, is read through.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial

from catcher.adapters.stores.search_index import GRAM, end_of_index, quoted, shards, telling
from catcher.adapters.stores.terms import FACTS, Sql, where
from catcher.core.query import WORD_FIELDS, And, HeaderText, How, Or, Query, Tag, Text, TextField, Word
from catcher.core.wire import Value

LAST_ID = 2**63 - 1

MAX_ASKED = 16
"""Pieces of a text, or parts of a query, that the index is asked for: more would not leave fewer candidates."""

_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
"""What JSON writes in another way, as the headers are kept."""


class _Range(Value):
    """Mails with ids strictly between `after` and `before` that are looked at by one statement."""

    source: str
    after: int
    before: int
    index: str | None = None
    candidates: str | None = None

    @property
    def key(self) -> str:
        """What is in order by itself."""
        return "m.id" if self.index is None else f"{self.index}.rowid"


def matching(
    db: sqlite3.Connection, query: Query, after: int = 0, before: int = LAST_ID, *, oldest_first: bool = False
) -> Iterator[int]:
    """The ids of the mails that match, strictly between the two, in order, found as they are asked for.

    Nothing may be changed before the last is taken.
    """
    direction = "ASC" if oldest_first else "DESC"
    condition = where(query)
    for part in _ranges(db, query, condition, after, before, oldest_first=oldest_first):
        rows = db.execute(
            f"SELECT m.id FROM {part.source} WHERE {_bounds(part, condition)} ORDER BY {part.key} {direction}",
            _values(part, condition),
        )
        for (message_id,) in rows:
            yield message_id


def counted(db: sqlite3.Connection, query: Query, up_to: int) -> tuple[int, int, bool]:
    """How many match, how many of those are unread, and whether there are more: it counts so many, the newest."""
    condition = where(query)
    total = unread = 0
    for part in _ranges(db, query, condition, 0, LAST_ID, oldest_first=False):
        left = up_to - total
        rows = db.execute(
            f"SELECT m.read FROM {part.source} WHERE {_bounds(part, condition)} ORDER BY {part.key} DESC LIMIT ?",
            (*_values(part, condition), left + 1),
        ).fetchall()
        total, unread = total + min(left, len(rows)), unread + sum(not read for (read,) in rows[:left])
        if len(rows) > left:
            return total, unread, True
    return total, unread, False


def _bounds(part: _Range, condition: Sql) -> str:
    asked = "" if part.candidates is None else f"{part.index} MATCH ? AND "
    return f"{asked}{part.key} > ? AND {part.key} < ? AND ({condition.text})"


def _values(part: _Range, condition: Sql) -> tuple[str | int, ...]:
    asked = () if part.candidates is None else (part.candidates,)
    return (*asked, part.after, part.before, *condition.values)


def _ranges(
    db: sqlite3.Connection, query: Query, condition: Sql, after: int, before: int, *, oldest_first: bool
) -> Iterator[_Range]:
    """All mails between the two, part by part, in order."""
    source = _source(condition)
    if candidates(query) is None:
        yield _Range(source, after, before)
        return
    newer = _Range(source, max(after, end_of_index(db) - 1), before)
    if not oldest_first:
        yield newer
    for shard in shards(db, oldest_first=oldest_first):
        low, high = max(after, shard.first - 1), min(before, shard.end)
        if low + 1 < high:
            joined = f"{shard.table} CROSS JOIN messages m ON m.id = {shard.table}.rowid JOIN search s ON s.id = m.id"
            yield _Range(joined, low, high, shard.table, candidates(query, partial(telling, db, shard)))
    if oldest_first:
        yield newer


def _source(condition: Sql) -> str:
    if "s." in condition.text:
        return "messages m JOIN search s ON s.id = m.id"
    # Left to choose, SQLite reads the rows themselves, which takes ten times as long.
    return "messages m INDEXED BY facts" if any(fact in condition.text for fact in FACTS) else "messages m"


def candidates(query: Query, chosen: Callable[[list[str]], list[str]] = list) -> str | None:
    """What to ask the index, in FTS5's language, so that no mail is missed; None where it knows nothing.

    `chosen` says which pieces of a text are asked for, of all that it must have.
    """
    occurs = partial(_occurs, chosen)
    match query:
        case And(parts):
            known = [asked for part in parts if (asked := candidates(part, chosen)) is not None]
            return " AND ".join(known[:MAX_ASKED]) or None
        case Or(parts) if len(parts) <= MAX_ASKED:
            each = [candidates(part, chosen) for part in parts]
            known = [asked for asked in each if asked is not None]
            return f"({' OR '.join(known)})" if known and len(known) == len(each) else None
        case Word(text, How.CONTAINS | How.EQUALS):
            return occurs(text, WORD_FIELDS)
        case Text(field, text) if query.comparison is not How.REGEX:
            return occurs(text, (field,))
        case Tag(name) if not _ESCAPED.search(name):
            in_header, in_address = occurs(name, ("headers",)), occurs(f"+{name}@", (TextField.RCPT,))
            return f"({in_header} OR {in_address})" if in_header and in_address else None
        case HeaderText(_, text, How.CONTAINS | How.EQUALS) if not _ESCAPED.search(text):
            return occurs(text, ("headers",))
        case _:
            return None


def _occurs(
    chosen: Callable[[list[str]], list[str]], text: str, columns: tuple[TextField | str, ...]
) -> str | None:
    """Pieces from all over the text, in any of the columns."""
    last = len(text) - GRAM
    if last < 0:
        return None
    places = (*range(0, last, max(GRAM, last // MAX_ASKED)), last)
    pieces = list(dict.fromkeys(text[at : at + GRAM] for at in places))
    asked = " AND ".join(map(quoted, chosen(pieces)))
    names = " ".join(f'"{column}"' for column in columns)
    return f"({{{names}}} : ({asked}))"
