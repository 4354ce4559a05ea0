"""The blocking client: ask a catcher, wait for mail, and be told why it did not come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any, Self, TypeVar, Unpack
from urllib.parse import urlencode

from catcher.clients import operations
from catcher.clients.conditions import Conditions
from catcher.clients.errors import refusal
from catcher.clients.faces import Now, carry_out, now
from catcher.clients.http import Answer, Connections
from catcher.clients.reaching import (
    DEFAULT_URL,
    JSON,
    NETWORK_SECONDS,
    authorization,
    no_url,
    shown,
    token_or_named,
    unreachable,
    url_or_named,
)
from catcher.clients.requests import Lines, Request, Steps
from catcher.clients.scope import Login, Scope
from catcher.core.shapes import Summary
from catcher.rules_client import ClientRules

T = TypeVar("T")

PIECE_OCTETS = 64 * 1024
"""How much of a long answer is read at once."""


class Client:
    """A catcher, over HTTP. Close it, or use it as a context manager.

    `url` is where its inbox is, `token` what it asks for, if it does. All that is asked is asked of all mail;
    `mailbox(name)` is a client of one mailbox. Methods raise CatcherError when the catcher cannot be reached or refuses.
    """

    def __init__(self, url: str = DEFAULT_URL, *, token: str | None = None) -> None:
        self.scope = Scope(url.rstrip("/"), token=token)
        try:
            self._http = Connections(url, authorization(self.scope), NETWORK_SECONDS)
        except ValueError as error:
            raise no_url(url, error) from error
        self._owner = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return shown(self, self.scope)

    def close(self) -> None:
        """Close the connections. A client of a mailbox leaves them to the one that it was made from."""
        if self._owner:
            self._http.close()

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
        with self._answered(operations.export(self.scope, query, conditions)) as answer:
            lines = Lines()
            while chunk := answer.read1(PIECE_OCTETS):
                yield from lines.ended_by(chunk)

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
        return carry_out(steps, self._send)

    def _send(self, request: Request[Any]) -> bytes:
        __tracebackhide__ = True  # pytest then shows the line of the test
        with self._answered(request) as answer:
            return answer.read()

    @contextmanager
    def _answered(self, request: Request[Any]) -> Iterator[Answer]:
        """The answer, to be read within the block, if it is none that refuses."""
        __tracebackhide__ = True  # pytest then shows the line of the test
        path, headers = _path(request), {} if request.body is None else JSON
        seconds = request.patience + NETWORK_SECONDS
        try:
            with self._http.answer(request.method, path, request.body, headers, seconds) as answer:
                if not 200 <= answer.status < 300:
                    raise refusal(answer.status, f"{self.url}/{path}", answer.read())
                yield answer
        except OSError as error:
            raise unreachable(self.url, error) from error


def client(url: str | None = None, *, token: str | None = None) -> Client:
    """A client of the catcher at that URL; else at CATCHER_URL of the environment, else on this machine.

    The token is CATCHER_TOKEN's when none is given.
    """
    return Client(url_or_named(url), token=token_or_named(token))


def _path(request: Request[Any]) -> str:
    return f"{request.path}?{urlencode(request.parameters)}" if request.parameters else request.path
