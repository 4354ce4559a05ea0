"""A port for HTTP: it listens at once, and what serves it is loaded with the first connection.

Loading it is a good part of a start, and many runs of tests never ask over HTTP.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp

from catcher.application.beside import running_task

BACKLOG = 2048


@asynccontextmanager
async def serve(app: ASGIApp, host: str, port: int) -> AsyncIterator[tuple[str, int]]:
    """Answer HTTP until the block ends; gives the host and the port, which was chosen when it is 0.

    Raises OSError when it cannot listen there.
    """
    with await _listener(host, port) as listener:
        async with running_task(_serve(app, listener)):
            yield listener.getsockname()[:2]


async def _listener(host: str, port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    family, kind, protocol, _, address = (await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM))[0]
    # With the protocol named, asyncio turns Nagle's algorithm off; without, an answer may take 40 ms more.
    listener = socket.socket(family, kind, protocol or socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener


async def _serve(app: ASGIApp, listener: socket.socket) -> None:
    """Until it is cancelled."""
    await _first_connection(listener)
    from catcher.adapters.http.serving import serving  # noqa: PLC0415 - uvicorn; see above

    async with serving(app, listener):
        await asyncio.Event().wait()


async def _first_connection(listener: socket.socket) -> None:
    loop, there = asyncio.get_running_loop(), asyncio.Event()
    try:
        loop.add_reader(listener, there.set)
    except NotImplementedError:  # Windows' loop cannot wait for a connection without accepting it
        return
    try:
        await there.wait()
    finally:
        loop.remove_reader(listener)
