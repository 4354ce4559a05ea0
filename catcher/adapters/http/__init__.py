"""HTTP: the API, the live websocket and the inbox page. The only place that knows starlette and uvicorn."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp

from catcher.adapters.http import archives, bodies, live, messages, reading, rules, sessions, waits
from catcher.adapters.http.guard import Guard
from catcher.adapters.http.openapi import description
from catcher.adapters.http.operations import Answer, Asked, Desk, HttpSettings, Operation, json
from catcher.adapters.http.problems import NOT_FOUND, Refused
from catcher.adapters.http.routing import router
from catcher.adapters.http.serving import serve
from catcher.adapters.http.shapes import Health
from catcher.adapters.http.sockets import Live
from catcher.application.post_office import PostOffice
from catcher.application.sessions import Sessions
from catcher.core.query import EVERYTHING
from catcher.core.ruling import Rules
from catcher.core.version import __version__

__all__ = ["LIVE", "OPERATIONS", "HttpSettings", "app", "serve"]


async def health(desk: Desk, asked: Asked) -> Response:
    """Asks the store, so that a catcher that cannot keep mail is not healthy."""
    counts = await desk.post_office.count(EVERYTHING)
    shape: Health = {
        "status": "ok",
        "version": __version__,
        "messages": counts.total,
        "smtp": desk.settings.smtp,
        "submission": desk.settings.submission,
        "smtps": desk.settings.smtps,
        "lmtp": desk.settings.lmtp,
        "http": asked.request.url.netloc,
    }
    return json(shape)


async def authority(desk: Desk, _: Asked) -> Response:
    """What a client must trust to verify the certificate that was made here."""
    if desk.settings.ca_pem is None:
        raise Refused(NOT_FOUND, "this catcher made no certificate; start it with --tls auto")
    return Response(desk.settings.ca_pem, media_type="application/x-pem-file")


async def openapi(_: Desk, __: Asked) -> Response:
    return json(description(OPERATIONS, LIVE))


async def read_api(_: Desk, __: Asked) -> Response:
    return reading.page(OPERATIONS, LIVE)


OPERATIONS: tuple[Operation, ...] = (
    *messages.OPERATIONS,
    *bodies.OPERATIONS,
    *archives.OPERATIONS,
    *waits.OPERATIONS,
    *sessions.OPERATIONS,
    *rules.OPERATIONS,
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

LIVE: tuple[Live, ...] = (live.LIVE, sessions.LIVE)


def app(post_office: PostOffice, settings: HttpSettings, smtp_sessions: Sessions, failures: Rules) -> ASGIApp:
    """The whole face over HTTP."""
    desk = Desk(post_office, settings, smtp_sessions, failures)
    return Guard(router(OPERATIONS, LIVE, desk), settings.allowed_hosts)
