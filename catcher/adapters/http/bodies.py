"""The operations that give what a mail holds: its text, its HTML, its parts.

Its law: whatever a mail holds, nothing of it runs in our origin, and nothing is fetched from elsewhere unasked.
"""

from __future__ import annotations

import asyncio
import re
from typing import get_args

from starlette.responses import Response

from catcher.adapters.http.downloads import (
    DOWNLOAD,
    NOTHING_IS_LOADED,
    NOTHING_MAY_RUN,
    disposition,
    headers,
)
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
    json,
    unknown,
    words,
    yes_or_no,
)
from catcher.adapters.http.presenting import header_list
from catcher.adapters.http.problems import NOT_FOUND, Refused
from catcher.application.post_office import LARGE_OCTETS
from catcher.core.framing import Scheme, framed
from catcher.core.message import Content, PartBody
from catcher.core.shapes import HeaderList

PDF = "application/pdf"
INERT_TYPES = frozenset({
    "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon",
    "text/plain", "text/csv", "text/calendar", PDF, "audio/mpeg", "video/mp4",
})  # fmt: skip
"""Types that a browser may show in place: none of them can run a script in our origin, as SVG and HTML can."""

_FRAME_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'; style-src 'unsafe-inline'{remote}; img-src {images};"
    " font-src {fonts}; media-src 'self' data:{remote}"
)

_CHARSET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}")


async def read_text(desk: Desk, asked: Asked) -> Response:
    text = (await _content(desk, asked["id"])).text
    if text is None:
        raise Refused(NOT_FOUND, f"mail {asked['id']} has no plain text")
    return Response(text.encode(), headers=headers(NOTHING_MAY_RUN), media_type="text/plain")


async def read_html(desk: Desk, asked: Asked) -> Response:
    """For a sandboxed frame: without scripts, and without the network unless `remote` is asked for."""
    content = await _content(desk, asked["id"])
    html = content.html
    if html is None:
        raise Refused(NOT_FOUND, f"mail {asked['id']} has no HTML")
    key = desk.frame_key(asked["id"])
    urls = {a.content_id: f"parts/{a.part}?key={key}" for a in content.attachments if a.content_id}
    given = (html, urls, asked["scheme"])
    whole = framed(*given) if len(html) <= LARGE_OCTETS else await asyncio.to_thread(framed, *given)
    told = headers(_frame_policy(asked))
    told["X-DNS-Prefetch-Control"] = "off"
    return Response(whole.encode(), headers=told, media_type="text/html")


def _frame_policy(asked: Asked) -> str:
    remote = " http: https:" if asked["remote"] else ""
    images = f"'self' data:{remote}" if asked["images"] else "'none'"
    fonts = f"data:{remote}" if asked["fonts"] else "'none'"
    return _FRAME_POLICY.format(remote=remote, images=images, fonts=fonts)


async def read_part(desk: Desk, asked: Asked) -> Response:
    part = await desk.post_office.part(asked["id"], asked["number"])
    if part is None:
        raise _no_part(asked)
    inert = part.content_type in INERT_TYPES
    placed = "inline" if inert and not asked["download"] else "attachment"
    # Chromium shows no PDF in a sandbox; and no browser's viewer runs a PDF in the origin that it came from.
    told = headers(NOTHING_IS_LOADED if part.content_type == PDF else NOTHING_MAY_RUN)
    told["Content-Disposition"] = disposition(placed, part.filename or f"part-{asked['number']}")
    # Given as header, not as media type: starlette would add a charset of its own.
    told["Content-Type"] = _type(part) if inert else "application/octet-stream"
    if inert and desk.is_frame_key(asked["id"], asked["key"]):
        # The frame that shows the HTML has no origin, so for the browser its pictures come from elsewhere. Pages
        # of others do not know the key.
        told["Cross-Origin-Resource-Policy"] = "cross-origin"
    return Response(part.body, headers=told)


async def read_part_headers(desk: Desk, asked: Asked) -> Response:
    fields = await desk.post_office.part_headers(asked["id"], asked["number"])
    if fields is None:
        raise _no_part(asked)
    return json(header_list(fields))


def _no_part(asked: Asked) -> Refused:
    return Refused(NOT_FOUND, f"mail {asked['id']} has no part {asked['number']}")


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


def _scheme(text: str) -> Scheme:
    match text:
        case "light" | "dark":
            return text
        case _:
            raise ValueError("light or dark")


_REMOTE = Parameter(
    "remote", yes_or_no, SWITCH, "true lets the browser load remote pictures, styles and fonts", default=False
)
_IMAGES = Parameter("images", yes_or_no, SWITCH, "false shows it without any pictures", default=True)
_FONTS = Parameter(
    "fonts", yes_or_no, SWITCH, "false shows it without the fonts that it brings", default=True
)
_SCHEME = Parameter(
    "scheme", _scheme, {**TEXT, "enum": list(get_args(Scheme))},
    "light or dark, whatever the browser prefers; the mail's own rules for it are followed",
)  # fmt: skip
_PART = Parameter("number", id_in_path, NUMBER, "the number of a part", in_path=True)
_KEY = Parameter("key", words, TEXT, "given by the HTML of the mail to its own pictures", default="")


def _bytes(help_text: str, media_type: str) -> tuple[Answer, ...]:
    return (Answer(200, help_text, media_type=media_type),)


_ONE = "/api/messages/{id}"
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", _ONE + "/text", read_text, "The plain text of the mail, in UTF-8.",
        (MESSAGE_ID,), _bytes("the text", "text/plain"),
    ),
    Operation(
        "GET", _ONE + "/html", read_html, "The HTML of the mail for a sandboxed frame; no script of it can run.",
        (MESSAGE_ID, _REMOTE, _IMAGES, _FONTS, _SCHEME), _bytes("the HTML", "text/html"),
    ),
    Operation(
        "GET", _ONE + "/parts/{number}", read_part, "One part, decoded.",
        (MESSAGE_ID, _PART, DOWNLOAD, _KEY), _bytes("the bytes of the part", "*/*"),
    ),
    Operation(
        "GET", _ONE + "/parts/{number}/headers", read_part_headers, "The header fields of one part.",
        (MESSAGE_ID, _PART), (Answer(200, "the fields, in their order", HeaderList),),
    ),
)  # fmt: skip
