"""The query language: what a user may ask of mail, read from text into a value.

    query     = alternative { "OR" alternative }
    alternative = { [ "-" ] ( word | '"phrase"' | field ( ":" | "<" | ">" ) value | "(" query ")" ) }

`from:` and `to:` look at the headers, and where a mail has none at the envelope.

Everything is a substring by default and ignores case. Whether a mail matches is decided in `matching`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

MAX_QUERY_CHARS = 4_000
MAX_NESTING = 16
"""SQLite's parser has a stack of 100, of which a negated parenthesis takes four."""
MAX_CONDITIONS = 200
"""SQLite takes expressions 1,000 levels deep, and each condition may be one."""
MAX_OCTETS = 2**63 - 1
"""The largest number that a database compares."""


class QueryError(ValueError):
    """The text is not a query. `position` is the offset of the character that the message speaks of."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.position = position


class TextField(StrEnum):
    """The parts of a mail that are searched as text."""

    FROM = "from"
    TO = "to"
    CC = "cc"
    BCC = "bcc"
    RCPT = "rcpt"
    SENDER = "sender"
    SUBJECT = "subject"
    BODY = "body"
    ATTACHMENT = "attachment"
    TYPE = "type"
    MESSAGE_ID = "message-id"
    LOGIN = "login"
    MAILBOX = "mailbox"


class Trait(StrEnum):
    """What a mail has, or is."""

    ATTACHMENT = "has:attachment"
    HTML = "has:html"
    DEFECT = "has:defect"
    READ = "is:read"
    UNREAD = "is:unread"


class Order(StrEnum):
    """How a number or a time is compared; `before` and `after` exclude the moment itself."""

    LESS = "<"
    GREATER = ">"


@dataclass(frozen=True, slots=True)
class Word:
    """The folded text occurs in any of the fields that a reader would look at."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """The folded text occurs in one field; for `login` and `mailbox` it is the whole field."""

    field: TextField
    text: str


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A header field of that name (folded) has the folded text in its decoded value."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Has:
    """The mail has, or is, what the trait says."""

    trait: Trait


@dataclass(frozen=True, slots=True)
class Size:
    """The raw mail is smaller or larger than so many bytes."""

    order: Order
    octets: int


@dataclass(frozen=True, slots=True)
class Received:
    """The mail came before or after a moment (UTC)."""

    order: Order
    moment: datetime


@dataclass(frozen=True, slots=True)
class Id:
    """The mail has one of these ids."""

    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Not:
    """The inner condition does not hold."""

    inner: Query


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; with no parts, every mail matches."""

    parts: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Query, ...]


Condition = Word | Text | HeaderText | Has | Size | Received | Id
Query = Condition | Not | And | Or

EVERYTHING = And()

WORD_FIELDS: tuple[TextField, ...] = (
    TextField.SUBJECT,
    TextField.FROM,
    TextField.TO,
    TextField.CC,
    TextField.RCPT,
    TextField.SENDER,
    TextField.ATTACHMENT,
    TextField.BODY,
)
"""Where a bare word is looked for."""

EXACT_FIELDS = frozenset({TextField.LOGIN, TextField.MAILBOX})
"""Names of things rather than text: these are compared whole."""


def fold(text: str) -> str:
    """Text as all comparisons see it: case-folded by Unicode's rules, white space runs as one space."""
    return " ".join(text.casefold().split())


def parse(text: str) -> Query:
    """Read a query; the empty text matches every mail.

    Raises QueryError, which names what was expected and where.
    """
    if len(text) > MAX_QUERY_CHARS:
        raise QueryError(
            f"the query has {len(text)} characters; {MAX_QUERY_CHARS} are allowed", MAX_QUERY_CHARS
        )
    if unclean := re.search("[\0\ud800-\udfff]", text):
        raise QueryError(f"expected text, not {unclean[0]!r}, which no mail has", unclean.start())
    return _Parser(text).query()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # one of the group names of _TOKEN, or "end"
    text: str
    position: int
    name: str = ""
    value: str = ""


