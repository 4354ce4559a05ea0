"""The query language as people type it.

    query     = alternative { "OR" alternative }
    alternative = { [ "-" ] ( text | field | "(" query ")" ) }
    text      = word | '"phrase"' | "/regular expression/"
    field     = name ( ":" text | ":=" text | "=" text | "<" number | ">" number )

`from:` and `to:` look at the headers, and where a mail has none at the envelope. `:=` and `=` ask for the whole value.
What begins with a slash is a regular expression; a slash within it is written `\\/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from catcher.core.query import (
    EVERYTHING,
    FIELD_NAMES,
    MAX_CONDITIONS,
    MAX_NESTING,
    TEXT_FIELDS,
    UNCLEAN,
    And,
    Brought,
    Condition,
    HeaderText,
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
from catcher.core.query_values import has, ids, moment, octets, session_id
from catcher.core.wire import Value

T = TypeVar("T")

MAX_QUERY_CHARS = 4_000


def parse(text: str) -> Query:
    """Read a query; the empty text matches every mail.

    Raises QueryError, which names what was expected and where.
    """
    if len(text) > MAX_QUERY_CHARS:
        raise QueryError(
            f"the query has {len(text)} characters; {MAX_QUERY_CHARS} are allowed", MAX_QUERY_CHARS
        )
    if unclean := UNCLEAN.search(text):
        raise QueryError(f"expected text, not {unclean[0]!r}, which no mail has", unclean.start())
    return _Parser(text).query()


class _Token(Value):
    kind: str  # one of the group names of _TOKEN, or "end"
    text: str
    position: int
    name: str = ""
    operator: str = ""
    value: str = ""


_QUOTED = r'"(?:[^"\\]|\\.)*"'
_REGEX = r"/(?:[^/\\]|\\.)+/(?![^\s)])"
_VALUE = rf'{_QUOTED}|{_REGEX}|[^\s()"]*'
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
       | (?P<open>\()
       | (?P<close>\))
       | (?P<minus>-(?=[^\s)]))
       | (?P<url>[Hh][Tt][Tt][Pp][Ss]?://[^\s()"]+)
       | (?P<header>(?i:header):(?P<header_name>{_QUOTED}|(?:[^\s()"=:]|:(?!=))*)
         (?:(?P<header_operator>:?=)(?P<header_value>{_VALUE}))?)
       | (?P<field>(?:(?P<name>[A-Za-z][A-Za-z-]*)(?P<operator>:=?|[<>])
                     |(?P<known>(?i:{"|".join(FIELD_NAMES)}))(?P<equals>=))
         (?P<value>{_VALUE}))
       | (?P<phrase>{_QUOTED})
       | (?P<regex>{_REGEX})
       | (?P<word>[^\s()"]+)
       | (?P<stray>.)""",
    re.VERBOSE | re.DOTALL,
)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        prefix = "header_" if kind == "header" else ""
        name, operator, value = (found[f"{prefix}{part}"] or "" for part in ("name", "operator", "value"))
        if kind != "space":
            yield _Token(
                kind,
                found[0],
                found.start(),
                name or found["known"] or "",
                operator or found["equals"] or "",
                value,
            )
    yield _Token("end", "", len(text))


