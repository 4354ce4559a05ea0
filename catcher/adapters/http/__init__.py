"""HTTP: the API, the live websocket and the inbox page. The only place that knows starlette and uvicorn."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp

from catcher.adapters.http import (
    archives,
    bodies,
    extracts,
    files,
    live,
    mailboxes,
    messages,
    metrics,
    raw,
    reading,
    rules,
    sessions,
    waits,
)
from catcher.adapters.http.access import Entrance, Tokens, TokensError, read_tokens
from catcher.adapters.http.asking import Answered, ask
from catcher.adapters.http.guard import Guard
from catcher.adapters.http.listening import serve
from catcher.adapters.http.openapi import description
from catcher.adapters.http.operations import Answer, Asked, Desk, HttpSettings, Operation, json
from catcher.adapters.http.presenting import writing
from catcher.adapters.http.problems import NOT_FOUND, Refused
from catcher.adapters.http.routing import router
from catcher.adapters.http.sockets import Live
from catcher.application.post_office import PostOffice
from catcher.application.sessions import Sessions
from catcher.core.ruling import Rules
from catcher.core.shapes import Health
from catcher.core.version import __version__

__all__ = [
    "LIVE",
    "OPERATIONS",
    "Answered",
    "HttpSettings",
    "Tokens",
    "TokensError",
    "app",
    "ask",
    "read_tokens",
    "serve",
]


async def health(desk: Desk, asked: Asked) -> Response:
    """Asks the store, so that a catcher that cannot be asked is not healthy."""
    usage = await desk.post_office.usage()
    shape: Health = {
        "status": "failing" if desk.post_office.trouble else "ok",
        "writing": writing(desk.post_office),
        "version": __version__,
        "messages": usage.total,
        "bytes": usage.octets,
        "evicted": usage.evicted,
        "evicted_bytes": usage.evicted_octets,
        "smtp": desk.settings.smtp,
        "submission": desk.settings.submission,
        "smtps": desk.settings.smtps,
        "lmtp": desk.settings.lmtp,
        "http": asked.request.url.netloc,
        "ca": desk.settings.ca_pem is not None,
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
    *raw.OPERATIONS,
    *bodies.OPERATIONS,
    *archives.OPERATIONS,
    *extracts.OPERATIONS,
    *files.OPERATIONS,
    *waits.OPERATIONS,
    *mailboxes.OPERATIONS,
    *sessions.OPERATIONS,
    *rules.OPERATIONS,
    *metrics.OPERATIONS,
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


def app(
    post_office: PostOffice,
    settings: HttpSettings,
    smtp_sessions: Sessions,
    failures: Rules,
    tokens: Tokens | None = None,
) -> ASGIApp:
    """The whole face over HTTP. With tokens, only those who have one are answered."""
    desk = Desk(post_office, settings, smtp_sessions, failures)
    return Guard(Entrance(router(OPERATIONS, LIVE, desk), desk, tokens), settings.allowed_hosts)
