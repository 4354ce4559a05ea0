"""The blocking client: ask a catcher, wait for mail, and be told why it did not come.

The only module that knows httpx.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, NotRequired, Self, TypedDict, TypeVar, Unpack

import httpx

from catcher.adapters.http.shapes import (
    Detail,
    Health,
    Imported,
    MessageList,
    NearMiss,
    Problem,
    Removal,
    SessionList,
    Summary,
)
from catcher.core.matching import describe
from catcher.core.query import And, Query, Text, TextField, fold
from catcher.core.query_text import parse
from catcher.core.session import Session
from catcher.core.wire import ShapeError, decode
from catcher.mail import Mail, mail_of
from catcher.rules_client import ClientRules

T = TypeVar("T")

DEFAULT_URL = "http://127.0.0.1:8025"
ALL_ADDRESSES = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on
PAGE_SIZE = 100
NETWORK_SECONDS = 10.0
"""How long an answer may take beyond the wait that was asked for."""

IMPORT_SECONDS = 60.0
"""How long a part of an import may take."""


class CatcherError(Exception):
    """The catcher could not be reached, or refused; the text says what to do."""


class NoMailArrived(AssertionError):
    """Nothing matched in time. The text lists what did arrive, and which condition each missed."""


class MailArrived(AssertionError):
    """A mail matched where none was expected."""


class Conditions(TypedDict, total=False):
    """What a mail must have: each is a text that occurs in that field, whatever the case."""

    from_: str
    to: str
    cc: str
    bcc: str
    rcpt: str
    sender: str
    subject: str
    body: str
    attachment: str
    type: str
    message_id: str
    login: str
    mailbox: str


class Endpoint(NamedTuple):
    """Where a server listens; unpacks into `smtplib.SMTP(*endpoint)`."""

    host: str
    port: int


class _Refusal(Problem):
    nearest: NotRequired[list[NearMiss]]
    message: NotRequired[Summary]


class Client:
    """A catcher, over HTTP. Close it, or use it as a context manager."""

    def __init__(self, url: str = DEFAULT_URL) -> None:
        # trust_env: a proxy for the internet must never see the mail of a test.
        self._http = httpx.Client(base_url=url.rstrip("/") + "/", timeout=NETWORK_SECONDS, trust_env=False)
        self.url = url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    @property
    def health(self) -> Health:
        """Whether it works, and where it listens."""
        return self._ask("GET", "api/health", Health)

    @property
    def smtp(self) -> Endpoint:
        """Where to send mail."""
        return self._endpoint(self.health["smtp"])

    @property
    def submission(self) -> Endpoint:
        """Where to send mail after STARTTLS; raises CatcherError when there is no such port."""
        return self._optional(self.health["submission"], "--submission-port")

    @property
    def smtps(self) -> Endpoint:
        """Where to send mail over TLS; raises CatcherError when there is no such port."""
        return self._optional(self.health["smtps"], "--smtps-port")

    @property
    def lmtp(self) -> Endpoint:
        """Where to send mail by LMTP; raises CatcherError when there is no such port."""
        return self._optional(self.health["lmtp"], "--lmtp-port")

    @property
    def ca_pem(self) -> bytes:
        """What a client must trust to verify the certificate of `--tls auto`, as PEM."""
        return self._fetch("api/ca.pem")

    @property
    def messages(self) -> list[Mail]:
        """All mail, in the order of arrival."""
        return self.find()

    def find(self, query: str = "", **conditions: Unpack[Conditions]) -> list[Mail]:
        """The mail that is there and matches, in the order of arrival."""
        return [self._mail(one["id"]) for one in reversed(list(self.summaries(query, **conditions)))]

    def summaries(self, query: str = "", **conditions: Unpack[Conditions]) -> Iterator[Summary]:
        """What lists show of the mail that matches, newest first; pages are fetched as they are needed."""
        parameters = {"q": query_text(query, conditions), "limit": PAGE_SIZE}
        while page := self._ask("GET", "api/messages", MessageList, params=parameters)["messages"]:
            yield from page
            parameters["before"] = page[-1]["id"]

    def count(self, query: str = "", **conditions: Unpack[Conditions]) -> int:
        """How many mails match."""
        parameters = {"q": query_text(query, conditions), "limit": 1}
        return self._ask("GET", "api/messages", MessageList, params=parameters)["total"]

    def export_lines(self, query: str = "", **conditions: Unpack[Conditions]) -> Iterator[bytes]:
        """All that is known of each mail that matches, as a line of JSON, in the order of arrival."""
        parameters = {"q": query_text(query, conditions), "format": "jsonl"}
        with _reached(self.url), self._http.stream("GET", "api/export", params=parameters) as answer:
            if not answer.is_success:
                answer.read()
                raise _refused(answer)
            yield from _lines(answer.iter_bytes())

    def import_lines(self, lines: bytes, mailbox: str | None = None) -> Imported:
        """Take in mail as `export_lines` gives it, with its time, envelope, mailbox and read flag."""
        parameters = {"format": "jsonl"} | ({} if mailbox is None else {"mailbox": mailbox})
        return self._ask(
            "POST", "api/import", Imported, params=parameters, content=lines, patience=IMPORT_SECONDS
        )

    def get(self, message_id: int) -> Mail:
        """One mail by its id."""
        return self._mail(message_id)

    def raw(self, message_id: int) -> bytes:
        """One mail exactly as it was sent."""
        return self._fetch(f"api/messages/{message_id}/raw")

    def wait(
        self,
        query: str = "",
        *,
        timeout: float = 10.0,
        after: Mail | int | None = None,
        **conditions: Unpack[Conditions],
    ) -> Mail:
        """The first mail that matches: at once when it is there, else when it comes.

        `after` leaves out that mail and all before it. Raises NoMailArrived after `timeout` seconds.
        """
        return self.wait_many(1, query, timeout=timeout, after=after, **conditions)[0]

    def wait_many(
        self,
        count: int,
        query: str = "",
        *,
        timeout: float = 10.0,
        after: Mail | int | None = None,
        **conditions: Unpack[Conditions],
    ) -> list[Mail]:
        """The first `count` mails that match, in the order of arrival; see `wait`."""
        parameters = _wait_parameters(query, conditions, after)
        parameters |= {"count": count, "timeout": timeout}
        found = self._ask("GET", "api/wait", MessagesShape, params=parameters, patience=timeout)
        return [self._mail(one["id"]) for one in found["messages"]]

    def none(
        self,
        query: str = "",
        *,
        within: float = 0.0,
        after: Mail | int | None = None,
        **conditions: Unpack[Conditions],
    ) -> None:
        """Return when no mail matches, and none comes within so many seconds; else raise MailArrived."""
        parameters = _wait_parameters(query, conditions, after) | {"quiet": within}
        self._bytes("GET", "api/none", params=parameters, patience=within)

    def sessions(
        self, *, of: Mail | int | None = None, failed: bool | None = None, limit: int = 50
    ) -> tuple[Session, ...]:
        """The SMTP sessions that were and are, newest first: what was said, and what went wrong in plain words.

        `of` asks for the one that brought that mail; `failed` for those in which something was wrong.
        """
        parameters: dict[str, str | int] = {"limit": limit}
        if of is not None:
            parameters["message"] = of.id if isinstance(of, Mail) else of
        if failed is not None:
            parameters["failed"] = "true" if failed else "false"
        return tuple(self._ask("GET", "api/sessions", SessionList, params=parameters)["sessions"])

    @property
    def rules(self) -> ClientRules:
        """Failures on purpose: `with catcher.rules.fail(450, first=2): ...`."""
        return ClientRules(self._ask)

    def mark(self, message_id: int, *, read: bool = True) -> None:
        """Mark one mail as read or unread."""
        self._bytes("PATCH", f"api/messages/{message_id}", json={"read": read})

    def delete(self, query: str = "", **conditions: Unpack[Conditions]) -> int:
        """Delete the mail that matches, and say how many that were; without a condition it refuses."""
        parameters = {"q": query_text(query, conditions)}
        return self._ask("DELETE", "api/messages", Removal, params=parameters)["removed"]

    def clear(self) -> int:
        """Delete all mail, and say how many that were."""
        return self._ask("DELETE", "api/messages", Removal, params={"all": "true"})["removed"]

    def _optional(self, shown: str, flag: str) -> Endpoint:
        if not shown:
            raise CatcherError(f"this catcher has no such port; start it with {flag}")
        return self._endpoint(shown)

    def _endpoint(self, shown: str) -> Endpoint:
        """What listens on all addresses is reached under the one by which we reach it."""
        host, _, port = shown.rpartition(":")
        host = host.strip("[]")
        return Endpoint(self._http.base_url.host if host in ALL_ADDRESSES else host, int(port))

    def _mail(self, message_id: int) -> Mail:
        return mail_of(self._ask("GET", f"api/messages/{message_id}", Detail), self._fetch)

    def _fetch(self, path: str) -> bytes:
        return self._bytes("GET", path)

    def _ask(self, method: str, path: str, shape: type[T], **options: Any) -> T:
        try:
            return decode(self._bytes(method, path, **options), shape)
        except ShapeError as error:
            raise CatcherError(
                f"{self.url} gave an answer that is not a catcher's of this version: {error}"
            ) from error

    def _bytes(self, method: str, path: str, *, patience: float = 0.0, **options: Any) -> bytes:
        with _reached(self.url):
            answer = self._http.request(
                method,
                path,
                timeout=httpx.Timeout(NETWORK_SECONDS, read=patience + NETWORK_SECONDS),
                **options,
            )
        if answer.is_success:
            return answer.content
        raise _refused(answer)


class MessagesShape(TypedDict):
    """The part of an answer that a wait needs."""

    messages: list[Summary]


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """What the network says, in words that tell what to do."""
    try:
        yield
    except httpx.InvalidURL as error:
        raise CatcherError(f"expected a URL such as {DEFAULT_URL}, not {url!r}: {error}") from error
    except httpx.HTTPError as error:
        raise CatcherError(
            f"no catcher answers at {url} ({error}); start one with 'catcher serve',"
            " or name another with --url or CATCHER_URL"
        ) from error


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What stands before each line feed; a stream that was cut has no last one."""
    held: list[bytes] = []
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            yield b"".join((*held, piece))
            held.clear()
        held.append(rest)


