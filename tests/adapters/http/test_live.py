from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from time import monotonic
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from catcher.adapters import http
from catcher.adapters.http.live import counted
from catcher.adapters.stores.sqlite import SqliteStore, open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.application.store import Counts, StoreError, StoreFull
from catcher.core.changes import Arrived, Change, Changed, Removed
from catcher.core.query import EVERYTHING, Id
from catcher.core.ruling import Rules
from tests.adapters.http.conftest import Site, app_of
from tests.support import draft, kept


def arrived(message_id: int, *, read: bool = False) -> Arrived:
    return Arrived(*kept(draft(), message_id, read=read))


def live(site: Site, query: str = "") -> connect:
    return connect(f"ws://{site.netloc}/api/live{query}", compression=None)


async def frame(socket: ClientConnection) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), 20))
    return read


async def changes(socket: ClientConnection, count: int) -> list[dict[str, Any]]:
    """So many changes, from as many frames as it takes."""
    found: list[dict[str, Any]] = []
    while len(found) < count:
        found += (await frame(socket))["changes"]
    return found


async def test_a_snapshot_comes_first_and_then_what_happens(site: Site) -> None:
    await site.deliver("one")
    async with live(site) as socket:
        snapshot = await frame(socket)
        assert snapshot["type"] == "snapshot"
        assert [message["subject"] for message in snapshot["messages"]] == ["one"]
        assert (snapshot["total"], snapshot["unread"], snapshot["last_id"]) == (1, 1, 1)

        await site.deliver("two")
        arrived = await frame(socket)
        assert arrived["changes"][0]["type"] == "arrived"
        assert arrived["changes"][0]["message"]["subject"] == "two"
        assert (arrived["total"], arrived["unread"], arrived["last_id"]) == (2, 2, 2)

        await site.post_office.mark(Id(frozenset({1})), read=True)
        assert (await frame(socket))["changes"][0]["message"]["read"] is True

        await site.post_office.remove(EVERYTHING)
        removed = await frame(socket)
        assert removed["changes"] == [{"type": "removed", "ids": [1, 2]}]
        assert removed["total"] == 0


async def test_only_what_matches_is_told_and_what_no_longer_matches_is_removed(site: Site) -> None:
    async with live(site, "?q=is:unread%20to:bob") as socket:
        await frame(socket)
        await site.deliver(to="eve@example.com")
        await site.deliver(to="bob@example.com")
        await site.post_office.mark(EVERYTHING, read=True)

        told = await changes(socket, 2)

    assert told[0]["type"] == "arrived"
    assert told[0]["message"]["id"] == 2
    assert [change for change in told if change["type"] == "removed" and 2 in change["ids"]]


async def test_the_snapshot_holds_the_newest_up_to_the_limit(site: Site) -> None:
    for number in range(5):
        await site.deliver(str(number))
    async with live(site, "?limit=2") as socket:
        snapshot = await frame(socket)

    assert [message["id"] for message in snapshot["messages"]] == [5, 4]
    assert snapshot["total"] == 5


async def test_what_a_search_found_is_told_before_it_is_counted(site: Site) -> None:
    for number in range(5):
        await site.deliver(str(number))
    async with live(site, "?q=from:a&limit=2") as socket:
        snapshot, counted = await frame(socket), await frame(socket)
        await site.deliver("one more")
        arrived = await frame(socket)

    assert [message["id"] for message in snapshot["messages"]] == [5, 4]
    assert (snapshot["total"], snapshot["total_is_at_least"]) == (2, True)
    assert counted["changes"] == []
    assert (counted["total"], "total_is_at_least" in counted) == (5, False)
    assert arrived["total"] == 6


async def test_one_who_comes_back_with_after_misses_no_arrival(site: Site) -> None:
    for number in range(600):
        await site.deliver(str(number))
    async with live(site, "?after=20") as socket:
        snapshot = await frame(socket)

    assert [message["id"] for message in snapshot["messages"]] == list(range(600, 20, -1))


async def test_a_burst_is_told_whole_and_in_order_in_few_frames(site: Site) -> None:
    async with live(site) as socket:
        await frame(socket)
        await asyncio.gather(*(site.deliver(str(number)) for number in range(300)))
        frames: list[dict[str, Any]] = []
        while sum(len(each["changes"]) for each in frames) < 300:
            frames.append(await frame(socket))

    assert [change["message"]["id"] for each in frames for change in each["changes"]] == list(range(1, 301))
    assert len(frames) < 150
    assert frames[-1]["total"] == 300


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("?q=colour:red", "there is no field 'colour'"),
        ("?limit=0", "limit: expected a whole number from 1 to 500, not '0'"),
        ("?after=x", "after: expected a whole number"),
        ("?q=" + "x" * 200 + ":1", "there is no field 'xxx"),
        ("?colour=red", "there is no parameter 'colour' here"),
    ],
)
async def test_a_malformed_question_closes_with_the_reason(site: Site, query: str, reason: str) -> None:
    async with live(site, query) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4400
    assert reason in closed.value.rcvd.reason


