from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from catcher.sample import sample
from tests.adapters.http.conftest import MAX_MESSAGE_OCTETS, Site


async def test_a_list_is_newest_first_with_counts_and_a_cursor(site: Site) -> None:
    for subject in ("one", "two", "three"):
        await site.deliver(subject)

    page = (await site.client.get("/api/messages", params={"limit": 2})).json()

    assert [message["subject"] for message in page["messages"]] == ["three", "two"]
    assert (page["total"], page["unread"], page["last_id"]) == (3, 3, 3)


async def test_before_and_after_are_exclusive(site: Site) -> None:
    for number in range(5):
        await site.deliver(str(number))

    page = (await site.client.get("/api/messages", params={"after": 1, "before": 4})).json()

    assert [message["id"] for message in page["messages"]] == [3, 2]


async def test_one_can_jump_into_the_middle_of_a_list(site: Site) -> None:
    for number in range(5):
        await site.deliver(str(number))

    page = (await site.client.get("/api/messages", params={"before": 5, "skip": 1, "limit": 2})).json()

    assert [message["id"] for message in page["messages"]] == [3, 2]


async def test_a_summary_holds_envelope_and_headers_and_a_time_in_utc(site: Site) -> None:
    before = datetime.now(UTC)
    raw = b"From: Ann Archer <ann@example.com>\r\nTo: bob@example.com\r\nCc: kim@example.com\r\nSubject: x\r\n\r\nhi\r\n"
    await site.keep(raw, "bob@example.com", "kim@example.com", "eve@example.com")

    (message,) = (await site.client.get("/api/messages")).json()["messages"]

    assert message["from"] == [{"name": "Ann Archer", "address": "ann@example.com"}]
    assert message["sender"] == "ann@example.com"
    assert message["recipients"] == ["bob@example.com", "kim@example.com", "eve@example.com"]
    assert message["bcc"] == ["eve@example.com"]
    assert message["size"] == len(raw)
    assert message["received_at"].endswith("Z")
    assert before <= datetime.fromisoformat(message["received_at"]) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("path", "status", "complaint"),
    [
        ("/api/messages?limit=0", 400, "limit: expected a whole number from 1 to 500, not '0'"),
        ("/api/messages?limit=many", 400, "limit: expected a whole number"),
        ("/api/messages?limit=1&limit=2", 400, "limit: expected once, found 2 times"),
        ("/api/messages?after=-1", 400, "after: expected a whole number"),
        (
            "/api/messages?colour=red",
            400,
            "there is no parameter 'colour' here; there are after, before, limit, mailbox, q, skip",
        ),
        ("/api/messages/7", 404, "there is no mail with id 7"),
        ("/api/messages/seven", 404, "expected a number in the path, not 'seven'"),
        ("/api/messages/99999999999999999999", 404, "expected a number in the path"),
        ("/api/messages/7/raw", 404, "there is no mail with id 7"),
        ("/api/messages/7/text", 404, "there is no mail with id 7"),
        ("/api/messages/7/html", 404, "there is no mail with id 7"),
        ("/api/messages/7/parts/0", 404, "mail 7 has no part 0"),
        ("/api/nothing", 404, "there is nothing at this path"),
        ("/api/v1/messages", 404, "there is nothing at this path"),
    ],
)
async def test_a_bad_request_says_what_was_expected(
    site: Site, path: str, status: int, complaint: str
) -> None:
    answer = await site.client.get(path)

    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["detail"].startswith(complaint)
    assert problem["title"]


async def test_a_malformed_query_is_a_problem_with_the_position_of_the_mistake(site: Site) -> None:
    answer = await site.client.get("/api/messages", params={"q": "to:bob colour:red"})

    problem = answer.json()
    assert answer.status_code == 400
    assert problem["type"] == "/api#query"
    assert problem["position"] == 7
    assert "there is no field 'colour'" in problem["detail"]


async def test_a_mail_is_given_whole(site: Site) -> None:
    await site.keep(sample("ann@example.com", ("bob@example.com",)), "bob@example.com")

    mail = (await site.client.get("/api/messages/1")).json()

    assert "314159" in mail["text"]
    assert "<h1" in mail["html"]
    assert [header["name"] for header in mail["headers"]][:3] == ["From", "To", "Subject"]
    assert [(a["filename"], a["inline"]) for a in mail["attachments"]] == [
        ("dot.png", True),
        ("order.csv", False),
    ]
    assert mail["root"]["content_type"] == "multipart/mixed"
    assert mail["envelope"]["recipients"] == ["bob@example.com"]


