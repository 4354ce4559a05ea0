"""The connections of the blocking client: each is used again as long as it can be, and by one request at a time."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

import catcher as package
from catcher import CatcherError
from catcher.clients.http import Connections

EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
Play = Callable[[socket.socket], bytes]


@contextmanager
def played(play: Play) -> Iterator[tuple[str, Future[bytes]]]:
    """A server that plays its part on the sockets that it accepts; its URL, and what it saw."""
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as thread:
        server.settimeout(10)
        yield f"http://127.0.0.1:{server.getsockname()[1]}", thread.submit(play, server)


def heads(connection: socket.socket, count: int) -> bytes:
    """So many requests, each of which is answered."""
    seen = b""
    for number in range(count):
        while seen.count(b"\r\n\r\n") <= number:
            seen += connection.recv(10_000)
        connection.sendall(EMPTY)
    return seen


def asked(connections: Connections, path: str = "api/health", body: bytes | None = None) -> int:
    with connections.answer("GET", path, body, {}, 10.0) as answer:
        answer.read()
        return answer.status


def test_a_connection_is_kept_for_the_next_request() -> None:
    def play(server: socket.socket) -> bytes:
        connection, _ = server.accept()
        with connection:
            return heads(connection, 2)

    with played(play) as (url, seen):
        connections = Connections(f"{url}/behind/a proxy/", {"Authorization": "Bearer t"}, 10.0)
        assert [asked(connections), asked(connections, "api/messages?q=a+b")] == [200, 200]
        connections.close()

        first, second, _ = seen.result().split(b"\r\n\r\n")
    assert first.startswith(b"GET /behind/a%20proxy/api/health HTTP/1.1\r\n")
    assert second.startswith(b"GET /behind/a%20proxy/api/messages?q=a+b HTTP/1.1\r\n")
    assert b"\r\nAuthorization: Bearer t" in first


def test_one_that_the_server_closed_is_not_used_again() -> None:
    def play(server: socket.socket) -> bytes:
        for _ in range(2):
            connection, _ = server.accept()
            with connection:
                seen = heads(connection, 1)
        return seen

    with played(play) as (url, seen):
        connections = Connections(url, {}, 10.0)
        assert asked(connections) == 200
        kept = connections._idle[0].sock
        assert kept.recv(1, socket.MSG_PEEK) == b"", "the server has closed it"
        assert asked(connections) == 200
        assert seen.result()
        connections.close()


def test_an_answer_that_was_not_read_to_its_end_takes_its_connection_with_it() -> None:
    def play(server: socket.socket) -> bytes:
        connection, _ = server.accept()
        with connection:
            connection.recv(10_000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
            return connection.recv(1)

    with played(play) as (url, seen):
        connections = Connections(url, {}, 10.0)
        with connections.answer("GET", "x", None, {}, 10.0) as answer:
            assert answer.read(4) == b"half"
        assert seen.result() == b""


def test_a_body_that_is_refused_before_it_was_read_has_its_answer() -> None:
    def play(server: socket.socket) -> bytes:
        connection, _ = server.accept()
        with connection:
            seen = connection.recv(100)
            connection.sendall(b"HTTP/1.1 413 Too large\r\nContent-Length: 0\r\n\r\n")
            connection.shutdown(socket.SHUT_RD)
            while connection.recv(1_000_000):
                pass
            return seen

    with played(play) as (url, seen):
        connections = Connections(url, {}, 10.0)
        assert asked(connections, body=b"x" * 1_000_000) == 413
        assert seen.result()
        connections.close()


def test_user_and_password_of_the_url_are_told_to_a_proxy() -> None:
    def play(server: socket.socket) -> bytes:
        connection, _ = server.accept()
        with connection:
            return heads(connection, 1)

    with played(play) as (url, seen):
        connections = Connections(url.replace("//", "//ann:p%40ss@"), {}, 10.0)
        assert asked(connections) == 200
        assert b"\r\nAuthorization: Basic YW5uOnBAc3M=" in seen.result()  # ann:p@ss
        connections.close()


@pytest.mark.parametrize("said", [b"", b"220 mail.example.com ESMTP\r\n"])
def test_what_is_no_http_is_an_error_of_the_network(said: bytes) -> None:
    def play(server: socket.socket) -> bytes:
        connection, _ = server.accept()
        with connection:
            connection.recv(10_000)
            connection.sendall(said)
        return said

    with played(play) as (url, _), pytest.raises(OSError, match=r"220 mail|without response"):
        asked(Connections(url, {}, 10.0))


@pytest.mark.parametrize("url", ["http://", "http://a b/", "http://..", "http://h:99999", "mailto:ann"])
def test_what_is_no_url_of_a_server_is_an_error_of_the_value(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Connections(url, {}, 10.0)


def test_over_https_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    with (
        package.embedded(tls="auto", smtps_port=0) as box,
        package.client(f"https://{box.smtps}") as client,
        pytest.raises(CatcherError, match=r"no catcher answers.*certificate"),
    ):
        client.count()
