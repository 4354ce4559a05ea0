"""Mail in SQLite: in memory, or in one file that survives a restart."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from catcher.adapters.stores import bodies, counters, retaining, schema, search_index, searching
from catcher.adapters.stores.removing import remove
from catcher.adapters.stores.terms import EPOCH, microseconds, register
from catcher.adapters.stores.worker import Worker, kind_of, translated
from catcher.application.store import Counts, Draft, Eviction, Mailbox, Slice, StoreError, Usage
from catcher.core.message import Envelope, Message, Outline, SearchText
from catcher.core.query import EVERYTHING, And, Has, Query, TextField, Trait, joined
from catcher.core.retention import Retention
from catcher.core.wire import decode, encode

CACHE_KIBIBYTES = 8 * 1024  # more shows in the memory that the process takes, without being faster

LOG_OCTETS = 32 * 1024 * 1024
"""What the write-ahead log keeps of the disk when a burst is over."""

FREE_PAGES = 64
"""Pages given back to the disk at once."""

_ROW = "m.id, m.mailbox, m.received_at, m.size, m.read, m.envelope, m.outline"
_ADD_MESSAGE = """INSERT INTO messages
    (mailbox, received_at, size, attachments, has_html, defects, envelope, outline)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_ADD_SEARCH = f"INSERT INTO search VALUES ({', '.join('?' * (len(TextField) + 2))})"


class SqliteStore:
    """A `Store` in SQLite. Open it with `open_store`."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def add(self, draft: Draft) -> Message:
        return await self._worker.write(lambda db: _add(db, draft))

    async def add_within(self, draft: Draft, retention: Retention) -> tuple[Message, Eviction]:
        return await self._worker.write(
            lambda db: (_add(db, draft), retaining.make_room(db, retention, draft.mailbox))
        )

    async def evict(self, retention: Retention, now: datetime) -> Eviction:
        return await self._worker.write(lambda db: retaining.evict(db, retention, now))

    async def probe(self) -> None:
        await self._worker.write(counters.write_anew)

    async def get(self, message_id: int) -> Message | None:
        row = await self._one(f"SELECT {_ROW} FROM messages m WHERE m.id = ?", message_id)
        return _message(row) if row else None

    async def raw(self, message_id: int) -> bytes | None:
        return await self._worker.read(lambda db: bodies.whole(db, message_id))

    async def chunk(self, message_id: int, number: int) -> bytes | None:
        return await self._worker.read(lambda db: bodies.chunk(db, message_id, number))

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

    async def mailboxes(self) -> tuple[Mailbox, ...]:
        return await self._worker.read(counters.mailboxes)

    async def usage(self, mailbox: str | None = None) -> Usage:
        return await self._worker.read(lambda db: counters.usage(db, mailbox))

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
async def open_store(path: Path | None = None, *, durable: bool = True) -> AsyncIterator[SqliteStore]:
    """The store in that file, made when it is not there; without a path, in memory.

    In a file, each commit survives the end of the process; one that is `durable` is on the disk when it returns,
    and survives the end of the machine's power, too. Raises StoreError when the file cannot be used, and leaves
    it as it is.
    """
    with closing(_connect(path, "FULL" if durable else "NORMAL")) as connection:
        worker = Worker(connection, asyncio.get_running_loop(), _upkeep)
        try:
            yield SqliteStore(worker)
        finally:
            await worker.close()


def _connect(path: Path | None, synchronous: str = "FULL") -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            path or ":memory:", timeout=0, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StoreError(f"cannot open {path}: {error}; choose another file with --data") from error
    try:
        _prepare(connection, synchronous)
    except sqlite3.Error as error:
        connection.close()
        raise _unusable(path, error) from error
    except StoreError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, synchronous: str) -> None:
    register(connection)
    # Exclusive: a second catcher on the same file is told at its start, not at its first mail.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    version = schema.check(connection)  # before anything is written, the journal mode included
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
    bodies.add(db, new_id, draft.raw)
    texts = (search.fields[field] for field in TextField)
    db.execute(_ADD_SEARCH, (new_id, *texts, encode(search.headers).decode()))
    return Message(new_id, draft.mailbox, draft.received_at, len(draft.raw), False, draft.envelope, outline)


def _find(db: sqlite3.Connection, query: Query, part: Slice) -> tuple[Message, ...]:
    before = searching.LAST_ID if part.before is None else part.before
    ids = searching.matching(db, query, part.after or 0, before, oldest_first=part.oldest_first)
    return _messages(db, islice(ids, part.skip, part.skip + part.limit))


def _count(db: sqlite3.Connection, query: Query) -> Counts:
    if query == EVERYTHING:
        usage = counters.usage(db, None)
        total, unread = usage.total, usage.unread
    else:
        total, unread = searching.counted(db, query)
    last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'messages'").fetchone()
    return Counts(total, unread, last[0] if last else 0)


def _mark(db: sqlite3.Connection, query: Query, *, read: bool) -> tuple[Message, ...]:
    unlike = Has(Trait.UNREAD if read else Trait.READ)
    ids = tuple(searching.matching(db, joined(And, [query, unlike]), oldest_first=True))
    db.executemany("UPDATE messages SET read = ? WHERE id = ?", ((read, one) for one in ids))
    return _messages(db, ids)


def _remove(db: sqlite3.Connection, query: Query) -> tuple[int, ...]:
    ids = tuple(searching.matching(db, query, oldest_first=True))
    remove(db, ids)
    return ids


def _upkeep(db: sqlite3.Connection) -> int:
    """Index what is new, clear away what is indexed of mails that are gone, and give back to the disk what is free."""
    if search_index.behind(db):
        search_index.advance(db)
        return 1 + search_index.behind(db)
    if search_index.clear_away(db):
        return 1
    db.execute(f"PRAGMA incremental_vacuum({FREE_PAGES})").fetchall()
    free, pages = (db.execute(f"PRAGMA {each}").fetchone()[0] for each in ("freelist_count", "auto_vacuum"))
    return int(free) if pages else 0


def _messages(db: sqlite3.Connection, ids: Iterable[int]) -> tuple[Message, ...]:
    rows = (db.execute(f"SELECT {_ROW} FROM messages m WHERE m.id = ?", (one,)).fetchone() for one in ids)
    return tuple(_message(row) for row in rows)


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
