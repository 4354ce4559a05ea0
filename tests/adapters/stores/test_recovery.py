"""A damaged file is set aside when it is opened, and what can be read of it is recovered."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from catcher.adapters.stores import damage
from catcher.adapters.stores.recovery import Recovered, recover
from catcher.adapters.stores.sqlite import open_store
from catcher.application.store import Slice, StoreError
from catcher.core.message import Message
from catcher.core.query import EVERYTHING, Id
from catcher.core.query_text import parse
from tests.adapters.stores.test_versions import VERSIONS
from tests.support import draft

PAGE = 4096
MAILS = 60


async def mails(path: Path) -> dict[int, Message]:
    async with open_store(path) as store:
        return {message.id: message for message in await store.find(EVERYTHING, Slice(limit=1_000))}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with many mails, one of which is read, one large, and the last one gone."""
    made = tmp_path_factory.mktemp("sound") / "mail.db"

    async def fill() -> None:
        async with open_store(made) as store:
            many = (
                draft(f"order {number}", body="x" * 2_000, mailbox="team", raw=raw_of(number))
                for number in range(1, MAILS + 1)
            )
            await asyncio.gather(*map(store.add, many), store.add(draft("gone")))
            await store.mark(Id(frozenset({2})), read=True)
            await store.remove(Id(frozenset({MAILS + 1})))

    asyncio.run(fill())
    return made


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    """A copy that may be spoiled."""
    return Path(shutil.copy(sound, tmp_path / "mail.db"))


def raw_of(number: int) -> bytes:
    octets = 2_500_000 if number == 30 else 2_000
    return b"To: bob@example.com\r\nSubject: order %d\r\nX-Catcher-Mailbox: team\r\n\r\n" % number + bytes(
        (number * 31 + i * i) % 251 for i in range(2_000)
    ) * (octets // 2_000)


def pages_of(path: Path, table: str) -> list[int]:
    """Where the leaves of a table are, but the first: each holds a few rows."""
    with closing(sqlite3.connect(path)) as db:
        return [root for (root,) in db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))]


def overwrite(path: Path, page: int, octets: bytes = b"\xff" * PAGE) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(octets)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def first_page_gone(path: Path) -> None:
    """All but what says whose file it is."""
    octets = path.read_bytes()
    overwrite(path, 1, b"\xff" * 68 + octets[68:72] + b"\xff" * 28)


def everything_but_the_first_page_gone(path: Path) -> None:
    for page in range(2, path.stat().st_size // PAGE + 1):
        overwrite(path, page)


DAMAGES = [cut, first_page_gone, everything_but_the_first_page_gone]


@pytest.mark.parametrize("small", [True, False], ids=["small", "large"])
@pytest.mark.parametrize("spoil", DAMAGES, ids=lambda each: each.__name__)
async def test_a_damaged_file_is_set_aside_as_it_is_and_mail_is_taken_in_at_once(
    path: Path, spoil: Callable[[Path], None], small: bool,
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if not small:
        monkeypatch.setattr(damage, "WHOLE_OCTETS", 0)
    spoil(path)
    before = path.read_bytes()

    async with open_store(path) as store:
        await store.add(draft("new"))
        assert len(await store.find(EVERYTHING, Slice())) == 1

    (aside,) = path.parent.glob("mail.db.damaged-*")
    assert aside.read_bytes() == before
    (record,) = [record for record in caplog.records if record.name == "catcher.store"]
    assert record.levelno == logging.ERROR
    assert f"'catcher recover {aside}' reads what can be read" in record.getMessage()


async def test_one_damaged_page_is_seen_in_a_small_file(path: Path) -> None:
    overwrite(path, pages_of(path, "search")[0])
    async with open_store(path):
        pass

    assert list(path.parent.glob("mail.db.damaged-*"))


async def test_a_sound_file_is_recovered_whole(path: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    before = path.read_bytes()

    done = recover(path, tmp_path / "new.db", lambda *each: told.append(each))

    assert done == Recovered(MAILS)
    assert told == [(MAILS, MAILS)]
    assert path.read_bytes() == before
    assert await mails(tmp_path / "new.db") == await mails(path)
    async with open_store(tmp_path / "new.db") as store:
        assert [await store.raw(n) == raw_of(n) for n in (1, 30, MAILS)] == [True] * 3
        assert [m.id for m in await store.find(parse('subject:"order 17"'), Slice())] == [17]
        assert (await store.add(draft())).id == MAILS + 2


@pytest.mark.parametrize("table", ["messages", "bodies", "search"])
@pytest.mark.parametrize("seed", range(2))
async def test_what_stands_on_other_pages_is_recovered(
    path: Path, tmp_path: Path, table: str, seed: int
) -> None:
    """Some page is overwritten; each mail that is recovered is right, and those that are not are counted."""
    kept = await mails(path)
    pages = leaves(path, table)
    overwrite(path, pages[seed * len(pages) // 2])

    done = recover(path, tmp_path / "new.db", lambda *_: None)
    found = await mails(tmp_path / "new.db")

    assert done.mails == len(found)
    assert done.mails + done.lost == MAILS
    assert done.mails >= MAILS - 12
    assert done.lost == 0 or table == "bodies"
    assert done.without_envelope == 0 or table == "messages"
    assert sum(found[n] == kept[n] for n in found) >= len(found) - done.without_envelope
    async with open_store(tmp_path / "new.db") as store:
        assert all([await store.raw(number) == raw_of(number) for number in found])
        orders = await store.find(parse("subject:order mailbox:team"), Slice(limit=100))
        assert {message.id for message in orders} == set(found)


def leaves(path: Path, table: str) -> list[int]:
    """The pages that hold a table's rows, in order; those of overflowing values are not among them."""
    octets = path.read_bytes()
    (root,) = pages_of(path, table)
    page = octets[(root - 1) * PAGE : root * PAGE]
    assert page[0] == 5, "the root has leaves below it"
    cells = int.from_bytes(page[3:5], "big")
    places = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n], "big") for n in range(cells)]
    return [int.from_bytes(page[at : at + 4], "big") for at in places]


async def test_a_file_that_was_cut_short_is_recovered_up_to_there(path: Path, tmp_path: Path) -> None:
    os.truncate(path, path.stat().st_size - 20 * PAGE)

    done = recover(path, tmp_path / "new.db", lambda *_: None)

    assert done.mails >= MAILS // 2
    assert done.mails == len(await mails(tmp_path / "new.db"))


@pytest.mark.parametrize("version", VERSIONS, ids="version {}".format)
async def test_files_of_earlier_versions_are_recovered(version: int, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as old:
        old.executescript(VERSIONS[version].read_text("utf-8"))

    done = recover(tmp_path / "old.db", tmp_path / "new.db", lambda *_: None)

    assert done == Recovered(len(await mails(tmp_path / "old.db")))
    assert await mails(tmp_path / "new.db") == await mails(tmp_path / "old.db")


async def test_what_cannot_be_recovered_is_told(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is there already"):
        recover(path, path, lambda *_: None)
    with pytest.raises(StoreError, match="there is no file"):
        recover(tmp_path / "missing.db", tmp_path / "new.db", lambda *_: None)
    first_page_gone(path)
    with pytest.raises(StoreError, match="nothing can be read of"):
        recover(path, tmp_path / "new.db", lambda *_: None)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["mail.db"]
