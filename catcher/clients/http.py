"""Blocking requests over HTTP/1.1, and the connections they use. The only module that knows http.client.

Its law: a connection is used by one request at a time, and kept for the next when its answer was read to the end.
"""

from __future__ import annotations

import base64
import http.client
import selectors
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, quote, unquote, urlsplit

import certifi

Answer = http.client.HTTPResponse
"""What comes back: its `status`, and its body by `read()`, or by `read1(octets)` as it comes."""

_Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)
"""Of those that open no file of their own, the one that takes any file."""
_SAFE_IN_A_PATH = "/%:@!$&'()*+,;=~"


class Connections:
    """The connections to the server at a URL, for any number of threads. Raises ValueError for what is no such URL.

    No proxy of the environment is used: one for the internet must never see the mail of a test. `seconds` is how
    long connecting may take.
    """

    def __init__(self, url: str, headers: Mapping[str, str], seconds: float) -> None:
        place = urlsplit(url)
        if place.scheme not in ("http", "https") or not place.hostname:
            raise ValueError("it begins with http:// or https://, and names a host")
        self._host, self._port = place.hostname.encode("idna").decode(), place.port
        self._base = quote(place.path.rstrip("/"), safe=_SAFE_IN_A_PATH) + "/"
        self._headers = {**headers, **_credentials(place)}
        # The certificates of the world take long to read.
        self._tls = ssl.create_default_context(cafile=certifi.where()) if place.scheme == "https" else None
        self._seconds = seconds
        self._idle: list[http.client.HTTPConnection] = []
        try:
            self._new()
        except http.client.HTTPException as error:
            raise ValueError(str(error)) from error

    @contextmanager
    def answer(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], seconds: float
    ) -> Iterator[Answer]:
        """The answer to a request, to be read within the block; `path` is below the URL, with its query.

        `seconds` is how long the server may be silent. Raises OSError.
        """
        connection = self._taken()
        try:
            connection.sock.settimeout(seconds)
            with suppress(
                BrokenPipeError, ConnectionResetError
            ):  # a server that refuses early may read no body
                connection.request(method, self._base + path, body, {**self._headers, **headers})
            answer = connection.getresponse()
            yield answer
        except http.client.HTTPException as error:
            connection.close()
            raise ConnectionError(repr(error)) from error
        except BaseException:
            connection.close()
            raise
        if answer.isclosed() and connection.sock is not None:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close those that are not in use."""
        while self._idle:
            self._idle.pop().close()

    def _taken(self) -> http.client.HTTPConnection:
        """One that is open, the last used first."""
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._new()
                connection.connect()
                return connection
            if not _has_ended(connection):
                return connection
            connection.close()

    def _new(self) -> http.client.HTTPConnection:
        if self._tls is None:
            return http.client.HTTPConnection(self._host, self._port, timeout=self._seconds)
        return http.client.HTTPSConnection(self._host, self._port, timeout=self._seconds, context=self._tls)


def _has_ended(connection: http.client.HTTPConnection) -> bool:
    """Between requests a server says nothing, unless that it closes."""
    with _Selector() as selector:
        selector.register(connection.sock, selectors.EVENT_READ)
        return bool(selector.select(0))


def _credentials(place: SplitResult) -> dict[str, str]:
    """Those in the URL, for a proxy that asks for them (RFC 7617)."""
    if not (place.username or place.password):
        return {}
    pair = f"{unquote(place.username or '')}:{unquote(place.password or '')}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
