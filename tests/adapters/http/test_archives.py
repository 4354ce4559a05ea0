"""Mail goes out as an archive and comes in again, over HTTP."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from catcher.adapters.http.archives import PIECE_OCTETS
from catcher.adapters.stores.sqlite import SqliteStore
from catcher.application.carrying import NAMED_FAILURES, PAGE
from catcher.application.store import Slice
from catcher.core.archives.jsonl import Line, line_of
from catcher.core.message import Envelope, Message
from catcher.core.query import EVERYTHING
from tests.adapters.http.conftest import MAX_MESSAGE_OCTETS, Site

RAW = b"Subject: odd\r\n\r\nFrom here\r\n\0\xff bare\nfeed\r\n"
THEN = datetime(2020, 2, 29, 23, 59, 59, 5, UTC)


async def everything(site: Site) -> list[tuple[Message, bytes]]:
    found = await site.post_office.find(EVERYTHING, Slice(1000, oldest_first=True))
    return [(each, await site.post_office.raw(each.id) or b"") for each in found]


async def test_json_lines_bring_everything_back_under_new_ids(site: Site) -> None:
    envelope = Envelope("ann@example.com", ("bob@example.com",), "helo", "[::1]:5", login="team")
    await site.post_office.deliver(envelope, RAW, received_at=THEN)
    await site.client.patch("/api/messages/1", json={"read": True})
    await site.deliver("second")

    archive = await site.client.get("/api/export?format=jsonl")
    answer = await site.client.post("/api/import", content=archive.content)

    assert answer.json() == {"imported": 2, "failed": 0, "failures": []}
    first, second, again_first, again_second = await everything(site)
    for (message, raw), (again, raw_again) in ((first, again_first), (second, again_second)):
        assert raw == raw_again
        for name in ("mailbox", "received_at", "read", "envelope", "outline"):
            assert getattr(message, name) == getattr(again, name)
    assert first[0].received_at == THEN


@pytest.mark.parametrize("name", ["zip", "mbox"])
async def test_the_others_bring_back_octets_and_time(site: Site, name: str) -> None:
    await site.post_office.deliver(Envelope("ann@example.com", ("bob@example.com",)), RAW, received_at=THEN)

    archive = await site.client.get(f"/api/export?format={name}")
    answer = await site.client.post(f"/api/import?format={name}&mailbox=elsewhere", content=archive.content)

    assert archive.headers["content-disposition"] == f'attachment; filename="mail.{name}"'
    assert answer.json()["imported"] == 1
    _, (again, raw) = await everything(site)
    assert raw == RAW
    assert again.received_at == THEN.replace(microsecond=0)
    assert again.mailbox == "elsewhere"


async def test_an_export_holds_what_matches_in_the_order_of_arrival(site: Site) -> None:
    for number in range(PAGE + 5):
        await site.deliver(f"mail {number}", to="bob@example.com" if number % 2 else "kim@example.com")

    archive = await site.client.get("/api/export?q=to:bob&format=jsonl")
    none = await site.client.get("/api/export?mailbox=nobody&format=zip")
    all_of_it = await site.client.get("/api/export?mailbox=default&format=jsonl")

    assert [json.loads(line)["id"] for line in archive.content.splitlines()] == list(range(2, PAGE + 6, 2))
    assert zipfile.ZipFile(io.BytesIO(none.content)).namelist() == []
    assert len(all_of_it.content.splitlines()) == PAGE + 5


async def test_a_large_mail_is_given_in_pieces(site: Site) -> None:
    raw = b"Subject: large\r\n\r\n" + bytes(range(256)) * 8000
    await site.keep(raw)

    async with site.client.stream("GET", "/api/export?format=mbox") as answer:
        pieces = [len(piece) async for piece in answer.aiter_raw()]

    assert sum(pieces) > len(raw)
    assert max(pieces) <= PIECE_OCTETS


async def test_one_mail_as_eml_is_named_by_its_header(site: Site) -> None:
    raw = b"From: ann@example.com\r\nTo: bob@example.com\r\nBcc: kim@example.com\r\n\r\nHello\r\n"

    answer = await site.client.post("/api/import?format=eml", content=raw)

    assert answer.json()["imported"] == 1
    ((message, kept),) = await everything(site)
    assert kept == raw
    assert message.envelope == Envelope("ann@example.com", ("bob@example.com", "kim@example.com"))


async def test_a_mail_that_cannot_be_read_is_named_and_the_rest_is_kept(site: Site) -> None:
    async def lines() -> AsyncIterator[bytes]:
        for _ in range(NAMED_FAILURES):
            yield b'{"raw": "YQ=="}\nnothing\n'
        yield b'{"raw": "' + b"YWFh" * (MAX_MESSAGE_OCTETS // 3 + 1) + b'"}\n{"raw": "YQ=="}'

    answer = await site.client.post("/api/import", content=lines())

    told = answer.json()
    assert (told["imported"], told["failed"]) == (NAMED_FAILURES + 1, NAMED_FAILURES + 1)
    assert len(told["failures"]) == NAMED_FAILURES
    assert told["failures"][0]["name"] == "line 2"
    assert len(await everything(site)) == NAMED_FAILURES + 1


async def test_bad_parameters_are_told(site: Site) -> None:
    for url in (
        "/api/export?format=eml",
        "/api/export?format=pst",
        "/api/export?mailbox=",
        "/api/export?q=to:",
    ):
        answer = await site.client.get(url)
        assert answer.status_code == 400, url
        assert "expected" in answer.json()["detail"]


async def test_a_full_store_says_how_far_it_came(site: Site) -> None:
    store = site.post_office._store
    assert isinstance(store, SqliteStore)
    await store._worker.read(lambda db: db.execute("PRAGMA max_page_count = 100").fetchall())
    archive = b"".join(line_of(Line(random.Random(number).randbytes(60_000))) for number in range(20))

    answer = await site.client.post("/api/import", content=archive)

    assert answer.status_code == 507
    kept = len(await everything(site))
    assert 0 < kept < 20
    assert answer.json()["detail"].endswith(f"; {kept} mails were taken in before that, and are kept")
