"""What an operation of the API is: one row that makes its route, its checks and its description."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from catcher.adapters.http.problems import Refused, explained
from catcher.application.post_office import PostOffice
from catcher.application.sessions import Sessions
from catcher.core.query import And, Query, parse

MAX_ID = 2**63 - 1
MAX_JSON_OCTETS = 64 * 1024


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """What the API is told by the assembly. `smtp` and `smtps` are shown to people as host:port."""

    smtp: str = ""
    allowed_hosts: tuple[str, ...] = ()
    max_message_octets: int = 50 * 1024 * 1024
    smtps: str = ""
    ca_pem: bytes | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """All that an operation works with."""

    post_office: PostOffice
    settings: HttpSettings
    sessions: Sessions
    frame_key: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    """Known to the frames that show a mail's HTML, and to nobody else: see `messages.read_part`."""


@dataclass(frozen=True, slots=True)
class Parameter:
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
        collected = bytearray()
        async for chunk in self.request.stream():
            collected += chunk
            if len(collected) > max_octets:
                raise Refused(
                    413, f"the body is larger than {max_octets} bytes, which is what is accepted here"
                )
        return bytes(collected)


Endpoint = Callable[[Desk, Asked], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers: a JSON shape, or bytes of a media type."""

    status: int
    help: str
    shape: Any = None
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Operation:
    """One row of the API."""

    method: str
    path: str
    endpoint: Endpoint
    help: str
    parameters: tuple[Parameter, ...] = ()
    answers: tuple[Answer, ...] = ()
    takes: Any = None
    takes_media_type: str = "application/json"

    async def answer(self, desk: Desk, request: Request) -> Response:
        """Read the parameters, act, and tell an error as a problem."""
        try:
            return await self.endpoint(desk, Asked(request, self._values(request)))
        except Exception as error:  # noqa: BLE001 - the one place where errors become answers
            return explained(error)

    def _values(self, request: Request) -> dict[str, Any]:
        known = {parameter.name for parameter in self.parameters if not parameter.in_path}
        for name in request.query_params:
            if name not in known:
                raise Refused(
                    400,
                    f"there is no parameter {name!r} here; there are {', '.join(sorted(known)) or 'none'}",
                )
        return {parameter.name: _value(parameter, request) for parameter in self.parameters}


def _value(parameter: Parameter, request: Request) -> Any:
    if parameter.in_path:
        return _read(parameter, request.path_params[parameter.name])
    given = request.query_params.getlist(parameter.name)
    if parameter.repeated:
        return tuple(_read(parameter, text) for text in given)
    if len(given) > 1:
        raise Refused(400, f"{parameter.name}: expected once, found {len(given)} times")
    return _read(parameter, given[0]) if given else parameter.default


def _read(parameter: Parameter, text: str) -> Any:
    try:
        return parameter.read(text)
    except ValueError as error:
        if type(error) is not ValueError:
            raise  # an error that has an answer of its own, such as QueryError
        raise Refused(400, f"{parameter.name}: expected {error}, not {text[:200]!r}") from None


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Reads a number within bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 19 and lowest <= int(text) <= highest):
            raise ValueError(f"a whole number from {lowest} to {highest}")
        return int(text)

    return read


def seconds(highest: float) -> Callable[[str], float]:
    """Reads a time in seconds, with decimals, up to a bound."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not 0 <= number <= highest:
            raise ValueError(f"seconds from 0 to {highest:g}")
        return number

    return read


def yes_or_no(text: str) -> bool:
    """Reads true or false, as people write them in URLs."""
    match text.lower():
        case "true" | "1" | "yes" | "":
            return True
        case "false" | "0" | "no":
            return False
        case _:
            raise ValueError("true or false")


def words(text: str) -> str:
    """Any text."""
    return text


def id_in_path(text: str) -> int:
    """An id or number in a path; one that cannot be an id is simply not there."""
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= MAX_ID):
        raise Refused(404, f"expected a number in the path, not {text[:200]!r}")
    return int(text)


NUMBER = {"type": "integer", "minimum": 0}
TEXT = {"type": "string"}
SWITCH = {"type": "boolean"}

QUERY = Parameter("q", parse, TEXT, "a query, for example `to:bob subject:welcome`; empty matches every mail")
MESSAGE_ID = Parameter("id", id_in_path, NUMBER, "the id of a mail", in_path=True)
