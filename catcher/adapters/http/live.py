"""The websocket: a search that stays live. A snapshot first, then every change to it, in order.

Its law: nothing waits in a queue of ours. A browser that reads slowly gets fewer and larger frames; one
that falls too far behind gets a new snapshot.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import assert_never

from starlette.websockets import WebSocket, WebSocketDisconnect

from catcher.adapters.http.connected import HungUp, while_connected
from catcher.adapters.http.messages import DEFAULT_LIMIT, MAX_LIMIT
from catcher.adapters.http.operations import MAX_ID, Desk, whole_number
from catcher.adapters.http.presenting import summary
from catcher.adapters.http.shapes import (
    ArrivedShape,
    ChangedShape,
    ChangesFrame,
    LiveFrame,
    RemovedShape,
    SnapshotFrame,
)
from catcher.application.feed import FeedClosed, FellBehind
from catcher.application.store import Counts, Slice
from catcher.application.view import View
from catcher.core.changes import Arrived, Change, Changed, Removed
from catcher.core.query import Query, parse
from catcher.core.wire import encode

SECONDS_BETWEEN_FRAMES = 0.025
"""The first change goes out at once; under load, what came meanwhile goes out together."""

GOING_AWAY = 1001
MALFORMED = 4400
MAX_REASON_OCTETS = 123  # RFC 6455, section 5.5: a control frame has room for no more
_KNOWN = frozenset({"q", "limit", "after"})


async def live(socket: WebSocket) -> None:
    """One connection: `q`, `limit` and `after` as in a list.

    With `after`, the first snapshot holds every match with a greater id: one who comes back misses none.
    """
    await socket.accept()
    try:
        query, part = _asked(socket)
    except ValueError as error:
        reason = str(error).encode()[:MAX_REASON_OCTETS].decode(errors="ignore")
        await socket.close(MALFORMED, reason)
        return
    desk: Desk = socket.app.state.desk
    async with desk.post_office.view(query, part) as view:
        with suppress(HungUp):
            await while_connected(socket.receive, _push(socket, view))


def _asked(socket: WebSocket) -> tuple[Query, Slice]:
    given = socket.query_params
    if unknown := set(given) - _KNOWN:
        raise ValueError(
            f"there is no parameter {min(unknown)!r} here; there are {', '.join(sorted(_KNOWN))}"
        )
    limit = whole_number(1, MAX_LIMIT)(given["limit"]) if "limit" in given else DEFAULT_LIMIT
    after = whole_number(0, MAX_ID)(given["after"]) if "after" in given else None
    return parse(given.get("q", "")), Slice(MAX_ID if after is not None else limit, after)


async def _push(socket: WebSocket, view: View) -> None:
    try:
        await _send(socket, await _snapshot(view))
        while True:
            try:
                changes = await view.changes()
                await _send(socket, _frame(changes, await view.counts()))
            except FellBehind:
                await _send(socket, await _snapshot(view))
            await asyncio.sleep(SECONDS_BETWEEN_FRAMES)
    except FeedClosed:
        await socket.close(GOING_AWAY, "the catcher stops")
    except (WebSocketDisconnect, RuntimeError):
        return  # sending on a closed socket raises RuntimeError; there is nobody left to tell


async def _send(socket: WebSocket, frame: LiveFrame) -> None:
    await socket.send_text(encode(frame).decode())


async def _snapshot(view: View) -> SnapshotFrame:
    found = await view.look()
    counts = found.counts
    messages = [summary(message) for message in found.messages]
    return SnapshotFrame(messages, counts.total, counts.unread, counts.last_id)


def _frame(changes: tuple[Change, ...], counts: Counts) -> ChangesFrame:
    told = [_shape(change) for change in changes]
    return ChangesFrame(told, counts.total, counts.unread, counts.last_id)


def _shape(change: Change) -> ArrivedShape | ChangedShape | RemovedShape:
    match change:
        case Arrived(message):
            return ArrivedShape(summary(message))
        case Changed(message):
            return ChangedShape(summary(message))
        case Removed(ids):
            return RemovedShape(list(ids))
        case _:
            assert_never(change)
