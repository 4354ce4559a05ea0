"""Errors as the API tells them: RFC 9457 problems that say what was expected, what came, and what to do.

Its law: one row a kind. The row makes the status, the `type`, and the section of the API's page that explains it.
"""

from __future__ import annotations

import logging
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from catcher.adapters.http.connected import HungUp
from catcher.adapters.http.presenting import near_miss, summary
from catcher.application.expecting import Unfulfilled
from catcher.application.feed import FeedClosed
from catcher.application.store import StoreError, StoreFull
from catcher.application.waiting import CursorGone, Unexpected, WaitTimedOut
from catcher.core.query import QueryError
from catcher.core.wire import Value, encode

CLIENT_CLOSED = 499
"""Nobody reads it; the number is the one that other servers log for a client that is gone."""

log = logging.getLogger("catcher.http")


class Kind(Value):
    """A kind of problem; `meaning` explains it on the API's page."""

    name: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        """RFC 9457, section 3.1.1: it names the kind for ever, and leads to what is said of it."""
        return f"/api#{self.name}"


# fmt: off
MALFORMED = Kind(
    "malformed", 400, "The request is malformed",
    "A parameter or the body is not as described; the detail names it. Nothing was done.",
)
QUERY = Kind(
    "query", 400, "The query cannot be read",
    "The detail says why, and position where in the query. Nothing was done.",
)
TOKEN = Kind(
    "token", 401, "A token is needed",
    "This catcher was started with --tokens. Send one of them as Authorization: Bearer TOKEN; a websocket may have it"
    " in ?token=, and a person opens /?token=TOKEN once.",
)
OTHER_MAILBOX = Kind(
    "mailbox", 403, "Not the mailbox of this token",
    "The token stands for one mailbox, and something was asked of another. Ask without mailbox, or use another token.",
)
FOREIGN = Kind(
    "foreign", 403, "Not from here",
    "A page of another site asked. In a browser only the catcher's own page may change mail or follow it.",
)
NOT_FOUND = Kind("not-found", 404, "Not found", "There is no such mail, part, session, rule or path.")
TIMEOUT = Kind(
    "timeout", 404, "Not enough mail in time",
    "Too few mails matched. nearest lists what did come, and which condition each missed.",
)
METHOD = Kind(
    "method", 405, "This method is not for this path", "The header Allow lists the methods that are."
)
UNEXPECTED = Kind(
    "unexpected", 409, "A mail came that was not expected",
    "A mail matched where none was expected; it is in message.",
)
EXPECTATION = Kind(
    "expectation", 409, "It is not as expected",
    "The detail says what is missing or too much. messages are the mails that matched; nearest lists what came nearest"
    " to what is missing, and which condition each missed.",
)
GONE = Kind(
    "gone", 410, "Mail behind the cursor was evicted",
    "after lies before what is still kept, so nobody can say what came after it. evicted_up_to is the first cursor that"
    " is good again.",
)
TOO_LARGE = Kind(
    "too-large", 413, "Too large", "The body is larger than what is accepted. Nothing of it was kept."
)
LONG_URL = Kind("long-url", 414, "The URL is too long", "Ask for less at once.")
HOST = Kind(
    "host", 421, "Not a host of this catcher",
    "The header Host has a name that may be a foreign page's way to reach the catcher. Ask for it by address, as"
    " localhost, or start it with --allow-host and that name.",
)
UPGRADE = Kind(
    "upgrade", 426, "This is a websocket", "The path is not read but followed: open it as a websocket."
)
LONG_HEADERS = Kind("long-headers", 431, "The headers are too large", "Send fewer or shorter headers.")
FAILED = Kind("failed", 500, "The catcher failed", "An error of the catcher itself; its log tells more.")
STOPPING = Kind("stopping", 503, "The catcher stops", "Ask again when it runs.")
STORE = Kind("store", 503, "The store cannot do it", "The detail says why. Nothing was changed.")
FULL = Kind("full", 507, "No space left", "Remove mail, or make room on the disk. Nothing was changed.")
# fmt: on

KINDS = (
    MALFORMED, QUERY, TOKEN, OTHER_MAILBOX, FOREIGN, NOT_FOUND, TIMEOUT, METHOD, UNEXPECTED, EXPECTATION, GONE,
    TOO_LARGE, LONG_URL, HOST, UPGRADE, LONG_HEADERS, FAILED, STOPPING, STORE, FULL,
)  # fmt: skip
"""All of them, by status."""


class Refused(Exception):
    """The request cannot be done; `detail` tells the user why and what to do."""

    def __init__(self, kind: Kind, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.headers = headers


def problem(kind: Kind, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """The problem as an answer, which tells the state of this moment, so nobody may keep it."""
    shape = {"type": kind.type, "title": kind.title, "status": kind.status, "detail": detail, **more}
    unkept = {"Cache-Control": "no-store", **(headers or {})}
    return Response(encode(shape), kind.status, unkept, "application/problem+json")


def explained(error: Exception) -> Response:
    """The answer to an exception: the one place where errors become statuses."""
    match error:
        case Refused():
            return problem(error.kind, error.detail, error.headers)
        case QueryError():
            where: dict[str, Any] = {"path": error.path} if error.path else {}
            return problem(QUERY, str(error), position=error.position, **where)
        case WaitTimedOut():
            nearest = [near_miss(miss) for miss in error.misses]
            # 404, not 408 or 504: those are asked again by themselves by browsers, proxies and curl --retry.
            return problem(TIMEOUT, str(error), nearest=nearest, arrived=error.arrived)
        case Unexpected():
            return problem(UNEXPECTED, str(error), message=summary(error.message))
        case Unfulfilled():
            messages = [summary(message) for message in error.messages]
            nearest = [near_miss(miss) for miss in error.misses]
            return problem(EXPECTATION, str(error), messages=messages, nearest=nearest, arrived=error.arrived)
        case CursorGone():
            return problem(GONE, str(error), evicted_up_to=error.evicted_up_to)
        case HTTPException(status_code=404):
            return problem(NOT_FOUND, "there is nothing at this path; the API is described at /api")
        case HTTPException(status_code=405):
            return problem(METHOD, "this path can only be read; expected GET or HEAD", {"Allow": "GET, HEAD"})
        case HungUp() | ClientDisconnect():
            return Response(status_code=CLIENT_CLOSED)
        case FeedClosed():
            return problem(STOPPING, "the catcher stops; ask again when it runs")
        case StoreError():
            log.error("%s", error)
            return problem(FULL if isinstance(error, StoreFull) else STORE, str(error))
        case _:
            log.error("a request failed", exc_info=error)
            return problem(FAILED, "the catcher failed in an unexpected way; its log tells more")
