"""Waiting for mail, and for its absence: a view that is followed until it holds enough, or time is up."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import assert_never

from catcher.application.feed import Feed, FellBehind
from catcher.application.store import Slice, Store
from catcher.application.view import View, open_view
from catcher.core.changes import Arrived, Change, Changed, Removed, Writing
from catcher.core.matching import Verdict, describe, explain
from catcher.core.message import Message
from catcher.core.query import EVERYTHING, Query, within

CONSIDERED_FOR_NEAREST = 50
"""How many of the newest mails an explanation looks at."""
SHOWN_NEAREST = 5
MAX_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A mail that did come, and how it fares with each condition."""

    message: Message
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is waited for: `count` mails that match the query, with ids above `after`.

    `visible` is the mailbox to which all belongs that the asker may be told of; None for all.
    """

    query: Query
    after: int | None = None
    count: int = 1
    visible: str | None = None


class WaitTimedOut(Exception):
    """Too few mails matched in time. `arrived` mails of any kind came while it waited."""

    def __init__(
        self, wanted: Wanted, timeout: float, found: int, arrived: int, misses: tuple[NearMiss, ...]
    ) -> None:
        self.misses = misses
        self.arrived = arrived
        super().__init__(
            f"expected {wanted.count} mail{'s' if wanted.count != 1 else ''} matching"
            f" {describe(wanted.query) or 'anything'} within {timeout:g} s; {found} came"
            f" ({arrived} of any kind arrived meanwhile)"
        )


class Unexpected(Exception):
    """A mail matches where none was expected."""

    def __init__(self, query: Query, message: Message) -> None:
        self.message = message
        super().__init__(
            f"expected no mail matching {describe(query) or 'anything'};"
            f" mail {message.id} does: {message.outline.subject!r}"
        )


async def wait(store: Store, feed: Feed, wanted: Wanted, timeout: float) -> tuple[Message, ...]:
    """The first mails that match, oldest first: at once if they are there, else when the last of them comes.

    Raises WaitTimedOut after `timeout` seconds, FeedClosed when the catcher stops.
    """
    part = Slice(limit=wanted.count, after=wanted.after, oldest_first=True)
    everything = within(wanted.visible, EVERYTHING)
    before = (await store.count(EVERYTHING)).last_id
    found: tuple[Message, ...] = ()
    try:
        async with open_view(store, feed, wanted.query, part) as view:
            found = (await view.look()).messages
            async with asyncio.timeout(timeout):
                while len(found) < wanted.count:
                    found = await _next(view, found, wanted.after or 0)
    except TimeoutError:
        arrived = len(await store.find(everything, Slice(MAX_COUNTED, after=before)))
        misses = await nearest(store, wanted)
        raise WaitTimedOut(wanted, timeout, len(found), arrived, misses) from None
    return found[: wanted.count]


async def none(store: Store, feed: Feed, wanted: Wanted, quiet: float) -> None:
    """Return after `quiet` seconds in which no mail matched; raises Unexpected as soon as one does."""
    try:
        (message,) = await wait(store, feed, replace(wanted, count=1), quiet)
    except WaitTimedOut:
        return
    raise Unexpected(wanted.query, message)


async def nearest(store: Store, wanted: Wanted) -> tuple[NearMiss, ...]:
    """The newest mails that do not match, those first that miss the fewest conditions."""
    part = Slice(limit=CONSIDERED_FOR_NEAREST, after=wanted.after)
    misses = []
    for message in await store.find(within(wanted.visible, EVERYTHING), part):
        text = await store.search_text(message.id)
        if text is not None:
            misses.append(NearMiss(message, explain(wanted.query, message, text)))
    misses = [miss for miss in misses if not all(v.held for v in miss.verdicts)]
    misses.sort(key=lambda miss: sum(not v.held for v in miss.verdicts))
    return tuple(misses[:SHOWN_NEAREST])


async def _next(view: View, found: tuple[Message, ...], after: int) -> tuple[Message, ...]:
    try:
        changes = await view.changes()
    except FellBehind:
        return (await view.look()).messages
    held = {message.id: message for message in found}
    for change in changes:
        _apply(held, change, after)
    return tuple(held[key] for key in sorted(held))


def _apply(held: dict[int, Message], change: Change, after: int) -> None:
    match change:
        case Arrived(message) | Changed(message):
            if message.id > after:
                held[message.id] = message
        case Removed(ids):
            for gone in ids:
                held.pop(gone, None)
        case Writing():
            pass  # what is waited for may still come
        case _:
            assert_never(change)
