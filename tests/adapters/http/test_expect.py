"""A whole expectation in one request: met with the mails, or explained."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from tests.adapters.http.conftest import Site
from tests.adapters.http.test_waits import until_somebody_listens


async def expecting(site: Site, **body: Any) -> httpx.Response:
    return await site.client.post("/api/expect", json=body)


def ids(answer: httpx.Response) -> list[int]:
    assert answer.status_code == 200, answer.text
    return [message["id"] for message in answer.json()["messages"]]


async def begun(site: Site, **body: Any) -> asyncio.Task[httpx.Response]:
    """An expectation that has looked, and waits."""
    asked = asyncio.create_task(expecting(site, **body))
    await until_somebody_listens(site)
    return asked


async def test_what_is_there_is_enough_at_once(site: Site) -> None:
    for subject in ("one", "two", "one"):
        await site.deliver(subject)

    assert ids(await expecting(site, query="subject:one", count=2, within=0)) == [1, 3]
    assert ids(await expecting(site, count={"at_least": 2, "at_most": 3}, within=0)) == [1, 2, 3]
    assert ids(await expecting(site, in_order=["subject:two", "subject:one"])) == [2, 3]
    assert ids(await expecting(site, after=1, exactly=["subject:one", {"subject": "two"}])) == [3, 2]
    assert ids(await expecting(site, query="subject:four", exactly=[])) == []


async def test_what_comes_later_ends_it(site: Site) -> None:
    asked = await begun(site, query="to:bob", in_order=["subject:one", "subject:two"], within=20)
    for subject in ("two", "one", "other", "two"):
        await site.deliver(subject)

    assert ids(await asked) == [2, 4]


async def test_one_too_many_fails_at_once_and_in_the_quiet_time_too(site: Site) -> None:
    await site.deliver("one")
    asked = await begun(site, query="subject:one", count=1, quiet=60)
    await site.deliver("two")
    await site.deliver("one")
    late = await asked
    there = await expecting(site, query="subject:one", count=1, within=60)

    assert late.status_code == there.status_code == 409
    assert late.json()["type"] == "/api#expectation"
    assert late.json()["detail"] == (
        "expected 1 mail matching subject:one; 2 came (in the quiet time of 60 s; 2 of any kind arrived meanwhile)"
    )
    assert [message["id"] for message in late.json()["messages"]] == [1, 3]


async def test_quiet_holds_when_nothing_more_comes(site: Site) -> None:
    await site.deliver("one")

    assert ids(await expecting(site, quiet=0.01)) == [1]


async def test_without_an_upper_bound_any_mail_breaks_the_quiet(site: Site) -> None:
    await site.deliver("one")
    asked = await begun(site, query="to:bob", count={"at_least": 1}, quiet=60)
    await site.deliver("two")

    assert (
        (await asked)
        .json()["detail"]
        .startswith("expected 1 mail matching to:bob; 2 came (in the quiet time of")
    )


async def test_none_is_watched_for_the_time_that_is_given(site: Site) -> None:
    assert ids(await expecting(site, count=0, within=0.01)) == []
    asked = await begun(site, count=0, within=60)
    await site.deliver("one")

    assert (await asked).json()["detail"].startswith("expected no mails matching anything; 1 came")


async def test_what_is_missing_is_explained_with_what_came_nearest(site: Site) -> None:
    await site.deliver("Welcome", to="bob@example.com")
    await site.deliver("Goodbye", to="eve@example.com")

    answer = await expecting(
        site, query="to:bob", exactly=["subject:welcome", "subject:goodbye"], within=0, mailbox="default"
    )

    problem = answer.json()
    assert problem["detail"] == (
        "expected exactly (subject:welcome) and (subject:goodbye); there is no mail for subject:goodbye; 1 came"
        " (within 0 s, in the mailbox 'default'; 0 of any kind arrived meanwhile)"
    )
    assert [message["id"] for message in problem["messages"]] == [1]
    assert [miss["message"]["id"] for miss in problem["nearest"]] == [2, 1]
    assert problem["nearest"][0]["conditions"] == [
        {"expected": "to:bob", "actual": "eve@example.com", "held": False},
        {"expected": "subject:goodbye", "actual": "Goodbye", "held": True},
    ]


async def test_a_mail_that_is_removed_is_not_counted(site: Site) -> None:
    await site.deliver("one")
    asked = await begun(site, query="subject:one", count=2, within=20)
    await site.client.delete("/api/messages/1")
    await site.deliver("one")
    await site.deliver("one")

    assert ids(await asked) == [2, 3]


async def test_a_mail_that_is_marked_is_judged_anew(site: Site) -> None:
    await site.deliver("one")
    asked = await begun(site, query="is:read", within=20)
    await site.client.patch("/api/messages/1", json={"read": True})

    assert ids(await asked) == [1]


@pytest.mark.parametrize("path", ["wait", "none", "expect"])
async def test_a_client_that_hangs_up_frees_what_it_held(site: Site, path: str) -> None:
    patience = {"wait": "timeout", "none": "quiet", "expect": "within"}[path]
    asked = asyncio.create_task(
        site.client.post(f"/api/{path}", json={"query": "never", patience: 600}, timeout=600)
    )
    await until_somebody_listens(site)

    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)

    while site.feed._readers:
        await asyncio.sleep(0)
    assert not site.feed._readers


async def test_a_catcher_that_stops_says_so(site: Site) -> None:
    asked = await begun(site, query="never", within=600)

    site.feed.close()

    answer = await asked
    assert (answer.status_code, answer.json()["type"]) == (503, "/api#stopping")
