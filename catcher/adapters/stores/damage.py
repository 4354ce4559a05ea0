"""Is a file of ours damaged? Asked at its opening, so that nobody works on with half a file.

Its law: it is asked in a moment however large the file is. A small file is looked at wholly, a large one where damage
shows most: at its length, and at the oldest and newest rows of each table.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from catcher.adapters.stores.schema import APPLICATION_ID

WHOLE_OCTETS = 8 * 1024 * 1024
"""A file up to this size is looked at wholly, in less than a tenth of a second."""
SAMPLE = 20
"""Rows at each end of a table that are looked at in a larger one."""

_ID_PLACE = slice(68, 72)  # https://www.sqlite.org/fileformat.html, section 1.3
_TABLES = ("messages", "bodies", "search")


def found(db: sqlite3.Connection, path: Path) -> str | None:
    """What is damaged, in words; None when nothing is seen."""
    try:
        if path.stat().st_size <= WHOLE_OCTETS:
            (told,) = db.execute("PRAGMA quick_check(1)").fetchone()
            return None if told == "ok" else str(told).strip().replace("\n", ", ")
        for table in _TABLES:
            for direction in ("ASC", "DESC"):
                db.execute(f"SELECT * FROM {table} ORDER BY id {direction} LIMIT {SAMPLE}").fetchall()
        return None
    except sqlite3.DatabaseError as error:
        return str(error)


def is_ours(path: Path) -> bool:
    """Whether a file that cannot be opened is one that a catcher wrote, by what its first page says."""
    try:
        with path.open("rb") as file:
            return file.read(_ID_PLACE.stop)[_ID_PLACE] == APPLICATION_ID.to_bytes(4, "big")
    except OSError:
        return False


def set_aside(path: Path) -> Path:
    """Give the file, and its write-ahead log, another name beside it."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}")
    path.rename(aside)
    log = path.with_name(path.name + "-wal")
    if log.exists():
        log.rename(aside.with_name(aside.name + "-wal"))
    return aside
