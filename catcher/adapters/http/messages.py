"""The operations on mail: list, read, mark, remove, take in."""

from __future__ import annotations

import asyncio

from starlette.responses import Response

from catcher.adapters.http.operations import (
    AFTER,
    LIMIT,
    MAILBOX,
    MAX_ID,
    MESSAGE_ID,
    NUMBER,
    QUERY,
    SWITCH,
    TEXT,
    Answer,
    Asked,
    Desk,
    Operation,
    Parameter,
    address,
    json,
    unknown,
    whole_number,
    yes_or_no,
)
from catcher.adapters.http.presenting import detail, message_list, summary
from catcher.adapters.http.problems import MALFORMED, Refused
from catcher.application.post_office import LARGE_OCTETS, utc_now
from catcher.application.store import Slice
from catcher.core.message import Envelope
from catcher.core.parsing.naming import named_envelope
from catcher.core.query import EVERYTHING, Id, Query
from catcher.core.samples import RECIPIENT, SENDER, Kind, sample_of
from catcher.core.shapes import Detail, Mark, Marked, MessageList, Removal, Summary
from catcher.core.wire import changed

MAX_SKIP = 10**9


async def list_messages(desk: Desk, asked: Asked) -> Response:
    part = Slice(asked["limit"], asked["after"], asked["before"], skip=asked["skip"])
    messages, counts = await asyncio.gather(
        desk.post_office.find(asked.query, part), desk.post_office.count(asked.query)
    )
    return json(message_list(messages, counts))


async def read_message(desk: Desk, asked: Asked) -> Response:
    message, parsed = await asyncio.gather(
        desk.post_office.get(asked["id"]), desk.post_office.content(asked["id"])
    )
    if message is None or parsed is None:
        raise unknown(asked["id"])
    if message.size <= LARGE_OCTETS:
        return json(detail(message, parsed))
    return json(await asyncio.to_thread(detail, message, parsed))


async def mark_message(desk: Desk, asked: Asked) -> Response:
    mark = await _mark(asked)
    await desk.post_office.mark(Id(frozenset({asked["id"]})), read=mark["read"])
    message = await desk.post_office.get(asked["id"])
    if message is None:
        raise unknown(asked["id"])
    return json(summary(message))


async def mark_messages(desk: Desk, asked: Asked) -> Response:
    query = _aimed(asked)
    marked = await desk.post_office.mark(query, read=(await _mark(asked))["read"])
    return json({"marked": len(marked)})


async def remove_message(desk: Desk, asked: Asked) -> Response:
    if not await desk.post_office.remove(Id(frozenset({asked["id"]}))):
        raise unknown(asked["id"])
    return json({"removed": 1})


async def remove_messages(desk: Desk, asked: Asked) -> Response:
    removed = await desk.post_office.remove(_aimed(asked))
    return json({"removed": len(removed)})


async def take_in(desk: Desk, asked: Asked) -> Response:
    """Take in a mail as if it had come by SMTP; without an envelope, its headers say who sent it to whom."""
    raw = await asked.body(desk.settings.max_message_octets)
    if not raw:
        raise Refused(MALFORMED, "expected a mail (message/rfc822) as the body, found nothing")
    named = await _named(raw)
    sender = named.sender if asked["sender"] is None else asked["sender"]
    message = await desk.post_office.deliver(Envelope(sender, asked["recipient"] or named.recipients), raw)
    return json(summary(message), 201, Location=f"messages/{message.id}")


async def take_sample(desk: Desk, asked: Asked) -> Response:
    envelope = Envelope(SENDER, (RECIPIENT,))
    message = await desk.post_office.deliver(envelope, sample_of(asked["kind"], utc_now()))
    return json(summary(message), 201, Location=f"messages/{message.id}")


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise ValueError(f"one of {', '.join(Kind)}") from None


async def _named(raw: bytes) -> Envelope:
    """Whom the header of a mail names as sender and recipients."""
    if len(raw) > LARGE_OCTETS:
        return await asyncio.to_thread(named_envelope, raw)
    return named_envelope(raw)


def _aimed(asked: Asked) -> Query:
    """The mails that a change is for: a query that says something, or all, or a mailbox, said so. Never by omission."""
    if asked["all"] and asked["q"] is not None:
        raise Refused(MALFORMED, "expected either q or all=true, found both")
    if asked["all"] or (asked["q"] is None and asked["mailbox"] is not None):
        return EVERYTHING
    if asked.query == EVERYTHING:
        raise Refused(
            MALFORMED, "expected a query that is not empty, such as q=to:bob, or all=true for all mail"
        )
    return asked.query


async def _mark(asked: Asked) -> Mark:
    return await asked.shaped(Mark, '{"read": true}')


_BEFORE = Parameter("before", whole_number(0, MAX_ID), NUMBER, "only mail with a smaller id")
_SKIP = Parameter("skip", whole_number(0, MAX_SKIP), NUMBER, "without the first so many of them", default=0)
_ALL = Parameter("all", yes_or_no, SWITCH, "true for all mail, in place of q", default=False)
_SENDER = Parameter("sender", address, TEXT, "MAIL FROM; else the From header's address")
_RECIPIENT = Parameter(
    "recipient", address, TEXT, "RCPT TO, may be given several times; else the addresses of To, Cc and Bcc",
    repeated=True,
)  # fmt: skip
_INTO = changed(MAILBOX, help="where it belongs; else its header X-Catcher-Mailbox says so")

_KIND = Parameter(
    "kind", _kind, {**TEXT, "enum": [*Kind], "default": Kind.WELCOME}, "what it shows", Kind.WELCOME
)

_ONE = "/api/messages/{id}"
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/messages", list_messages, "Lists the mail that matches, newest first.",
        (QUERY, MAILBOX, LIMIT, AFTER, _BEFORE, _SKIP), (Answer(200, "one page", MessageList),),
    ),
    Operation(
        "POST", "/api/messages", take_in, "Takes in a mail (an .eml) as if it had come by SMTP.",
        (_SENDER, _RECIPIENT, _INTO), (Answer(201, "the mail was kept", Summary),), bytes, "message/rfc822",
    ),
    Operation(
        "POST", "/api/samples", take_sample, "Delivers a sample mail here, to see what the inbox shows of it.",
        (_KIND, _INTO), (Answer(201, "the sample was kept", Summary),),
    ),
    Operation(
        "PATCH", "/api/messages", mark_messages, "Marks the mail that matches as read or unread.",
        (QUERY, MAILBOX, _ALL), (Answer(200, "how many were changed", Marked),), Mark,
    ),
    Operation(
        "DELETE", "/api/messages", remove_messages,
        "Deletes the mail that matches; an empty or malformed query deletes nothing.",
        (QUERY, MAILBOX, _ALL), (Answer(200, "how many were deleted", Removal),),
    ),
    Operation(
        "GET", _ONE, read_message, "Everything that was parsed of one mail, and its envelope.",
        (MESSAGE_ID,), (Answer(200, "the mail", Detail),),
    ),
    Operation(
        "PATCH", _ONE, mark_message, "Marks one mail as read or unread.",
        (MESSAGE_ID,), (Answer(200, "the mail as it is now", Summary),), Mark,
    ),
    Operation(
        "DELETE", _ONE, remove_message, "Deletes one mail.", (MESSAGE_ID,), (Answer(200, "it is gone", Removal),)
    ),
)  # fmt: skip
