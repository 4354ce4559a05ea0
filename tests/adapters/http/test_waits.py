from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.adapters.http.conftest import Site


async def until_somebody_listens(site: Site, readers: int = 1) -> None:
    """A wait has begun when its reader stands in the feed; there is nothing else that tells it from outside."""
    while len(site.feed._readers) < readers:
        await asyncio.sleep(0)


async def test_a_mail_that_is_there_is_the_answer_at_once(site: Site) -> None:
    await site.deliver("one")
    await site.deliver("two")

    answer = await site.client.get("/api/wait", params={"q": "to:bob", "timeout": 0})

    assert [message["subject"] for message in answer.json()["messages"]] == ["one"]


async def test_a_mail_that_comes_later_ends_the_wait(site: Site) -> None:
    waiting = asyncio.create_task(site.client.get("/api/wait", params={"q": "subject:late", "timeout": 20}))
    await until_somebody_listens(site)
    await site.deliver("early")
    await site.deliver("late")

    assert [message["subject"] for message in (await waiting).json()["messages"]] == ["late"]


async def test_count_and_after_choose_which(site: Site) -> None:
    for number in range(4):
        await site.deliver(str(number))

    answer = await site.client.get("/api/wait", params={"count": 2, "after": 1, "timeout": 0})

    assert [message["id"] for message in answer.json()["messages"]] == [2, 3]


async def test_a_time_out_explains_itself(site: Site) -> None:
    await site.deliver("Welcome", to="bob@example.com")
    await site.deliver("Goodbye", to="eve@example.com")

    answer = await site.client.get("/api/wait", params={"q": "to:bob subject:goodbye -body:x", "timeout": 0})

    problem = answer.json()
    assert answer.status_code == 404
    assert problem["type"] == "/api#timeout"
    assert problem["arrived"] == 0
    assert [miss["message"]["id"] for miss in problem["nearest"]] == [2, 1]
    assert problem["nearest"][1]["conditions"] == [
        {"expected": "to:bob", "actual": "bob@example.com", "held": True},
        {"expected": "subject:goodbye", "actual": "Welcome", "held": False},
        {"expected": "-body:x", "actual": "Hello", "held": True},
    ]


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"timeout": "-1"}, "timeout: expected seconds, such as 10 or 0.5, not '-1'"),
        ({"timeout": "86400"}, "timeout: expected seconds from 0 to 600, not 86400"),
        ({"timeout": "nan"}, "timeout: expected seconds, such as"),
        ({"timeout": "soon"}, "timeout: expected seconds, such as"),
        ({"count": "0"}, "count: expected a whole number from 1 to 1000"),
        ({"count": "-2"}, "count: expected a whole number from 1 to 1000"),
        ({"q": '"open'}, "this '\"' has no closing one"),
    ],
)
async def test_a_malformed_wait_is_refused_at_once(
    site: Site, parameters: dict[str, str], complaint: str
) -> None:
    answer = await site.client.get("/api/wait", params=parameters)

    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(complaint)


async def test_a_client_that_hangs_up_frees_its_waiter(site: Site) -> None:
    waiting = asyncio.create_task(site.client.get("/api/wait", params={"q": "never", "timeout": 600}))
    await until_somebody_listens(site)

    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)

    while site.feed._readers:
        await asyncio.sleep(0)
    assert not site.feed._readers


async def test_a_catcher_that_stops_answers_its_waiters(site: Site) -> None:
    waiting = asyncio.create_task(site.client.get("/api/wait", params={"q": "never", "timeout": 600}))
    await until_somebody_listens(site)

    site.feed.close()

    answer = await waiting
    assert answer.status_code == 503
    assert answer.json()["detail"] == "the catcher stops; ask again when it runs"


async def test_none_holds_when_nothing_matches_in_the_quiet_time(site: Site) -> None:
    await site.deliver("Welcome")

    answer = await site.client.get("/api/none", params={"q": "subject:goodbye", "quiet": 0.01})

    assert answer.status_code == 200
    assert answer.json() == {"last_id": 1}


async def test_none_fails_with_the_mail_that_is_there_or_comes(site: Site) -> None:
    waiting = asyncio.create_task(site.client.get("/api/none", params={"q": "subject:welcome", "quiet": 20}))
    await until_somebody_listens(site)
    await site.deliver("Welcome")

    for answer in (await waiting, await site.client.get("/api/none", params={"q": "subject:welcome"})):
        assert answer.status_code == 409
        assert answer.json()["type"] == "/api#unexpected"
        assert answer.json()["message"]["subject"] == "Welcome"


async def test_many_waiters_each_get_their_own(site: Site) -> None:
    async with httpx.AsyncClient(
        base_url=site.client.base_url, trust_env=False, timeout=30, limits=httpx.Limits(max_connections=None)
    ) as client:
        waiting = [
            asyncio.create_task(client.get("/api/wait", params={"q": f"to:user{number}@", "timeout": 25}))
            for number in range(100)
        ]
        await until_somebody_listens(site, 100)
        for number in range(100):
            await site.deliver(to=f"user{number}@example.com")
        answers = await asyncio.gather(*waiting)

    assert [answer.json()["messages"][0]["recipients"] for answer in answers] == [
        [f"user{number}@example.com"] for number in range(100)
    ]
