"""What is asked within the process is answered as what comes over the network."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from catcher.adapters import http
from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.core.message import Envelope
from tests.adapters.http.conftest import Site, app_of

NOW = datetime(2026, 5, 1, tzinfo=UTC)
PLACE = ("127.0.0.1", 8025)


@pytest.mark.parametrize(
    ("method", "path", "parameters", "body", "status"),
    [
        ("GET", "/api/messages", {}, None, 200),
        ("GET", "/api/messages", {"q": 'subject:"Grüße & mehr"', "limit": 1}, None, 200),
        ("GET", "/api/messages/1", {}, None, 200),
        ("GET", "/api/messages/1/raw", {}, None, 200),
        ("GET", "/api/messages/99", {}, None, 404),
        ("GET", "/api/messages", {"limit": -1}, None, 400),
        ("GET", "/api/messages", {"limits": 1}, None, 400),
        ("GET", "/api/messages", {"q": "x" * 40_000}, None, 414),
        ("GET", "/nowhere", {}, None, 404),
        ("PATCH", "/api/messages/1", {}, b'{"read": true}', 200),
        ("PATCH", "/api/messages/1", {}, b'{"read": 1}', 400),
        ("PATCH", "/api/messages/1", {}, b" " * 100_000, 413),
        ("DELETE", "/api/mailboxes/a%2Fb%20%C3%A9", {}, None, 200),
        ("PUT", "/api/messages", {}, None, 405),
    ],
)
async def test_it_is_the_answer_of_the_network(
    method: str, path: str, parameters: Mapping[str, str | int], body: bytes | None, status: int
) -> None:
    async def answers(*, straight: bool) -> tuple[int, bytes]:
        async with open_store() as store:
            post_office = PostOffice(store, Feed(), now=lambda: NOW)
            app = app_of(post_office)
            await post_office.deliver(
                Envelope("ann@example.com", ("bob@example.com",)), b"Subject: Gr\r\n\r\nHi"
            )
            if straight:
                answered = await http.ask(app, PLACE, method, path, parameters=parameters, body=body)
                return answered.status, answered.body
            async with (
                http.serve(app, "127.0.0.1", 0) as (host, port),
                httpx.AsyncClient(base_url=f"http://{host}:{port}", trust_env=False, verify=False) as client,
            ):
                answer = await client.request(method, path, params=parameters, content=body)
                return answer.status_code, answer.content

    assert await answers(straight=True) == await answers(straight=False)
    assert (await answers(straight=True))[0] == status


async def test_one_who_is_not_here_any_more_is_not_worked_for(site: Site) -> None:
    app = app_of(site.post_office)
    waiting = asyncio.create_task(http.ask(app, PLACE, "GET", "/api/wait", parameters={"timeout": 60}))
    while not site.post_office.followers:
        await asyncio.sleep(0)

    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert site.post_office.followers == 0


@pytest.mark.parametrize("place", [("::1", 8025), ("127.0.0.1", 8025)])
async def test_the_host_is_the_place_that_is_asked(place: tuple[str, int]) -> None:
    async def host(scope: Scope, _: Receive, send: Send) -> None:
        netloc = dict(scope["headers"])[b"host"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": netloc})

    netloc = (await http.ask(host, place, "GET", "/")).body.decode()

    assert (urlsplit(f"//{netloc}").hostname, urlsplit(f"//{netloc}").port) == place


@pytest.mark.parametrize(
    "said",
    [
        [],
        [{"type": "http.response.start", "status": 200, "headers": []}],
        [
            {"type": "http.response.start", "status": 200, "headers": []},
            {"type": "http.response.body", "body": b"half", "more_body": True},
        ],
    ],
)
async def test_an_answer_that_breaks_off_is_an_error(said: list[Message]) -> None:
    async def broken(_: Scope, __: Receive, send: Send) -> None:
        for message in said:
            await send(message)

    with pytest.raises(ConnectionError, match="broke off"):
        await http.ask(broken, PLACE, "GET", "/")
