"""Waiting for mail, and for its absence: until enough matches, or time is up and it is told what nearly did."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from catcher.application.feed import Feed
from catcher.application.store import Slice, Store, Usage
from catcher.application.watching import Wanted, watching
from catcher.core.matching import Verdict, describe, explain
from catcher.core.message import Message
from catcher.core.query import EVERYTHING, Query, within
from catcher.core.wire import Value, changed

CONSIDERED_FOR_NEAREST = 50
"""How many of the newest mails an explanation looks at."""
SHOWN_NEAREST = 5


class NearMiss(Value):
    """A mail that did come, and how it fares with each condition."""

    message: Message
    verdicts: tuple[Verdict, ...]

    @property
    def missed(self) -> int:
        """How many conditions it does not meet."""
        return sum(not verdict.held for verdict in self.verdicts)


class WaitTimedOut(Exception):
    """Too few mails matched in time. `arrived` mails of any kind came to the mailbox while it waited."""

    def __init__(
        self, wanted: Wanted, timeout: float, found: int, arrived: int, misses: tuple[NearMiss, ...]
    ) -> None:
        self.misses = misses
        self.arrived = arrived
        super().__init__(
            f"expected {plural(wanted.count)} matching {asked(wanted)} within {timeout:g} s;"
            f" {found} came ({arrived} of any kind arrived meanwhile)"
        )


class Unexpected(Exception):
    """A mail matches where none was expected."""

    def __init__(self, wanted: Wanted, message: Message) -> None:
        self.message = message
        super().__init__(
            f"expected no mail matching {asked(wanted)}; mail {message.id} does: {message.outline.subject!r}"
        )


class CursorGone(Exception):
    """Mails behind the cursor were evicted, so that nobody can say any more what came after it."""

    def __init__(self, after: int, usage: Usage) -> None:
        self.evicted_up_to = usage.evicted_up_to
        super().__init__(
            f"after={after} lies before what is still kept: mails with ids up to {usage.evicted_up_to} were evicted"
            f" ({plural(usage.evicted)} so far). Ask with after={usage.evicted_up_to} or more, or without;"
            " to keep more, start the catcher with a higher --keep-messages or --keep-bytes, or a mailbox for each test"
        )


def plural(count: int) -> str:
    """So many mails, in words."""
    return f"{count} mail{'s' if count != 1 else ''}"


def asked(wanted: Wanted) -> str:
    """The query in words, with its mailbox."""
    place = "" if wanted.mailbox is None else f" in the mailbox {wanted.mailbox!r}"
    return f"{describe(wanted.query) or 'anything'}{place}"


async def wait(store: Store, feed: Feed, wanted: Wanted, timeout: float) -> tuple[Message, ...]:
    """The first mails that match, oldest first: at once if they are there, else when the last of them comes.

    Raises WaitTimedOut after `timeout` seconds, CursorGone, FeedClosed when the catcher stops.
    """
    await check_cursor(store, wanted)
    with watching(store, feed, wanted, wanted.count) as watch:
        await watch.look()
        try:
            async with asyncio.timeout(timeout):
                while len(watch.mails) < wanted.count:
                    await watch.change()
        except TimeoutError:
            misses = await nearest(store, wanted)
            raise WaitTimedOut(wanted, timeout, len(watch.mails), watch.arrived, misses) from None
        return watch.mails[: wanted.count]


async def none(store: Store, feed: Feed, wanted: Wanted, quiet: float) -> None:
    """Return after `quiet` seconds in which no mail matched; raises Unexpected as soon as one does."""
    await check_cursor(store, wanted)
    with watching(store, feed, wanted, 1) as watch:
        await watch.look()
        try:
            async with asyncio.timeout(quiet):
                while not watch.mails:
                    await watch.change()
        except TimeoutError:
            return
        raise Unexpected(wanted, watch.mails[0])


async def check_cursor(store: Store, wanted: Wanted) -> None:
    """Raises CursorGone when mails above the cursor were evicted."""
    if wanted.after is None:
        return
    usage = await store.usage(wanted.mailbox)
    if wanted.after < usage.evicted_up_to:
        raise CursorGone(wanted.after, usage)


async def nearest(store: Store, wanted: Wanted) -> tuple[NearMiss, ...]:
    """The newest mails that do not match, those first that miss the fewest conditions.

    Among them are mails that match but for the mailbox they went to, and but for the cursor.
    """
    newest = Slice(CONSIDERED_FOR_NEAREST, wanted.after)
    here = await _explained(store, await store.find(within(wanted.mailbox, EVERYTHING), newest), wanted.query)
    misses = [miss for miss in here if miss.missed]
    misses += await _too_early(store, wanted)
    misses += await _elsewhere(store, wanted)
    return tuple(sorted(misses, key=lambda miss: miss.missed)[:SHOWN_NEAREST])


async def _too_early(store: Store, wanted: Wanted) -> list[NearMiss]:
    """What matches, and is not behind the cursor."""
    if wanted.after is None:
        return []
    found = await store.find(wanted.scoped, Slice(1, before=wanted.after + 1))
    expected = f"an id above {wanted.after}"
    return [
        changed(miss, verdicts=(*miss.verdicts, Verdict(expected, str(miss.message.id), held=False)))
        for miss in await _explained(store, found, wanted.query)
    ]


async def _elsewhere(store: Store, wanted: Wanted) -> list[NearMiss]:
    """What matches, and went to another mailbox."""
    if wanted.mailbox is None or wanted.visible is not None:
        return []
    found = await store.find(wanted.query, Slice(SHOWN_NEAREST, wanted.after))
    others = [message for message in found if message.mailbox != wanted.mailbox]
    return await _explained(store, others, wanted.scoped)


async def _explained(store: Store, messages: Iterable[Message], query: Query) -> list[NearMiss]:
    listed = tuple(messages)
    texts = await asyncio.gather(*(store.search_text(message.id) for message in listed))
    return [
        NearMiss(message, explain(query, message, text))
        for message, text in zip(listed, texts, strict=True)
        if text is not None
    ]
