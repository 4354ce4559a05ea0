from __future__ import annotations

import json

import pytest

from catcher.core.rules import Chance, Delay, HeaderPattern, Match, Refuse, Rule, Stage
from catcher.core.ruling import Facts
from catcher.core.wire import encode
from tests.adapters.http.conftest import Site

BUSY = {"stage": "rcpt", "action": {"type": "refuse", "code": 450, "text": "4.2.1 Busy"}}


async def test_a_rule_is_set_listed_and_taken_away(site: Site) -> None:
    first = await site.client.post("/api/rules", json={**BUSY, "schedule": {"type": "first", "count": 2}})
    assert first.status_code == 201
    assert first.headers["location"] == "rules/1"
    assert first.json() == {
        "id": 1,
        "rule": {
            **BUSY,
            "match": dict.fromkeys(
                ("mailbox", "sender", "recipient", "login", "helo", "peer", "header", "min_size", "max_size")
            ),
            "schedule": {"type": "first", "count": 2},
        },
        "hits": 0,
        "enabled": True,
    }
    await site.client.post("/api/rules", json={"stage": "quit", "action": {"type": "drop"}})

    listed = (await site.client.get("/api/rules")).json()["rules"]
    assert [each["id"] for each in listed] == [1, 2]
    assert listed[0] == first.json() == (await site.client.get("/api/rules/1")).json()
    assert (await site.client.delete("/api/rules/1")).json() == {"removed": 1}
    assert [each["id"] for each in (await site.client.get("/api/rules")).json()["rules"]] == [2]
    assert (await site.client.delete("/api/rules")).json() == {"removed": 1}


async def test_hits_are_counted_and_a_rule_can_rest(site: Site) -> None:
    await site.client.post("/api/rules", json=BUSY)

    assert site.rules.decide(Stage.RCPT, Facts()) == (Refuse(450, "4.2.1 Busy"),)
    assert (await site.client.get("/api/rules/1")).json()["hits"] == 1
    rested = await site.client.patch("/api/rules/1", json={"enabled": False})
    assert (rested.json()["enabled"], rested.json()["hits"]) == (False, 1)
    assert site.rules.decide(Stage.RCPT, Facts()) == ()
    await site.client.patch("/api/rules/1", json={"enabled": True})
    assert site.rules.decide(Stage.RCPT, Facts()) == (Refuse(450, "4.2.1 Busy"),)


async def test_the_rules_of_one_mailbox_are_taken_away_alone(site: Site) -> None:
    for mailbox in ("mine", "yours", None):
        await site.client.post("/api/rules", json={**BUSY, "match": {"mailbox": mailbox}})

    assert (await site.client.delete("/api/rules", params={"mailbox": "mine"})).json() == {"removed": 1}
    left = (await site.client.get("/api/rules")).json()["rules"]
    assert [each["rule"]["match"]["mailbox"] for each in left] == ["yours", None]


async def test_what_python_writes_is_what_the_api_reads(site: Site) -> None:
    rule = Rule(
        Stage.ACCEPT, Delay(0.5), Match(header=HeaderPattern("Subject", "*x*"), min_size=1), Chance(0.5, 7)
    )
    await site.client.post("/api/rules", content=encode(rule))

    assert [standing.rule for standing in site.rules.standing()] == [rule]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({}, "missing required field `stage`"),
        ({**BUSY, "stage": "lunch"}, "Invalid enum value 'lunch' - at `$.stage`"),
        ({**BUSY, "action": {"type": "explode"}}, "Invalid value 'explode' - at `$.action.type`"),
        (
            {**BUSY, "action": {"type": "refuse", "code": 250}},
            "a code from 400 to 599, not 250 - at `$.action`",
        ),
        ({**BUSY, "match": {"recipent": "bob@*"}}, "unknown field `recipent` - at `$.match`"),
        ({**BUSY, "match": {"min_size": 1}}, "min_size is known at accept only, not at rcpt"),
        ({**BUSY, "schedule": {"type": "first", "count": 0}}, "the first 1 or more times, not 0"),
        ({**BUSY, "schedule": {"type": "chance", "probability": 2}}, "a probability from 0 to 1, not 2"),
        (
            {"stage": "rcpt", "action": {"type": "cut", "after_octets": 1}},
            "cut works at data only, not at rcpt",
        ),
        ({"stage": "rcpt", "action": {"type": "delay", "seconds": 1e9}}, "expected seconds from 0 to 3600"),
    ],
)
async def test_a_rule_that_cannot_be_is_refused_with_the_place(
    site: Site, body: object, complaint: str
) -> None:
    answer = await site.client.post("/api/rules", content=json.dumps(body))

    assert answer.status_code == 400
    assert complaint in answer.json()["detail"]
    assert site.rules.standing() == ()
