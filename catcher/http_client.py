"""The clients: ask a catcher, wait for mail, and be told why it did not come; blocking, or with asyncio.

Both have the same methods and the same `Mail`; of the asynchronous one, what asks the catcher is awaited, properties
too. How a request gets there is the link's affair: over HTTP, or straight to a catcher in this process.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from copy import copy
from typing import Self, TypeVar, Unpack

from catcher.clients import operations
from catcher.clients.conditions import Conditions
from catcher.clients.faces import Now, Soon, carry_out, carry_out_soon, now, soon
from catcher.clients.requests import AsyncLink, Lines, Link, Steps
from catcher.clients.scope import DEFAULT_URL, Login, Scope
from catcher.core.shapes import Summary
from catcher.rules_client import AsyncClientRules, ClientRules

T = TypeVar("T")


class Client:
    """A catcher, over HTTP. Close it, or use it as a context manager.

    `url` is where its inbox is, `token` what it asks for, if it does. All that is asked is asked of all mail;
    `mailbox(name)` is a client of one mailbox. Methods raise CatcherError when the catcher cannot be reached or refuses.
    """

    def __init__(self, url: str = DEFAULT_URL, *, token: str | None = None) -> None:
        self.scope = Scope(url.rstrip("/"), token=token)
        self._link = self._linked()
        self._owner = True

    def _linked(self) -> Link:
        from catcher.over_http import HttpLink  # noqa: PLC0415 - httpx, of no use to a catcher in this process

        return HttpLink(self.scope)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return _shown(self, self.scope)

    def close(self) -> None:
        """Close the connections. A client of a mailbox leaves them to the one that it was made from."""
        if self._owner:
            self._link.close()

    @property
    def url(self) -> str:
        """Where the inbox is."""
        return self.scope.url

    @property
    def name(self) -> str | None:
        """The mailbox that is asked; None for all mail."""
        return self.scope.mailbox

    @property
    def login(self) -> Login:
        """User and password with which an application's mail goes into this mailbox."""
        return self.scope.login

    def mailbox(self, name: str) -> Self:
        """A client of one mailbox, over the same connections. The mailbox need not exist yet."""
        scoped = copy(self)
        scoped.scope = self.scope.of(name)
        scoped._owner = False  # noqa: SLF001 - it is of this class
        return scoped

    @property
    def rules(self) -> ClientRules:
        """Failures on purpose: `with catcher.rules.fail(450, first=2): ...`."""
        return ClientRules(self)

    def summaries(self, query: str = "", **conditions: Unpack[Conditions]) -> Iterator[Summary]:
        """What lists show of the mail that matches, newest first; pages are fetched as they are needed."""
        before = None
        while rows := self.carry_out(operations.page(self.scope, query, before, **conditions)):
            yield from rows
            before = rows[-1]["id"]

    def export_lines(self, query: str = "", **conditions: Unpack[Conditions]) -> Iterator[bytes]:
        """All that is known of each mail that matches, as a line of JSON, in the order of arrival."""
        lines = Lines()
        for piece in self._link.pieces(operations.export(self.scope, query, conditions)):
            yield from lines.ended_by(piece)

    health = Now(operations.health)
    smtp = Now(operations.smtp)
    submission = Now(operations.submission)
    smtps = Now(operations.smtps)
    lmtp = Now(operations.lmtp)
    ca_pem = Now(operations.ca_pem)
    messages = Now(operations.messages)
    last_id = Now(operations.last_id)
    as_environment = now(operations.as_environment)
    find = now(operations.find)
    count = now(operations.count)
    import_lines = now(operations.import_lines)
    get = now(operations.get)
    raw = now(operations.raw)
    wait = now(operations.wait)
    wait_many = now(operations.wait_many)
    none = now(operations.none)
    expect = now(operations.expect)
    sessions = now(operations.sessions)
    mark = now(operations.mark)
    mark_all = now(operations.mark_all)
    delete = now(operations.delete)
    clear = now(operations.clear)
    mailboxes = now(operations.mailboxes)
    drop = now(operations.drop)
    reset = now(operations.reset)

    def carry_out(self, steps: Steps[T]) -> T:
        """The result of steps of `catcher.clients.operations`."""
        __tracebackhide__ = True  # pytest then shows the line of the test
        return carry_out(steps, self._link.ask)


