from __future__ import annotations

import pytest

from tests.adapters.http.conftest import Site

INVITATION = b"""From: ann@example.com
To: bob@example.com
Subject: Your code is 482913
List-Unsubscribe: <https://example.com/u>, <mailto:u@example.com>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

See https://example.com/a.
--b
Content-Type: text/html; charset=utf-8

<p>Sign in at <a href="https://example.com/login?a=1&amp;b=2">the shop</a>
<img src="https://example.com/x.png" alt="Shop"></p>
<table class=order><tr><th>Item<th>Price<tr><td>Tea<td class=total>4 EUR</table>
--b
Content-Type: text/calendar; method=REQUEST; charset=utf-8

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:1
SUMMARY:Tea
DTSTART:20260303T090000Z
DURATION:PT1H
ORGANIZER;CN=Ann:mailto:ann@example.com
ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION:mailto:bob@example.com
END:VEVENT
END:VCALENDAR
--b--
"""


async def test_what_a_test_wants_of_a_mail_is_one_answer(site: Site) -> None:
    message = await site.keep(INVITATION, "bob@example.com")

    found = (await site.client.get(f"/api/messages/{message.id}/extracts")).json()

    codes = found.pop("codes")
    assert [code["value"] for code in codes] == ["482913"]
    assert codes[0]["score"] >= 0.5
    assert found == {
        "links": [
            {"href": "https://example.com/login?a=1&b=2", "text": "the shop", "source": "html"},
            {"href": "https://example.com/a", "text": "https://example.com/a", "source": "text"},
        ],
        "images": [{"src": "https://example.com/x.png", "alt": "Shop", "part": None}],
        "tables": [[["Item", "Price"], ["Tea", "4 EUR"]]],
        "html_text": "Sign in at the shop\nItem Price\nTea 4 EUR",
        "unsubscribe": {"links": ["https://example.com/u", "mailto:u@example.com"], "one_click": True},
        "events": [
            {
                "method": "REQUEST",
                "uid": "1",
                "summary": "Tea",
                "start": "2026-03-03T09:00:00+00:00",
                "end": "2026-03-03T10:00:00+00:00",
                "organizer": {"name": "Ann", "address": "ann@example.com", "status": ""},
                "attendees": [{"name": "Bob", "address": "bob@example.com", "status": "NEEDS-ACTION"}],
                "location": "",
            }
        ],
        "defects": [],
    }


async def test_a_mail_of_plain_text_has_no_text_of_its_html(site: Site) -> None:
    message = await site.deliver()

    found = (await site.client.get(f"/api/messages/{message.id}/extracts")).json()

    assert found == {
        "links": [], "codes": [], "images": [], "tables": [], "html_text": None, "unsubscribe": None, "events": [],
        "defects": [],
    }  # fmt: skip


async def test_elements_are_selected(site: Site) -> None:
    message = await site.keep(INVITATION, "bob@example.com")

    found = await site.client.get(
        f"/api/messages/{message.id}/select", params={"css": "table.order td.total"}
    )

    assert found.json() == {
        "elements": [
            {
                "tag": "td",
                "text": "4 EUR",
                "html": '<td class="total">4 EUR</td>',
                "attributes": {"class": "total"},
            }
        ],
        "defects": [],
    }


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("td:totl", "at position 2, ':totl' cannot be read"),
        ("td >", "at position 3, '>' cannot be read"),
        ("", "at position 0, its end cannot be read"),
        ("a, " * 400, "at position 1000, "),
    ],
)
async def test_a_mistake_in_a_selector_is_pointed_at(site: Site, css: str, told: str) -> None:
    message = await site.keep(INVITATION, "bob@example.com")

    answer = await site.client.get(f"/api/messages/{message.id}/select", params={"css": css})

    assert answer.status_code == 400
    assert told in answer.json()["detail"]


async def test_a_selection_wants_a_selector(site: Site) -> None:
    message = await site.deliver()

    answer = await site.client.get(f"/api/messages/{message.id}/select")

    assert (answer.status_code, answer.json()["title"]) == (400, "The request is malformed")


@pytest.mark.parametrize("path", ["extracts", "select?css=p"])
async def test_of_an_unknown_mail_nothing_is_drawn(site: Site, path: str) -> None:
    answer = await site.client.get(f"/api/messages/7/{path}")

    assert answer.status_code == 404