async def test_marking_changes_and_tells_and_get_never_does(site: Site) -> None:
    await site.deliver()
    for path in ("/api/messages/1", "/api/messages/1/raw", "/api/messages/1/text"):
        await site.client.get(path)
    assert (await site.client.get("/api/messages?q=is:unread")).json()["total"] == 1

    assert (await site.client.patch("/api/messages/1", json={"read": True})).json()["read"] is True

    page = (await site.client.get("/api/messages")).json()
    assert (page["total"], page["unread"]) == (1, 0)


async def test_marking_many_needs_a_query_or_all(site: Site) -> None:
    await site.deliver("one")
    await site.deliver("two")

    assert (await site.client.patch("/api/messages?q=subject:one", json={"read": True})).json() == {
        "marked": 1
    }
    assert (await site.client.patch("/api/messages?all=true", json={"read": True})).json() == {"marked": 1}
    assert (await site.client.patch("/api/messages", json={"read": True})).status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"{}", b'{"read": "yes"}', b"[]", b"\xff"])
async def test_a_mark_that_cannot_be_read_is_told(site: Site, body: bytes) -> None:
    await site.deliver()

    answer = await site.client.patch("/api/messages/1", content=body)

    assert answer.status_code == 400
    assert answer.json()["detail"].startswith('expected a JSON body such as {"read": true}')


async def test_deleting_one_takes_it_away_and_a_second_time_is_not_found(site: Site) -> None:
    await site.deliver()

    assert (await site.client.delete("/api/messages/1")).json() == {"removed": 1}
    assert (await site.client.delete("/api/messages/1")).status_code == 404
    assert (await site.client.get("/api/messages/1")).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=",
        "?q=%20",
        "?all=false",
        "?q=colour:red",
        "?q=(",
        "?q=to:bob&all=true",
        "?q=&all=true",
        "?all=",
        "?all",
        "?all=maybe",
        "?all=true&all=true",
        "?ids=1",
        "?All=true",
    ],
)
async def test_an_empty_or_malformed_filter_deletes_nothing(site: Site, query: str) -> None:
    await site.deliver()

    answer = await site.client.delete(f"/api/messages{query}")

    assert answer.status_code == 400
    assert (await site.client.get("/api/messages")).json()["total"] == 1


async def test_deleting_what_matches_and_all(site: Site) -> None:
    for to in ("bob@example.com", "eve@example.com", "kim@example.com"):
        await site.deliver(to=to)

    assert (await site.client.delete("/api/messages?q=to:eve")).json() == {"removed": 1}
    assert (await site.client.delete("/api/messages?all=true")).json() == {"removed": 2}
    await site.deliver()
    assert (await site.client.get("/api/messages")).json()["messages"][0]["id"] == 4


async def test_an_eml_can_be_taken_in_and_its_headers_are_the_envelope(site: Site) -> None:
    raw = b"From: ann@example.com\r\nTo: bob@example.com\r\nCc: kim@example.com\r\nSubject: x\r\n\r\nhi\r\n"

    answer = await site.client.post("/api/messages", content=raw)

    assert answer.status_code == 201
    assert answer.headers["location"] == "messages/1"
    assert answer.json()["sender"] == "ann@example.com"
    assert answer.json()["recipients"] == ["bob@example.com", "kim@example.com"]
    assert (await site.client.get("/api/messages/1/raw")).content == raw


@pytest.mark.parametrize(
    ("header", "sender", "recipients"),
    [
        ("Bcc: eve@example.com, Kim <kim@example.com>", "", ["eve@example.com", "kim@example.com"]),
        ('To: "Doe, John" <john@example.com>\r\nbcc: john@example.com', "", ["john@example.com"]),
        ("Bcc: =?utf-8?q?Z=2C_Y?= <z@example.com>\r\nBcc: y@example.com", "", ["z@example.com", "y@example.com"]),
        ("From: A <a@example.com>, b@example.com\r\nTo: undisclosed-recipients:;", "a@example.com", []),
        ("X-Nobody: here", "", []),
    ],
)  # fmt: skip
async def test_everybody_whom_the_headers_of_an_eml_name_is_a_recipient(
    site: Site, header: str, sender: str, recipients: list[str]
) -> None:
    raw = f"{header}\r\nSubject: x\r\n\r\nTo: not@header.example\r\n".encode()

    kept = (await site.client.post("/api/messages", content=raw)).json()

    assert (kept["sender"], kept["recipients"]) == (sender, recipients)
    assert (await site.client.get(f"/api/messages/{kept['id']}/raw")).content == raw


