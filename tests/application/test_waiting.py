"""Waiting for mail: what counts, what is told when it does not come, and that nobody is left listening."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from catcher.adapters.stores.sqlite import SqliteStore, open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.application.waiting import SHOWN_NEAREST, Unexpected, WaitTimedOut, nearest
from catcher.application.watching import Wanted
from catcher.core.message import Envelope
from catcher.core.query import EVERYTHING, Id
from catcher.core.query_text import parse


class House:
    """A post office, and whether somebody listens to it."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.feed = Feed()
        self.office = PostOffice(store, self.feed)

    async def deliver(self, *subjects: str) -> None:
        for subject in subjects:
            await self.office.deliver(Envelope("a@x", ("b@x",)), f"Subject: {subject}\r\n\r\n".encode())

    async def somebody_listens(self) -> None:
        while not self.feed._readers:
            await asyncio.sleep(0)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_store() as store:
        made = House(store)
        yield made
        assert not made.feed._readers, "a wait that is over still listens"


async def ids(house: House, wanted: Wanted) -> list[int]:
    return [message.id for message in await house.office.wait(wanted, timeout=0)]


async def test_a_wait_gives_the_oldest_first_and_no_more_than_it_asked_for(house: House) -> None:
    await house.deliver("s1", "other", "s2", "s3")

    assert await ids(house, Wanted(parse("subject:s"), count=2)) == [1, 3]
    assert await ids(house, Wanted(parse("subject:s"), after=1, count=2)) == [3, 4]
    assert await ids(house, Wanted(parse("subject:s"), count=0)) == []


async def test_a_mail_that_is_not_after_the_given_one_does_not_count_when_it_changes(house: House) -> None:
    await house.deliver("one")
    waiting = asyncio.ensure_future(house.office.wait(Wanted(parse("is:read"), after=1), timeout=20))
    await house.somebody_listens()
    await house.office.mark(EVERYTHING, read=True)
    await house.deliver("two")
    await house.office.mark(EVERYTHING, read=True)

    assert [message.id for message in await waiting] == [2]


async def test_a_mark_that_makes_a_mail_match_ends_the_wait(house: House) -> None:
    await house.deliver("one")
    waiting = asyncio.ensure_future(house.office.wait(Wanted(parse("is:read")), timeout=20))
    await house.somebody_listens()
    await house.office.mark(EVERYTHING, read=True)

    (message,) = await waiting
    assert message.read


async def test_without_time_a_wait_only_looks(house: House) -> None:
    await house.deliver("one")

    with pytest.raises(WaitTimedOut, match=r"expected 2 mails matching anything within 0 s; 1 came"):
        await house.office.wait(Wanted(EVERYTHING, count=2), timeout=0)


async def test_a_time_out_counts_what_arrived_meanwhile(house: House) -> None:
    await house.deliver("before")
    waiting = asyncio.ensure_future(house.office.wait(Wanted(parse("subject:never")), timeout=0.2))
    await house.somebody_listens()
    await house.deliver("one", "two")

    with pytest.raises(WaitTimedOut) as failed:
        await waiting
    assert failed.value.arrived == 2
    assert [miss.message.id for miss in failed.value.misses] == [3, 2, 1]


async def test_one_who_hangs_up_leaves_nobody_listening(house: House) -> None:
    waiting = asyncio.ensure_future(house.office.wait(Wanted(EVERYTHING), timeout=20))
    await house.somebody_listens()
    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_many_waits_are_answered_by_one_mail(house: House) -> None:
    waits = [asyncio.ensure_future(house.office.wait(Wanted(EVERYTHING), timeout=20)) for _ in range(50)]
    await house.somebody_listens()
    await house.deliver("one")

    assert [[message.id for message in found] for found in await asyncio.gather(*waits)] == [[1]] * 50


async def test_the_nearest_misses_are_few_new_and_after_the_given_mail(house: House) -> None:
    await house.deliver(*(f"s{number}" for number in range(10)))
    wanted = Wanted(parse("subject:s9 to:nobody"), after=3)

    misses = await nearest(house.store, wanted)

    assert len(misses) == SHOWN_NEAREST
    assert [miss.message.id for miss in misses] == [10, 9, 8, 7, 6]
    assert [verdict.held for verdict in misses[0].verdicts] == [True, False]


async def test_a_mail_that_matches_is_no_miss(house: House) -> None:
    await house.deliver("yes", "no")

    assert [miss.message.id for miss in await nearest(house.store, Wanted(parse("subject:yes")))] == [2]


async def test_none_looks_at_what_is_there_already(house: House) -> None:
    await house.deliver("one", "two")

    with pytest.raises(Unexpected, match=r"expected no mail matching anything; mail 1 does: 'one'"):
        await house.office.none(Wanted(EVERYTHING, count=7), quiet=0)
    with pytest.raises(Unexpected, match="mail 2 does"):
        await house.office.none(Wanted(EVERYTHING, after=1), quiet=0)
    await house.office.none(Wanted(EVERYTHING, after=2), quiet=0)


async def test_what_was_removed_is_not_unexpected(house: House) -> None:
    await house.deliver("one")
    await house.office.remove(Id(frozenset({1})))

    await house.office.none(Wanted(EVERYTHING), quiet=0)
