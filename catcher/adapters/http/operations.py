"""What an operation of the API is: one row that makes its route, its checks and its description."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from catcher.adapters.http.problems import MALFORMED, NOT_FOUND, OTHER_MAILBOX, TOO_LARGE, Refused
from catcher.application.post_office import PostOffice
from catcher.application.sessions import SessionBook
from catcher.core.mailboxes import mailbox_name
from catcher.core.query import And, Query
from catcher.core.query_json import read_query
from catcher.core.ruling import RuleBook
from catcher.core.wire import ShapeError, Value, changed, decode, encode, field

T = TypeVar("T")

MAX_ID = 2**63 - 1
MAX_JSON_OCTETS = 64 * 1024
MAX_SHOWN_CHARS = 200
"""How much of a mistaken value an error repeats."""


GRANTED = "catcher.mailbox"
"""Where the scope of a request has the mailbox that its token stands for."""
KEY_CHARS = 22


class HttpSettings(Value):
    """What the API is told by the assembly.

    `smtp`, `submission`, `smtps` and `lmtp` are shown to people as host:port, empty for a port that is not there.
    `allowed_hosts` are names under which browsers may ask, besides addresses, localhost and names without a dot.
    `max_wait_seconds` bounds what a client may wait for.
    """

    smtp: str = ""
    allowed_hosts: tuple[str, ...] = ()
    max_message_octets: int = 50 * 1024 * 1024
    submission: str = ""
    smtps: str = ""
    lmtp: str = ""
    ca_pem: bytes | None = None
    max_wait_seconds: float = 600.0


class Desk(Value):
    """All that an operation works with."""

    post_office: PostOffice
    settings: HttpSettings
    sessions: SessionBook
    rules: RuleBook
    granted: str | None = None
    """The mailbox that the asker's token stands for; None for all."""
    frame_secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def within(self, mailbox: str | None) -> Desk:
        """The same for one mailbox, as if there were no other; for all when None.

        Raises Refused when the asker may not see it.
        """
        if mailbox in (None, self.granted):
            return self
        if self.granted is not None:
            raise Refused(
                OTHER_MAILBOX, f"this token is for the mailbox {self.granted!r}, not for {mailbox!r}"
            )
        return changed(self, post_office=self.post_office.within(mailbox), rules=self.rules.within(mailbox))

    def of(self, scope: Scope) -> Desk:
        """The desk for one who asks: with a token for a mailbox, nothing beyond it can be seen or changed from there."""
        mailbox = scope.get(GRANTED)
        if mailbox is None:
            return self
        return changed(
            self,
            post_office=self.post_office.only(mailbox),
            sessions=self.sessions.only(mailbox),
            rules=self.rules.within(mailbox),
            granted=mailbox,
        )

    def frame_key(self, message_id: int) -> str:
        """Known to the frames that show the HTML of this mail, and to nobody else: see `bodies.read_part`."""
        return hmac.new(self.frame_secret, str(message_id).encode(), "sha256").hexdigest()[:KEY_CHARS]

    def is_frame_key(self, message_id: int, key: str) -> bool:
        """Whether it is the key to this mail's parts."""
        return hmac.compare_digest(self.frame_key(message_id).encode(), key.encode())


class Parameter(Value):
    """A parameter of the path or the query. `read` turns text into its value or raises ValueError."""

    name: str
    read: Callable[[str], Any]
    schema: Mapping[str, Any]
    help: str
    default: Any = None
    in_path: bool = False
    repeated: bool = False


class Asked:
    """A request whose parameters were read; `asked["limit"]` is the value or the default."""

    def __init__(self, request: Request, values: Mapping[str, Any]) -> None:
        self.request = request
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    @property
    def query(self) -> Query:
        """The parameter q as a query; empty when it was not given."""
        return self._values["q"] or And()

    async def body(self, max_octets: int = MAX_JSON_OCTETS) -> bytes:
        """The body, as long as it is within the bound. Raises Refused."""
        return b"".join([chunk async for chunk in self.chunks(max_octets)])

    async def chunks(self, max_octets: int) -> AsyncIterator[bytes]:
        """The body as it comes. Raises Refused when it is beyond the bound."""
        announced = self.request.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > max_octets:
            # Before anything is read: a client that asked with "Expect: 100-continue" then sends nothing.
            raise _too_large(max_octets)
        octets = 0
        async for chunk in self.request.stream():
            octets += len(chunk)
            if octets > max_octets:
                raise _too_large(max_octets)
            yield chunk

    async def shaped(self, shape: type[T], example: str) -> T:
        """The JSON body as a shape. Raises Refused, which shows the example."""
        try:
            return decode(await self.body(), shape)
        except ShapeError as error:
            raise Refused(MALFORMED, f"expected a JSON body such as {example}: {error}") from error


def _too_large(max_octets: int) -> Refused:
    return Refused(TOO_LARGE, f"expected a body of at most {max_octets} bytes; this one is larger")


