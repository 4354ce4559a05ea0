"""The search index: which three characters occur in which mails, kept by SQLite's FTS5 in shards of consecutive ids.

Its law: it names candidates, and never misses a mail that it has; who asks it looks at the candidates themselves. It is
written when the store has nothing else to do, and mails that are newer than the index are read through, so that no
sender waits for it and every search sees every mail. Ids are never given twice: a mail that is gone stays in its
shard, unseen, until the whole shard is gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from catcher.core.query import TextField
from catcher.core.wire import Value

GRAM = 3
"""Characters that are looked up together: text that is shorter is searched by reading."""

SHARD = 65_536
"""Ids in a shard."""

SLICE = 32
"""Mails that are indexed at once: a delivery that comes meanwhile waits so long."""

MET = 64
"""So many mails with a piece are met, to tell how rare it is."""

FEW = 64
"""Candidates that are sooner looked at than ruled out by asking for one more piece."""

CLEARED = 64
"""Blocks of a shard that are cleared away at once."""

_STRUCTURE = 10
"""The last of the blocks that tell of the others; FTS5 must find them to drop its table."""

_GONE = "gone_"
"""How the table of a shard is called while it is cleared away, so that nobody asks it."""

SCHEMA = "CREATE TABLE shards (number INTEGER PRIMARY KEY, end INTEGER NOT NULL);"
"""`end` is the lowest id that is not yet in the shard."""

_COLUMNS = ", ".join(f'"{column}"' for column in (*TextField, "headers"))


class Shard(Value):
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


def quoted(piece: str) -> str:
    """For FTS5: no character in it means anything."""
    return '"' + piece.replace('"', '""') + '"'


def telling(db: sqlite3.Connection, shard: Shard, pieces: Sequence[str]) -> list[str]:
    """The rarest of the pieces, as many as leave few candidates.

    FTS5 goes through all mails that have a piece, also where another one is in few of them: the letters of a domain
    that everybody writes to would cost more than all the rest.
    """
    shares = sorted((_share(db, shard, piece), piece) for piece in pieces)
    expected = float(SHARD)
    told = []
    for share, piece in shares:
        told.append(piece)
        expected *= share
        if expected < FEW:
            break
    return told


def _share(db: sqlite3.Connection, shard: Shard, piece: str) -> float:
    """How many of the shard's mails have it, from 0 to 1, as the first that have it say."""
    found = db.execute(
        f"SELECT rowid FROM {shard.table} WHERE {shard.table} MATCH ? LIMIT 1 OFFSET {MET - 1}",
        (quoted(piece),),
    ).fetchone()
    return MET / (found[0] + 1 - shard.first if found else SHARD)


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


def clear_away(db: sqlite3.Connection) -> bool:
    """Remove a little of the shards without any mail left; says whether there was any. Call it in a transaction."""
    gone = db.execute(
        f"SELECT name FROM sqlite_schema WHERE name GLOB '{_GONE}*' AND sql GLOB '*VIRTUAL*'"
    ).fetchone()
    if gone:
        _clear(db, gone[0])
        return True
    empty = next((one for one in shards(db, oldest_first=True) if not _has_mail(db, one)), None)
    if empty:
        db.execute(f"ALTER TABLE {empty.table} RENAME TO {_GONE}{empty.number}")
        db.execute("DELETE FROM shards WHERE number = ?", (empty.number,))
    return empty is not None


def _has_mail(db: sqlite3.Connection, shard: Shard) -> bool:
    within = (shard.first, shard.first + SHARD)
    return bool(db.execute("SELECT 1 FROM messages WHERE id >= ? AND id < ? LIMIT 1", within).fetchone())


def _clear(db: sqlite3.Connection, table: str) -> None:
    """Row by row, where FTS5 keeps the grams: to drop them all at once would be a long stop."""
    rows = db.execute(f"SELECT id FROM {table}_data WHERE id > {_STRUCTURE} LIMIT {CLEARED}").fetchall()
    db.executemany(f"DELETE FROM {table}_data WHERE id = ?", rows)
    if len(rows) < CLEARED:
        db.execute(f"DROP TABLE {table}")
