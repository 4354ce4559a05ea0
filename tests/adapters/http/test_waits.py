from __future__ import annotations

import asyncio
from time import monotonic

import httpx
import pytest

from catcher.adapters import http
from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.core.retention import Retention
from catcher.core.ruling import Rules
from tests.adapters.http.conftest import Site, app_of


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
        base_url=site.client.base_url,
        trust_env=False,
        verify=False,
        timeout=30,
        limits=httpx.Limits(max_connections=None),
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


async def test_what_is_waited_for_may_be_said_in_json(site: Site) -> None:
    for subject in ("one", "two", "three"):
        await site.deliver(subject)
    body = {"query": {"subject": {"regex": "^t"}}, "after": 1, "count": 2, "timeout": 0, "mailbox": "default"}

    answer = await site.client.post("/api/wait", json=body)

    assert [message["id"] for message in answer.json()["messages"]] == [2, 3]


async def test_absence_may_be_said_in_json(site: Site) -> None:
    await site.deliver("Welcome")

    quiet = await site.client.post("/api/none", json={"query": "subject:goodbye", "quiet": 0.01})
    there = await site.client.post("/api/none", json={"query": {"subject": "welcome"}})

    assert (quiet.status_code, quiet.json()) == (200, {"last_id": 1})
    assert there.json()["type"] == "/api#unexpected"


async def test_mail_of_another_mailbox_or_before_the_cursor_is_told_as_near(site: Site) -> None:
    await site.deliver("Welcome")
    await site.client.post("/api/messages?mailbox=other", content=b"Subject: Welcome\r\n\r\n")
    asked: dict[str, str | int] = {"q": "subject:welcome", "mailbox": "mine", "timeout": 0}

    elsewhere = (await site.client.get("/api/wait", params=asked)).json()
    early = (
        await site.client.get("/api/wait", params={"q": "subject:welcome", "after": 2, "timeout": 0})
    ).json()

    assert "1 mail matching subject:welcome in the mailbox 'mine' within 0 s; 0 came" in elsewhere["detail"]
    assert [miss["message"]["id"] for miss in elsewhere["nearest"]] == [2, 1]
    assert elsewhere["nearest"][0]["conditions"] == [
        {"expected": "mailbox:mine", "actual": "other", "held": False},
        {"expected": "subject:welcome", "actual": "Welcome", "held": True},
    ]
    assert early["nearest"][0]["conditions"] == [
        {"expected": "subject:welcome", "actual": "Welcome", "held": True},
        {"expected": "an id above 2", "actual": "2", "held": False},
    ]


@pytest.mark.parametrize(
    ("path", "body", "complaint"),
    [
        ("wait", {"count": 0}, "count: expected a whole number from 1 to 1000, not 0"),
        ("wait", {"count": "2"}, "expected a JSON body such as"),
        ("wait", {"timeout": 86_400}, "timeout: expected seconds from 0 to 600, not 86400"),
        ("wait", {"timeout": -1}, "timeout: expected seconds from 0 to 600, not -1"),
        ("wait", {"after": -1}, "after: expected a whole number from 0"),
        ("wait", {"mailbox": " a"}, "mailbox: expected the name of a mailbox: up to 200"),
        ("wait", {"queries": "a"}, "expected a JSON body such as"),
        ("wait", {"query": {"colour": "red"}}, "there is no 'colour'"),
        ("wait", {"query": "a OR"}, "OR needs a condition on both sides (at character 3) (at query)"),
        ("none", {"quiet": 1e9}, "quiet: expected seconds from 0 to 600"),
        ("expect", {"count": -1}, "count: expected a whole number from 0 to 1000, not -1"),
        ("expect", {"count": {"at_least": 3, "at_most": 2}}, "count.at_most: expected a whole number from 3"),
        ("expect", {"count": {"least": 3}}, "expected a JSON body such as"),
        ("expect", {"exactly": ["a"], "count": 2}, "exactly: expected alone"),
        ("expect", {"in_order": ["a", {"to": 7}]}, "expected a text, or an object with"),
        ("expect", {"in_order": ["a"] * 101}, "in_order: expected at most 100 queries, not 101"),
        ("expect", {"within": 601}, "within: expected seconds from 0 to 600, not 601"),
    ],
)
async def test_a_malformed_body_is_refused_at_once(
    site: Site, path: str, body: dict[str, object], complaint: str
) -> None:
    answer = await site.client.post(f"/api/{path}", json=body)

    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(complaint)


async def test_a_mistake_in_json_is_led_to(site: Site) -> None:
    answer = await site.client.post("/api/expect", json={"in_order": ["a", {"any": ["b", {"to": 7}]}]})

    assert answer.json()["type"] == "/api#query"
    assert answer.json()["path"] == "in_order[1].any[1].to"


async def test_a_cursor_from_before_what_is_kept_is_told_with_what_is_good_again() -> None:
    async with open_store() as store:
        feed = Feed()
        post_office = PostOffice(store, feed, retention=Retention(mails=2))
        async with http.serve(app_of(post_office), "127.0.0.1", 0) as (host, port):
            async with httpx.AsyncClient(
                base_url=f"http://{host}:{port}", trust_env=False, verify=False
            ) as client:
                site = Site(client, post_office, feed, Rules(monotonic), f"{host}:{port}")
                for number in range(5):
                    await site.deliver(str(number))
                too_early = [
                    await client.get("/api/wait?after=2&timeout=0"),
                    await client.get("/api/none?after=2"),
                    await client.post("/api/expect", json={"after": 2}),
                ]
                good = await client.get("/api/wait?after=3&timeout=0&count=2")
            feed.close()

    for answer in too_early:
        assert answer.status_code == 410
        assert answer.json()["evicted_up_to"] == 3
        assert answer.json()["detail"].startswith(
            "after=2 lies before what is still kept: mails with ids up to 3 were evicted (3 mails so far)."
            " Ask with after=3 or more"
        )
    assert [message["id"] for message in good.json()["messages"]] == [4, 5]
