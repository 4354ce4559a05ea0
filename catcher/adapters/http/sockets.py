"""What a websocket of the API is: one row that makes its route and its description, and how each one ends.

Its law: nothing waits in a queue of ours. A client that reads nothing any more is let go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from starlette.datastructures import QueryParams
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from catcher.adapters.http.connected import HungUp, while_connected
from catcher.adapters.http.operations import Desk, Parameter, read_parameters
from catcher.adapters.http.problems import Refused, log
from catcher.application.feed import FeedClosed
from catcher.application.store import StoreError
from catcher.core.query import QueryError
from catcher.core.wire import Value, encode

SECONDS_BETWEEN_FRAMES = 0.025
"""The first change goes out at once; under load, what came meanwhile goes out together."""
SECONDS_TO_TAKE_A_FRAME = 30.0
SECONDS_TO_CLOSE = 0.5

GOING_AWAY = 1001
FAILED = 1011
MALFORMED = 4400
MAX_REASON_OCTETS = 123  # RFC 6455, section 5.5: a control frame has room for no more


class Frames:
    """Where one client's frames go."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def tell(self, frame: object) -> None:
        """Waits until the client has taken the frames before; raises TimeoutError when it takes none."""
        try:
            async with asyncio.timeout(SECONDS_TO_TAKE_A_FRAME):
                await self._socket.send_text(encode(frame).decode())
        except RuntimeError as error:  # what sending on a socket raises that was closed meanwhile
            raise WebSocketDisconnect from error


class Live(Value):
    """One row of the API. `follow` tells frames until the catcher stops; `frames` are their shapes."""

    path: str
    follow: Callable[[Desk, Mapping[str, Any], Frames], Coroutine[Any, Any, None]]
    help: str
    parameters: tuple[Parameter, ...]
    frames: tuple[Any, ...]


class Following:
    """The ASGI application of a row."""

    def __init__(self, row: Live, desk: Desk) -> None:
        self._row = row
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        try:
            await socket.accept()
            await self._follow(socket)
        except (HungUp, WebSocketDisconnect, TimeoutError):
            return  # nobody is there any more, or nobody who reads

    async def _follow(self, socket: WebSocket) -> None:
        try:
            values = read_parameters(self._row.parameters, {}, _without_token(socket.query_params))
            desk = self._desk.of(socket.scope)
            desk.within(values.get("mailbox"))  # refused now, when the asker may not see it
        except (Refused, QueryError) as error:
            await _close(socket, MALFORMED, str(error))
            return
        try:
            await while_connected(socket.receive, self._row.follow(desk, values, Frames(socket)))
        except FeedClosed:
            await _close(socket, GOING_AWAY, "the catcher stops")
        except StoreError as error:
            log.error("%s", error)
            await _close(socket, FAILED, str(error))


def _without_token(query: QueryParams) -> QueryParams:
    """The entrance has looked at it."""
    return QueryParams([(name, value) for name, value in query.multi_items() if name != "token"])


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    short = reason.encode()[:MAX_REASON_OCTETS].decode(errors="ignore")
    async with asyncio.timeout(SECONDS_TO_CLOSE):
        await socket.close(code, short)
