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
from catcher.adapters.stores.worker import Worker, translated
from catcher.application.store import Counts, Store, StoreError, StoreFull
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
        (of_a_later_version, "this file has version 99, and this catcher reads versions up to 4"),
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


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
async def test_the_disk_is_waited_for_unless_asked_otherwise(
    tmp_path: Path, durable: bool, level: int
) -> None:
    """SQLite's `synchronous`: 2 waits for the disk at each commit, 1 at checkpoints only."""
    async with open_store(tmp_path / "mail.db", durable=durable) as store:
        row = await store._worker.read(lambda db: db.execute("PRAGMA synchronous").fetchone())

    assert row == (level,)


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("SQLITE_FULL", StoreFull, "there is no space left for the mail"),
        ("SQLITE_READONLY_DIRECTORY", StoreError, "the file cannot be written any more"),
        ("SQLITE_IOERR_FSYNC", StoreError, "the disk refused"),
        ("SQLITE_CORRUPT", StoreError, "the file is damaged"),
        ("SQLITE_PROTOCOL", StoreError, "the file cannot be locked"),
        ("SQLITE_ERROR", StoreError, "the database refused"),
    ],
)
def test_what_the_database_refuses_is_told_in_words(name: str, kind: type[StoreError], told: str) -> None:
    error = sqlite3.OperationalError("its own words")
    error.sqlite_errorcode, error.sqlite_errorname = getattr(sqlite3, name), name

    mine = translated(error)

    assert type(mine) is kind
    assert str(mine).startswith(told)
    assert "its own words" in str(mine)


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


async def test_what_the_database_never_saw_is_told_like_any_other_error() -> None:
    """Python's own sqlite3 errors have no result code; they must not end the thread."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    worker = Worker(connection, asyncio.get_running_loop())

    with pytest.raises(StoreError, match="the database refused"):
        await worker.read(lambda db: db.execute("SELECT ?", ()).fetchone())

    assert await worker.read(lambda db: db.execute("SELECT 1").fetchone()) == (1,)
    await worker.close()
    connection.close()


async def test_text_that_cannot_be_kept_harms_only_its_own_mail() -> None:
    async with open_store() as store:
        answers = await asyncio.gather(
            *(store.add(draft(login=login)) for login in ("ann", "\ud800", "bob")), return_exceptions=True
        )

        assert [isinstance(answer, Message) for answer in answers] == [True, False, True]
        assert (await store.count(EVERYTHING)).total == 2


async def test_those_who_stop_asking_do_no_harm() -> None:
    async with open_store() as store:
        asking = [asyncio.ensure_future(store.add(draft(str(number)))) for number in range(20)]
        await asyncio.sleep(0)
        for one in asking[::2]:
            one.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

        assert [one.cancelled() for one in asking] == [True, False] * 10
        assert (await store.count(EVERYTHING)).total == 20


async def test_what_was_sent_before_the_close_is_answered() -> None:
    async with open_store() as store:
        adding = asyncio.gather(*(store.add(draft(str(number))) for number in range(1_200)))
        await asyncio.sleep(0)

    assert [message.id for message in await adding] == list(range(1, 1_201))


async def test_a_file_on_a_disk_that_is_read_only_is_told(small_disk: Path) -> None:
    path = small_disk / "mail.db"
    async with open_store(path) as store:
        await store.add(draft())
    before = path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    with pytest.raises(StoreError, match=r"cannot use .*mail\.db: .*choose another file with --data"):
        async with open_store(path):
            pass
    assert path.read_bytes() == before

    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    async with open_store(path) as store:
        assert (await store.count(EVERYTHING)).total == 1


async def test_marking_and_removing_on_a_full_disk_happen_wholly_or_not_at_all(small_disk: Path) -> None:
    async with open_store(small_disk / "mail.db") as store:
        kept: list[Message] = []
        with pytest.raises(StoreFull):
            await fill(store, kept)
        try:
            marked = len(await store.mark(EVERYTHING, read=True))
        except StoreError:
            marked = 0
        assert await store.count(EVERYTHING) == Counts(len(kept), len(kept) - marked, kept[-1].id)
        try:
            gone = len(await store.remove(EVERYTHING))
        except StoreError:
            gone = 0

        assert (await store.count(EVERYTHING)).total == len(kept) - gone
        assert marked in (0, len(kept))
        assert gone in (0, len(kept))


async def test_damaged_octets_are_told_and_harm_no_other_mail() -> None:
    async with open_store() as store:
        for _ in range(2):
            await store.add(draft(raw=b"Subject: x\r\n\r\n" + b"Hello " * 1_000))
        await store._worker.write(lambda db: db.execute("UPDATE bodies SET raw = x'00' WHERE id = 1"))

        with pytest.raises(StoreError, match="the octets of mail 1 are damaged"):
            await store.raw(1)
        assert await store.raw(2)
