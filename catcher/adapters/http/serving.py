"""uvicorn on a socket that listens already, inside a loop that is already running."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp

from catcher.adapters.accepting import rounds, stop_accepting
from catcher.adapters.http.protocol import Protocol

GRACE_SECONDS = 0.6
"""How long open answers may take once the catcher stops, which then takes less than a second in all. Waits and live
views have ended before."""
KEEP_ALIVE_SECONDS = 75
"""Longer than clients keep an idle connection, so that they seldom begin a request on one that we just closed."""
SECONDS_BETWEEN_DATES = 1.0
MAX_LIVE_FRAME_OCTETS = 4096  # clients have nothing to say over the live socket


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers, which are the command line's, and with a word when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self._leaving = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        """Sleeps until it is told to leave, where uvicorn looks ten times a second."""
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                async with asyncio.timeout(SECONDS_BETWEEN_DATES):
                    await self._leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """With nothing under way it ends at once; uvicorn waits a tenth of a second before it looks."""
        for server in self.servers:
            await stop_accepting(server)
        for connection in tuple(self.server_state.connections):
            if isinstance(connection, Protocol):  # a websocket may be told but once
                connection.shutdown()
        await rounds(1)  # in which the idle ones are gone
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown()

    def leave(self) -> None:
        """Stop accepting, finish what is open, and return from `serve`."""
        self.should_exit = True
        self._leaving.set()

    def abandon(self) -> None:
        """Drop the connections that are still open: their clients do not end what they began, or read nothing."""
        for connection in tuple(self.server_state.connections):
            connection.transport.abort()


def _websocket(**given: Any) -> asyncio.Protocol:
    """The other end of one that is live; its library is loaded with the first, as few tests open the page."""
    from uvicorn.protocols.websockets.websockets_sansio_impl import (  # noqa: PLC0415
        WebSocketsSansIOProtocol,
    )

    return WebSocketsSansIOProtocol(**given)


@asynccontextmanager
async def serving(app: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """Answer HTTP until the block ends."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        log_level="critical",  # what goes wrong is logged by us, once
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http=Protocol,
        ws=cast("type[asyncio.Protocol]", _websocket),
        ws_per_message_deflate=False,
        ws_max_size=MAX_LIVE_FRAME_OCTETS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve([listener]))
    try:
        await server.listening.wait()
        yield
    finally:
        server.leave()
        await asyncio.wait({serving}, timeout=GRACE_SECONDS)
        server.abandon()
        await serving