async def test_one_who_comes_back_while_mail_arrives_misses_none(site: Site) -> None:
    for number in range(1200):
        await site.deliver(str(number))
    arriving = [asyncio.create_task(site.deliver(f"late {number}")) for number in range(200)]
    async with live(site, "?after=0") as socket:
        held = {message["id"] for message in (await frame(socket))["messages"]}
        while len(held) < 1400:
            held |= {change["message"]["id"] for change in (await frame(socket))["changes"]}
    await asyncio.gather(*arriving)

    assert held == set(range(1, 1401))


async def test_counts_are_right_whatever_happens_between_frames(site: Site) -> None:
    async with live(site, "?q=subject:yes") as socket:
        told = await frame(socket)
        for step in range(60):
            steps: list[Coroutine[Any, Any, object]] = [
                site.deliver("yes" if (step + n) % 3 else "no") for n in range(5)
            ]
            steps.append(site.post_office.mark(Id(frozenset({3 * step})), read=True))
            await asyncio.gather(*steps)
            await site.post_office.remove(Id(frozenset({2 * step})))
        last = await site.deliver("yes, the last")
        while told["last_id"] < last.id:
            told = await frame(socket)
        page = (await site.client.get("/api/messages?q=subject:yes")).json()

    assert {name: told[name] for name in ("total", "unread")} == {
        name: page[name] for name in ("total", "unread")
    }


async def test_one_who_fell_behind_gets_a_new_snapshot() -> None:
    async with open_store() as store:
        feed = Feed(max_behind=5)
        post_office = PostOffice(store, feed)
        app = app_of(post_office)
        async with http.serve(app, "127.0.0.1", 0) as (host, port):
            site = Site(
                httpx.AsyncClient(verify=False), post_office, feed, Rules(monotonic), f"{host}:{port}"
            )
            async with live(site) as socket:
                await frame(socket)
                await site.deliver("told at once")
                assert (await frame(socket))["type"] == "changes"
                for message_id in range(
                    20
                ):  # published within one turn of the loop: the reader cannot keep up
                    feed.publish(Removed((message_id,)))
                told = await frame(socket)
                while told["type"] == "changes":
                    told = await frame(socket)
            await site.client.aclose()
            feed.close()

    assert [message["subject"] for message in told["messages"]] == ["told at once"]


async def test_it_is_told_when_mail_cannot_be_kept_and_when_it_can_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise StoreFull("there is no space left")

    async with live(site) as socket:
        assert (await frame(socket))["writing"] == "ok"
        with monkeypatch.context() as broken:
            broken.setattr(SqliteStore, "add_within", full)  # a disk that is full
            broken.setattr(SqliteStore, "add_at_once", lambda *_: None)
            with pytest.raises(StoreFull):
                await site.deliver()
        told = await frame(socket)
        assert (told["changes"], told["writing"]) == ([], "there is no space left")
        health = (await site.client.get("/api/health")).json()
        assert (health["status"], health["writing"]) == ("failing", "there is no space left")
        await site.deliver()
        told = await frame(socket)
        while told["writing"] != "ok":
            told = await frame(socket)


async def test_a_store_that_fails_closes_the_view_and_is_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken:
        async def find(self, *_: object) -> None:
            raise StoreError("the database refused: disk I/O error")

    feed = Feed()
    app = app_of(PostOffice(Broken(), feed))  # type: ignore[arg-type] # a broken disk
    async with (
        http.serve(app, "127.0.0.1", 0) as (host, port),
        connect(f"ws://{host}:{port}/api/live", compression=None) as socket,
    ):
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()

    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (
        1011,
        "the database refused: disk I/O error",
    )
    assert [record.message for record in caplog.records if record.name == "catcher.http"] == [
        "the database refused: disk I/O error"
    ]


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ((arrived(4),), Counts(3, 2, 4)),
        ((arrived(3),), Counts(2, 1, 3)),
        ((arrived(3), arrived(4), arrived(5, read=True)), Counts(4, 2, 5)),
        ((Removed((1,)),), None),
        ((arrived(4), Changed(arrived(4).message)), None),
    ],
)
def test_arrivals_are_added_up_and_anything_else_is_counted_anew(
    changes: tuple[Change, ...], after: Counts | None
) -> None:
    assert counted(Counts(2, 1, 3), changes) == after


async def test_a_client_that_goes_away_is_forgotten(site: Site) -> None:
    async with live(site) as socket:
        await frame(socket)
        assert len(site.feed._readers) == 1

    while site.feed._readers:
        await asyncio.sleep(0)
    assert not site.feed._readers


async def test_a_catcher_that_stops_says_so(site: Site) -> None:
    async with live(site) as socket:
        await frame(socket)
        site.feed.close()
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1001


async def test_what_a_client_says_is_ignored(site: Site) -> None:
    async with live(site) as socket:
        await frame(socket)
        await socket.send("hello")
        await site.deliver()

        assert (await frame(socket))["type"] == "changes"
