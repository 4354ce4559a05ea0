"""Mail in SQLite: in memory, or in one file that survives a restart."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from catcher.adapters.stores.terms import EPOCH, Sql, microseconds, register, where
from catcher.adapters.stores.worker import Worker, kind_of, translated
from catcher.application.store import Counts, Draft, Slice, StoreError
from catcher.core.message import Envelope, Message, Outline, SearchText
from catcher.core.query import And, Has, Query, TextField, Trait
from catcher.core.wire import decode, encode

SCHEMA_VERSION = 1
APPLICATION_ID = 0x43_61_74_63  # "Catc": tells our files from other people's databases
CACHE_KIBIBYTES = 8 * 1024  # more shows in the memory that the process takes, without being faster

_TEXT_COLUMNS = ", ".join(f'"{field}" TEXT NOT NULL' for field in TextField)
SCHEMA = f"""
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never gives an id twice, not even after a delete
    mailbox TEXT NOT NULL,
    received_at INTEGER NOT NULL,          -- microseconds since 1970, UTC
    size INTEGER NOT NULL,                 -- bytes of raw
    read INTEGER NOT NULL DEFAULT 0,
    attachments INTEGER NOT NULL,
    has_html INTEGER NOT NULL,
    defects INTEGER NOT NULL,
    envelope BLOB NOT NULL,                -- JSON
    outline BLOB NOT NULL                  -- JSON
);
CREATE INDEX unread ON messages (id) WHERE NOT read;
CREATE INDEX mailboxes ON messages (mailbox);
CREATE TABLE bodies (id INTEGER PRIMARY KEY, raw BLOB NOT NULL);
CREATE TABLE search (id INTEGER PRIMARY KEY, {_TEXT_COLUMNS}, headers TEXT NOT NULL);
"""

_ROW = "m.id, m.mailbox, m.received_at, m.size, m.read, m.envelope, m.outline"
_FROM = "FROM messages m JOIN search s ON s.id = m.id"
_ADD_MESSAGE = """INSERT INTO messages
    (mailbox, received_at, size, attachments, has_html, defects, envelope, outline)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_ADD_BODY = "INSERT INTO bodies (id, raw) VALUES (?, ?)"
_ADD_SEARCH = f"INSERT INTO search VALUES ({', '.join('?' * (len(TextField) + 2))})"


