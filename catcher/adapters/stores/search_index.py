"""The search index: which three characters occur in which mails, kept by SQLite's FTS5 in shards of consecutive ids.

Its law: it names candidates, and never misses a mail that it has; who asks it looks at the candidates themselves. It is
written when the store has nothing else to do, and mails that are newer than the index are read through, so that no
sender waits for it and every search sees every mail. Ids are never given twice: a mail that is gone stays in its
shard, unseen, until the whole shard is gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from catcher.core.query import TextField

GRAM = 3
"""Characters that are looked up together: text that is shorter is searched by reading."""

SHARD = 65_536
"""Ids in a shard."""

SLICE = 32
"""Mails that are indexed at once: a delivery that comes meanwhile waits so long."""

SCHEMA = "CREATE TABLE shards (number INTEGER PRIMARY KEY, end INTEGER NOT NULL);"
"""`end` is the lowest id that is not yet in the shard."""

_COLUMNS = ", ".join(f'"{column}"' for column in (*TextField, "headers"))


@dataclass(frozen=True, slots=True)
class Shard:
    """Mails with ids from `first` to below `end`, all of them."""

    number: int
    end: int

    @property
    def first(self) -> int:
        """The lowest id that belongs here."""
        return self.number * SHARD

    @property
    def table(self) -> str:
        """Its name in SQL."""
        return f"grams_{self.number}"


def shards(db: sqlite3.Connection, *, oldest_first: bool) -> Iterator[Shard]:
    """All of them, in order."""
    direction = "ASC" if oldest_first else "DESC"
    rows = db.execute(f"SELECT number, end FROM shards ORDER BY number {direction}").fetchall()
    return (Shard(number, end) for number, end in rows)


def end_of_index(db: sqlite3.Connection) -> int:
    """Mails from this id on are not indexed; all older ones are."""
    (end,) = db.execute("SELECT coalesce(max(end), 0) FROM shards").fetchone()
    return int(end)


def behind(db: sqlite3.Connection) -> int:
    """How many ids are not yet indexed, at most."""
    (newest,) = db.execute("SELECT coalesce(max(id), -1) FROM messages").fetchone()
    return max(0, int(newest) + 1 - end_of_index(db))


def advance(db: sqlite3.Connection) -> None:
    """Index the next few mails. Call it in a transaction."""
    (first,) = db.execute("SELECT min(id) FROM messages WHERE id >= ?", (end_of_index(db),)).fetchone()
    if first is None:
        return
    number = first // SHARD
    shard = Shard(number, min(first + SLICE, (number + 1) * SHARD))
    db.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {shard.table} USING fts5({_COLUMNS}, content='', columnsize=0,"
        " detail=column, tokenize='trigram case_sensitive 1')"
    )
    db.execute(
        f"INSERT INTO {shard.table} (rowid, {_COLUMNS}) SELECT id, {_COLUMNS} FROM search WHERE id >= ? AND id < ?",
        (first, shard.end),
    )
    (newest,) = db.execute("SELECT max(id) FROM messages").fetchone()
    db.execute("REPLACE INTO shards VALUES (?, ?)", (number, min(shard.end, newest + 1)))


def removed(db: sqlite3.Connection, ids: tuple[int, ...]) -> None:
    """Mails are gone; shards without any mail go with them. Call it in the transaction that removed them."""
    for number in {one // SHARD for one in ids}:
        shard = Shard(number, (number + 1) * SHARD)
        left = db.execute(
            "SELECT 1 FROM messages WHERE id >= ? AND id < ? LIMIT 1", (shard.first, shard.end)
        ).fetchone()
        if left is None:
            db.execute(f"DROP TABLE IF EXISTS {shard.table}")
            db.execute("DELETE FROM shards WHERE number = ?", (number,))