_QUOTED = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
       | (?P<open>\()
       | (?P<close>\))
       | (?P<minus>-(?=[^\s)]))
       | (?P<url>[Hh][Tt][Tt][Pp][Ss]?://[^\s()"]+)
       | (?P<field>[A-Za-z][A-Za-z-]*[:<>])(?P<value>{_QUOTED}|[^\s()"]*)
       | (?P<phrase>{_QUOTED})
       | (?P<word>[^\s()"]+)
       | (?P<stray>.)""",
    re.VERBOSE | re.DOTALL,
)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        kind = "field" if found["field"] else str(found.lastgroup)
        if kind != "space":
            yield _Token(kind, found[0], found.start(), found["field"] or "", found["value"] or "")
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
        return _joined(Or, parts)

    def _all_of(self) -> Query:
        parts: list[Query] = []
        while self._next.kind not in ("end", "close") and not self._at_or():
            parts.append(self._one())
        return _joined(And, parts)

    def _one(self) -> Query:
        token = self._take()
        match token.kind:
            case "minus":
                return self._negated()
            case "open":
                return self._group(token)
            case "field" | "phrase" | "word" | "url":
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
        return _condition(token) if token.kind == "field" else Word(_words(token.text, token))


def _joined(kind: type[And] | type[Or], parts: list[Query]) -> Query:
    """One value for all that means the same: brackets that change nothing leave no trace."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _stray(token: _Token) -> str:
    if token.text == '"':
        return "this '\"' has no closing one"
    return f"expected a word, a field or a '(' instead of {token.text or 'the end'!r}"


def _words(value: str, token: _Token) -> str:
    if value.startswith('"'):
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    folded = fold(value)
    if not folded:
        raise QueryError("expected some text here", token.position)
    return folded


def _condition(token: _Token) -> Condition:
    name, operator = token.name[:-1].lower(), token.name[-1]
    if name == "size":
        return Size(_order(token, operator), _octets(token))
    if operator != ":":
        raise QueryError(f"'{name}' is not compared by '{operator}'; use '{name}:'", token.position)
    match name:
        case "has" | "is":
            return _has(token)
        case "before":
            return Received(Order.LESS, _moment(token))
        case "after":
            return Received(Order.GREATER, _moment(token))
        case "header":
            return _header(token)
        case "id":
            return _id(token)
        case _:
            return _text(name, token)


def _text(name: str, token: _Token) -> Text:
    try:
        field = TextField(name)
    except ValueError:
        raise QueryError(
            f"there is no field '{name}'; there are {', '.join(FIELD_NAMES)}. To search for the text"
            f" itself, put it into quotes",
            token.position,
        ) from None
    return Text(field, _words(token.value, token))


def _header(token: _Token) -> HeaderText:
    """`header:Name=text`, or `header:Name` for any value; the value may be quoted."""
    name, _, text = _words(token.value, token).partition("=")
    if not name.strip():
        raise QueryError("expected header:Name=text", token.position)
    return HeaderText(name.strip(), text.strip())


def _id(token: _Token) -> Id:
    numbers = token.value.split(",")
    if not all(re.fullmatch(r"[0-9]{1,18}", number) for number in numbers):
        raise QueryError(f"expected ids such as 7 or 7,8,9, not '{token.value}'", token.position)
    return Id(frozenset(map(int, numbers)))


def _has(token: _Token) -> Has:
    try:
        return Has(Trait(token.text.lower()))
    except ValueError:
        raise QueryError(
            f"expected one of {', '.join(Trait)} instead of '{token.text}'", token.position
        ) from None


def _order(token: _Token, operator: str) -> Order:
    if operator == ":":
        raise QueryError("sizes are compared: size>10k or size<2M", token.position)
    return Order(operator)


_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_OCTETS = re.compile(r"([0-9]{1,15})([kmg]?)b?", re.IGNORECASE)


def _octets(token: _Token) -> int:
    found = _OCTETS.fullmatch(token.value)
    if not found:
        raise QueryError(f"expected a size such as 500, 10k or 2M, not '{token.value}'", token.position)
    return min(int(found[1]) * _UNITS[found[2].lower()], MAX_OCTETS)


def _moment(token: _Token) -> datetime:
    """A date is its first moment for `before:` and its last for `after:`; without an offset it is UTC."""
    value = token.value.strip('"')
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            day = datetime.combine(date.fromisoformat(value), datetime.min.time(), UTC)
            one_day = timedelta(days=1, microseconds=-1)
            return day + one_day if token.name.lower() == "after:" else day
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise QueryError(
            f"expected a date as 2026-05-01 or 2026-05-01T12:00:00Z, not '{value}'", token.position
        ) from None


FIELD_NAMES = (*TextField, "header", "id", "has", "is", "size", "before", "after")
