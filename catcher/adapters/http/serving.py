"""uvicorn on a socket that is already bound, inside a loop that is already running."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

BACKLOG = 2048
GRACE_SECONDS = 1
"""How long open answers may take once the catcher stops; waits and live views have ended before."""
MAX_LIVE_FRAME_OCTETS = 4096  # clients have nothing to say over the live socket


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers, which are the command line's, and with a word when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


async def _listener(host: str, port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    family, kind, protocol, _, address = (await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM))[0]
    # With the protocol named, asyncio turns Nagle's algorithm off; without, an answer may take 40 ms more.
    listener = socket.socket(family, kind, protocol or socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


@asynccontextmanager
async def serve(app: ASGIApp, host: str, port: int) -> AsyncIterator[tuple[str, int]]:
    """Answer HTTP until the block ends; gives the host and the port, which was chosen when it is 0.

    Raises OSError when it cannot listen there.
    """
    with await _listener(host, port) as listener:
        config = uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            log_level="critical",  # what goes wrong is logged by us, once
            access_log=False,
            server_header=False,
            proxy_headers=False,
            http="httptools",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_max_size=MAX_LIVE_FRAME_OCTETS,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        server = _Server(config)
        serving = asyncio.create_task(server.serve([listener]))
        try:
            await server.listening.wait()
            yield listener.getsockname()[:2]
        finally:
            server.should_exit = True
            await serving
