"""Errors as the API tells them: RFC 9457 problems that say what was expected, what came, and what to do."""

from __future__ import annotations

import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from catcher.adapters.http.connected import HungUp
from catcher.adapters.http.presenting import near_miss, summary
from catcher.application.feed import FeedClosed
from catcher.application.store import StoreError, StoreFull
from catcher.application.waiting import Unexpected, WaitTimedOut
from catcher.core.query import QueryError
from catcher.core.wire import encode

CLIENT_CLOSED = 499
"""Nobody reads it; the number is the one that other servers log for a client that is gone."""

log = logging.getLogger("catcher.http")

TITLES = {
    400: "The request is malformed",
    403: "Not from here",
    404: "Not found",
    405: "This method is not for this path",
    413: "Too large",
    414: "The URL is too long",
    421: "Not a host of this catcher",
    431: "The headers are too large",
    500: "The catcher failed",
    503: "Not now",
    507: "No space left",
}
TITLES_OF_KINDS = {
    "query": "The query cannot be read",
    "timeout": "Not enough mail in time",
    "unexpected": "A mail came that was not expected",
}


class Refused(Exception):
    """The request cannot be done; `detail` tells the user why and what to do."""

    def __init__(self, status: int, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers


def problem(
    status: int, detail: str, headers: dict[str, str] | None = None, kind: str = "", **more: Any
) -> Response:
    """The problem as an answer; `kind` names the section of the API's page that explains it."""
    shape = {
        "type": f"/api#{kind}" if kind else "about:blank",
        "title": TITLES_OF_KINDS.get(kind) or TITLES.get(status, "Refused"),
        "status": status,
        "detail": detail,
        **more,
    }
    return Response(encode(shape), status, headers, "application/problem+json")


def explained(error: Exception) -> Response:
    """The answer to an exception: the one place where errors become statuses."""
    match error:
        case Refused():
            return problem(error.status, error.detail, error.headers)
        case QueryError():
            return problem(400, str(error), kind="query", position=error.position)
        case WaitTimedOut():
            nearest = [near_miss(miss) for miss in error.misses]
            # 404, not 408 or 504: those are asked again by themselves by browsers, proxies and curl --retry.
            return problem(404, str(error), kind="timeout", nearest=nearest, arrived=error.arrived)
        case Unexpected():
            return problem(409, str(error), kind="unexpected", message=summary(error.message))
        case HungUp():
            return Response(status_code=CLIENT_CLOSED)
        case FeedClosed():
            return problem(503, "the catcher stops; ask again when it runs")
        case StoreFull():
            return problem(507, str(error))
        case StoreError():
            log.error("%s", error)
            return problem(503, str(error))
        case _:
            log.error("a request failed", exc_info=error)
            return problem(500, "the catcher failed in an unexpected way; its log tells more")


async def handle_error(_: Request, error: Exception) -> Response:
    """For starlette's table of exception handlers."""
    return explained(error)
