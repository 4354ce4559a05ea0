"""The operations on SMTP sessions: what was said, and why a mail did not come."""

from __future__ import annotations

from starlette.responses import Response

from catcher.adapters.http.operations import (
    MAX_ID,
    NUMBER,
    Answer,
    Asked,
    Desk,
    Operation,
    Parameter,
    id_in_path,
    json,
    whole_number,
)
from catcher.adapters.http.problems import NOT_FOUND, Refused
from catcher.adapters.http.shapes import SessionList
from catcher.core.session import Session

MAX_LIMIT = 200
DEFAULT_LIMIT = 50


async def list_sessions(desk: Desk, asked: Asked) -> Response:
    if asked["message"] is None:
        found = desk.sessions.newest(asked["limit"], asked["before"])
    else:
        session = desk.sessions.of_message(asked["message"])
        found = (session,) if session else ()
    return json({"sessions": found})


async def read_session(desk: Desk, asked: Asked) -> Response:
    session = desk.sessions.get(asked["session"])
    if session is None:
        raise Refused(
            NOT_FOUND, f"there is no session with id {asked['session']}; it never was, or it was forgotten"
        )
    return json(session)


_SESSION_ID = Parameter("session", id_in_path, NUMBER, "the id of a session", in_path=True)
_LIMIT = Parameter(
    "limit", whole_number(1, MAX_LIMIT), {**NUMBER, "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    "at most so many", DEFAULT_LIMIT,
)  # fmt: skip
_BEFORE = Parameter("before", whole_number(0, MAX_ID), NUMBER, "only sessions with a smaller id")
_MESSAGE = Parameter("message", whole_number(1, MAX_ID), NUMBER, "only the session that brought this mail")

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/sessions", list_sessions, "Lists the SMTP sessions that were and are, failed ones too, newest first.",
        (_LIMIT, _BEFORE, _MESSAGE), (Answer(200, "one page", SessionList),),
    ),
    Operation(
        "GET", "/api/sessions/{session}", read_session, "One session: what was said, and what went wrong in plain words.",
        (_SESSION_ID,), (Answer(200, "the session", Session),),
    ),
)  # fmt: skip
