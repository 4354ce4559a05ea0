"""A request to the application from within its process: the same answer, and no network."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import unquote, urlencode

from starlette.types import ASGIApp, Message

from catcher.core.places import shown
from catcher.core.wire import Value


class Answered(Value):
    """An answer, whole."""

    status: int
    body: bytes

    @property
    def succeeded(self) -> bool:
        """What was asked for was done (RFC 9110, section 15.3)."""
        return 200 <= self.status < 300


async def ask(
    app: ASGIApp,
    place: tuple[str, int],
    method: str,
    path: str,
    *,
    parameters: Mapping[str, str | int | float] = {},
    body: bytes | None = None,
) -> Answered:
    """What the application answers to one who is at `place`; `path` is percent-encoded, `body` is JSON.

    Raises ConnectionError when the answer broke off.
    """
    headers = [(b"host", shown(*place).encode())]
    if body is not None:
        headers += [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": urlencode(parameters).encode(),
        "headers": headers,
        "client": None,
        "server": place,
    }
    exchange = _Exchange(body or b"")
    await app(scope, exchange.receive, exchange.send)
    return exchange.answered()


class _Exchange:
    """One request and its answer (ASGI's HTTP, version 2.3)."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._asked = False
        self._status = 0
        self._pieces: list[bytes] = []
        self._whole = False

    async def receive(self) -> Message:
        """The request; then nothing ever, as one who does not wait any more cancels the task."""
        if self._asked:
            await asyncio.Event().wait()
        self._asked = True
        return {"type": "http.request", "body": self._body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            return
        self._pieces.append(message.get("body", b""))
        self._whole = not message.get("more_body", False)

    def answered(self) -> Answered:
        if not self._whole:
            raise ConnectionError("the answer broke off")
        return Answered(self._status, b"".join(self._pieces))