class SqliteStore:
    """A `Store` in SQLite. Open it with `open_store`."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def add(self, draft: Draft) -> Message:
        return await self._worker.write(lambda db: _add(db, draft))

    async def get(self, message_id: int) -> Message | None:
        row = await self._one(f"SELECT {_ROW} FROM messages m WHERE m.id = ?", message_id)
        return _message(row) if row else None

    async def raw(self, message_id: int) -> bytes | None:
        row = await self._one("SELECT raw FROM bodies WHERE id = ?", message_id)
        return row[0] if row else None

    async def search_text(self, message_id: int) -> SearchText | None:
        row = await self._one("SELECT * FROM search WHERE id = ?", message_id)
        if not row:
            return None
        _, *texts, headers = row
        pairs = decode(headers, list[tuple[str, str]])
        return SearchText(dict(zip(TextField, texts, strict=True)), tuple(pairs))

    async def find(self, query: Query, part: Slice) -> tuple[Message, ...]:
        return await self._worker.read(lambda db: _find(db, query, part))

    async def count(self, query: Query) -> Counts:
        return await self._worker.read(lambda db: _count(db, query))

    async def mark(self, query: Query, *, read: bool) -> tuple[Message, ...]:
        return await self._worker.write(lambda db: _mark(db, query, read=read))

    async def remove(self, query: Query) -> tuple[int, ...]:
        return await self._worker.write(lambda db: _remove(db, query))

    async def _one(self, sql: str, message_id: int) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = await self._worker.read(
            lambda db: db.execute(sql, (message_id,)).fetchone()
        )
        return row


@asynccontextmanager
async def open_store(path: Path | None = None) -> AsyncIterator[SqliteStore]:
    """The store in that file, made when it is not there; without a path, in memory.

    In a file, each commit is on the disk when it returns (`synchronous=FULL`).
    Raises StoreError when the file cannot be used, and leaves it as it is.
    """
    with closing(_connect(path)) as connection:
        worker = Worker(connection, asyncio.get_running_loop())
        try:
            yield SqliteStore(worker)
        finally:
            await worker.close()


def _connect(path: Path | None) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            path or ":memory:", timeout=0, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StoreError(f"cannot open {path}: {error}; choose another file with --data") from error
    try:
        _prepare(connection)
    except sqlite3.Error as error:
        connection.close()
        raise _unusable(path, error) from error
    except StoreError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    register(connection)
    # Exclusive: a second catcher on the same file is told at its start, not at its first mail.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables:
        _check_ours(connection)  # before anything is written, the journal mode included
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    if not tables:
        _create(connection)
    connection.executescript("BEGIN IMMEDIATE; COMMIT")  # a file that cannot be written is told now


def _check_ours(connection: sqlite3.Connection) -> None:
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if owner != APPLICATION_ID:
        raise StoreError("this is a database of another program; choose another file with --data")
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"this file has version {version}, and this catcher reads version {SCHEMA_VERSION};"
            " use the catcher that wrote it, or choose another file with --data"
        )


def _create(connection: sqlite3.Connection) -> None:
    connection.executescript(
        f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION_ID};"
        f" PRAGMA user_version = {SCHEMA_VERSION}; COMMIT"
    )


def _unusable(path: Path | None, error: sqlite3.Error) -> StoreError:
    match kind_of(error):
        case sqlite3.SQLITE_BUSY:
            why = "another catcher uses it; stop that one first"
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            why = f"it is not a database, or it is damaged ({error}); nothing in it was changed"
        case sqlite3.SQLITE_READONLY:
            why = "it cannot be written; mend its permissions"
        case _:
            why = str(translated(error))
    return StoreError(f"cannot use {path}: {why}, or choose another file with --data")


def _add(db: sqlite3.Connection, draft: Draft) -> Message:
    outline, search = draft.outline, draft.search
    cursor = db.execute(
        _ADD_MESSAGE,
        (
            draft.mailbox,
            microseconds(draft.received_at),
            len(draft.raw),
            len(outline.attachments),
            outline.has_html,
            len(outline.defects),
            encode(draft.envelope),
            encode(outline),
        ),
    )
    new_id = cursor.lastrowid
    assert new_id is not None
    db.execute(_ADD_BODY, (new_id, draft.raw))
    texts = (search.fields[field] for field in TextField)
    db.execute(_ADD_SEARCH, (new_id, *texts, encode(search.headers).decode()))
    return Message(new_id, draft.mailbox, draft.received_at, len(draft.raw), False, draft.envelope, outline)


def _find(db: sqlite3.Connection, query: Query, part: Slice) -> tuple[Message, ...]:
    condition = where(query)
    bounds = Sql(
        " AND m.id > ? AND m.id < ?",
        (part.after or 0, part.before if part.before is not None else 2**63 - 1),
    )
    direction = "ASC" if part.oldest_first else "DESC"
    rows = db.execute(
        f"SELECT {_ROW} {_FROM} WHERE ({condition.text}){bounds.text} ORDER BY m.id {direction} LIMIT ?",
        (*condition.values, *bounds.values, part.limit),
    )
    return tuple(_message(row) for row in rows)


def _count(db: sqlite3.Connection, query: Query) -> Counts:
    total, unread = (_number(db, asked) for asked in (query, And((query, Has(Trait.UNREAD)))))
    last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'messages'").fetchone()
    return Counts(total, unread, last[0] if last else 0)


def _number(db: sqlite3.Connection, query: Query) -> int:
    condition = where(query)
    source = _FROM if "s." in condition.text else "FROM messages m"
    counted = db.execute(f"SELECT count(*) {source} WHERE {condition.text}", condition.values)
    return int(counted.fetchone()[0])


def _mark(db: sqlite3.Connection, query: Query, *, read: bool) -> tuple[Message, ...]:
    ids = _ids(db, And((query, Has(Trait.UNREAD if read else Trait.READ))))
    db.executemany("UPDATE messages SET read = ? WHERE id = ?", ((read, one) for one in ids))
    rows = (db.execute(f"SELECT {_ROW} FROM messages m WHERE m.id = ?", (one,)).fetchone() for one in ids)
    return tuple(_message(row) for row in rows)


def _remove(db: sqlite3.Connection, query: Query) -> tuple[int, ...]:
    ids = _ids(db, query)
    for table in ("messages", "bodies", "search"):
        db.executemany(f"DELETE FROM {table} WHERE id = ?", ((one,) for one in ids))
    return ids


def _ids(db: sqlite3.Connection, query: Query) -> tuple[int, ...]:
    condition = where(query)
    rows = db.execute(f"SELECT m.id {_FROM} WHERE {condition.text} ORDER BY m.id", condition.values)
    return tuple(row[0] for row in rows)


def _message(row: tuple[Any, ...]) -> Message:
    message_id, mailbox, received_at, size, read, envelope, outline = row
    return Message(
        message_id,
        mailbox,
        EPOCH + timedelta(microseconds=received_at),
        size,
        bool(read),
        decode(envelope, Envelope),
        decode(outline, Outline),
    )
