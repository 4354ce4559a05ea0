"""The operations that carry mail out and in, many at a time: an archive is streamed, and never held whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from starlette.responses import Response, StreamingResponse

from catcher.adapters.http.operations import MAILBOX, QUERY, Answer, Asked, Desk, Operation, Parameter, json
from catcher.adapters.http.problems import FULL, STORE, Refused
from catcher.application.carrying import TakeIn, Taken, kept
from catcher.application.post_office import LARGE_OCTETS, PostOffice
from catcher.application.store import StoreError, StoreFull
from catcher.core.archives import FORMS, WRITTEN, Form, Format, Item, Reader
from catcher.core.query import Query
from catcher.core.shapes import Failure, Imported
from catcher.core.wire import changed

PIECE_OCTETS = 256 * 1024
"""What is given to the network at once, so that a slow reader makes the archive wait."""
HELD_OCTETS = 4 * 1024 * 1024
"""What is held in memory of an archive whose end must be known before its beginning; the rest goes to the disk."""
MAX_ARCHIVE_OCTETS = 512 * 1024 * 1024
"""What one request takes; `catcher import` sends a larger archive in parts."""


async def export_messages(desk: Desk, asked: Asked) -> Response:
    name: Format = asked["format"]
    form = FORMS[name]
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="mail.{name}"'}
    pieces = _pieces(desk.post_office, asked.query, form)
    return StreamingResponse(pieces, headers=headers, media_type=form.media_type)


async def _pieces(post_office: PostOffice, query: Query, form: Form) -> AsyncIterator[memoryview]:
    assert form.writer is not None
    writer = form.writer()
    async for message, raw in kept(post_office, query):
        large = len(raw) > LARGE_OCTETS
        for piece in _cut(
            await asyncio.to_thread(writer.add, message, raw) if large else writer.add(message, raw)
        ):
            yield piece
    for piece in _cut(writer.end()):
        yield piece


def _cut(octets: bytes) -> Iterator[memoryview]:
    whole = memoryview(octets)
    return (whole[start : start + PIECE_OCTETS] for start in range(0, len(whole), PIECE_OCTETS))


async def import_messages(desk: Desk, asked: Asked) -> Response:
    """A mail that cannot be read is named, and the rest goes on."""
    taking_in = TakeIn(desk.post_office)
    with SpooledTemporaryFile(max_size=HELD_OCTETS) as file, _told(taking_in):
        spool = cast("BinaryIO", file)
        reader = FORMS[asked["format"]].reader(desk.settings.max_message_octets, spool)
        async for item in _items(reader, asked):
            await taking_in.add(item)
        taken = await taking_in.finish()
    return json(_imported(taken))


async def _items(reader: Reader, asked: Asked) -> AsyncIterator[Item]:
    async for chunk in asked.chunks(MAX_ARCHIVE_OCTETS):
        async for item in _in_thread(reader.take(chunk)):
            yield item
    async for item in _in_thread(reader.end()):
        yield item


async def _in_thread(items: Iterator[Item]) -> AsyncIterator[Item]:
    """Reading a large archive must not hold up the event loop."""
    while (item := await asyncio.to_thread(next, items, None)) is not None:
        yield item


@contextmanager
def _told(taking_in: TakeIn) -> Iterator[None]:
    """An import that ends early says how far it came."""
    try:
        yield
    except (StoreError, OSError) as error:
        kind = FULL if isinstance(error, StoreFull | OSError) else STORE
        done = taking_in.so_far.imported
        raise Refused(kind, f"{error}; {done} mails were taken in before that, and are kept") from error


def _imported(taken: Taken) -> Imported:
    failures: list[Failure] = [{"name": each.name, "reason": each.reason} for each in taken.failures]
    return {"imported": taken.imported, "failed": taken.failed, "failures": failures}


def _format(*there: Format) -> Parameter:
    def read(text: str) -> Format:
        if text not in there:
            raise ValueError(" or ".join(there))
        return Format(text)

    return Parameter(
        "format", read, {"enum": list(there), "default": "jsonl"}, " or ".join(there), Format.JSONL
    )


_INTO = changed(MAILBOX, help="where to put all of it; else where it was")

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/export", export_messages,
        "Gives the mail that matches as an archive, oldest first: a zip of .eml files, an mbox (mboxrd), or JSON lines"
        " with envelope, mailbox, time, read flag and the raw mail in base64.",
        (QUERY, MAILBOX, _format(*WRITTEN)), (Answer(200, "the archive", media_type="*/*"),),
    ),
    Operation(
        "POST", "/api/import", import_messages,
        "Takes in the mail of an archive, with time, envelope, mailbox and read flag as far as the archive knows them."
        " A mail that cannot be read is named, and the rest goes on.",
        (_format(*FORMS), _INTO), (Answer(200, "how many were taken in", Imported),), bytes, "*/*",
    ),
)  # fmt: skip
