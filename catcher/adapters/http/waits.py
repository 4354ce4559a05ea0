"""The operations that are held until mail comes, or does not."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from starlette.responses import Response

from catcher.adapters.http.connected import while_connected
from catcher.adapters.http.operations import (
    AFTER,
    MAILBOX,
    MAX_ID,
    MAX_SHOWN_CHARS,
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
from catcher.application.expecting import Patience
from catcher.application.watching import Wanted
from catcher.core.expecting import Expectation
from catcher.core.mailboxes import mailbox_name
from catcher.core.message import Message
from catcher.core.query import EVERYTHING, Query, QueryError
from catcher.core.query_json import query_of
from catcher.core.shapes import (
    CountBounds,
    ExpectationProblem,
    ExpectBody,
    Expected,
    GoneProblem,
    NoneBody,
    Quiet,
    TimeoutProblem,
    UnexpectedProblem,
    WaitBody,
    Waited,
)

T = TypeVar("T")

DEFAULT_WAIT_SECONDS = 10.0
MAX_COUNT = 1_000
MAX_QUERIES = 100


async def wait(desk: Desk, asked: Asked) -> Response:
    wanted = Wanted(asked.query, asked["after"], asked["count"])
    return await _wait(desk, asked, wanted, asked["timeout"])


async def wait_as_said(desk: Desk, asked: Asked) -> Response:
    body = await asked.shaped(WaitBody, '{"query": "to:bob", "timeout": 5}')
    wanted = Wanted(
        _query(body.query, "query"), _cursor(body.after), _within(body.count, 1, MAX_COUNT, "count")
    )
    return await _wait(_at(desk, body.mailbox), asked, wanted, body.timeout)


async def _wait(desk: Desk, asked: Asked, wanted: Wanted, timeout: float) -> Response:
    messages = await _held(asked, desk.post_office.wait(wanted, _bounded(desk, timeout, "timeout")))
    return json(_messages(messages))


async def none(desk: Desk, asked: Asked) -> Response:
    return await _none(desk, asked, Wanted(asked.query, asked["after"]), asked["quiet"])


async def none_as_said(desk: Desk, asked: Asked) -> Response:
    body = await asked.shaped(NoneBody, '{"query": "to:eve", "quiet": 0.5}')
    wanted = Wanted(_query(body.query, "query"), _cursor(body.after))
    return await _none(_at(desk, body.mailbox), asked, wanted, body.quiet)


async def _none(desk: Desk, asked: Asked, wanted: Wanted, quiet: float) -> Response:
    await _held(asked, desk.post_office.none(wanted, _bounded(desk, quiet, "quiet")))
    return json({"last_id": (await desk.post_office.count(EVERYTHING)).last_id})


async def expect(desk: Desk, asked: Asked) -> Response:
    body = await asked.shaped(ExpectBody, '{"query": "to:bob", "count": 2, "within": 5}')
    expected = _expectation(body)
    patience = _patience(desk, body, expected)
    wanted = Wanted(expected.query, _cursor(body.after))
    desk = _at(desk, body.mailbox)
    return json(_messages(await _held(asked, desk.post_office.expect(wanted, expected, patience))))


def _expectation(body: ExpectBody) -> Expectation:
    query, in_order = _query(body.query, "query"), _queries(body.in_order, "in_order")
    if body.exactly is None:
        return Expectation(query, *_bounds(body.count, len(in_order)), in_order)
    if in_order or body.count is not None:
        raise Refused(MALFORMED, "exactly: expected alone, as it says how many there are, in any order")
    exactly = _queries(body.exactly, "exactly")
    return Expectation(query, len(exactly), len(exactly), (), exactly)


def _bounds(count: int | CountBounds | None, listed: int) -> tuple[int, int | None]:
    """How many at least, and at most."""
    match count:
        case None:
            return max(1, listed), None
        case int():
            return (exact := _within(count, 0, MAX_COUNT, "count")), exact
    low = _within(count.at_least or 0, 0, MAX_COUNT, "count.at_least")
    if count.at_most is None:
        return low, None
    return low, _within(count.at_most, low, MAX_COUNT, "count.at_most")


def _patience(desk: Desk, body: ExpectBody, expected: Expectation) -> Patience:
    """Where it is enough that nothing comes, the time for it to come in is a quiet one."""
    within = DEFAULT_WAIT_SECONDS if body.within is None else _bounded(desk, body.within, "within")
    quiet = _bounded(desk, body.quiet, "quiet")
    nothing_is_enough = not (expected.at_least or expected.in_order)
    if nothing_is_enough and body.within is not None:
        quiet = max(quiet, within)
    return Patience(within, quiet)


async def _held(asked: Asked, work: Coroutine[Any, Any, T]) -> T:
    """The result of what a client waits for; one that hangs up frees what it held."""
    return await while_connected(asked.request.receive, work)


def _messages(messages: Iterable[Message]) -> Waited:
    return {"messages": [summary(message) for message in messages]}


def _query(value: object, path: str) -> Query:
    try:
        return query_of(value)
    except QueryError as error:
        inner = "" if error.path in ("", "the query") else f".{error.path}"
        raise QueryError(error.message, error.position, path + inner) from None


def _queries(values: tuple[Any, ...], path: str) -> tuple[Query, ...]:
    if len(values) > MAX_QUERIES:
        raise Refused(MALFORMED, f"{path}: expected at most {MAX_QUERIES} queries, not {len(values)}")
    return tuple(_query(value, f"{path}[{number}]") for number, value in enumerate(values))


def _at(desk: Desk, mailbox: str | None) -> Desk:
    """The desk of the mailbox that a body names."""
    try:
        return desk.within(None if mailbox is None else mailbox_name(mailbox))
    except ValueError as error:
        shown = str(mailbox)[:MAX_SHOWN_CHARS]
        raise Refused(MALFORMED, f"mailbox: expected {error}, not {shown!r}") from None


def _cursor(after: int | None) -> int | None:
    return None if after is None else _within(after, 0, MAX_ID, "after")


def _within(number: int, lowest: int, highest: int, name: str) -> int:
    if not lowest <= number <= highest:
        raise Refused(MALFORMED, f"{name}: expected a whole number from {lowest} to {highest}, not {number}")
    return number


def _bounded(desk: Desk, given: float, name: str) -> float:
    """A test that waits for a day is a mistake, so it is told at once."""
    longest = desk.settings.max_wait_seconds
    if not 0 <= given <= longest:
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

_PROBLEM = "application/problem+json"
_GONE = Answer(410, "mails behind the cursor were evicted", GoneProblem, _PROBLEM)
_WAITED = (
    Answer(200, "the first mails that match, oldest first", Waited),
    Answer(404, "not in time; the nearest misses say why", TimeoutProblem, _PROBLEM),
    _GONE,
)
_ABSENT = (Answer(200, "none", Quiet), Answer(409, "one does match", UnexpectedProblem, _PROBLEM), _GONE)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/wait", wait,
        "Holds the request until enough mail matches: at once when it is there, else when it comes.",
        (QUERY, MAILBOX, AFTER, _COUNT, _TIMEOUT), _WAITED,
    ),
    Operation("POST", "/api/wait", wait_as_said, "The same, said in JSON.", (), _WAITED, WaitBody),
    Operation(
        "GET", "/api/none", none, "Answers when no mail matches, and none came in the quiet time.",
        (QUERY, MAILBOX, AFTER, _QUIET), _ABSENT,
    ),
    Operation("POST", "/api/none", none_as_said, "The same, said in JSON.", (), _ABSENT, NoneBody),
    Operation(
        "POST", "/api/expect", expect,
        "Holds the request until the mail is as expected: how many, in which order, exactly which, and none after that.",
        (),
        (
            Answer(200, "it is so", Expected),
            Answer(409, "it is not, and why", ExpectationProblem, _PROBLEM),
            _GONE,
        ),
        ExpectBody,
    ),
)  # fmt: skip
