"""HTTP: the API, the live websocket and the inbox page. The only place that knows starlette and uvicorn."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp

from catcher.adapters.http import messages, pages, waits
from catcher.adapters.http import sessions as sessions_of_smtp
from catcher.adapters.http.guard import Guard
from catcher.adapters.http.live import live
from catcher.adapters.http.openapi import LIVE, description
from catcher.adapters.http.operations import Answer, Asked, Desk, HttpSettings, Operation
from catcher.adapters.http.problems import Refused, explained, handle_error, problem
from catcher.adapters.http.serving import serve
from catcher.adapters.http.shapes import Health
from catcher.application.post_office import PostOffice
from catcher.application.sessions import Sessions
from catcher.core.query import EVERYTHING
from catcher.core.version import __version__

__all__ = ["OPERATIONS", "HttpSettings", "app", "serve"]


async def health(desk: Desk, asked: Asked) -> Response:
    """Asks the store, so that a catcher that cannot keep mail is not healthy."""
    counts = await desk.post_office.count(EVERYTHING)
    shape: Health = {
        "status": "ok",
        "version": __version__,
        "messages": counts.total,
        "smtp": desk.settings.smtp,
        "smtps": desk.settings.smtps,
        "http": asked.request.url.netloc,
    }
    return messages.json(shape)


async def authority(desk: Desk, _: Asked) -> Response:
    """What a client must trust to verify the certificate that was made here."""
    if desk.settings.ca_pem is None:
        raise Refused(404, "this catcher made no certificate; start it with --tls auto")
    return Response(desk.settings.ca_pem, media_type="application/x-pem-file")


async def openapi(_: Desk, __: Asked) -> Response:
    return messages.json(description(OPERATIONS))


async def read_api(_: Desk, __: Asked) -> Response:
    return pages.reading_page(OPERATIONS, LIVE)


OPERATIONS: tuple[Operation, ...] = (
    *messages.OPERATIONS,
    *waits.OPERATIONS,
    *sessions_of_smtp.OPERATIONS,
    Operation(
        "GET", "/api/health", health, "Says that the catcher works, and where it listens.",
        answers=(Answer(200, "it works", Health),),
    ),
    Operation(
        "GET", "/api/ca.pem", authority, "The CA of the certificate that --tls auto made, for clients that verify.",
        answers=(Answer(200, "PEM", media_type="application/x-pem-file"),),
    ),
    Operation(
        "GET", "/api/openapi.json", openapi, "This description, for programs.",
        answers=(Answer(200, "OpenAPI 3.1", dict[str, Any]),),
    ),
    Operation(
        "GET", "/api", read_api, "This description, for people.",
        answers=(Answer(200, "a page", media_type="text/html"),),
    ),
)  # fmt: skip


def app(post_office: PostOffice, settings: HttpSettings, sessions: Sessions) -> ASGIApp:
    """The whole face over HTTP."""
    desk = Desk(post_office, settings, sessions)
    by_path = groupby(sorted(OPERATIONS, key=lambda row: row.path), key=lambda row: row.path)
    routes: list[BaseRoute] = [_route(path, tuple(rows), desk) for path, rows in by_path]
    application = Starlette(
        routes=[*routes, WebSocketRoute("/api/live", live), *pages.routes()],
        exception_handlers={HTTPException: _plain_refusal, Exception: handle_error},
    )
    application.router.redirect_slashes = False
    application.state.desk = desk
    return Guard(application, settings.allowed_hosts)


def _route(path: str, rows: tuple[Operation, ...], desk: Desk) -> Route:
    by_method = {row.method: row for row in rows}
    allowed = ", ".join(sorted({*by_method, *({"HEAD"} if "GET" in by_method else ())}))

    async def answer(request: Request) -> Response:
        row = by_method.get("GET" if request.method == "HEAD" else request.method)
        if row is None:
            detail = f"{request.method} is not for {path}; expected {allowed}"
            return problem(405, detail, {"Allow": allowed})
        return await row.answer(desk, request)

    return Route(path, answer, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])


async def _plain_refusal(request: Request, error: Exception) -> Response:
    """What the router itself refuses: paths that are not there."""
    if not isinstance(error, HTTPException):
        return explained(error)
    detail = (
        f"there is nothing at this path; the API is described at {request.scope.get('root_path', '')}/api"
    )
    return problem(error.status_code, detail if error.status_code == 404 else error.detail)