class _Parser:
    """Recursive descent over the tokens, with a bound on nesting."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._next = next(self._tokens)
        self._depth = 0
        self._conditions = 0

    def query(self) -> Query:
        whole = self._alternatives()
        if self._next.kind == "close":
            raise QueryError("a ')' without its '('", self._next.position)
        return whole

    def _take(self) -> _Token:
        token, self._next = self._next, next(self._tokens, self._next)
        return token

    def _at_or(self) -> bool:
        return self._next.kind == "word" and self._next.text == "OR"

    def _alternatives(self) -> Query:
        parts = [self._all_of()]
        while self._at_or():
            position = self._take().position
            following = self._all_of()
            if EVERYTHING in (parts[0], following):
                raise QueryError("OR needs a condition on both sides", position)
            parts.append(following)
        return joined(Or, parts)

    def _all_of(self) -> Query:
        parts: list[Query] = []
        while self._next.kind not in ("end", "close") and not self._at_or():
            parts.append(self._one())
        return joined(And, parts)

    def _one(self) -> Query:
        token = self._take()
        match token.kind:
            case "minus":
                return self._negated()
            case "open":
                return self._group(token)
            case "header" | "field" | "phrase" | "regex" | "word" | "url":
                return self._condition(token)
            case _:
                raise QueryError(_stray(token), token.position)

    def _negated(self) -> Query:
        """Each `-` turns the meaning around; counted, not nested, so that a row of them costs no depth."""
        negations = 1
        while self._next.kind == "minus":
            self._take()
            negations += 1
        inner = self._one()
        return Not(inner) if negations % 2 else inner

    def _group(self, opening: _Token) -> Query:
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise QueryError(f"more than {MAX_NESTING} nested '('", opening.position)
        inner = self._alternatives()
        if self._next.kind != "close":
            raise QueryError("this '(' has no ')'", opening.position)
        self._take()
        self._depth -= 1
        return inner

    def _condition(self, token: _Token) -> Condition:
        self._conditions += 1
        if self._conditions > MAX_CONDITIONS:
            raise QueryError(f"the query has more than {MAX_CONDITIONS} conditions", token.position)
        match token.kind:
            case "header":
                return _read(token, lambda: _header(token))
            case "field":
                return _field(token)
            case _:
                return _read(token, lambda: word_condition(*_asked(token.text, How.CONTAINS)))


def _stray(token: _Token) -> str:
    if token.text == '"':
        return "this '\"' has no closing one"
    return f"expected a word, a field or a '(' instead of {token.text or 'the end'!r}"


def _read(token: _Token, read: Callable[[], T]) -> T:
    """The value of a condition; what is wrong with it is said with the place."""
    try:
        return read()
    except ValueError as error:
        raise QueryError(str(error), token.position) from None


def _asked(value: str, how: How) -> tuple[str, How]:
    """The text without quotes or slashes, and how it is compared."""
    if value.startswith("/"):
        if not re.fullmatch(_REGEX, value, re.DOTALL):
            raise ValueError(
                r"this '/' has no closing one; write \/ for a slash within, or put the text into quotes"
            )
        return value[1:-1], How.REGEX
    text = _unquoted(value)
    if not text.strip() and not (how is How.EQUALS and text != value):
        also = ', or "" for an empty value' if how is How.EQUALS else ""
        raise ValueError(f"expected some text here{also}")
    return text, how


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    return re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL)


def _how(operator: str) -> How:
    return How.CONTAINS if operator == ":" else How.EQUALS


def _field(token: _Token) -> Condition:
    name = token.name.lower()
    if name == "size":
        return Size(_order(token), _read(token, lambda: octets(token.value)))
    if name not in FIELD_NAMES:
        raise QueryError(
            f"there is no field '{name}'; there are {', '.join(FIELD_NAMES)}. To search for the text"
            f" itself, put it into quotes",
            token.position,
        )
    text_field = TEXT_FIELDS.get(name)
    if token.operator in "<>" or (text_field is None and token.operator != ":"):
        raise QueryError(f"'{name}' is not compared by '{token.operator}'; use '{name}:'", token.position)
    if text_field is None:
        return _read(token, lambda: _other(name, token.value))
    return _read(token, lambda: text_condition(text_field, *_asked(token.value, _how(token.operator))))


def _other(name: str, value: str) -> Condition:
    match name:
        case "before":
            return Received(Order.LESS, moment(value.strip('"'), Order.LESS))
        case "after":
            return Received(Order.GREATER, moment(value.strip('"'), Order.GREATER))
        case "id":
            return Id(ids(value))
        case "session":
            return Brought(session_id(value))
        case "tag":
            return tag_condition(_unquoted(value))
        case _:
            return has(f"{name}:{value}")


def _header(token: _Token) -> HeaderText:
    """`header:Name=text`, `header:Name:=text` for the whole value, `header:Name` for any."""
    name, operator, value = _unquoted(token.name), token.operator, token.value
    if not operator and token.name.startswith('"'):
        name, operator, text = name.partition("=")
        asked = text, How.CONTAINS
    elif not value and operator != ":=":
        asked = "", How.CONTAINS
    else:
        asked = _asked(value, How.CONTAINS if operator == "=" else How.EQUALS)
    if not name.strip():
        raise ValueError("expected header:Name=text")
    return header_condition(name, *asked)


def _order(token: _Token) -> Order:
    if token.operator not in "<>":
        raise QueryError("sizes are compared: size>10k or size<2M", token.position)
    return Order(token.operator)
