"""The operations that are held until mail comes, or does not."""

from __future__ import annotations

from starlette.responses import Response

from catcher.adapters.http.connected import while_connected
from catcher.adapters.http.operations import (
    AFTER,
    MAILBOX,
    NUMBER,
    QUERY,
    Answer,
    Asked,
    Desk,
    Operation,
    Parameter,
    json,
    seconds,
    whole_number,
)
from catcher.adapters.http.presenting import summary
from catcher.adapters.http.problems import MALFORMED, Refused
from catcher.adapters.http.shapes import Quiet, TimeoutProblem, UnexpectedProblem, Waited
from catcher.application.waiting import Wanted
from catcher.core.query import EVERYTHING

DEFAULT_WAIT_SECONDS = 10.0
MAX_COUNT = 1_000


async def wait(desk: Desk, asked: Asked) -> Response:
    wanted = Wanted(asked.query, asked["after"], asked["count"])
    work = desk.post_office.wait(wanted, _bounded(desk, asked, "timeout"))
    messages = await while_connected(asked.request.receive, work)
    return json({"messages": [summary(message) for message in messages]})


async def none(desk: Desk, asked: Asked) -> Response:
    wanted = Wanted(asked.query, asked["after"])
    work = desk.post_office.none(wanted, _bounded(desk, asked, "quiet"))
    await while_connected(asked.request.receive, work)
    return json({"last_id": (await desk.post_office.count(EVERYTHING)).last_id})


def _bounded(desk: Desk, asked: Asked, name: str) -> float:
    """A test that waits for a day is a mistake, so it is told at once."""
    given, longest = float(asked[name]), desk.settings.max_wait_seconds
    if given > longest:
        raise Refused(MALFORMED, f"{name}: expected seconds from 0 to {longest:g}, not {given:g}")
    return given


_COUNT = Parameter(
    "count", whole_number(1, MAX_COUNT), {**NUMBER, "minimum": 1, "maximum": MAX_COUNT, "default": 1},
    "how many mails to wait for", 1,
)  # fmt: skip
_SECONDS = {"type": "number", "minimum": 0}
_TIMEOUT = Parameter(
    "timeout", seconds, {**_SECONDS, "default": DEFAULT_WAIT_SECONDS},
    "seconds to wait at most; 0 asks only for what is there", DEFAULT_WAIT_SECONDS,
)  # fmt: skip
_QUIET = Parameter(
    "quiet", seconds, {**_SECONDS, "default": 0}, "for so many seconds none may come either", 0.0
)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/wait", wait,
        "Holds the request until enough mail matches: at once when it is there, else when it comes.",
        (QUERY, MAILBOX, AFTER, _COUNT, _TIMEOUT),
        (
            Answer(200, "the first mails that match, oldest first", Waited),
            Answer(404, "not in time; the nearest misses say why", TimeoutProblem, "application/problem+json"),
        ),
    ),
    Operation(
        "GET", "/api/none", none, "Answers when no mail matches, and none came in the quiet time.",
        (QUERY, MAILBOX, AFTER, _QUIET),
        (
            Answer(200, "none", Quiet),
            Answer(409, "one does match", UnexpectedProblem, "application/problem+json"),
        ),
    ),
)  # fmt: skip
