"""The search index never changes an answer, however much of the mail it has."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catcher.adapters.stores import counters, opening, rows, search_index, searching, sqlite, worker
from catcher.application.store import Draft
from catcher.core.matching import matches
from catcher.core.message import Message
from catcher.core.query import EVERYTHING, Id, Query
from catcher.core.query_text import parse
from catcher.core.retention import Retention
from tests.adapters.stores.test_conformance import DRAFTS, SEARCHED
from tests.support import NOON, draft


@contextmanager
def database(path: Path | None = None) -> Iterator[sqlite3.Connection]:
    with closing(opening.connect(path)) as db:
        yield db


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "SHARD", 4)
    monkeypatch.setattr(search_index, "SLICE", 3)


def catch_up(db: sqlite3.Connection) -> None:
    while search_index.behind(db):
        search_index.advance(db)
    while search_index.clear_away(db):
        pass


def tables(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE sql GLOB '*VIRTUAL*'")}


def found(db: sqlite3.Connection, text: str, *, oldest_first: bool = False) -> list[int]:
    return list(searching.matching(db, parse(text), oldest_first=oldest_first))


STEPS = st.lists(
    st.one_of(
        DRAFTS,
        st.just("index"),
        st.sets(st.integers(1, 12), max_size=3).map(lambda ids: ("remove", frozenset(ids))),
    ),
    max_size=16,
)


@pytest.mark.usefixtures("small")
@settings(max_examples=150, deadline=None)
@given(STEPS, st.lists(SEARCHED, min_size=1, max_size=6), st.integers(0, 8), st.integers(1, 12))
def test_the_answers_are_those_of_matching_at_every_moment(
    steps: list[Draft | str | tuple[str, frozenset[int]]], queries: list[Query], after: int, before: int
) -> None:
    with database() as db:
        there: dict[int, tuple[Message, Draft]] = {}
        for step in steps:
            match step:
                case Draft():
                    message = rows.add(db, step)
                    there[message.id] = message, step
                case str():
                    search_index.advance(db)
                    search_index.clear_away(db)
                case (_, ids):
                    for gone in sqlite._remove(db, Id(ids)):
                        del there[gone]
        for query in queries:
            expected = [one for one, (m, d) in there.items() if matches(query, m, d.search)]
            assert list(searching.matching(db, query, oldest_first=True)) == expected
            assert list(searching.matching(db, query)) == expected[::-1]
            between = [one for one in expected if after < one < before]
            assert list(searching.matching(db, query, after, before)) == between[::-1]
            assert searching.counted(db, query, 100)[::2] == (len(expected), False)
            assert searching.counted(db, query, 2)[::2] == (min(2, len(expected)), len(expected) > 2)


@pytest.mark.usefixtures("small")
def test_what_is_indexed_is_asked_of_the_index() -> None:
    with database() as db:
        for number in range(10):
            rows.add(db, draft(f"order {number:05}"))
        catch_up(db)
        assert [(one.number, one.end) for one in search_index.shards(db, oldest_first=True)] == [
            (0, 4), (1, 8), (2, 11),
        ]  # fmt: skip

        db.execute("UPDATE search SET subject = 'order 00007' WHERE id = 2")

        assert found(db, "order 00007") == [8], "mail 2 was indexed under another subject"


@pytest.mark.usefixtures("small")
def test_an_index_without_any_mail_left_is_gone() -> None:
    with database() as db:
        for number in range(9):
            rows.add(db, draft(f"order {number}"))
        catch_up(db)

        sqlite._remove(db, Id(frozenset({4, 5, 6, 7})))
        catch_up(db)

        assert tables(db) == {"grams_0", "grams_2"}
        assert found(db, "order") == [9, 8, 3, 2, 1]


@pytest.mark.usefixtures("small")
def test_an_index_is_cleared_away_step_by_step_and_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "CLEARED", 2)
    with database() as db:
        for number in range(2):
            rows.add(db, draft(f"order {number}"))
        catch_up(db)
        sqlite._remove(db, EVERYTHING)
        assert search_index.clear_away(db)
        rows.add(db, draft("order 2"))
        search_index.advance(db)

        assert tables(db) == {"gone_0", "grams_0"}
        assert found(db, "order") == [3]
        catch_up(db)
        assert tables(db) == {"grams_0"}
        assert found(db, "order") == [3]


@pytest.mark.usefixtures("small")
def test_the_index_skips_ids_that_are_gone() -> None:
    with database() as db:
        for number in range(30):
            rows.add(db, draft(f"order {number}"))
        sqlite._remove(db, Id(frozenset(range(1, 29))))

        search_index.advance(db)

        assert search_index.behind(db) == 0
        assert found(db, "order") == [30, 29]


@pytest.mark.parametrize(
    "text",
    [
        'say "hi" to',
        "50% _off_",
        "a'b OR c*",
        "x^2 NEAR y",
        "(brackets) {here} -not",
        "straße 你好吗 🎉🎉🎉",
        "tab\tand  blanks",
    ],
)
def test_no_character_means_anything_to_the_index(text: str) -> None:
    with database() as db:
        rows.add(db, draft(text, headers=(("X-Any", text),)))
        rows.add(db, draft("else"))
        catch_up(db)
        quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

        assert found(db, quoted) == found(db, f"subject:{quoted}") == [1]
        assert found(db, f"header:X-Any={quoted}") == [1]


class Left:
    """What was left after each piece of upkeep."""

    def __init__(self) -> None:
        self.left: list[int] = []
        self._upkeep = sqlite._upkeep
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()

    def __call__(self, db: sqlite3.Connection) -> int:
        self.left.append(self._upkeep(db))
        self._loop.call_soon_threadsafe(self._news.set)
        return self.left[-1]

    async def done(self, store: sqlite.SqliteStore) -> None:
        while True:
            self._news.clear()
            if not await store._worker.read(search_index.behind) and self.left and not self.left[-1]:
                return
            await self._news.wait()


@pytest.fixture
async def kept_up(monkeypatch: pytest.MonkeyPatch) -> Left:
    left = Left()
    monkeypatch.setattr(sqlite, "_upkeep", left)
    return left


async def test_the_index_is_written_when_nobody_asks_for_anything(kept_up: Left) -> None:
    async with sqlite.open_store() as store:
        for number in range(100):
            await store.add(draft(f"order {number}"))
        await kept_up.done(store)
        assert await store._worker.read(tables) == {"grams_0"}


async def test_of_many_empty_mailboxes_the_latest_are_remembered_and_no_cursor_is_told_a_lie(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counters, "REMEMBERED", 2)
    async with sqlite.open_store() as store:
        for number in range(1, 7):
            await store.add(draft(mailbox=str(number)))
        while (await store.evict(Retention(mails=1), NOON)).more:
            pass
        await store._worker.write(counters.forget_empty)

        up_to = [(await store.usage(str(number))).evicted_up_to for number in range(1, 8)]
        assert up_to == [3, 3, 3, 4, 5, 0, 3], "1, 2, 3 and 7 are not told apart any more"
        assert (await store.usage()).evicted_up_to == 5
        await store.add(draft(mailbox="1"))
        assert (await store.usage("1")).evicted_up_to == 3


async def test_the_index_is_written_too_while_somebody_asks_all_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "QUIET_SECONDS", 3_600.0)
    monkeypatch.setattr(worker, "UPKEEP_SHARE", 1e-9)
    async with sqlite.open_store() as store:
        await asyncio.gather(*(store.add(draft(f"order {number}")) for number in range(100)))

        while await store._worker.read(search_index.behind):
            pass
        assert await store._worker.read(tables) == {"grams_0"}


async def test_space_is_given_back_to_the_disk_a_little_at_a_time(kept_up: Left, tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    async with sqlite.open_store(path) as store:
        for _ in range(20):
            await store.add(draft(raw=os.urandom(100_000)))
        await store.remove(EVERYTHING)
        await kept_up.done(store)
        free = [before - after for before, after in pairwise(kept_up.left) if before]
        assert max(free) == sqlite.FREE_PAGES
        assert len(free) > 5
    assert path.stat().st_size < 200_000
