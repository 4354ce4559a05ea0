from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from catcher.core.query import EVERYTHING, Id
from tests.adapters.http.conftest import Site


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
        ("?limit=0", "a whole number from 1 to 500"),
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
