"""Mail in SQLite: in memory, or in one file that survives a restart."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from itertools import islice
from pathlib import Path

from catcher.adapters.stores import bodies, counters, retaining, search_index, searching
from catcher.adapters.stores.opening import connect
from catcher.adapters.stores.removing import remove
from catcher.adapters.stores.rows import add, messages, text_of
from catcher.adapters.stores.worker import Worker
from catcher.application.store import COUNTED, Counts, Draft, Eviction, Mailbox, Slice, Usage
from catcher.core.message import Message, SearchText
from catcher.core.query import And, Has, In, Query, Trait, is_whole, joined
from catcher.core.retention import Retention

QUICK_OCTETS = 64 * 1024
"""A mail up to here is written to memory in less than a millisecond."""

FREE_PAGES = 64
"""Pages given back to the disk at once."""


class SqliteStore:
    """A `Store` in SQLite. Open it with `open_store`."""

    def __init__(self, worker: Worker, *, in_memory: bool) -> None:
        self._worker = worker
        self._in_memory = in_memory

    async def add(self, draft: Draft) -> Message:
        return await self._worker.write(lambda db: add(db, draft))

    async def add_within(self, draft: Draft, retention: Retention) -> tuple[Message, Eviction]:
        return await self._worker.write(lambda db: _add_within(db, draft, retention))

    def add_at_once(self, draft: Draft, retention: Retention) -> tuple[Message, Eviction] | None:
        if not self._in_memory or len(draft.raw) > QUICK_OCTETS:
            return None
        return self._worker.write_at_once(lambda db: _add_within(db, draft, retention))

    async def evict(self, retention: Retention, now: datetime) -> Eviction:
        return await self._worker.write(lambda db: retaining.evict(db, retention, now))

    async def probe(self, octets: int) -> None:
        await self._worker.write(lambda db: bodies.add_nothing(db, min(octets, bodies.CHUNK_OCTETS)))
        await self._worker.write(lambda db: bodies.remove(db, [bodies.NOTHING]))

    async def get(self, message_id: int) -> Message | None:
        return await self._worker.read(lambda db: next(iter(messages(db, [message_id])), None))

    async def raw(self, message_id: int) -> bytes | None:
        return await self._worker.read(lambda db: bodies.whole(db, message_id))

    async def chunk(self, message_id: int, number: int) -> bytes | None:
        return await self._worker.read(lambda db: bodies.chunk(db, message_id, number))

    async def search_text(self, message_id: int) -> SearchText | None:
        return await self._worker.read(lambda db: text_of(db, message_id))

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


@asynccontextmanager
async def open_store(path: Path | None = None, *, durable: bool = True) -> AsyncIterator[SqliteStore]:
    """The store in that file, made when it is not there; without a path, in memory.

    In a file, each commit survives the end of the process; one that is `durable` is on the disk when it returns,
    and survives the end of the machine's power, too. Raises StoreError when the file cannot be used, and leaves
    it as it is.
    """
    with closing(connect(path, "FULL" if durable else "NORMAL")) as connection:
        worker = Worker(connection, asyncio.get_running_loop(), _upkeep)
        try:
            yield SqliteStore(worker, in_memory=path is None)
        finally:
            await worker.close()


def _add_within(db: sqlite3.Connection, draft: Draft, retention: Retention) -> tuple[Message, Eviction]:
    return add(db, draft), retaining.make_room(db, retention, draft.mailbox)


def _find(db: sqlite3.Connection, query: Query, part: Slice) -> tuple[Message, ...]:
    before = searching.LAST_ID if part.before is None else part.before
    ids = searching.matching(db, query, part.after or 0, before, oldest_first=part.oldest_first)
    return messages(db, islice(ids, part.skip, part.skip + part.limit))


def _count(db: sqlite3.Connection, query: Query) -> Counts:
    last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'messages'").fetchone()
    last_id = last[0] if last else 0
    if is_whole(query):
        usage = counters.usage(db, query.mailbox if isinstance(query, In) else None)
        return Counts(usage.total, usage.unread, last_id)
    total, unread, more = searching.counted(db, query, COUNTED)
    return Counts(total, unread, last_id, more)


def _mark(db: sqlite3.Connection, query: Query, *, read: bool) -> tuple[Message, ...]:
    unlike = Has(Trait.UNREAD if read else Trait.READ)
    ids = tuple(searching.matching(db, joined(And, [query, unlike]), oldest_first=True))
    db.executemany("UPDATE messages SET read = ? WHERE id = ?", ((read, one) for one in ids))
    return messages(db, ids)


def _remove(db: sqlite3.Connection, query: Query) -> tuple[int, ...]:
    ids = tuple(searching.matching(db, query, oldest_first=True))
    remove(db, ids)
    return ids


def _upkeep(db: sqlite3.Connection) -> int:
    """Index what is new, clear away what is indexed of mails that are gone, and give back to the disk what is free."""
    counters.forget_empty(db)
    if search_index.behind(db):
        search_index.advance(db)
        return 1 + search_index.behind(db)
    if search_index.clear_away(db):
        return 1
    for _ in range(FREE_PAGES):
        db.execute("PRAGMA incremental_vacuum(1)")  # asked for more, Python's sqlite3 stops after the first
    free, pages = (db.execute(f"PRAGMA {each}").fetchone()[0] for each in ("freelist_count", "auto_vacuum"))
    return int(free) if pages else 0
