"""Every operation, and every way in which it refuses: the status, the type, and a text that says what to do."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpx
import pytest

from catcher.adapters import http
from catcher.adapters.http import OPERATIONS
from catcher.adapters.http.operations import Operation
from catcher.adapters.http.problems import KINDS
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.application.store import StoreError, StoreFull
from catcher.core.shapes import Mark, Switch
from tests.adapters.http.conftest import MAX_MESSAGE_OCTETS, Site, app_of

TYPES = {kind.type: kind for kind in KINDS}


def assert_problem(answer: httpx.Response, status: int, name: str) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, object] = answer.json()
    assert (found["status"], found["type"]) == (status, f"/api#{name}")
    assert found["title"] == TYPES[str(found["type"])].title
    assert found["detail"]
    return found


SOME_BODY: dict[object, bytes] = {Mark: b'{"read": true}', Switch: b'{"enabled": true}'}


def url(row: Operation) -> str:
    """The path of an operation, for things that are not there."""
    return re.sub(r"{\w+}", "77", row.path)


def each(rows: Iterable[Operation] = OPERATIONS) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=lambda row: f"{row.method} {row.path}")


@each()
async def test_an_unknown_parameter_is_refused(site: Site, row: Operation) -> None:
    await site.deliver()

    answer = await site.client.request(row.method, url(row), params={"al": "true"})

    assert "there is no parameter 'al' here" in str(assert_problem(answer, 400, "malformed")["detail"])
    assert (await site.client.get("/api/messages?q=is:unread")).json()["total"] == 1


@each()
async def test_a_foreign_host_is_refused(site: Site, row: Operation) -> None:
    answer = await site.client.request(row.method, url(row), headers={"Host": "evil.example"})

    assert_problem(answer, 421, "host")


@each([row for row in OPERATIONS if row.method not in ("GET", "HEAD")])
async def test_a_foreign_page_can_not_change_anything(site: Site, row: Operation) -> None:
    answer = await site.client.request(row.method, url(row), headers={"Origin": "https://evil.example"})

    assert_problem(answer, 403, "foreign")


@each([row for row in OPERATIONS if "{" in row.path.replace("{mailbox}", "")])
async def test_what_is_not_there_is_not_found(site: Site, row: Operation) -> None:
    given: Any = {
        "content": SOME_BODY.get(row.takes),
        "params": {"css": "p"} if row.path.endswith("/select") else {},
    }

    assert_problem(await site.client.request(row.method, url(row), **given), 404, "not-found")
    odd = url(row).replace("77", "seven")
    assert_problem(await site.client.request(row.method, odd, **given), 404, "not-found")


@each([row for row in OPERATIONS if any(each.name == "q" for each in row.parameters)])
async def test_a_query_that_cannot_be_read_is_told_with_its_position(site: Site, row: Operation) -> None:
    answer = await site.client.request(row.method, url(row), params={"q": "to:bob ("})

    assert assert_problem(answer, 400, "query")["position"] == 7


@each([row for row in OPERATIONS if row.takes])
async def test_a_body_that_is_announced_as_too_large_is_refused_before_it_is_sent(
    site: Site, row: Operation
) -> None:
    await site.deliver()
    path = re.sub(r"{\w+}", "1", row.path) + ("?all=true" if row.endpoint.__name__ == "mark_messages" else "")

    answer = await site.say(
        f"{row.method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n"
        "Expect: 100-continue\r\nConnection: close\r\n\r\n"
    )

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"type":"/api#too-large"' in answer


async def test_a_body_of_unknown_length_is_read_up_to_the_bound(site: Site) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b"x" * (MAX_MESSAGE_OCTETS // 5)

    answer = await site.client.post("/api/messages", content=chunks())

    assert_problem(answer, 413, "too-large")
    assert (await site.client.get("/api/messages")).json()["total"] == 0


@each([row for row in OPERATIONS if row.method == "GET"])
async def test_head_answers_as_get_does_without_the_body(site: Site, row: Operation) -> None:
    params = {"timeout": "0"} if row.path == "/api/wait" else {}
    got = await site.client.get(url(row), params=params)
    head = await site.client.head(url(row), params=params)

    assert head.status_code == got.status_code
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.content == b""


@pytest.mark.parametrize("path", sorted({url(row) for row in OPERATIONS}))
async def test_other_methods_are_refused_with_those_that_are_allowed(site: Site, path: str) -> None:
    allowed = (await site.client.options(path)).headers["allow"]

    for method in ("PUT", "TRACE", "PROPFIND", "x-odd"):
        answer = await site.client.request(method, path)
        if answer.headers.get("content-type") == "application/problem+json" and answer.status_code == 400:
            continue  # a method that is none of HTTP's is refused by the parser already
        assert_problem(answer, 405, "method")
        assert answer.headers["allow"] == allowed


async def test_options_changes_nothing(site: Site) -> None:
    await site.deliver()

    answer = await site.client.options("/api/messages?all=true")

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "DELETE, GET, HEAD, PATCH, POST"
    assert "access-control-allow-methods" not in answer.headers
    assert (await site.client.get("/api/messages")).json()["total"] == 1


@pytest.mark.parametrize(
    "path",
    ["/api/nothing", "/api/v1/messages", "/api/v2/messages", "/messages", "/email", "/view", "/api/", "/index.html",
     "/assets/../pages.py", "/assets/%2e%2e/index.html", "/assets/none.js", "/%00"],
)  # fmt: skip
async def test_paths_that_are_not_ours_are_not_found(site: Site, path: str) -> None:
    assert_problem(await site.client.get(f"http://{site.netloc}{path}"), 404, "not-found")


@pytest.mark.parametrize("path", ["/", "/assets/none.js"])
async def test_pages_can_only_be_read(site: Site, path: str) -> None:
    answer = await site.client.post(path)

    assert_problem(answer, 405, "method")
    assert answer.headers["allow"] == "GET, HEAD"


async def test_the_live_path_tells_that_it_is_a_websocket(site: Site) -> None:
    answer = await site.client.get("/api/live")

    assert_problem(answer, 426, "upgrade")
    assert answer.headers["upgrade"] == "websocket"


class _Failing:
    """A store that fails as a disk does."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, name: str) -> object:
        async def fail(*_: object, **__: object) -> None:
            raise self._error

        return fail


@pytest.mark.parametrize(
    ("error", "status", "name", "told"),
    [
        (StoreError("the database refused: disk I/O error"), 503, "store", "disk I/O error"),
        (StoreFull("there is no space left; remove mail"), 507, "full", "remove mail"),
        (ZeroDivisionError("secret"), 500, "failed", "its log tells more"),
    ],
)
async def test_an_error_within_is_logged_once_and_told_without_its_insides(
    error: Exception, status: int, name: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    post_office = PostOffice(_Failing(error), Feed())  # type: ignore[arg-type] # a stand-in for a disk that fails
    app = app_of(post_office)
    async with (
        http.serve(app, "127.0.0.1", 0) as (host, port),
        httpx.AsyncClient(base_url=f"http://{host}:{port}", trust_env=False, verify=False) as client,
    ):
        for method, path in (("GET", "/api/messages"), ("GET", "/api/health"), ("DELETE", "/api/messages/1")):
            caplog.clear()
            with caplog.at_level(logging.INFO):
                answer = await client.request(method, path)
            found = assert_problem(answer, status, name)
            assert told in str(found["detail"])
            assert "secret" not in answer.text
            assert (
                len([record for record in caplog.records if record.name.startswith(("catcher", "uvicorn"))])
                == 1
            )
