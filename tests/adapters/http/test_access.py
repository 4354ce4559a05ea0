"""Tokens: without one nothing is answered, and one for a mailbox shows and changes nothing of any other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from catcher.adapters import http
from catcher.adapters.http import LIVE, OPERATIONS
from catcher.adapters.http.access import TokensError, read_tokens
from catcher.adapters.http.operations import Operation
from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.application.sessions import Sessions
from catcher.core.message import Envelope
from catcher.core.rules import Match, Refuse, Rule, Stage
from catcher.core.ruling import Rules
from catcher.core.session import Listener, Outcome, Session
from tests.adapters.http.conftest import app_of
from tests.adapters.http.test_errors import assert_problem, each, url

TOKENS = f"# who is who\nall-of-it *\n\nsha256:{sha256(b'for-mine').hexdigest()} mine\n"
SECRET = "squeamish-ossifrage"
OPEN = {"Authorization": "Bearer all-of-it"}
MINE = {"Authorization": "Bearer for-mine"}


@dataclass(frozen=True)
class House:
    """A catcher with tokens; mail 1 is in the mailbox `theirs`, and every word of it is secret, mail 2 in `mine`."""

    client: httpx.AsyncClient
    rules: Rules
    netloc: str

    def live(self, path: str, headers: dict[str, str] | None = None) -> connect:
        return connect(f"ws://{self.netloc}{path}", compression=None, additional_headers=headers)


def letter(word: str) -> bytes:
    picture = "Content-Type: image/png\r\nContent-ID: <p>\r\nContent-Disposition: inline; filename=p.png"
    html = f"Content-Type: text/html\r\n\r\n<img src='cid:p'>{word}"
    return (
        f"From: {word}@x\r\nTo: bob@x\r\nSubject: {word}\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        f"--b\r\n{html}\r\n--b\r\n{picture}\r\n\r\n{word}\r\n--b--\r\n"
    ).encode()


def begun(sessions: Sessions, word: str, *mailboxes: str) -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    sessions.begin(
        lambda number: Session(
            number, Listener.SMTP, at, None, "", word, None, None, (), Outcome.OPEN, (), (), mailboxes
        )
    )


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_store() as store:
        feed, rules, sessions = Feed(), Rules(lambda: 0.0), Sessions()
        post_office = PostOffice(store, feed)
        for mailbox, word in (("theirs", SECRET), ("mine", "hello")):
            await post_office.deliver(Envelope(f"{word}@x", (f"{word}@x",), login=mailbox), letter(word))
            rules.add(Rule(Stage.RCPT, Refuse(450, word), Match(mailbox=mailbox)))
            begun(sessions, word, mailbox)
        begun(sessions, SECRET, "mine", "theirs")
        app = app_of(post_office, rules=rules, sessions=sessions, tokens=read_tokens(TOKENS))
        async with http.serve(app, "127.0.0.1", 0) as (host, port):
            async with httpx.AsyncClient(
                base_url=f"http://{host}:{port}", trust_env=False, verify=False, timeout=20
            ) as client:
                yield House(client, rules, f"{host}:{port}")
            feed.close()


@each()
async def test_without_a_token_nothing_is_answered(house: House, row: Operation) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic all-of-it"}):
        answer = await house.client.request(row.method, url(row), headers=headers)

        assert_problem(answer, 401, "token")
        assert answer.headers["www-authenticate"] == 'Bearer realm="catcher"'


@pytest.mark.parametrize("row", LIVE, ids=lambda row: row.path)
async def test_without_a_token_nothing_can_be_followed(house: House, row: Any) -> None:
    for query in ("", "?token=x"):
        with pytest.raises(InvalidStatus) as refused:
            await house.live(row.path + query)
        assert refused.value.response.status_code == 401


async def test_a_token_for_all_mail_sees_all(house: House) -> None:
    listed = (await house.client.get("/api/messages", headers=OPEN)).json()["messages"]
    one = (await house.client.get("/api/messages?mailbox=theirs", headers=OPEN)).json()["messages"]

    assert ([each["id"] for each in listed], [each["id"] for each in one]) == ([2, 1], [1])
    assert (await house.client.get("/api/messages/1", headers=OPEN)).status_code == 200


@each([row for row in OPERATIONS if row.method == "GET"])
async def test_a_token_for_a_mailbox_is_told_nothing_of_another(house: House, row: Operation) -> None:
    path = url(row).replace("77", "1")
    parameters: dict[str, Any] = {"count": 2, "timeout": 0} if row.path == "/api/wait" else {}
    for query in ({}, {"q": SECRET}, {"q": "mailbox:theirs"}, {"q": "-never"}):
        known = {parameter.name for parameter in row.parameters}
        asked = parameters | {name: value for name, value in query.items() if name in known}
        answer = await house.client.get(path, params=asked, headers=MINE)
        words = answer.text.replace(f"matching {SECRET} in", "").replace(f'"expected":"{SECRET}"', "")

        assert SECRET not in words
        assert '"theirs"' not in words
        assert "/messages/1" not in words


@pytest.mark.parametrize("path", ["wait", "none", "expect"])
async def test_what_is_said_in_json_stays_within_the_mailbox_too(house: House, path: str) -> None:
    briefs: dict[str, dict[str, Any]] = {
        "wait": {"timeout": 0},
        "none": {},
        "expect": {"within": 0, "count": {"at_least": 2}},
    }
    brief = briefs[path]
    other = {**brief, "mailbox": "theirs"}

    assert_problem(await house.client.post(f"/api/{path}", json=other, headers=MINE), 403, "mailbox")
    assert SECRET not in (await house.client.post(f"/api/{path}", json=brief, headers=MINE)).text


@each([row for row in OPERATIONS if any(parameter.name == "mailbox" for parameter in row.parameters)])
async def test_a_token_for_a_mailbox_is_refused_another(house: House, row: Operation) -> None:
    path, query = (
        row.path.replace("{mailbox}", "theirs"),
        "" if "{mailbox}" in row.path else "?mailbox=theirs",
    )

    answer = await house.client.request(row.method, path + query, headers=MINE)

    assert_problem(answer, 403, "mailbox")


async def test_a_token_for_a_mailbox_changes_nothing_of_another(house: House) -> None:
    client = house.client
    gone = {"removed": 1}

    assert (await client.patch("/api/messages/1", json={"read": True}, headers=MINE)).status_code == 404
    assert (await client.delete("/api/messages/1", headers=MINE)).status_code == 404
    assert (await client.delete("/api/rules/1", headers=MINE)).status_code == 404
    assert (await client.patch("/api/rules/1", json={"enabled": False}, headers=MINE)).status_code == 404
    assert (await client.delete("/api/rules", headers=MINE)).json() == gone
    assert (await client.delete("/api/messages?all=true", headers=MINE)).json() == gone
    assert (await client.delete("/api/mailboxes/mine", headers=MINE)).json() == {"removed": 0}

    left = (await client.get("/api/messages", headers=OPEN)).json()["messages"]
    assert [(message["id"], message["read"]) for message in left] == [(1, False)]
    assert [(one.id, one.enabled) for one in house.rules.standing()] == [(1, True)]


async def test_what_a_token_for_a_mailbox_brings_belongs_to_it(house: House) -> None:
    mail = await house.client.post(
        "/api/messages", content=b"X-Catcher-Mailbox: theirs\r\n\r\n", headers=MINE
    )
    rule = {"stage": "rcpt", "action": {"type": "refuse", "code": 450}}
    standing = await house.client.post("/api/rules", json=rule, headers=MINE)

    assert mail.json()["mailbox"] == "mine"
    assert standing.json()["rule"]["match"]["mailbox"] == "mine"


async def test_a_token_for_a_mailbox_follows_it_alone(house: House) -> None:
    async with house.live("/api/live?token=for-mine") as mail, house.live("/api/live/sessions", MINE) as smtp:
        snapshot = json.loads(await asyncio.wait_for(mail.recv(), 20))
        sessions = json.loads(await asyncio.wait_for(smtp.recv(), 20))
        await house.client.post("/api/messages", params={"mailbox": "theirs"}, content=b"x", headers=OPEN)
        await house.client.post("/api/messages", content=b"x", headers=MINE)
        told = json.loads(await asyncio.wait_for(mail.recv(), 20))

    assert [message["id"] for message in snapshot["messages"]] == [2]
    assert [each["name"] for each in snapshot["mailboxes"]] == ["mine"]
    assert [session["id"] for session in sessions["sessions"]] == [2]
    assert [change["message"]["id"] for change in told["changes"]] == [4]
    assert [(each["name"], each["total"]) for each in told["mailboxes"]] == [("mine", 2)]


async def test_a_token_for_a_mailbox_can_not_follow_another(house: House) -> None:
    async with house.live("/api/live?mailbox=theirs", MINE) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()

    assert closed.value.rcvd is not None
    assert "this token is for the mailbox 'mine'" in closed.value.rcvd.reason


async def test_a_person_opens_the_inbox_with_the_token_once(house: House) -> None:
    asking = await house.client.get("/")
    wrong = await house.client.get("/?token=x")
    opened = await house.client.get("/?token=for-mine")

    assert (asking.status_code, wrong.status_code) == (401, 401)
    assert "<input id='token' name='token' type='password'" in asking.text
    assert "This token is not taken here." in wrong.text
    assert (opened.status_code, opened.headers["location"]) == (303, ".")
    assert "HttpOnly" in opened.headers["set-cookie"]
    assert "SameSite=lax" in opened.headers["set-cookie"]
    assert (await house.client.get("/api/messages")).json()["total"] == 1
    assert (await house.client.get("/")).status_code in (200, 503)  # 503: not built here
    cookie = {"Cookie": opened.headers["set-cookie"].split(";")[0]}
    async with house.live("/api/live", cookie) as socket:
        assert json.loads(await asyncio.wait_for(socket.recv(), 20))["total"] == 1


async def test_a_frame_without_origin_shows_the_pictures_of_its_mail_and_of_no_other(house: House) -> None:
    html = (await house.client.get("/api/messages/2/html", headers=MINE)).text
    key = html.split("key=")[1].split('"')[0].split("'")[0]

    assert (await house.client.get(f"/api/messages/2/parts/2?key={key}")).status_code == 200
    assert (await house.client.get(f"/api/messages/1/parts/2?key={key}")).status_code == 401
    assert (await house.client.get(f"/api/messages/2/html?key={key}")).status_code == 401


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("alone", "line 1: expected 'TOKEN MAILBOX', or 'TOKEN *' for all mail"),
        ("# one\n\nschlüssel mine", "line 3: expected 'TOKEN MAILBOX'"),
        ("a *\na mine", "line 2: this token is there already"),
        ("sha256:abc mine", "line 1: expected 64 hexadecimal digits behind sha256:"),
        ("a " + "x" * 201, "line 1: expected the name of a mailbox"),
    ],
)
def test_a_line_that_can_not_be_read_is_named(text: str, complaint: str) -> None:
    with pytest.raises(TokensError) as error:
        read_tokens(text)

    assert str(error.value).startswith(complaint)
