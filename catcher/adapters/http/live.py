"""The websocket: a search that stays live. A snapshot first, then every change to it, in order.

Its law: a browser that reads slowly gets fewer and larger frames; one that falls too far behind gets a new
snapshot.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any, assert_never

from catcher.adapters.http.operations import AFTER, LIMIT, MAILBOX, QUERY, Desk
from catcher.adapters.http.presenting import mailbox_list, summary, writing
from catcher.adapters.http.sockets import SECONDS_BETWEEN_FRAMES, Frames, Live
from catcher.application.feed import FellBehind
from catcher.application.post_office import PostOffice
from catcher.application.store import Counts, Mailbox, Slice
from catcher.application.view import View
from catcher.core.changes import Arrived, Change, Changed, Removed, Writing
from catcher.core.message import Message
from catcher.core.query import EVERYTHING, Query
from catcher.core.shapes import (
    ArrivedShape,
    ChangedShape,
    ChangesFrame,
    MailboxShape,
    RemovedShape,
    SnapshotFrame,
)
from catcher.core.wire import ABSENT, Absent

COUNTING_SHARE = 0.2
"""At most this part of the time goes into counting for one client, however slow its query is."""
PAGE = 500

_Told = ArrivedShape | ChangedShape | RemovedShape


async def follow_mail(desk: Desk, values: Mapping[str, Any], frames: Frames) -> None:
    """`q` and `limit` as in a list. With `after`, the first snapshot holds every match with a greater id."""
    query = values["q"] or EVERYTHING
    post_office = desk.within(values["mailbox"]).post_office
    mailboxes = _Mailboxes(desk.post_office)
    async with post_office.view(query, values["limit"]) as view:
        await _Pushing(frames, post_office, view, mailboxes, query=query, after=values["after"]).run()


class _Mailboxes:
    """The mailboxes as one client was told of them: of all, also while it looks at the mail of one."""

    def __init__(self, post_office: PostOffice) -> None:
        self._post_office = post_office
        self._told: tuple[Mailbox, ...] | None = None

    async def all(self) -> list[MailboxShape]:
        """All of them."""
        self._told = await self._post_office.mailboxes()
        return mailbox_list(self._told)

    async def news(self) -> list[MailboxShape] | Absent:
        """All of them, when something has changed since they were told."""
        before = self._told
        listed = await self.all()
        return ABSENT if self._told == before else listed


class _Pushing:
    """One client's frames, and the counts that it was told last."""

    def __init__(
        self,
        frames: Frames,
        post_office: PostOffice,
        view: View,
        mailboxes: _Mailboxes,
        *,
        query: Query,
        after: int | None,
    ) -> None:
        self._frames = frames
        self._post_office = post_office
        self._mailboxes = mailboxes
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
        frame = SnapshotFrame(
            told,
            counts.total,
            counts.unread,
            counts.last_id,
            writing(self._post_office),
            await self._mailboxes.all(),
            counts.at_least or ABSENT,
        )
        await self._frames.tell(frame)
        if counts.at_least:
            await self._tell_counts()

    async def _tell_counts(self) -> None:
        """What was found is told before it is known how many more there are."""
        self._counts = await self._view.counts()
        await self._tell([])

    async def _all_after(self, after: int) -> tuple[Message, ...]:
        """Page by page, so that the store serves others in between; what comes meanwhile is told as a change."""
        found: list[Message] = []
        before = None
        while page := await self._post_office.find(self._query, Slice(PAGE, after, before)):
            found += page
            before = page[-1].id
        return tuple(found)

    async def _tell_changes(self, changes: tuple[Change, ...]) -> None:
        begun = monotonic()
        self._counts = counted(self._counts, changes) or await self._view.counts()
        mailboxes = await self._mailboxes.news()
        self._pause = max(SECONDS_BETWEEN_FRAMES, (monotonic() - begun) / COUNTING_SHARE)
        if changes or mailboxes is not ABSENT:
            told = [_shape(change) for change in changes if not isinstance(change, Writing)]
            await self._tell(told, mailboxes)

    async def _tell(self, changes: list[_Told], mailboxes: list[MailboxShape] | Absent = ABSENT) -> None:
        counts = self._counts
        frame = ChangesFrame(
            changes,
            counts.total,
            counts.unread,
            counts.last_id,
            writing(self._post_office),
            mailboxes,
            counts.at_least or ABSENT,
        )
        await self._frames.tell(frame)


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
    return Counts(before.total + len(new), before.unread + unread, last_id, before.at_least)


def _shape(change: Arrived | Changed | Removed) -> _Told:
    match change:
        case Arrived(message):
            return ArrivedShape(summary(message))
        case Changed(message):
            return ChangedShape(summary(message))
        case Removed(ids):
            return RemovedShape(list(ids))
        case _:
            assert_never(change)


LIVE = Live(
    "/api/live",
    follow_mail,
    "Sends a SnapshotFrame, then a ChangesFrame for what happens; when the reader fell behind, a SnapshotFrame"
    " again. With `after=<id>` the first snapshot holds every match with a greater id.",
    (QUERY, MAILBOX, LIMIT, AFTER),
    (SnapshotFrame, ChangesFrame),
)
