"""Holding an expectation against the mail: until it is met or cannot be met any more, and then for a quiet time."""

from __future__ import annotations

import asyncio

from catcher.application.feed import Feed
from catcher.application.store import Store
from catcher.application.waiting import NearMiss, check_cursor, nearest
from catcher.application.watching import Wanted, Watch, watching
from catcher.core.expecting import Broken, Expectation, Judgement, Met, Unmet, judge
from catcher.core.message import Message
from catcher.core.query import And, joined
from catcher.core.wire import Value, changed

MAX_MAILS = 1_000
"""How many of the mails that match are looked at: more are no expectation that a person can check."""


class Patience(Value):
    """Seconds: `within` them it must be met, and `quiet` is for how long after that nothing may spoil it."""

    within: float
    quiet: float = 0.0


class Unfulfilled(Exception):
    """It is not as expected; the text says what is not, and `misses` what came nearest to what is missing."""

    def __init__(
        self, why: str, messages: tuple[Message, ...], misses: tuple[NearMiss, ...], arrived: int
    ) -> None:
        self.messages = messages
        self.misses = misses
        self.arrived = arrived
        super().__init__(why)


async def expect(
    store: Store, feed: Feed, wanted: Wanted, expected: Expectation, patience: Patience
) -> tuple[Message, ...]:
    """The mails that were expected.

    In the quiet time no mail may come that is one too many: one above `at_most`, or any that matches when there is no
    such bound. Raises Unfulfilled, CursorGone, FeedClosed when the catcher stops.
    """
    await check_cursor(store, wanted)
    with watching(store, feed, wanted, MAX_MAILS) as watch:
        await watch.look()
        judged = await _until(Unmet, watch, expected, patience.within)
        when = f"within {patience.within:g} s"
        if isinstance(judged, Met):
            messages = judged.messages
            count = len(watch.mails) if expected.at_most is None else expected.at_most
            judged = await _until(Met, watch, changed(expected, at_most=count), patience.quiet)
            when = f"in the quiet time of {patience.quiet:g} s"
            if isinstance(judged, Met):
                return messages
        misses: tuple[NearMiss, ...] = ()
        if isinstance(judged, Unmet):
            missing = changed(wanted, query=joined(And, [expected.query, judged.missing]))
            misses = await nearest(store, missing)
        raise Unfulfilled(_told(judged, wanted, when, watch), watch.mails, misses, watch.arrived)


def _told(judged: Broken | Unmet, wanted: Wanted, when: str, watch: Watch) -> str:
    place = "" if wanted.mailbox is None else f", in the mailbox {wanted.mailbox!r}"
    return f"{judged.why} ({when}{place}; {watch.arrived} of any kind arrived meanwhile)"


async def _until(
    going_on: type[Met] | type[Unmet], watch: Watch, expected: Expectation, seconds: float
) -> Judgement:
    """The judgement once it is another, or time is up."""
    judged = judge(expected, await watch.texts())
    try:
        async with asyncio.timeout(seconds):
            while isinstance(judged, going_on):
                await watch.change()
                judged = judge(expected, await watch.texts())
    except TimeoutError:
        pass
    return judged
