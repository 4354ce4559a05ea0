"""A catcher inside this process: a server in a thread of its own, and a blocking client for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from catcher.clients.errors import refusal, unreached
from catcher.clients.requests import Link, Request
from catcher.clients.scope import Endpoint, Scope
from catcher.core.config import Config
from catcher.core.query import EVERYTHING
from catcher.http_client import Client
from catcher.server import Running, running

T = TypeVar("T")

STOPPED = "it was stopped"


class Catcher(Client):
    """The client of a catcher in this process: all that `Client` offers, without a network between."""

    def __init__(self, thread: _Thread) -> None:
        self._thread = thread
        super().__init__(thread.server.url)
        self.scope = replace(self.scope, smtp=Endpoint(*thread.server.smtp))

    def _linked(self) -> Link:
        return _Straight(self._thread)

    def reset(self) -> None:
        """Without mail and rules; of a mailbox, without its own. At once, as no request is sent."""
        self._thread.carry_out(self._emptied())

    async def _emptied(self) -> None:
        server = self._thread.server
        if self.name is None:
            server.rules.clear()
            await server.post_office.remove(EVERYTHING)
        else:
            server.rules.within(self.name).clear()
            await server.post_office.drop(self.name)


class _Straight:
    """A link to the server's own loop. What may be long is carried over HTTP all the same, piece by piece."""

    def __init__(self, thread: _Thread) -> None:
        self._thread = thread

    def ask(self, request: Request[Any]) -> bytes:
        """See Link."""
        __tracebackhide__ = True  # pytest then shows the line of the test
        server, path = self._thread.server, f"/{request.path}"
        answered = self._thread.carry_out(
            server.ask(request.method, path, parameters=request.parameters, body=request.body)
        )
        if answered.succeeded:
            return answered.body
        raise refusal(answered.status, server.url + path, answered.body)

    def pieces(self, request: Request[Any]) -> Iterator[bytes]:
        """See Link."""
        from catcher.over_http import HttpLink  # noqa: PLC0415 - httpx, which few need

        with closing(HttpLink(Scope(self._thread.server.url))) as link:
            yield from link.pieces(request)

    def close(self) -> None:
        """See Link; there is nothing to close."""


@contextmanager
def embedded(**settings: Any) -> Iterator[Catcher]:
    """Run a catcher on free ports of 127.0.0.1 until the block ends.

    `settings` are the fields of `catcher.core.config.Config`, for example `data=Path("mail.db")`.
    """
    config = replace(Config(smtp_port=0, http_port=0), **settings)
    with _serving(config) as thread, Catcher(thread) as catcher:
        yield catcher


class _Thread:
    """A server in a thread with an event loop of its own, for the other threads of this process."""

    def __init__(self, server: Running, loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
        self.server = server
        self._loop = loop
        self._stop = stop
        self._begun: set[Future[Any]] = set()

    def carry_out(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of work in the server's loop. Raises CatcherError when the server was stopped."""
        __tracebackhide__ = True  # pytest then shows the line of the test
        try:
            done = asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError as error:  # the loop is closed
            work.close()
            raise unreached(self.server.url, STOPPED) from error
        self._begun.add(done)
        try:
            if self._loop.is_closed():
                done.cancel()
            return done.result()
        except (CancelledError, ConnectionError) as error:
            raise unreached(self.server.url, str(error) or STOPPED) from error
        finally:
            done.cancel()  # when the one who waits is interrupted, nobody works on it any more
            self._begun.discard(done)
            if self._loop.is_closed():
                work.close()

    def stop(self) -> None:
        """Let the server end."""
        self._loop.call_soon_threadsafe(self._stop.set)

    def forsake(self) -> None:
        """The loop has ended: whoever still waits for it is told."""
        for future in tuple(self._begun):
            future.cancel()


@contextmanager
def _serving(config: Config) -> Iterator[_Thread]:
    """The server in its thread; ends with the block."""
    started: Future[_Thread] = Future()
    thread = threading.Thread(target=_run, args=(config, started), name="catcher", daemon=True)
    thread.start()
    running_there = started.result()
    try:
        yield running_there
    finally:
        running_there.stop()
        thread.join()
        running_there.forsake()


def _run(config: Config, started: Future[_Thread]) -> None:
    async def serve() -> None:
        stop = asyncio.Event()
        async with running(config) as server:
            started.set_result(_Thread(server, asyncio.get_running_loop(), stop))
            await stop.wait()

    try:
        asyncio.run(serve())
    except BaseException as error:  # handed over to the thread that waits for the start
        if started.done():
            raise
        started.set_exception(error)
