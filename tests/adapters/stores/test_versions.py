"""Files that earlier catchers wrote are taken over as they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from catcher.adapters.stores import schema
from catcher.adapters.stores.sqlite import open_store
from catcher.application.store import Counts, Mailbox, Slice, Usage
from catcher.core.query import EVERYTHING
from catcher.core.query_text import parse
from tests.support import draft

VERSIONS = {
    version: Path(__file__).with_name(f"version_{version}.sql") for version in range(1, schema.VERSION)
}


@pytest.fixture
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file as that version wrote it: mails 1 and 2, and in the second version 4; others were removed."""
    made = tmp_path / "mail.db"
    with closing(sqlite3.connect(made, isolation_level=None)) as old:
        old.executescript(VERSIONS[request.param].read_text("utf-8"))
    return made


@pytest.mark.parametrize("path", VERSIONS, indirect=True, ids="version {}".format)
async def test_a_file_of_an_earlier_version_keeps_its_mail_and_its_ids(path: Path) -> None:
    async with open_store(path) as store:
        messages = await store.find(EVERYTHING, Slice(oldest_first=True))
        assert [m.outline.subject for m in messages][:2] == ["Welcome", "Größe"]
        assert await store.raw(1) == b"Subject: Welcome\r\n\r\nHello \xff\r\n"
        assert [m.id for m in await store.find(parse("grösse"), Slice())] == [2]
        last_id = (await store.count(EVERYTHING)).last_id
        assert (await store.add(draft())).id == last_id + 1
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION


@pytest.mark.parametrize("path", [2], indirect=True)
async def test_what_a_file_of_the_second_version_holds_is_counted(path: Path) -> None:
    async with open_store(path) as store:
        assert await store.mailboxes() == (
            Mailbox("default", 1, 1, 29, 1),
            Mailbox("team", 2, 1, 1_101_231, 4),
        )
        assert await store.usage() == Usage(3, 2, 1_101_260)
        assert await store.count(EVERYTHING) == Counts(3, 2, 5)
        assert await store.raw(4) == b"Subject: long\r\n\r\n" + b"x" * 1_100_000
