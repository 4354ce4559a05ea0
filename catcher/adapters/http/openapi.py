"""The API's description (OpenAPI 3.1), made from the operations and shapes themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from catcher.adapters.http.guard import SAFE_METHODS
from catcher.adapters.http.operations import Answer, Operation
from catcher.adapters.http.problems import FOREIGN, HOST, MALFORMED, NOT_FOUND, TOO_LARGE, Kind
from catcher.adapters.http.sockets import Live
from catcher.core.shapes import Problem, QueryProblem
from catcher.core.version import __version__
from catcher.core.wire import schemas

REFERENCE = "#/components/schemas/{name}"
PROBLEM_TYPE = "application/problem+json"


def description(operations: Iterable[Operation], live: Sequence[Live]) -> dict[str, Any]:
    """The whole document."""
    rows = tuple(operations)
    named = dict.fromkeys((Problem, QueryProblem, *(frame for row in live for frame in row.frames)))
    named |= dict.fromkeys(answer.shape for row in rows for answer in row.answers if answer.shape)
    named |= dict.fromkeys(row.takes for row in rows if row.takes not in (None, bytes))
    references, components = schemas(named, REFERENCE)
    schema_of = dict(zip(named, references, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for row in rows:
        paths.setdefault(row.path, {})[row.method.lower()] = _operation(row, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Catcher", "version": __version__, "description": _of_websockets(live)},
        "servers": [{"url": ".."}],
        "paths": paths,
        "components": {"schemas": components},
    }


def _of_websockets(live: Sequence[Live]) -> str:
    """OpenAPI has no place for them but this."""
    told = [
        f"The websocket `{row.path}?{'&'.join(f'{each.name}=...' for each in row.parameters)}`: {row.help}"
        for row in live
    ]
    return "\n\n".join([*told, "A malformed query closes it with code 4400 and the reason."])


def _operation(row: Operation, schema_of: dict[Any, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": row.endpoint.__name__,
        "summary": row.help,
        "parameters": [
            {
                "name": each.name,
                "in": "path" if each.in_path else "query",
                "required": each.in_path,
                "description": each.help,
                "schema": {"type": "array", "items": each.schema} if each.repeated else each.schema,
            }
            for each in row.parameters
        ],
        "responses": {
            **{
                str(answer.status): _answer(answer, schema_of) for answer in (*problems_of(row), *row.answers)
            },
            "default": _answer(
                Answer(500, "what was wrong, and what to do", Problem, PROBLEM_TYPE), schema_of
            ),
        },
    }
    if row.takes:
        schema = {} if row.takes is bytes else schema_of[row.takes]
        described["requestBody"] = {"required": True, "content": {row.takes_media_type: {"schema": schema}}}
    return described


def problems_of(row: Operation) -> Iterator[Answer]:
    """What an operation may refuse, by what it takes; its own answers of the same status come first."""
    yield _told(MALFORMED)
    if row.method not in SAFE_METHODS:
        yield _told(FOREIGN)
    if any(each.in_path for each in row.parameters):
        yield _told(NOT_FOUND)
    if row.takes:
        yield _told(TOO_LARGE)
    yield _told(HOST)


def _told(kind: Kind) -> Answer:
    return Answer(kind.status, kind.title, Problem, PROBLEM_TYPE)


def _answer(answer: Answer, schema_of: dict[Any, Any]) -> dict[str, Any]:
    schema = schema_of[answer.shape] if answer.shape else {}
    return {"description": answer.help, "content": {answer.media_type: {"schema": schema}}}
