from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import json
import socket
from time import monotonic, perf_counter

import httpx
import pytest
from websockets.asyncio.client import connect

from catcher.adapters import http
from catcher.adapters.http.protocol import MAX_HEAD_OCTETS
from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.core.ruling import Rules
from tests.adapters.http.conftest import Site, app_of

LONGEST_STOP = 5.0
"""Less than a second on a machine that has nothing else to do; without a bound it would be a minute."""


async def nothing(scope: object, receive: object, send: object) -> None:
    raise NotImplementedError


async def test_a_taken_port_is_an_os_error_that_says_so(site: Site) -> None:
    port = int(site.netloc.rpartition(":")[2])

    with pytest.raises(OSError, match="in use") as taken:
        async with http.serve(nothing, "127.0.0.1", port):
            pass

    assert taken.value.errno == errno.EADDRINUSE


@pytest.mark.parametrize("host", ["256.1.1.1", "no-such-host.invalid", "203.0.113.7"])
async def test_a_host_that_is_not_this_machine_is_an_os_error(host: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - its text is the system's
        async with http.serve(nothing, host, 0):
            pass


async def test_ipv6_is_served_too() -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    async with open_store() as store:
        app = app_of(PostOffice(store, Feed()))
        try:
            async with (
                http.serve(app, "::1", 0) as (host, port),
                httpx.AsyncClient(trust_env=False, verify=False) as client,
            ):
                assert host == "::1"
                assert (await client.get(f"http://[::1]:{port}/api/health")).status_code == 200
        except OSError as error:
            if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                raise
            pytest.skip("this machine has no IPv6")


async def test_it_stops_soon_with_open_sockets_waiters_and_live_views() -> None:
    async with open_store() as store:
        feed = Feed()
        app = app_of(PostOffice(store, feed))
        async with httpx.AsyncClient(trust_env=False, verify=False, timeout=20) as client:
            async with http.serve(app, "127.0.0.1", 0) as (host, port):
                base = f"http://{host}:{port}"
                await client.get(f"{base}/api/health")  # leaves an idle connection open
                _, silent = await asyncio.open_connection(host, port)
                _, begun = await asyncio.open_connection(host, port)
                begun.write(
                    b"POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nSub"
                )
                waiting = [
                    asyncio.create_task(client.get(f"{base}/api/wait?q=x{n}&timeout=60")) for n in range(10)
                ]
                async with connect(f"ws://{host}:{port}/api/live", compression=None) as watching:
                    await watching.recv()
                    while len(feed._readers) < 11:
                        await asyncio.sleep(0)
                    feed.close()
                    leaving = perf_counter()
            assert perf_counter() - leaving < LONGEST_STOP
            assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {503}
            for writer in (silent, begun):
                writer.close()


@pytest.mark.parametrize("rounds", range(6))
async def test_a_client_that_connects_as_it_stops_is_hung_up_on(rounds: int) -> None:
    with socket.socket() as client:
        client.settimeout(LONGEST_STOP)
        async with http.serve(nothing, "127.0.0.1", 0) as place:
            client.connect(place)
            for _ in range(rounds):
                await asyncio.sleep(0)

        with contextlib.suppress(ConnectionResetError):
            assert client.recv(1_000) == b""
    gc.collect()  # whatever was left open would warn


async def test_it_stops_although_a_live_client_reads_nothing() -> None:
    async with open_store() as store:
        feed = Feed()
        post_office = PostOffice(store, feed)
        site = Site(httpx.AsyncClient(verify=False), post_office, feed, Rules(monotonic), "")
        app = app_of(post_office)
        async with http.serve(app, "127.0.0.1", 0) as (host, port):
            with socket.socket() as deaf:
                deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                deaf.connect((host, port))
                deaf.sendall(
                    b"GET /api/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
                )
                while not feed._readers:
                    await asyncio.sleep(0)
                for _ in range(50):
                    await asyncio.gather(*(site.deliver("x" * 900) for _ in range(100)))
                assert len(feed._readers) == 1
                feed.close()
                leaving = perf_counter()
        assert perf_counter() - leaving < LONGEST_STOP
        assert not feed._readers
        await site.client.aclose()


@pytest.mark.parametrize(
    "spoken",
    [b"EHLO client.example\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 100],
)
async def test_what_is_no_http_is_told_as_a_problem(site: Site, spoken: bytes) -> None:
    head, _, body = (await site.say(spoken)).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in head
    assert json.loads(body)["type"] == "/api#malformed"


@pytest.mark.parametrize("endless", [b"GET /" + b"x" * 1_000, b"GET / HTTP/1.1\r\nX-Long: " + b"x" * 1_000])
async def test_a_head_that_does_not_end_is_refused(site: Site, endless: bytes) -> None:
    answer = await site.say(endless + b"x" * (2 * MAX_HEAD_OCTETS))

    assert answer.startswith(b"HTTP/1.1 431 ")


async def test_many_requests_on_one_connection_are_no_long_head(site: Site) -> None:
    for _ in range(300):
        headers = {"X-Long": "x" * 1_000}
        assert (await site.client.get("/api/health", headers=headers)).status_code == 200


async def test_answers_have_the_date(site: Site) -> None:
    assert (await site.client.get("/api/health")).headers["date"].endswith("GMT")


async def test_a_client_that_would_rather_speak_http_2_loses_no_body(site: Site) -> None:
    """As Java's does by default."""
    asked = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": "AAEAAEAAAAIA"}
    for number in (1, 2):
        mail = b"Subject: x\r\n\r\nUpgrade: h2c\r\n\r\nwords"
        answer = await site.client.post("/api/messages?recipient=b@example.com", content=mail, headers=asked)
        assert answer.status_code == 201, answer.text
        assert (await site.client.get(f"/api/messages/{number}/raw", headers=asked)).content == mail
