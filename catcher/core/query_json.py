"""The query language as programs send it: JSON that says what the words say.

    {"to": "bob@x", "subject": {"regex": "^order"}, "any": [{"has": "html"}, "size>10k"], "not": {"is": "read"}}

All keys of an object must hold. A string where a query may stand is a query in words. The keys are the fields of the
query language, `text` for bare words, `all`, `any` and `not`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TypeVar

from catcher.core.query import (
    FIELD_NAMES,
    MAX_CONDITIONS,
    MAX_NESTING,
    MAX_OCTETS,
    TEXT_FIELDS,
    UNCLEAN,
    And,
    Brought,
    How,
    Id,
    Not,
    Or,
    Order,
    Query,
    QueryError,
    Received,
    Size,
    header_condition,
    joined,
    tag_condition,
    text_condition,
    word_condition,
)
from catcher.core.query_text import MAX_QUERY_CHARS, parse
from catcher.core.query_values import has, moment, octets

T = TypeVar("T")

MAX_DEPTH = 2 * MAX_NESTING
"""As deep as words go: each of their brackets may hold alternatives that are negated."""
MAX_IDS = 900
MAX_SHOWN_CHARS = 60
WHOLE = "the query"
TOO_DEEP = f"expected at most {MAX_DEPTH} queries within each other"

KEYS = ("text", *FIELD_NAMES, "all", "any", "not")


JSON_BEGINS = re.compile(r'\s*\{\s*"')
"""What people do not type as words: a brace alone may be a placeholder that they look for."""


def read_query(text: str) -> Query:
    """A query as it comes in one piece of text: words, or JSON when it begins with `{"`. Raises QueryError."""
    if not JSON_BEGINS.match(text):
        return parse(text)
    try:
        return query_of(json.loads(text))
    except json.JSONDecodeError as error:
        raise QueryError(f"expected JSON, as it begins with '{{': {error.msg}", error.pos) from None
    except RecursionError:
        raise QueryError(TOO_DEEP, path=WHOLE) from None


def query_of(value: object) -> Query:
    """Read a decoded JSON value; an empty object matches every mail.

    Raises QueryError, whose path leads to the mistake: `any[1].subject.regex`.
    """
    query = _query(value, "", 0)
    if (asked := _conditions(query)) > MAX_CONDITIONS:
        raise QueryError(f"expected at most {MAX_CONDITIONS} conditions, not {asked}", path=WHOLE)
    if _depth(query) > MAX_DEPTH:
        raise QueryError(TOO_DEEP, path=WHOLE)
    return query


def _query(value: object, path: str, depth: int) -> Query:
    if depth > MAX_DEPTH:
        raise QueryError(TOO_DEEP, path=path)
    match value:
        case str():
            return _read(lambda: parse(value), path)
        case dict():
            return joined(And, [_of_key(str(key), inner, path, depth) for key, inner in value.items()])
        case _:
            raise _expected("an object or a query in words", value, path)


def _of_key(key: str, value: object, above: str, depth: int) -> Query:
    path = f"{above}.{key}" if above else key
    match key:
        case "all" | "any":
            parts = _queries(value, path, depth + 1)
            return joined(And if key == "all" else Or, parts)
        case "not":
            return Not(_query(value, path, depth + 1))
        case "text":
            return _compared(value, path, (How.CONTAINS, How.REGEX), word_condition)
        case "header":
            named = [_header(name, one, f"{path}.{name}") for name, one in _object(value, path).items()]
            return joined(And, named)
        case "size":
            return joined(
                And, [_size(order, one, f"{path}.{order}") for order, one in _object(value, path).items()]
            )
        case "before" | "after":
            order = Order.LESS if key == "before" else Order.GREATER
            return _read(lambda: Received(order, moment(_text(value, path), order)), path)
        case "id":
            return _id(value, path)
        case "session":
            return Brought(_number(value, path))
        case "tag":
            return _read(lambda: tag_condition(_text(value, path)), path)
        case "has" | "is":
            return _read(lambda: has(f"{key}:{_text(value, path)}"), path)
        case _ if field := TEXT_FIELDS.get(key):
            return _compared(value, path, tuple(How), lambda text, how: text_condition(field, text, how))
        case _:
            raise QueryError(f"there is no '{key}'; there are {', '.join(KEYS)}", path=path)


def _queries(value: object, path: str, depth: int) -> list[Query]:
    if not isinstance(value, list) or not value:
        raise _expected("a list of queries", value, path)
    return [_query(one, f"{path}[{number}]", depth) for number, one in enumerate(value)]


def _compared(value: object, path: str, hows: tuple[How, ...], make: Callable[[str, How], Query]) -> Query:
    """A text, or an object that says how it is compared; several ways must all hold."""
    if isinstance(value, str):
        return _asked(value, path, How.CONTAINS, make)
    if not isinstance(value, dict) or not value:
        raise _expected(f"a text, or an object with {_listed(hows)}", value, path)
    if strange := [key for key in value if key not in hows]:
        raise QueryError(f"expected {_listed(hows)}, not '{strange[0]}'", path=f"{path}.{strange[0]}")
    return joined(
        And,
        [_asked(_text(one, f"{path}.{how}"), f"{path}.{how}", How(how), make) for how, one in value.items()],
    )


def _asked(text: str, path: str, how: How, make: Callable[[str, How], Query]) -> Query:
    if unclean := UNCLEAN.search(text):
        raise QueryError(f"expected text, not {unclean[0]!r}, which no mail has", path=path)
    if len(text) > MAX_QUERY_CHARS:
        raise QueryError(f"expected at most {MAX_QUERY_CHARS} characters, not {len(text)}", path=path)
    if how is How.CONTAINS and not text.strip():
        raise QueryError("expected some text", path=path)
    return _read(lambda: make(text, how), path)


def _header(name: str, value: object, path: str) -> Query:
    """The values of one header; `true` asks for any."""
    if not name.strip():
        raise QueryError("expected the name of a header", path=path)
    if value is True:
        return header_condition(name, "", How.CONTAINS)
    return _compared(value, path, tuple(How), lambda text, how: header_condition(name, text, how))


def _size(order: str, value: object, path: str) -> Size:
    if order not in tuple(Order):
        raise QueryError(f"expected {_listed(tuple(Order))}, not '{order}'", path=path)
    number = str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value, path)
    return _read(lambda: Size(Order(order), octets(number)), path)


def _id(value: object, path: str) -> Id:
    listed = value if isinstance(value, list) else [value]
    numbers = [one for one in listed if type(one) is int and 0 <= one <= MAX_OCTETS]
    if not numbers or len(numbers) != len(listed):
        raise _expected("an id, or a list of ids,", value, path)
    if len(numbers) > MAX_IDS:
        raise QueryError(f"expected at most {MAX_IDS} ids, not {len(numbers)}", path=path)
    return Id(frozenset(numbers))


def _number(value: object, path: str) -> int:
    if type(value) is not int or not 0 <= value <= MAX_OCTETS:
        raise _expected("an id", value, path)
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise _expected("a text", value, path)
    return value


def _object(value: object, path: str) -> dict[str, object]:
    if not isinstance(value, dict) or not value:
        raise _expected("an object", value, path)
    return value


def _read(read: Callable[[], T], path: str) -> T:
    try:
        return read()
    except ValueError as error:
        raise (
            error
            if isinstance(error, QueryError) and error.path
            else QueryError(str(error), path=path or WHOLE)
        ) from None


def _expected(what: str, value: object, path: str) -> QueryError:
    match value:
        case dict():
            came = "an object" if value else "{}"
        case list():
            came = "a list" if value else "[]"
        case _:
            came = json.dumps(value, ensure_ascii=False)[:MAX_SHOWN_CHARS]
    return QueryError(f"expected {what} instead of {came}", path=path or WHOLE)


def _listed(keys: tuple[str, ...]) -> str:
    return " or ".join(f"'{key}'" for key in keys)


def _conditions(query: Query) -> int:
    match query:
        case And(parts) | Or(parts):
            return sum(map(_conditions, parts))
        case Not(inner):
            return _conditions(inner)
        case _:
            return 1


def _depth(query: Query) -> int:
    match query:
        case And(parts) | Or(parts):
            return 1 + max(map(_depth, parts), default=0)
        case Not(inner):
            return 1 + _depth(inner)
        case _:
            return 0
