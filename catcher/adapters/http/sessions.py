"""The operations on SMTP sessions: what was said, and why a mail did not come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from starlette.responses import Response

from catcher.adapters.http.operations import (
    MAILBOX,
    MAX_ID,
    NUMBER,
    SWITCH,
    Answer,
    Asked,
    Desk,
    Operation,
    Parameter,
    id_in_path,
    json,
    whole_number,
    yes_or_no,
)
from catcher.adapters.http.problems import NOT_FOUND, Refused
from catcher.adapters.http.sockets import SECONDS_BETWEEN_FRAMES, Frames, Live
from catcher.core.session import Session
from catcher.core.shapes import SessionList, SessionsFrame

MAX_LIMIT = 200
DEFAULT_LIMIT = 50


async def list_sessions(desk: Desk, asked: Asked) -> Response:
    if asked["message"] is None:
        found = desk.sessions.newest(
            asked["limit"], asked["before"], failed=asked["failed"], meant=_of(asked["mailbox"])
        )
    else:
        session = desk.sessions.of_message(asked["message"])
        found = (session,) if session else ()
    return json({"sessions": found})


async def follow_sessions(desk: Desk, values: Mapping[str, Any], frames: Frames) -> None:
    """The newest first, then each that begins or ends. One that began and ended within a frame is told once."""
    meant = _of(values["mailbox"])
    with desk.sessions.watch() as watcher:
        await frames.tell(SessionsFrame(list(desk.sessions.newest(values["limit"], meant=meant))))
        while True:
            changed = (desk.sessions.get(each) for each in reversed(await watcher.changed()))
            sessions = list(islice((session for session in changed if session and meant(session)), MAX_LIMIT))
            if sessions:
                await frames.tell(SessionsFrame(sessions))
            await asyncio.sleep(SECONDS_BETWEEN_FRAMES)


def _of(mailbox: str | None) -> Callable[[Session], bool]:
    return lambda session: mailbox is None or mailbox in session.mailboxes


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
_FAILED = Parameter(
    "failed", yes_or_no, SWITCH, "true for those in which something was wrong, false for the others"
)
_MESSAGE = Parameter("message", whole_number(1, MAX_ID), NUMBER, "only the session that brought this mail")

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/sessions", list_sessions, "Lists the SMTP sessions that were and are, failed ones too, newest first.",
        (_LIMIT, _BEFORE, _FAILED, _MESSAGE, MAILBOX), (Answer(200, "one page", SessionList),),
    ),
    Operation(
        "GET", "/api/sessions/{session}", read_session, "One session: what was said, and what went wrong in plain words.",
        (_SESSION_ID,), (Answer(200, "the session", Session),),
    ),
)  # fmt: skip

LIVE = Live(
    "/api/live/sessions",
    follow_sessions,
    f"Sends a SessionsFrame with the newest sessions, then one with those that began or ended, at most {MAX_LIMIT}"
    " of them; what a frame tells of a session takes the place of what was told before.",
    (_LIMIT, MAILBOX),
    (SessionsFrame,),
)
