"""From a path to its operation, and from any error to its problem."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, Router, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catcher.adapters.http import pages
from catcher.adapters.http.operations import Desk, Operation
from catcher.adapters.http.problems import METHOD, NOT_FOUND, UPGRADE, Refused, explained
from catcher.adapters.http.sockets import Following, Live


def router(operations: Iterable[Operation], live: Sequence[Live], desk: Desk) -> ASGIApp:
    """The application: every operation, the websocket and the pages; errors are answered as problems."""
    by_path = groupby(sorted(operations, key=lambda row: row.path), key=lambda row: row.path)
    routes: list[BaseRoute] = [Route(_pattern(path), _Resource(path, rows, desk)) for path, rows in by_path]
    routes += [WebSocketRoute(row.path, Following(row, desk)) for row in live]
    nothing_here = _NothingHere(frozenset(row.path for row in live))
    return _Explaining(Router([*routes, *pages.routes()], redirect_slashes=False, default=nothing_here))


def _pattern(path: str) -> str:
    """The path as starlette wants it: the name of a mailbox, which comes last, may have slashes in it."""
    return path.replace("{mailbox}", "{mailbox:path}")


class _Resource:
    """All operations on one path."""

    def __init__(self, path: str, rows: Iterable[Operation], desk: Desk) -> None:
        self._path = path
        self._by_method = {row.method: row for row in rows}
        if "GET" in self._by_method:
            self._by_method["HEAD"] = self._by_method["GET"]
        self._allowed = ", ".join(sorted(self._by_method))
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope, receive, send))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if row := self._by_method.get(request.method):
            return await row.answer(self._desk, request)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": self._allowed})
        detail = f"{request.method} is not for {self._path}; expected {self._allowed}"
        raise Refused(METHOD, detail, Allow=self._allowed)


class _Explaining:
    """Tells every error that the inner application raises; after the answer has begun, nothing can be told."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - the one place where errors become answers
            response = explained(error)
            if not begun:
                await response(scope, receive, send)


class _NothingHere:
    """Any other path; those of websockets are told apart."""

    def __init__(self, live: frozenset[str]) -> None:
        self._live = live

    async def __call__(self, scope: Scope, _: Receive, __: Send) -> None:
        path = scope["path"]
        if path in self._live:
            raise Refused(
                UPGRADE, f"expected a websocket at {path}", Upgrade="websocket", Connection="Upgrade"
            )
        raise Refused(NOT_FOUND, "there is nothing at this path; the API is described at /api")
