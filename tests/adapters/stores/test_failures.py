"""A store that cannot work says why, changes nothing, and works again when the cause is gone."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catcher.adapters.stores.sqlite import open_store
from catcher.adapters.stores.worker import Worker
from catcher.application.store import Store, StoreError, StoreFull
from catcher.core.message import Message
from catcher.core.query import EVERYTHING
from tests.support import draft


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", tmp_path], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.decode()}")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


async def fill(store: Store, kept: list[Message]) -> None:
    """Add mail until there is no space left."""
    while True:
        kept.append(await store.add(draft(raw=os.urandom(100_000))))


async def test_a_full_disk_loses_nothing_and_all_goes_on_when_there_is_space(small_disk: Path) -> None:
    async with open_store(small_disk / "mail.db") as store:
        kept: list[Message] = []
        with pytest.raises(StoreFull, match="no space left for the mail"):
            await fill(store, kept)
        assert kept
        assert (await store.count(EVERYTHING)).total == len(kept)

        subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)

        assert (await store.add(draft(raw=b"x" * 100_000))).id > kept[-1].id
        assert (await store.count(EVERYTHING)).total == len(kept) + 1


def no_database(path: Path) -> None:
    path.write_bytes(b"no database at all\n" * 500)


def of_another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE accounts (name TEXT)")
    connection.commit()
    connection.close()


def of_a_later_version(path: Path) -> None:
    async def make() -> None:
        async with open_store(path):
            pass

    asyncio.run(make())
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (no_database, "it is not a database, or it is damaged"),
        (of_another_program, "this is a database of another program"),
        (of_a_later_version, "this file has version 99, and this catcher reads version 1"),
        (a_folder, "unable to open database file"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_left_as_it_is(
    tmp_path: Path, spoil: Callable[[Path], None], complaint: str
) -> None:
    path = tmp_path / "mail.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None

    async def use() -> None:
        async with open_store(path):
            pass

    with pytest.raises(StoreError, match=complaint):
        asyncio.run(use())
    assert (path.read_bytes() if path.is_file() else None) == before


async def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="choose another file with --data"):
        async with open_store(tmp_path / "missing" / "mail.db"):
            pass


async def test_a_second_user_of_the_file_is_refused_while_the_first_works(tmp_path: Path) -> None:
    async with open_store(tmp_path / "mail.db") as store:
        await store.add(draft())
        with pytest.raises(StoreError, match="another catcher uses it"):
            async with open_store(tmp_path / "mail.db"):
                pass
        await store.add(draft())
    async with open_store(tmp_path / "mail.db") as store:
        assert (await store.count(EVERYTHING)).total == 2


async def test_a_closed_store_says_so_instead_of_hanging() -> None:
    async with open_store() as store:
        pass

    with pytest.raises(StoreError, match="the store is closed"):
        await store.add(draft())


async def test_one_failing_write_does_not_take_the_others_of_its_transaction_with_it() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("CREATE TABLE numbers (n INTEGER UNIQUE)")
    worker = Worker(connection, asyncio.get_running_loop())

    def insert(number: int) -> Callable[[sqlite3.Connection], object]:
        return lambda db: db.execute("INSERT INTO numbers VALUES (?)", (number,)).rowcount

    answers = await asyncio.gather(*(worker.write(insert(n)) for n in (1, 2, 2, 3)), return_exceptions=True)

    assert [answer for answer in answers if not isinstance(answer, Exception)] == [1, 1, 1]
    assert isinstance(answers[2], StoreError)
    assert await worker.read(lambda db: db.execute("SELECT n FROM numbers").fetchall()) == [(1,), (2,), (3,)]
    await worker.close()
    connection.close()


async def test_nobody_is_answered_before_the_commit() -> None:
    statements: list[str] = []
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("CREATE TABLE numbers (n INTEGER)")
    connection.set_trace_callback(statements.append)
    worker = Worker(connection, asyncio.get_running_loop())

    await worker.write(lambda db: db.execute("INSERT INTO numbers VALUES (1)").rowcount)

    assert statements == ["BEGIN IMMEDIATE", "INSERT INTO numbers VALUES (1)", "COMMIT"]
    await worker.close()
    connection.close()
