"""How a database is opened: its settings, its version, and what is said when it cannot be used."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from catcher.adapters.stores import damage, schema
from catcher.adapters.stores.terms import register
from catcher.adapters.stores.worker import kind_of, translated
from catcher.application.store import StoreError

CACHE_KIBIBYTES = 8 * 1024  # more shows in the memory that the process takes, without being faster

LOG_OCTETS = 32 * 1024 * 1024
"""What the write-ahead log keeps of the disk when a burst is over."""

_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})

log = logging.getLogger("catcher.store")


def connect(path: Path | None, synchronous: str = "FULL") -> sqlite3.Connection:
    """The database in that file, or in memory, ready for use. Raises StoreError.

    A file of ours that is damaged is set aside, and a new one is begun: mail can be taken in at once.
    """
    try:
        return _opened(path, synchronous)
    except _Damaged as error:
        assert path is not None
        aside = damage.set_aside(path)
        log.error(
            "%s is damaged: %s. It is kept as %s, and a new file was begun; 'catcher recover %s' reads what can be read",
            path, error, aside.name, aside,
        )  # fmt: skip
        return _opened(path, synchronous)


class _Damaged(Exception):
    """A file that a catcher wrote cannot be read; the text says what is wrong with it."""


def _opened(path: Path | None, synchronous: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            path or ":memory:", timeout=0, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StoreError(f"cannot open {path}: {error}; choose another file with --data") from error
    try:
        prepare(connection, synchronous, path)
    except sqlite3.Error as error:
        connection.close()
        if path and kind_of(error) in _DAMAGED and damage.is_ours(path):
            raise _Damaged(str(error)) from error
        raise _unusable(path, error) from error
    except (StoreError, _Damaged):
        connection.close()
        raise
    return connection


def prepare(connection: sqlite3.Connection, synchronous: str, path: Path | None = None) -> None:
    """Set the connection up, and bring its tables up to date."""
    register(connection)
    # Exclusive: a second catcher on the same file is told at its start, not at its first mail.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    version = schema.check(connection)  # before anything is written, the journal mode included
    if path and version and (told := damage.found(connection, path)):
        raise _Damaged(told)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    if version == 0:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # before the first write, or never
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute(f"PRAGMA journal_size_limit = {LOG_OCTETS}")
    schema.bring_up_to_date(connection, version)
    connection.executescript("BEGIN IMMEDIATE; COMMIT")  # a file that cannot be written is told now


def _unusable(path: Path | None, error: sqlite3.Error) -> StoreError:
    match kind_of(error):
        case sqlite3.SQLITE_BUSY:
            why = "another catcher uses it; stop that one first"
        case sqlite3.SQLITE_IOERR if "LOCK" in getattr(error, "sqlite_errorname", ""):
            why = "its file system cannot lock files, as some of networks cannot; keep it on a local disk"
        case number if number in _DAMAGED:
            why = f"it is not a database, or it is damaged ({error}); nothing in it was changed"
        case sqlite3.SQLITE_READONLY:
            why = "it cannot be written; mend its permissions"
        case _:
            why = str(translated(error))
    return StoreError(f"cannot use {path}: {why}, or choose another file with --data")
