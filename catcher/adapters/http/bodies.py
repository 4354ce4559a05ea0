"""The operations that give what a mail holds: its bytes, its text, its HTML, its parts.

Its law: whatever a mail holds, nothing of it runs in our origin, and nothing is fetched from elsewhere unasked.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from itertools import count
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from catcher.adapters.http.operations import (
    MESSAGE_ID,
    NUMBER,
    SWITCH,
    TEXT,
    Answer,
    Asked,
    Desk,
    Operation,
    Parameter,
    id_in_path,
    unknown,
    words,
    yes_or_no,
)
from catcher.adapters.http.problems import NOT_FOUND, Refused
from catcher.application.post_office import LARGE_OCTETS, PostOffice
from catcher.core.html import framed
from catcher.core.message import Content, PartBody

PDF = "application/pdf"
INERT_TYPES = frozenset({
    "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon",
    "text/plain", "text/csv", "text/calendar", PDF, "audio/mpeg", "video/mp4",
})  # fmt: skip
"""Types that a browser may show in place: none of them can run a script in our origin, as SVG and HTML can."""

_FRAME_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'; img-src 'self' data:{remote};"
    " style-src 'unsafe-inline'{remote}; font-src data:{remote}; media-src 'self' data:{remote}"
)
_NOTHING_IS_LOADED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_NOTHING_MAY_RUN = f"sandbox; {_NOTHING_IS_LOADED}"

_CHARSET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}")


async def read_raw(desk: Desk, asked: Asked) -> Response:
    message = await desk.post_office.get(asked["id"])
    first = await desk.post_office.chunk(asked["id"], 0)
    if message is None or first is None:
        raise unknown(asked["id"])
    headers = _headers(_NOTHING_MAY_RUN)
    if asked["download"]:
        headers["Content-Disposition"] = _disposition("attachment", f"{asked['id']}.eml")
    if len(first) == message.size:
        return Response(first, headers=headers, media_type="message/rfc822")
    headers["Content-Length"] = str(message.size)
    chunks = _chunks(desk.post_office, message.id, first)
    return StreamingResponse(chunks, headers=headers, media_type="message/rfc822")


async def _chunks(post_office: PostOffice, message_id: int, first: bytes) -> AsyncIterator[bytes]:
    """A large mail is never held whole. One that is removed meanwhile ends short of its announced length."""
    chunk: bytes | None = first
    for number in count(1):
        if chunk is None:
            return
        yield chunk
        chunk = await post_office.chunk(message_id, number)


async def read_text(desk: Desk, asked: Asked) -> Response:
    text = (await _content(desk, asked["id"])).text
    if text is None:
        raise Refused(NOT_FOUND, f"mail {asked['id']} has no plain text")
    return Response(text.encode(), headers=_headers(_NOTHING_MAY_RUN), media_type="text/plain")


async def read_html(desk: Desk, asked: Asked) -> Response:
    """For a sandboxed frame: without scripts, and without the network unless `remote` is asked for."""
    content = await _content(desk, asked["id"])
    html = content.html
    if html is None:
        raise Refused(NOT_FOUND, f"mail {asked['id']} has no HTML")
    key = desk.frame_key(asked["id"])
    urls = {a.content_id: f"parts/{a.part}?key={key}" for a in content.attachments if a.content_id}
    whole = framed(html, urls) if len(html) <= LARGE_OCTETS else await asyncio.to_thread(framed, html, urls)
    headers = _headers(_FRAME_POLICY.format(remote=" http: https:" if asked["remote"] else ""))
    headers["X-DNS-Prefetch-Control"] = "off"
    return Response(whole.encode(), headers=headers, media_type="text/html")


async def read_part(desk: Desk, asked: Asked) -> Response:
    part = await desk.post_office.part(asked["id"], asked["number"])
    if part is None:
        raise Refused(NOT_FOUND, f"mail {asked['id']} has no part {asked['number']}")
    inert = part.content_type in INERT_TYPES
    placed = "inline" if inert and not asked["download"] else "attachment"
    # Chromium shows no PDF in a sandbox; and no browser's viewer runs a PDF in the origin that it came from.
    headers = _headers(_NOTHING_IS_LOADED if part.content_type == PDF else _NOTHING_MAY_RUN)
    headers["Content-Disposition"] = _disposition(placed, part.filename or f"part-{asked['number']}")
    # Given as header, not as media type: starlette would add a charset of its own.
    headers["Content-Type"] = _type(part) if inert else "application/octet-stream"
    if inert and desk.is_frame_key(asked["id"], asked["key"]):
        # The frame that shows the HTML has no origin, so for the browser its pictures come from elsewhere. Pages
        # of others do not know the key.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return Response(part.body, headers=headers)


async def _content(desk: Desk, message_id: int) -> Content:
    content = await desk.post_office.content(message_id)
    if content is None:
        raise unknown(message_id)
    return content


def _type(part: PartBody) -> str:
    if not part.content_type.startswith("text/"):
        return part.content_type
    charset = part.charset if _CHARSET.fullmatch(part.charset) else "utf-8"
    return f"{part.content_type}; charset={charset}"


def _disposition(placed: str, filename: str) -> str:
    """RFC 6266, section 4.3: plain ASCII for old clients, and the whole name in UTF-8."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in filename)
    return f"{placed}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


def _headers(policy: str) -> dict[str, str]:
    """What was parsed of a mail never changes, but the mail may be removed: so it is asked for again."""
    return {"Cache-Control": "private, no-cache", "Content-Security-Policy": policy}


_DOWNLOAD = Parameter("download", yes_or_no, SWITCH, "true to get it as a file to save", default=False)
_REMOTE = Parameter(
    "remote", yes_or_no, SWITCH, "true lets the browser load remote pictures, styles and fonts", default=False
)
_PART = Parameter("number", id_in_path, NUMBER, "the number of a part", in_path=True)
_KEY = Parameter("key", words, TEXT, "given by the HTML of the mail to its own pictures", default="")


def _bytes(help_text: str, media_type: str) -> tuple[Answer, ...]:
    return (Answer(200, help_text, media_type=media_type),)


_ONE = "/api/messages/{id}"
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", _ONE + "/raw", read_raw, "The mail exactly as it was sent.",
        (MESSAGE_ID, _DOWNLOAD), _bytes("the bytes", "message/rfc822"),
    ),
    Operation(
        "GET", _ONE + "/text", read_text, "The plain text of the mail, in UTF-8.",
        (MESSAGE_ID,), _bytes("the text", "text/plain"),
    ),
    Operation(
        "GET", _ONE + "/html", read_html, "The HTML of the mail for a sandboxed frame; no script of it can run.",
        (MESSAGE_ID, _REMOTE), _bytes("the HTML", "text/html"),
    ),
    Operation(
        "GET", _ONE + "/parts/{number}", read_part, "One part, decoded.",
        (MESSAGE_ID, _PART, _DOWNLOAD, _KEY), _bytes("the bytes of the part", "*/*"),
    ),
)  # fmt: skip
