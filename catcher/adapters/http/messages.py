"""The operations on mail: list, read, mark, remove, take in."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from starlette.responses import Response

from catcher.adapters.http.operations import (
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
    id_in_path,
    whole_number,
    words,
    yes_or_no,
)
from catcher.adapters.http.presenting import detail, message_list, summary
from catcher.adapters.http.problems import Refused
from catcher.adapters.http.shapes import Detail, Mark, Marked, MessageList, Removal, Summary
from catcher.application.store import Slice
from catcher.core.html import framed
from catcher.core.message import Content, Envelope, Message, PartBody
from catcher.core.parsing import digest
from catcher.core.query import EVERYTHING, Id, Query
from catcher.core.wire import ShapeError, decode, encode

MAX_LIMIT = 500
DEFAULT_LIMIT = 50

INERT_TYPES = frozenset({
    "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon",
    "text/plain", "text/csv", "text/calendar", "application/pdf", "audio/mpeg", "video/mp4",
})  # fmt: skip
"""Types that a browser may show in place: none of them can run a script in our origin."""

_FRAME_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'; img-src 'self' data:{remote};"
    " style-src 'unsafe-inline'{remote}; font-src data:{remote}; media-src data:{remote}"
)
_NOTHING_MAY_RUN = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def json(value: object, status: int = 200, **headers: str) -> Response:
    """A JSON answer; it tells the state of this moment, so nobody may keep it."""
    return Response(encode(value), status, {"Cache-Control": "no-store", **headers}, "application/json")


async def list_messages(desk: Desk, asked: Asked) -> Response:
    part = Slice(asked["limit"], asked["after"], asked["before"])
    messages = await desk.post_office.find(asked.query, part)
    return json(message_list(messages, await desk.post_office.count(asked.query)))


async def read_message(desk: Desk, asked: Asked) -> Response:
    message, content = await _opened(desk, asked["id"])
    return json(detail(message, content))


async def read_raw(desk: Desk, asked: Asked) -> Response:
    raw = await desk.post_office.raw(asked["id"])
    if raw is None:
        raise _unknown(asked["id"])
    headers = _revalidated({"Content-Security-Policy": _NOTHING_MAY_RUN})
    if asked["download"]:
        headers["Content-Disposition"] = _disposition("attachment", f"{asked['id']}.eml")
        return Response(raw, headers=headers, media_type="message/rfc822")
    return Response(raw, headers=headers, media_type="message/rfc822")


async def read_text(desk: Desk, asked: Asked) -> Response:
    _, content = await _opened(desk, asked["id"])
    if content.text is None:
        raise Refused(404, f"mail {asked['id']} has no plain text")
    headers = _revalidated({"Content-Security-Policy": _NOTHING_MAY_RUN})
    return Response(content.text.encode(), headers=headers, media_type="text/plain")


async def read_html(desk: Desk, asked: Asked) -> Response:
    """For a sandboxed frame: without scripts, and without the network unless `remote` is asked for."""
    _, content = await _opened(desk, asked["id"])
    if content.html is None:
        raise Refused(404, f"mail {asked['id']} has no HTML")
    urls = {a.content_id: f"parts/{a.part}?key={desk.frame_key}" for a in content.attachments if a.content_id}
    policy = _FRAME_POLICY.format(remote=" http: https:" if asked["remote"] else "")
    headers = _revalidated({"Content-Security-Policy": policy, "X-DNS-Prefetch-Control": "off"})
    return Response(framed(content.html, urls).encode(), headers=headers, media_type="text/html")


async def read_part(desk: Desk, asked: Asked) -> Response:
    part = await desk.post_office.part(asked["id"], asked["number"])
    if part is None:
        raise Refused(404, f"mail {asked['id']} has no part {asked['number']}")
    inert = part.content_type in INERT_TYPES
    placed = "inline" if inert and not asked["download"] else "attachment"
    headers = _revalidated(
        {
            "Content-Security-Policy": _NOTHING_MAY_RUN,
            "Content-Disposition": _disposition(placed, part.filename or f"part-{asked['number']}"),
        }
    )
    if inert and secrets.compare_digest(asked["key"].encode(), desk.frame_key.encode()):
        # The frame that shows the HTML has no origin, so for the browser its pictures come from elsewhere. Pages
        # of others do not know the key.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    # Given as header, not as media type: starlette would add a charset of its own.
    headers["Content-Type"] = _type(part) if inert else "application/octet-stream"
    return Response(part.body, headers=headers)


async def mark_message(desk: Desk, asked: Asked) -> Response:
    mark = await _mark(asked)
    await desk.post_office.mark(Id(frozenset({asked["id"]})), read=mark["read"])
    message = await desk.post_office.get(asked["id"])
    if message is None:
        raise _unknown(asked["id"])
    return json(summary(message))


async def mark_messages(desk: Desk, asked: Asked) -> Response:
    query = _aimed(asked)
    marked = await desk.post_office.mark(query, read=(await _mark(asked))["read"])
    return json({"marked": len(marked)})


async def remove_message(desk: Desk, asked: Asked) -> Response:
    if not await desk.post_office.remove(Id(frozenset({asked["id"]}))):
        raise _unknown(asked["id"])
    return json({"removed": 1})


async def remove_messages(desk: Desk, asked: Asked) -> Response:
    removed = await desk.post_office.remove(_aimed(asked))
    return json({"removed": len(removed)})


async def take_in(desk: Desk, asked: Asked) -> Response:
    """Take in a mail as if it had come by SMTP; without an envelope, its headers say who sent it to whom."""
    raw = await asked.body(desk.settings.max_message_octets)
    if not raw:
        raise Refused(400, "expected a mail (message/rfc822) as the body, found nothing")
    message = await desk.post_office.deliver(_envelope(raw, asked), raw)
    return json(summary(message), 201, Location=f"messages/{message.id}")


def _envelope(raw: bytes, asked: Asked) -> Envelope:
    outline = digest(raw).outline
    sender, recipients = asked["sender"], asked["recipient"]
    if sender is None:
        sender = outline.from_[0].address if outline.from_ else ""
    named = tuple(a.address for a in (*outline.to, *outline.cc))
    return Envelope(sender, recipients or named)


async def _opened(desk: Desk, message_id: int) -> tuple[Message, Content]:
    message = await desk.post_office.get(message_id)
    content = await desk.post_office.content(message_id) if message else None
    if message is None or content is None:
        raise _unknown(message_id)
    return message, content


def _unknown(message_id: int) -> Refused:
    return Refused(404, f"there is no mail with id {message_id}; it was never given, or the mail was removed")


def _aimed(asked: Asked) -> Query:
    """The mails that a change is for: a query that says something, or all, said so. Never by omission."""
    query, everything = asked.query, asked["all"]
    if everything and query == EVERYTHING:
        return EVERYTHING
    if everything:
        raise Refused(400, "expected either q or all=true, found both")
    if query == EVERYTHING:
        raise Refused(400, "expected a query that is not empty, such as q=to:bob, or all=true for all mail")
    return query


async def _mark(asked: Asked) -> Mark:
    try:
        return decode(await asked.body(), Mark)
    except ShapeError as error:
        raise Refused(400, f'expected a JSON body such as {{"read": true}}: {error}') from error


def _type(part: PartBody) -> str:
    if part.content_type.startswith("text/"):
        return f"{part.content_type}; charset={part.charset or 'utf-8'}"
    return part.content_type


def _disposition(placed: str, filename: str) -> str:
    """RFC 6266, section 4.3: plain ASCII for old clients, and the whole name in UTF-8."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in filename)
    return f"{placed}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


