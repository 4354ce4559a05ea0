"""A small mail is kept in memory without being waited for, unless something else is under way."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from catcher.adapters.stores import worker
from catcher.adapters.stores.sqlite import QUICK_OCTETS, SqliteStore, open_store
from catcher.application.store import Slice
from catcher.core.query import EVERYTHING
from catcher.core.retention import KEEP_ALL, Retention
from tests.support import draft


@pytest.fixture(autouse=True)
def _no_upkeep_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "QUIET_SECONDS", 3_600.0)
    monkeypatch.setattr(worker, "MOST_GRANTED", 0.0)


async def at_work(store: SqliteStore) -> None:
    """The thread has something to keep up with, as it has after each mail that it wrote itself."""
    await store.add(draft())


async def test_it_is_there_for_every_call_that_follows() -> None:
    async with open_store() as store:
        await at_work(store)
        kept = store.add_at_once(draft("at once"), KEEP_ALL)
        assert kept is not None
        message, eviction = kept
        assert (message.id, eviction.ids) == (2, ())
        assert await store.get(2) == message
        assert [found.id for found in await store.find(EVERYTHING, Slice())] == [2, 1]
        assert (await store.count(EVERYTHING)).total == 2


async def test_what_is_too_much_goes_with_the_same_call() -> None:
    async with open_store() as store:
        await at_work(store)
        kept = store.add_at_once(draft(), Retention(mails=1))
        assert kept is not None
        assert kept[1].ids == (1,)
        assert (await store.usage()).total == 1


async def test_it_does_not_overtake_what_was_asked_before() -> None:
    async with open_store() as store:
        await at_work(store)
        earlier = asyncio.ensure_future(store.add(draft()))
        await asyncio.sleep(0)
        assert store.add_at_once(draft(), KEEP_ALL) is None
        assert (await earlier).id == 2


async def test_a_large_mail_and_a_disk_are_waited_for(tmp_path: Path) -> None:
    async with open_store() as store, open_store(tmp_path / "mail.db") as on_disk:
        await at_work(store)
        await at_work(on_disk)
        assert store.add_at_once(draft(raw=b"x" * (QUICK_OCTETS + 1)), KEEP_ALL) is None
        assert on_disk.add_at_once(draft(), KEEP_ALL) is None
        assert (await store.usage()).total == (await on_disk.usage()).total == 1


async def test_where_it_fails_nothing_is_done_and_it_is_told_to_who_waits() -> None:
    async with open_store() as store:
        await at_work(store)
        await store._worker.read(lambda db: db.execute("PRAGMA query_only = 1").fetchall())
        assert store.add_at_once(draft(), KEEP_ALL) is None
        await store._worker.read(lambda db: db.execute("PRAGMA query_only = 0").fetchall())
        assert (await store.count(EVERYTHING)).total == 1
        kept = store.add_at_once(draft(), KEEP_ALL)
        assert kept is not None
        assert kept[0].id == 2
