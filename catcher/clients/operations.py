"""What can be asked of a catcher, each operation once: as steps that any client carries out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Unpack
from urllib.parse import quote

from catcher.clients import rules
from catcher.clients.conditions import Conditions, query_text
from catcher.clients.errors import CatcherError
from catcher.clients.requests import Parameters, Request, Steps, asked, json, octets
from catcher.clients.scope import Endpoint, Scope
from catcher.core.session import Session
from catcher.core.shapes import (
    Detail,
    Health,
    Imported,
    MailboxList,
    MailboxShape,
    Marked,
    MessageList,
    Quiet,
    Removal,
    SessionList,
    Summary,
    Waited,
)
from catcher.core.wire import changed
from catcher.mail import Mail, mail_of

PAGE_SIZE = 100
EXPECT_SECONDS = 10.0
"""How long an expectation is waited for when nothing is said."""
IMPORT_SECONDS = 60.0
"""How long a part of an import may take."""


AnyQuery = str | Mapping[str, Any]
"""A query in words, or the JSON object that says the same."""


def health(scope: Scope) -> Steps[Health]:
    """Whether it works, and where it listens."""
    return asked(json("GET", "api/health", Health))


def smtp(scope: Scope) -> Steps[Endpoint]:
    """Where to send mail."""
    return scope.smtp or scope.endpoint((yield from health(scope))["smtp"])


def submission(scope: Scope) -> Steps[Endpoint]:
    """Where to send mail after STARTTLS; raises CatcherError when there is no such port."""
    return _optional(scope, (yield from health(scope))["submission"], "--submission-port")


def smtps(scope: Scope) -> Steps[Endpoint]:
    """Where to send mail over TLS; raises CatcherError when there is no such port."""
    return _optional(scope, (yield from health(scope))["smtps"], "--smtps-port")


def lmtp(scope: Scope) -> Steps[Endpoint]:
    """Where to send mail by LMTP; raises CatcherError when there is no such port."""
    return _optional(scope, (yield from health(scope))["lmtp"], "--lmtp-port")


def ca_pem(scope: Scope) -> Steps[bytes]:
    """What a client must trust to verify the certificate of `--tls auto`, as PEM."""
    return asked(octets("api/ca.pem"))


def as_environment(scope: Scope) -> Steps[dict[str, str]]:
    """Environment variables for a subprocess, in the names that frameworks and libraries read.

    SMTP_HOST, SMTP_PORT and SMTP_URL; EMAIL_HOST and EMAIL_PORT as Django has them; MAIL_SERVER, MAIL_HOST,
    MAIL_PORT and MAIL_URL as others do; CATCHER_URL and CATCHER_SMTP for this package. Of a mailbox also its
    login: SMTP_USER, SMTP_PASSWORD, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, MAIL_USERNAME, MAIL_PASSWORD, and
    CATCHER_MAILBOX.
    """
    return scope.environment((yield from smtp(scope)))


def messages(scope: Scope) -> Steps[list[Mail]]:
    """All mail, in the order of arrival."""
    return find(scope)


def find(scope: Scope, query: str = "", **conditions: Unpack[Conditions]) -> Steps[list[Mail]]:
    """The mail that is there and matches, whole, in the order of arrival. `summaries` suits long lists."""
    found: list[Summary] = []
    while rows := (yield from page(scope, query, found[-1]["id"] if found else None, **conditions)):
        found += rows
    return (yield from _mails(scope, reversed(found)))


def count(scope: Scope, query: str = "", **conditions: Unpack[Conditions]) -> Steps[int]:
    """How many mails are there and match."""
    parameters: Parameters = {"q": query_text(query, conditions), "limit": 1}
    request = json("GET", "api/messages", MessageList, parameters).within(scope.mailbox)
    return (yield from asked(request))["total"]


def page(
    scope: Scope, query: str, before: int | None, **conditions: Unpack[Conditions]
) -> Steps[list[Summary]]:
    """What lists show of the newest mail that matches, below the id `before`."""
    parameters: Parameters = {"q": query_text(query, conditions), "limit": PAGE_SIZE}
    if before is not None:
        parameters["before"] = before
    request = json("GET", "api/messages", MessageList, parameters).within(scope.mailbox)
    return (yield from asked(request))["messages"]


def export(scope: Scope, query: str, conditions: Conditions) -> Request[bytes]:
    """All that is known of each mail that matches; the answer is read as it comes, so this is no operation."""
    parameters: Parameters = {"q": query_text(query, conditions), "format": "jsonl"}
    return Request("GET", "api/export", bytes, parameters).within(scope.mailbox)


def import_lines(scope: Scope, lines: bytes, mailbox: str | None = None) -> Steps[Imported]:
    """Take in mail as `export_lines` gives it, with its time, envelope, mailbox and read flag; into that mailbox,
    when one is named.
    """
    request = json("POST", "api/import", Imported, {"format": "jsonl"}, patience=IMPORT_SECONDS)
    return (yield from asked(changed(request, body=lines).within(mailbox or scope.mailbox)))


def get(scope: Scope, message_id: int) -> Steps[Mail]:
    """One mail by its id."""
    detail = yield from asked(json("GET", f"api/messages/{message_id}", Detail))
    return mail_of(detail, (yield from raw(scope, message_id)))


def raw(scope: Scope, message_id: int) -> Steps[bytes]:
    """One mail exactly as it was sent."""
    return asked(octets(f"api/messages/{message_id}/raw"))


def wait(
    scope: Scope,
    query: str = "",
    *,
    timeout: float = 10.0,
    after: Mail | int | None = None,
    **conditions: Unpack[Conditions],
) -> Steps[Mail]:
    """The first mail that matches: at once when it is there, else when it comes.

    `after` leaves out that mail and all before it. Raises NoMailArrived after `timeout` seconds.
    """
    return (yield from wait_many(scope, 1, query, timeout=timeout, after=after, **conditions))[0]


def wait_many(
    scope: Scope,
    count: int,
    query: str = "",
    *,
    timeout: float = 10.0,
    after: Mail | int | None = None,
    **conditions: Unpack[Conditions],
) -> Steps[list[Mail]]:
    """The first `count` mails that match, in the order of arrival; see `wait`."""
    parameters = {**_from(query, conditions, after), "count": count, "timeout": timeout}
    request = json("GET", "api/wait", Waited, parameters, patience=timeout).within(scope.mailbox)
    return (yield from _mails(scope, (yield from asked(request))["messages"]))


def none(
    scope: Scope,
    query: str = "",
    *,
    within: float = 0.0,
    after: Mail | int | None = None,
    **conditions: Unpack[Conditions],
) -> Steps[None]:
    """Return when no mail matches, and none comes within so many seconds; else raise MailArrived."""
    parameters = {**_from(query, conditions, after), "quiet": within}
    yield from asked(json("GET", "api/none", Quiet, parameters, patience=within).within(scope.mailbox))


def expect(
    scope: Scope,
    query: AnyQuery = "",
    *,
    count: int | None = None,
    at_least: int | None = None,
    at_most: int | None = None,
    within: float | None = None,
    quiet: float = 0.0,
    after: Mail | int | None = None,
    in_order: Sequence[AnyQuery] = (),
    exactly: Sequence[AnyQuery] | None = None,
    **conditions: Unpack[Conditions],
) -> Steps[list[Mail]]:
    """The mail that is expected, in the order of arrival or, where there are some, of the queries that it was expected by;
    raises NotAsExpected, which explains.

    `count` mails match, or `at_least` and `at_most` so many, `within` so many seconds (10), and not one too many in
    the `quiet` seconds after that. A mail comes for each query of `in_order`, one after the other; `exactly` wants one
    for each of its queries, in any order, and no other.
    """
    bounds = {"at_least": at_least, "at_most": at_most}
    given = {name: bound for name, bound in bounds.items() if bound is not None}
    if count is not None and given:
        raise TypeError("expected either count, or at_least and at_most, found both")
    body: dict[str, object] = {
        "query": _joined(query, conditions),
        "mailbox": scope.mailbox,
        "after": after.id if isinstance(after, Mail) else after,
        "count": given or count,
        "within": within,
        "quiet": quiet,
        "in_order": list(in_order),
        "exactly": None if exactly is None else list(exactly),
    }
    patience = (EXPECT_SECONDS if within is None else within) + quiet
    request = json("POST", "api/expect", Waited, body=body, patience=patience)
    return (yield from _mails(scope, (yield from asked(request))["messages"]))


def sessions(
    scope: Scope, *, of: Mail | int | None = None, failed: bool | None = None, limit: int = 50
) -> Steps[tuple[Session, ...]]:
    """The SMTP sessions that were and are, newest first: what was said, and what went wrong in plain words.

    `of` asks for the one that brought that mail; `failed` for those in which something was wrong.
    """
    parameters: Parameters = {"limit": limit}
    if of is not None:
        parameters["message"] = of.id if isinstance(of, Mail) else of
    if failed is not None:
        parameters["failed"] = "true" if failed else "false"
    request = json("GET", "api/sessions", SessionList, parameters).within(scope.mailbox)
    return tuple((yield from asked(request))["sessions"])


def mark(scope: Scope, message: Mail | int, *, read: bool = True) -> Steps[None]:
    """Mark one mail as read or unread."""
    path = f"api/messages/{message.id if isinstance(message, Mail) else message}"
    yield from asked(json("PATCH", path, Summary, body={"read": read}))


def mark_all(
    scope: Scope, query: str = "", *, read: bool = True, **conditions: Unpack[Conditions]
) -> Steps[int]:
    """Mark the mail that matches, or without a condition all, and say how many that changed."""
    request = json("PATCH", "api/messages", Marked, _aim(query, conditions), body={"read": read})
    return (yield from asked(request.within(scope.mailbox)))["marked"]


def delete(scope: Scope, query: str = "", **conditions: Unpack[Conditions]) -> Steps[int]:
    """Delete the mail that matches, and say how many that were; without a condition it refuses."""
    return _removed(scope, {"q": query_text(query, conditions)})


def clear(scope: Scope) -> Steps[int]:
    """Delete all mail, and say how many that were. Of a mailbox, only its own."""
    return _removed(scope, {"all": "true"})


def reset(scope: Scope) -> Steps[None]:
    """Without mail and rules; of a mailbox, without its own."""
    if scope.mailbox is not None:
        yield from drop(scope)
        return
    yield from rules.clear(scope)
    yield from clear(scope)


def last_id(scope: Scope) -> Steps[int]:
    """The id of the newest mail in any mailbox, 0 when there was none: a cursor, `wait(after=...)`."""
    request = json("GET", "api/messages", MessageList, {"limit": 1})
    return (yield from asked(request))["last_id"]


def mailboxes(scope: Scope) -> Steps[list[MailboxShape]]:
    """The mailboxes there are, each with its counts."""
    return (yield from asked(json("GET", "api/mailboxes", MailboxList)))["mailboxes"]


def drop(scope: Scope) -> Steps[int]:
    """Remove the mailbox with all its mail and rules, and say how many mails that were.

    Mail that comes later makes it anew. Raises CatcherError when no mailbox was chosen.
    """
    request = json("DELETE", f"api/mailboxes/{quote(scope.login.user, safe='')}", Removal)
    return (yield from asked(request))["removed"]


def _removed(scope: Scope, parameters: Parameters) -> Steps[int]:
    request: Request[Removal] = json("DELETE", "api/messages", Removal, parameters).within(scope.mailbox)
    return (yield from asked(request))["removed"]


def _mails(scope: Scope, rows: Iterable[Summary]) -> Steps[list[Mail]]:
    mails = []
    for row in rows:
        mails.append((yield from get(scope, row["id"])))  # noqa: PERF401 - a comprehension cannot yield
    return mails


def _aim(query: str, conditions: Mapping[str, Any]) -> Parameters:
    """What a change is for: a query, or all, said so."""
    text = query_text(query, conditions)
    return {"q": text} if text else {"all": "true"}


def _from(query: str, conditions: Mapping[str, Any], after: Mail | int | None) -> Parameters:
    parameters: Parameters = {"q": query_text(query, conditions)}
    if after is not None:
        parameters["after"] = after.id if isinstance(after, Mail) else after
    return parameters


def _joined(query: AnyQuery, conditions: Mapping[str, Any]) -> AnyQuery:
    if isinstance(query, str):
        return query_text(query, conditions)
    return {"all": [query, query_text("", conditions)]} if conditions else query


def _optional(scope: Scope, shown: str, flag: str) -> Endpoint:
    if not shown:
        raise CatcherError(f"this catcher has no such port; start it with {flag}")
    return scope.endpoint(shown)