def _revalidated(headers: dict[str, str]) -> dict[str, str]:
    """What was parsed of a mail never changes, but the mail may be removed: so it is asked for again."""
    return {"Cache-Control": "private, no-cache", **headers}


_LIMIT = Parameter(
    "limit", whole_number(1, MAX_LIMIT), {**NUMBER, "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    "at most so many", DEFAULT_LIMIT,
)  # fmt: skip
_AFTER = Parameter("after", whole_number(0, MAX_ID), NUMBER, "only mail with a greater id")
_BEFORE = Parameter("before", whole_number(0, MAX_ID), NUMBER, "only mail with a smaller id")
_ALL = Parameter("all", yes_or_no, SWITCH, "true for all mail, in place of q", default=False)
_DOWNLOAD = Parameter("download", yes_or_no, SWITCH, "true to get it as a file to save", default=False)
_REMOTE = Parameter(
    "remote", yes_or_no, SWITCH, "true lets the browser load remote pictures, styles and fonts", default=False
)
_PART = Parameter("number", id_in_path, NUMBER, "the number of a part", in_path=True)
_KEY = Parameter("key", words, TEXT, "given by the HTML of the mail to its own pictures", default="")
_SENDER = Parameter("sender", words, TEXT, "MAIL FROM; else the From header's address")
_RECIPIENT = Parameter(
    "recipient",
    words,
    TEXT,
    "RCPT TO, may be given several times; else the addresses of To and Cc",
    repeated=True,
)


def _bytes(help_text: str, media_type: str) -> tuple[Answer, ...]:
    return (Answer(200, help_text, media_type=media_type),)


ONE = "/api/messages/{id}"
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/messages", list_messages, "Lists the mail that matches, newest first.",
        (QUERY, _LIMIT, _AFTER, _BEFORE), (Answer(200, "one page", MessageList),),
    ),
    Operation(
        "POST", "/api/messages", take_in, "Takes in a mail (an .eml) as if it had come by SMTP.",
        (_SENDER, _RECIPIENT), (Answer(201, "the mail was kept", Summary),), bytes, "message/rfc822",
    ),
    Operation(
        "PATCH", "/api/messages", mark_messages, "Marks the mail that matches as read or unread.",
        (QUERY, _ALL), (Answer(200, "how many were changed", Marked),), Mark,
    ),
    Operation(
        "DELETE", "/api/messages", remove_messages,
        "Deletes the mail that matches; an empty or malformed query deletes nothing.",
        (QUERY, _ALL), (Answer(200, "how many were deleted", Removal),),
    ),
    Operation(
        "GET", ONE, read_message, "Everything that was parsed of one mail, and its envelope.",
        (MESSAGE_ID,), (Answer(200, "the mail", Detail),),
    ),
    Operation(
        "PATCH", ONE, mark_message, "Marks one mail as read or unread.",
        (MESSAGE_ID,), (Answer(200, "the mail as it is now", Summary),), Mark,
    ),
    Operation(
        "DELETE", ONE, remove_message, "Deletes one mail.", (MESSAGE_ID,), (Answer(200, "it is gone", Removal),)
    ),
    Operation(
        "GET", ONE + "/raw", read_raw, "The mail exactly as it was sent.",
        (MESSAGE_ID, _DOWNLOAD), _bytes("the bytes", "message/rfc822"),
    ),
    Operation(
        "GET", ONE + "/text", read_text, "The plain text of the mail, in UTF-8.",
        (MESSAGE_ID,), _bytes("the text", "text/plain"),
    ),
    Operation(
        "GET", ONE + "/html", read_html, "The HTML of the mail for a sandboxed frame; no script of it can run.",
        (MESSAGE_ID, _REMOTE), _bytes("the HTML", "text/html"),
    ),
    Operation(
        "GET", ONE + "/parts/{number}", read_part, "One part, decoded.",
        (MESSAGE_ID, _PART, _DOWNLOAD, _KEY), _bytes("the bytes of the part", "*/*"),
    ),
)  # fmt: skip
