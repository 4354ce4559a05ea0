"""Mailboxes over HTTP: whatever is asked for one, no other is seen, waited for or changed."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

import pytest

from catcher.core.message import Envelope
from tests.adapters.http.conftest import Site
from tests.adapters.http.test_live import frame, live
from tests.adapters.http.test_waits import until_somebody_listens

ODD = "a/b c?ü%2F"


async def deliver(site: Site, mailbox: str, subject: str = "Welcome") -> int:
    raw = f"From: ann@x\r\nTo: bob@x\r\nSubject: {subject}\r\n\r\nHello\r\n".encode()
    return (await site.post_office.deliver(Envelope("ann@x", ("bob@x",), login=mailbox), raw)).id


async def listed(site: Site, **parameters: Any) -> list[int]:
    answer = await site.client.get("/api/messages", params=parameters)
    return [message["id"] for message in answer.json()["messages"]]


async def mailboxes(site: Site) -> list[dict[str, Any]]:
    answer = await site.client.get("/api/mailboxes")
    found: list[dict[str, Any]] = answer.json()["mailboxes"]
    return found


async def test_mailboxes_are_there_from_their_first_mail_on(site: Site) -> None:
    assert await mailboxes(site) == []
    for mailbox in ("b", "a", "b"):
        await deliver(site, mailbox)
    await site.client.patch("/api/messages/1", json={"read": True})

    assert await mailboxes(site) == [
        {"name": "a", "total": 1, "unread": 1, "last_id": 2},
        {"name": "b", "total": 2, "unread": 1, "last_id": 3},
    ]


async def test_a_list_of_one_mailbox_has_and_counts_its_mail_alone(site: Site) -> None:
    for mailbox in ("a", "b", "a", "A"):
        await deliver(site, mailbox)

    answer = (await site.client.get("/api/messages", params={"mailbox": "a", "q": "bob"})).json()

    assert ([message["id"] for message in answer["messages"]], answer["total"]) == ([3, 1], 2)
    assert answer["last_id"] == 4


async def test_a_mark_and_a_delete_keep_to_the_mailbox(site: Site) -> None:
    for mailbox in ("a", "b", "a"):
        await deliver(site, mailbox)

    marked = await site.client.patch("/api/messages?q=bob&mailbox=a", json={"read": True})
    removed = await site.client.delete("/api/messages?all=true&mailbox=a")

    assert marked.json() == {"marked": 2}
    assert removed.json() == {"removed": 2}
    assert await listed(site, q="is:unread") == [2]


async def test_a_mailbox_by_its_name_alone_is_cleared(site: Site) -> None:
    await deliver(site, "a")
    await deliver(site, "b")

    assert (await site.client.delete("/api/messages?mailbox=a")).json() == {"removed": 1}
    assert (await site.client.delete("/api/messages?mailbox=b&q=")).status_code == 400
    assert (await site.client.delete("/api/messages?mailbox=")).status_code == 400
    assert await listed(site) == [2]


@pytest.mark.parametrize("name", ["team", ODD, "../x", "*"])
async def test_a_mailbox_of_any_name_is_dropped_with_its_mail_and_rules(site: Site, name: str) -> None:
    await deliver(site, name)
    await deliver(site, "other")
    rule = {"stage": "rcpt", "action": {"type": "refuse", "code": 450}}
    await site.client.post("/api/rules", params={"mailbox": name}, json=rule)
    await site.client.post("/api/rules", params={"mailbox": "other"}, json=rule)

    path = f"/api/mailboxes/{quote(name, safe='')}"
    assert (await site.client.delete(path)).json() == {"removed": 1}
    assert (await site.client.delete(path)).json() == {"removed": 0}

    assert [one["name"] for one in await mailboxes(site)] == ["other"]
    assert [one.rule.match.mailbox for one in site.rules.standing()] == ["other"]


async def test_a_wait_sees_its_mailbox_alone(site: Site) -> None:
    await deliver(site, "b")
    waiting = asyncio.create_task(
        site.client.get("/api/wait", params={"q": "subject:welcome", "mailbox": ODD, "timeout": 20})
    )
    await until_somebody_listens(site)
    await deliver(site, "b")
    mine = await deliver(site, ODD)

    assert [message["id"] for message in (await waiting).json()["messages"]] == [mine]


async def test_nothing_came_is_said_of_a_mailbox(site: Site) -> None:
    await deliver(site, "b")

    assert (await site.client.get("/api/none?mailbox=a&q=subject:welcome")).status_code == 200
    assert (await site.client.get("/api/none?mailbox=b&q=subject:welcome")).status_code == 409


async def test_a_mail_is_taken_into_the_mailbox_that_is_named(site: Site) -> None:
    answer = await site.client.post(
        "/api/messages", params={"mailbox": ODD}, content=b"X-Catcher-Mailbox: other\r\n\r\n"
    )

    assert answer.json()["mailbox"] == ODD


async def test_rules_are_set_listed_and_cleared_for_one_mailbox(site: Site) -> None:
    rule: dict[str, Any] = {"stage": "rcpt", "action": {"type": "refuse", "code": 450}}
    await site.client.post("/api/rules", json=rule)
    mine = (await site.client.post("/api/rules?mailbox=a", json=rule)).json()
    refused = await site.client.post("/api/rules?mailbox=a", json={**rule, "match": {"mailbox": "b"}})

    assert mine["rule"]["match"]["mailbox"] == "a"
    assert refused.json()["detail"] == "expected a rule for the mailbox 'a', not for 'b'"
    assert [one["id"] for one in (await site.client.get("/api/rules?mailbox=a")).json()["rules"]] == [2]
    assert (await site.client.delete("/api/rules?mailbox=a")).json() == {"removed": 1}
    assert [one.id for one in site.rules.standing()] == [1]


async def test_a_live_view_of_one_mailbox_is_told_of_the_counts_of_all(site: Site) -> None:
    await deliver(site, "a")
    async with live(site, "?mailbox=a") as socket:
        snapshot = await frame(socket)
        await deliver(site, "b")
        other = await frame(socket)
        await site.client.patch("/api/messages/1", json={"read": True})
        read = await frame(socket)

    one = {"name": "a", "total": 1, "unread": 1, "last_id": 1}
    assert snapshot["mailboxes"] == [one]
    assert (other["changes"], other["total"]) == ([], 1)
    assert other["mailboxes"] == [one, {"name": "b", "total": 1, "unread": 1, "last_id": 2}]
    assert read["changes"][0]["message"]["read"] is True
    assert read["mailboxes"][0]["unread"] == 0


@pytest.mark.parametrize("name", ["", "%20a", "a%0A", "x" * 201])
async def test_a_name_that_no_mailbox_has_is_told(site: Site, name: str) -> None:
    answer = await site.client.get(f"/api/messages?mailbox={name}")

    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(
        "mailbox: expected the name of a mailbox: up to 200 printable characters, no space at the ends, not"
    )
