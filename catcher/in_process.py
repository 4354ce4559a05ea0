"""A catcher inside this process: a server in a thread of its own, and a blocking client for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from catcher.clients.scope import Endpoint
from catcher.core.config import Config
from catcher.core.query import EVERYTHING
from catcher.http_client import Client
from catcher.server import Running, running


class Catcher(Client):
    """The client of a catcher in this process; all that `Client` offers, and where to send without asking."""

    def __init__(self, server: Running, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(server.url)
        self.scope = replace(self.scope, smtp=Endpoint(*server.smtp))
        self._server = server
        self._loop = loop

    def reset(self) -> None:
        """Without mail and rules; of a mailbox, without its own. At once, as no request is sent."""
        asyncio.run_coroutine_threadsafe(self._emptied(), self._loop).result()

    async def _emptied(self) -> None:
        if self.name is None:
            self._server.rules.clear()
            await self._server.post_office.remove(EVERYTHING)
        else:
            self._server.rules.within(self.name).clear()
            await self._server.post_office.drop(self.name)


@contextmanager
def embedded(**settings: Any) -> Iterator[Catcher]:
    """Run a catcher on free ports of 127.0.0.1 until the block ends.

    `settings` are the fields of `catcher.core.config.Config`, for example `data=Path("mail.db")`.
    """
    config = replace(Config(smtp_port=0, http_port=0), **settings)
    with _server(config) as (server, loop), Catcher(server, loop) as catcher:
        yield catcher


Started = tuple[Running, asyncio.AbstractEventLoop, asyncio.Event]


@contextmanager
def _server(config: Config) -> Iterator[tuple[Running, asyncio.AbstractEventLoop]]:
    """The server in a thread with an event loop of its own; ends with the block."""
    started: Future[Started] = Future()
    thread = threading.Thread(target=_run, args=(config, started), name="catcher", daemon=True)
    thread.start()
    server, loop, stop = started.result()
    try:
        yield server, loop
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def _run(config: Config, started: Future[Started]) -> None:
    async def serve() -> None:
        stop = asyncio.Event()
        async with running(config) as server:
            started.set_result((server, asyncio.get_running_loop(), stop))
            await stop.wait()

    try:
        asyncio.run(serve())
    except BaseException as error:  # handed over to the thread that waits for the start
        if started.done():
            raise
        started.set_exception(error)