@contextmanager
def client(url: str = DEFAULT_URL) -> Iterator[Client]:
    """A client of the catcher at that URL."""
    with Client(url) as opened:
        yield opened


def query_text(query: str, conditions: Mapping[str, Any]) -> str:
    """The query and the conditions as one text of the query language. Raises QueryError, TypeError."""
    parts: list[Query] = [parse(query)] if query else []
    for name, value in conditions.items():
        parts.append(Text(_field(name), _folded(name, value)))
    return describe(And(tuple(parts)))


def _field(name: str) -> TextField:
    try:
        return TextField(name.rstrip("_").replace("_", "-"))
    except ValueError:
        raise TypeError(
            f"there is no condition {name!r}; there are {', '.join(Conditions.__annotations__)}"
        ) from None


def _folded(name: str, value: object) -> str:
    if not isinstance(value, str) or not fold(value):
        raise TypeError(f"{name}: expected some text, not {value!r}")
    return fold(value)


def _wait_parameters(
    query: str, conditions: Mapping[str, Any], after: Mail | int | None
) -> dict[str, str | int | float]:
    parameters: dict[str, str | int | float] = {"q": query_text(query, conditions)}
    if after is not None:
        parameters["after"] = after.id if isinstance(after, Mail) else after
    return parameters


def _refused(answer: httpx.Response) -> Exception:
    try:
        problem = decode(answer.content, _Refusal)
    except ShapeError:
        return CatcherError(f"{answer.request.url} answered {answer.status_code}, and no catcher would so")
    if "nearest" in problem:
        return NoMailArrived("\n".join([problem["detail"], *map(_told, problem["nearest"])]))
    if "message" in problem:
        return MailArrived(f"{problem['detail']}\n{_line(problem['message'])}")
    return CatcherError(problem["detail"])


def _told(miss: NearMiss) -> str:
    """A mail that did come, and a line for each condition."""
    lines = [
        f"    {'ok  ' if c['held'] else 'MISS'} {c['expected']}"
        + ("" if c["held"] else f"   (it has: {c['actual'] or 'nothing there'})")
        for c in miss["conditions"]
    ]
    return "\n".join([_line(miss["message"]), *lines])


def _line(summary: Summary) -> str:
    recipients = ", ".join(summary["recipients"]) or "nobody"
    return f"  mail {summary['id']} from {summary['sender'] or '<>'} to {recipients}: {summary['subject']!r}"
