from __future__ import annotations

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.adapters.http.conftest import Site


@pytest.mark.parametrize(
    "host",
    ["localhost:8025", "127.0.0.1", "127.0.0.1:8025", "[::1]:8025", "192.168.1.7:8025", "catcher:8025",
     "inbox.localhost", "mail.test", "MAIL.test:80", "localhost."],
)  # fmt: skip
async def test_hosts_that_are_ours_are_answered(site: Site, host: str) -> None:
    assert (await site.client.get("/api/health", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8025",
        "localhost.evil.example",
        "user@localhost",
        "localhost/x",
        "[::1",
        "",
        "mail.test.evil",
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/messages", "/%61pi/messages", "//api/messages", "/assets/x.js"])
async def test_other_hosts_are_refused_whatever_the_path(site: Site, host: str, path: str) -> None:
    answer = await site.client.get(f"http://{site.netloc}{path}", headers={"Host": host})

    assert answer.status_code == 421
    assert "--allow-host" in answer.json()["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "file://"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_page_of_another_origin_can_change_nothing(site: Site, headers: dict[str, str]) -> None:
    await site.deliver()

    for method, path in (
        ("DELETE", "/api/messages?all=true"),
        ("DELETE", "/%61pi/messages/1"),
        ("POST", "/api/messages"),
    ):
        answer = await site.client.request(
            method, f"http://{site.netloc}{path}", headers=headers, content=b"x"
        )
        assert answer.status_code == 403

    assert (await site.client.get("/api/messages")).json()["total"] == 1


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/api/messages?q=" + "x" * 40_000, {}, 414),
        ("/api/messages", {"X-Long": "x" * 70_000}, 431),
    ],
)
async def test_oversized_requests_are_refused(
    site: Site, path: str, headers: dict[str, str], status: int
) -> None:
    answer = await site.client.get(path, headers=headers)

    assert answer.status_code == status
    assert "expected" in answer.json()["detail"]


async def test_a_proxy_may_ask_under_an_allowed_name(site: Site) -> None:
    await site.deliver()
    headers = {"Origin": "https://mail.test", "Sec-Fetch-Site": "same-origin"}

    assert (await site.client.delete("/api/messages/1", headers=headers)).status_code == 200


async def test_our_own_page_may_change_things(site: Site) -> None:
    await site.deliver()
    headers = {"Origin": f"http://{site.netloc}", "Sec-Fetch-Site": "same-origin"}

    assert (await site.client.delete("/api/messages/1", headers=headers)).status_code == 200


@pytest.mark.parametrize("path", ["/api/live", "/%61pi/live"])
async def test_a_page_of_another_origin_cannot_follow_the_mail(site: Site, path: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"ws://{site.netloc}{path}", origin="https://evil.example"):  # type: ignore[arg-type] # a NewType of str
            pass

    assert refused.value.response.status_code == 403


async def test_a_host_that_is_not_ours_cannot_follow_the_mail(site: Site) -> None:
    host, port = site.netloc.split(":")
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"ws://evil.example:{port}/api/live", host=host, port=int(port)):
            pass

    assert refused.value.response.status_code == 421


@pytest.mark.parametrize("path", ["/", "/api", "/api/messages", "/api/nothing", "/assets/nothing.js"])
async def test_every_answer_has_the_security_headers(site: Site, path: str) -> None:
    headers = (await site.client.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers
