"""The operation that gives a mail exactly as it was sent, whole or a range of it; a large one is never held whole."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from itertools import count

from starlette.responses import Response, StreamingResponse

from catcher.adapters.http.downloads import DOWNLOAD, NOTHING_MAY_RUN, disposition, headers
from catcher.adapters.http.operations import MESSAGE_ID, Answer, Asked, Desk, Operation, unknown
from catcher.application.post_office import PostOffice

_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{1,18})?|bytes=-(\d{1,18})")
_MEDIA_TYPE = "message/rfc822"


async def read_raw(desk: Desk, asked: Asked) -> Response:
    """Ranges are those of RFC 9110, section 14: one range; several, or what is no range, give the whole."""
    message = await desk.post_office.get(asked["id"])
    first = await desk.post_office.chunk(asked["id"], 0)
    if message is None or first is None:
        raise unknown(asked["id"])
    told = headers(NOTHING_MAY_RUN) | {"Accept-Ranges": "bytes"}
    if asked["download"]:
        told["Content-Disposition"] = disposition("attachment", f"{asked['id']}.eml")
    wanted = wanted_range(asked.request.headers.get("range", ""), message.size)
    if wanted is None:
        if len(first) == message.size:
            return Response(first, headers=told, media_type=_MEDIA_TYPE)
        wanted, status = range(message.size), 200
    elif not wanted:
        return Response(status_code=416, headers=told | {"Content-Range": f"bytes */{message.size}"})
    else:
        told["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{message.size}"
        status = 206
    told["Content-Length"] = str(len(wanted))
    pieces = _pieces(desk.post_office, message.id, wanted, len(first))
    return StreamingResponse(pieces, status, told, _MEDIA_TYPE)


def wanted_range(header: str, size: int) -> range | None:
    """The octets that a Range header asks for; None for the whole, empty when none of them is there."""
    found = _RANGE.fullmatch(header.strip())
    if not found:
        return None
    first, last, ending = found.groups()
    if ending is not None:
        return range(max(0, size - int(ending)), size)
    if last is not None and int(last) < int(first):
        return None
    return range(int(first), size if last is None else min(int(last) + 1, size))


async def _pieces(
    post_office: PostOffice, message_id: int, wanted: range, chunk_octets: int
) -> AsyncIterator[bytes]:
    """A mail that is removed meanwhile ends short of its announced length."""
    for number in count(wanted.start // chunk_octets):
        begin = number * chunk_octets
        chunk = await post_office.chunk(message_id, number) if begin < wanted.stop else None
        if chunk is None:
            return
        yield chunk[max(0, wanted.start - begin) : wanted.stop - begin]


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/messages/{id}/raw", read_raw,
        "The mail exactly as it was sent; a Range header gives a piece of it.",
        (MESSAGE_ID, DOWNLOAD), (Answer(200, "the bytes", media_type=_MEDIA_TYPE),),
    ),
)  # fmt: skip
