"""The websocket: a search that stays live. A snapshot first, then every change to it, in order.

Its law: nothing waits in a queue of ours. A browser that reads slowly gets fewer and larger frames; one
that falls too far behind gets a new snapshot; one that reads nothing any more is let go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import assert_never

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from catcher.adapters.http.connected import HungUp, while_connected
from catcher.adapters.http.operations import AFTER, LIMIT, QUERY, Desk, read_parameters
from catcher.adapters.http.presenting import summary
from catcher.adapters.http.problems import Refused, log
from catcher.adapters.http.shapes import (
    ArrivedShape,
    ChangedShape,
    ChangesFrame,
    LiveFrame,
    RemovedShape,
    SnapshotFrame,
)
from catcher.application.feed import FeedClosed, FellBehind
from catcher.application.post_office import PostOffice
from catcher.application.store import Counts, Slice, StoreError
from catcher.application.view import View
from catcher.core.changes import Arrived, Change, Changed, Removed
from catcher.core.message import Message
from catcher.core.query import EVERYTHING, Query, QueryError
from catcher.core.wire import encode

PATH = "/api/live"
PARAMETERS = (QUERY, LIMIT, AFTER)

SECONDS_BETWEEN_FRAMES = 0.025
"""The first change goes out at once; under load, what came meanwhile goes out together."""
COUNTING_SHARE = 0.2
"""At most this part of the time goes into counting for one client, however slow its query is."""
SECONDS_TO_TAKE_A_FRAME = 30.0
SECONDS_TO_CLOSE = 0.5
PAGE = 500

GOING_AWAY = 1001
FAILED = 1011
MALFORMED = 4400
MAX_REASON_OCTETS = 123  # RFC 6455, section 5.5: a control frame has room for no more


class Live:
    """The ASGI application behind the path: `q` and `limit` as in a list.

    With `after`, the first snapshot holds every match with a greater id: one who comes back misses none.
    """

    def __init__(self, desk: Desk) -> None:
        self._post_office = desk.post_office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        try:
            await socket.accept()
            await self._follow(socket)
        except (HungUp, WebSocketDisconnect, TimeoutError):
            return  # nobody is there any more, or nobody who reads

    async def _follow(self, socket: WebSocket) -> None:
        try:
            values = read_parameters(PARAMETERS, {}, socket.query_params)
        except (Refused, QueryError) as error:
            await _close(socket, MALFORMED, str(error))
            return
        query = values["q"] or EVERYTHING
        try:
            async with self._post_office.view(query, Slice(values["limit"])) as view:
                pushing = _Pushing(socket, self._post_office, view, query, values["after"])
                await while_connected(socket.receive, pushing.run())
        except FeedClosed:
            await _close(socket, GOING_AWAY, "the catcher stops")
        except StoreError as error:
            log.error("%s", error)
            await _close(socket, FAILED, str(error))


class _Pushing:
    """One client's frames, and the counts that it was told last."""

    def __init__(
        self, socket: WebSocket, post_office: PostOffice, view: View, query: Query, after: int | None
    ) -> None:
        self._socket = socket
        self._post_office = post_office
        self._view = view
        self._query = query
        self._after = after
        self._counts = Counts(0, 0, 0)
        self._pause = SECONDS_BETWEEN_FRAMES

    async def run(self) -> None:
        """Until the client leaves or the catcher stops."""
        await self._tell_snapshot()
        while True:
            try:
                await self._tell_changes(await self._view.changes())
            except FellBehind:
                await self._tell_snapshot()
            await asyncio.sleep(self._pause)

    async def _tell_snapshot(self) -> None:
        if self._after is None:
            found = await self._view.look()
            messages, counts = found.messages, found.counts
        else:
            messages, counts = await self._all_after(self._after), await self._view.counts()
        self._counts = counts
        told = [summary(message) for message in messages]
        await _send(self._socket, SnapshotFrame(told, counts.total, counts.unread, counts.last_id))

    async def _all_after(self, after: int) -> tuple[Message, ...]:
        """Page by page, so that the store serves others in between; what comes meanwhile is told as a change."""
        found: list[Message] = []
        before = None
        while page := await self._post_office.find(self._query, Slice(PAGE, after, before)):
            found += page
            before = page[-1].id
        return tuple(found)

    async def _tell_changes(self, changes: tuple[Change, ...]) -> None:
        counts = self._counts = counted(self._counts, changes) or await self._count()
        told = [_shape(change) for change in changes]
        await _send(self._socket, ChangesFrame(told, counts.total, counts.unread, counts.last_id))

    async def _count(self) -> Counts:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        counts = await self._view.counts()
        self._pause = max(SECONDS_BETWEEN_FRAMES, (loop.time() - begun) / COUNTING_SHARE)
        return counts


def counted(before: Counts, changes: Sequence[Change]) -> Counts | None:
    """The counts after the changes, or None when only the store can tell.

    Arrivals are added up here; those with an id up to `last_id` are in the counts already.
    """
    arrived = [change.message for change in changes if isinstance(change, Arrived)]
    if len(arrived) < len(changes):
        return None
    new = [message for message in arrived if message.id > before.last_id]
    unread = sum(not message.read for message in new)
    last_id = max([before.last_id, *(message.id for message in new)])
    return Counts(before.total + len(new), before.unread + unread, last_id)


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


async def _send(socket: WebSocket, frame: LiveFrame) -> None:
    """Waits until the client has taken the frames before; raises TimeoutError when it takes none."""
    try:
        async with asyncio.timeout(SECONDS_TO_TAKE_A_FRAME):
            await socket.send_text(encode(frame).decode())
    except RuntimeError as error:  # what sending on a socket raises that was closed meanwhile
        raise WebSocketDisconnect from error


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    short = reason.encode()[:MAX_REASON_OCTETS].decode(errors="ignore")
    async with asyncio.timeout(SECONDS_TO_CLOSE):
        await socket.close(code, short)