async def test_an_eml_with_a_huge_header_does_not_hold_up_others(site: Site) -> None:
    raw = b"To: " + b"a@example.com, " * (MAX_MESSAGE_OCTETS // 16) + b"\r\n\r\n"

    taking = asyncio.create_task(site.client.post("/api/messages", content=raw))
    answers = await asyncio.gather(*(site.client.get("/api/health") for _ in range(5)))

    assert {answer.status_code for answer in answers} == {200}
    assert (await taking).status_code == 201


@pytest.mark.parametrize("parameter", ["sender", "recipient"])
async def test_an_envelope_has_no_control_characters(site: Site, parameter: str) -> None:
    for odd in ("a\r\nb", "a\x00", "\x1b[1m"):
        answer = await site.client.post("/api/messages", content=b"x", params={parameter: odd})
        assert answer.status_code == 400
        assert answer.json()["detail"].startswith(f"{parameter}: expected an address without control")


async def test_the_envelope_of_an_eml_can_be_given(site: Site) -> None:
    parameters = {"sender": "bounce@example.com", "recipient": ["eve@example.com", "kim@example.com"]}

    answer = await site.client.post("/api/messages", content=b"Subject: x\r\n\r\n", params=parameters)

    assert answer.json()["sender"] == "bounce@example.com"
    assert answer.json()["recipients"] == ["eve@example.com", "kim@example.com"]


async def test_an_empty_or_too_large_eml_is_refused_and_nothing_is_kept(site: Site) -> None:
    assert (await site.client.post("/api/messages", content=b"")).status_code == 400
    assert (
        await site.client.post("/api/messages", content=b"x" * (MAX_MESSAGE_OCTETS + 1))
    ).status_code == 413
    assert (await site.client.post("/api/messages", content=b"x" * MAX_MESSAGE_OCTETS)).status_code == 201
    assert (await site.client.get("/api/messages")).json()["total"] == 1


async def test_a_method_that_is_not_for_the_path_is_405_with_those_that_are(site: Site) -> None:
    answer = await site.client.put("/api/messages/1")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "DELETE, GET, HEAD, PATCH"
    assert answer.json()["detail"] == "PUT is not for /api/messages/{id}; expected DELETE, GET, HEAD, PATCH"


async def test_head_is_get_without_the_body(site: Site) -> None:
    await site.deliver()

    answer = await site.client.head("/api/messages/1/raw")

    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["content-type"] == "message/rfc822"


async def test_health_tells_where_it_listens(site: Site) -> None:
    await site.deliver()

    health = (await site.client.get("/api/health")).json()

    assert health["status"] == "ok"
    assert health["messages"] == 1
    assert health["smtp"] == "127.0.0.1:1025"
    assert health["http"] == site.netloc
    assert (health["writing"], health["evicted"]) == ("ok", 0)
    assert health["bytes"] > 0


async def test_a_monitor_reads_figures(site: Site) -> None:
    await site.deliver()
    with site.feed.listen():
        answer = await site.client.get("/metrics")

    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    assert "# TYPE catcher_received_mails_total counter" in lines
    assert {
        "catcher_received_mails_total 1", "catcher_kept_mails 1", "catcher_evicted_mails_total 0",
        "catcher_open_sessions 0", "catcher_followers 1", "catcher_writing 1",
    } <= set(lines)  # fmt: skip


async def test_a_sample_is_delivered_when_it_is_asked_for(site: Site) -> None:
    taken = await site.client.post("/api/samples", params={"kind": "code"})
    refused = await site.client.post("/api/samples", params={"kind": "unheard-of"})

    assert (taken.status_code, taken.json()["subject"]) == (201, "Your sign-in code is 482913")
    assert taken.json()["recipients"] == ["bob@example.com"]
    assert refused.status_code == 400
    assert "kind: expected one of welcome, text, code" in refused.json()["detail"]