class AsyncClient:
    """A catcher, over HTTP, awaited: `async with catcher.async_client() as box: mail = await box.wait(to="bob")`.

    All of `Client`; what asks the catcher is awaited, properties too: `await box.smtp`, `await box.messages`.
    A call that is cancelled frees what waits for it in the catcher. Without `keep_connections` each request has its
    own, so that nothing is left open in an event loop that ends.
    """

    def __init__(
        self, url: str = DEFAULT_URL, *, token: str | None = None, keep_connections: bool = True
    ) -> None:
        from catcher.over_http import AsyncHttpLink  # noqa: PLC0415 - see Client

        self.scope = Scope(url.rstrip("/"), token=token)
        self._link: AsyncLink = AsyncHttpLink(self.scope, keep_connections=keep_connections)
        self._owner = True

    @classmethod
    def like(cls, scope: Scope, *, keep_connections: bool = True) -> Self:
        """A client of the same catcher and mailbox as another client."""
        client = cls(scope.url, token=scope.token, keep_connections=keep_connections)
        client.scope = scope
        return client

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return _shown(self, self.scope)

    async def aclose(self) -> None:
        """Close the connections. A client of a mailbox leaves them to the one that it was made from."""
        if self._owner:
            await self._link.aclose()

    @property
    def url(self) -> str:
        """Where the inbox is."""
        return self.scope.url

    @property
    def name(self) -> str | None:
        """The mailbox that is asked; None for all mail."""
        return self.scope.mailbox

    @property
    def login(self) -> Login:
        """User and password with which an application's mail goes into this mailbox."""
        return self.scope.login

    def mailbox(self, name: str) -> Self:
        """A client of one mailbox, over the same connections. The mailbox need not exist yet."""
        scoped = copy(self)
        scoped.scope = self.scope.of(name)
        scoped._owner = False  # noqa: SLF001 - it is of this class
        return scoped

    @property
    def rules(self) -> AsyncClientRules:
        """Failures on purpose: `async with box.rules.fail(450, first=2): ...`."""
        return AsyncClientRules(self)

    async def summaries(self, query: str = "", **conditions: Unpack[Conditions]) -> AsyncIterator[Summary]:
        """What lists show of the mail that matches, newest first; pages are fetched as they are needed."""
        before = None
        while rows := await self.carry_out(operations.page(self.scope, query, before, **conditions)):
            for row in rows:
                yield row
            before = rows[-1]["id"]

    async def export_lines(self, query: str = "", **conditions: Unpack[Conditions]) -> AsyncIterator[bytes]:
        """All that is known of each mail that matches, as a line of JSON, in the order of arrival."""
        lines = Lines()
        async for piece in self._link.pieces(operations.export(self.scope, query, conditions)):
            for line in lines.ended_by(piece):
                yield line

    health = Soon(operations.health)
    smtp = Soon(operations.smtp)
    submission = Soon(operations.submission)
    smtps = Soon(operations.smtps)
    lmtp = Soon(operations.lmtp)
    ca_pem = Soon(operations.ca_pem)
    messages = Soon(operations.messages)
    last_id = Soon(operations.last_id)
    as_environment = soon(operations.as_environment)
    find = soon(operations.find)
    count = soon(operations.count)
    import_lines = soon(operations.import_lines)
    get = soon(operations.get)
    raw = soon(operations.raw)
    wait = soon(operations.wait)
    wait_many = soon(operations.wait_many)
    none = soon(operations.none)
    expect = soon(operations.expect)
    sessions = soon(operations.sessions)
    mark = soon(operations.mark)
    mark_all = soon(operations.mark_all)
    delete = soon(operations.delete)
    clear = soon(operations.clear)
    mailboxes = soon(operations.mailboxes)
    drop = soon(operations.drop)
    reset = soon(operations.reset)

    async def carry_out(self, steps: Steps[T]) -> T:
        """The result of steps of `catcher.clients.operations`."""
        __tracebackhide__ = True  # pytest then shows the line of the test
        return await carry_out_soon(steps, self._link.ask)


def client(url: str | None = None, *, token: str | None = None) -> Client:
    """A client of the catcher at that URL; else at CATCHER_URL of the environment, else on this machine.

    The token is CATCHER_TOKEN's when none is given.
    """
    return Client(_url(url), token=_token(token))


def async_client(url: str | None = None, *, token: str | None = None) -> AsyncClient:
    """The same for asyncio, with the same methods to be awaited."""
    return AsyncClient(_url(url), token=_token(token))


def _url(given: str | None) -> str:
    return given or os.environ.get("CATCHER_URL") or DEFAULT_URL


def _token(given: str | None) -> str | None:
    return given or os.environ.get("CATCHER_TOKEN") or None


def _shown(face: object, scope: Scope) -> str:
    mailbox = f", mailbox {scope.mailbox!r}" if scope.mailbox else ""
    return f"<{type(face).__name__} of {scope.url}{mailbox}>"