Endpoint = Callable[[Desk, Asked], Awaitable[Response]]


class Answer(Value):
    """What an operation answers: a JSON shape, or bytes of a media type."""

    status: int
    help: str
    shape: Any = None
    media_type: str = "application/json"


class Operation(Value):
    """One row of the API. With the parameter `mailbox`, the endpoint works at the desk of that mailbox alone."""

    method: str
    path: str
    endpoint: Endpoint
    help: str
    parameters: tuple[Parameter, ...] = ()
    answers: tuple[Answer, ...] = ()
    takes: Any = None
    takes_media_type: str = "application/json"

    async def answer(self, desk: Desk, request: Request) -> Response:
        """Read the parameters and act; raises what `problems.explained` can tell."""
        values = read_parameters(self.parameters, request.path_params, request.query_params)
        own = desk.of(request.scope).within(values.get("mailbox"))
        return await self.endpoint(own, Asked(request, values))


def read_parameters(
    parameters: Iterable[Parameter], path: Mapping[str, str], query: QueryParams
) -> dict[str, Any]:
    """The value of each parameter. An unknown one is refused, so that a typo never widens what is asked for."""
    rows = tuple(parameters)
    known = sorted(row.name for row in rows if not row.in_path)
    for name in query:
        if name not in known:
            shown, there = name[:MAX_SHOWN_CHARS], ", ".join(known) or "none"
            raise Refused(MALFORMED, f"there is no parameter {shown!r} here; there are {there}")
    return {row.name: _value(row, path, query) for row in rows}


def _value(parameter: Parameter, path: Mapping[str, str], query: QueryParams) -> Any:
    if parameter.in_path:
        return _read(parameter, path[parameter.name])
    given = query.getlist(parameter.name)
    if parameter.repeated:
        return tuple(_read(parameter, text) for text in given)
    if len(given) > 1:
        raise Refused(MALFORMED, f"{parameter.name}: expected once, found {len(given)} times")
    return _read(parameter, given[0]) if given else parameter.default


def _read(parameter: Parameter, text: str) -> Any:
    try:
        return parameter.read(text)
    except ValueError as error:
        if type(error) is not ValueError:
            raise  # an error that has an answer of its own, such as QueryError
        detail = f"{parameter.name}: expected {error}, not {text[:MAX_SHOWN_CHARS]!r}"
        raise Refused(MALFORMED, detail) from None


def json(value: object, status: int = 200, **headers: str) -> Response:
    """A JSON answer; it tells the state of this moment, so nobody may keep it."""
    return Response(encode(value), status, {"Cache-Control": "no-store", **headers}, "application/json")


def unknown(message_id: int) -> Refused:
    """There is no such mail."""
    detail = f"there is no mail with id {message_id}; it was never given, or the mail was removed"
    return Refused(NOT_FOUND, detail)


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Reads a number within bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 19 and lowest <= int(text) <= highest):
            raise ValueError(f"a whole number from {lowest} to {highest}")
        return int(text)

    return read


def seconds(text: str) -> float:
    """Reads a time in seconds, with decimals."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise ValueError("seconds, such as 10 or 0.5")
    return number


def yes_or_no(text: str) -> bool:
    """Reads true or false. Nothing is neither: an empty variable of a script is no yes to "delete all"."""
    match text.lower():
        case "true" | "1" | "yes":
            return True
        case "false" | "0" | "no":
            return False
        case _:
            raise ValueError("true or false")


def address(text: str) -> str:
    """Reads an address of an envelope: clean text of one line, which may be empty for the null sender."""
    if not text.isprintable():
        raise ValueError("an address without control characters")
    return text.strip()


def words(text: str) -> str:
    """Any text."""
    return text


def id_in_path(text: str) -> int:
    """An id or number in a path; one that cannot be an id is simply not there."""
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= MAX_ID):
        raise Refused(NOT_FOUND, f"expected a number in the path, not {text[:MAX_SHOWN_CHARS]!r}")
    return int(text)


NUMBER = {"type": "integer", "minimum": 0}
TEXT = {"type": "string"}
SWITCH = {"type": "boolean"}

MAX_LIMIT = 500
DEFAULT_LIMIT = 50

QUERY = Parameter(
    "q", read_query, TEXT,
    "a query, for example `to:bob subject:welcome`, or as JSON; empty matches every mail",
)  # fmt: skip
LIMIT = Parameter(
    "limit", whole_number(1, MAX_LIMIT), {**NUMBER, "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    "at most so many", DEFAULT_LIMIT,
)  # fmt: skip
AFTER = Parameter("after", whole_number(0, MAX_ID), NUMBER, "only mail with a greater id")
MAILBOX = Parameter("mailbox", mailbox_name, TEXT, "only what belongs to this mailbox")
MESSAGE_ID = Parameter("id", id_in_path, NUMBER, "the id of a mail", in_path=True)
