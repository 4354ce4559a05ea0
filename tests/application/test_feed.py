from __future__ import annotations

import asyncio

import pytest

from catcher.application.feed import Feed, FeedClosed, FellBehind
from catcher.core.changes import Arrived, Removed
from tests.support import draft, kept


def change(number: int) -> Removed:
    return Removed((number,))


async def test_every_reader_gets_every_change_in_order() -> None:
    feed = Feed()
    with feed.listen() as one, feed.listen() as other:
        for number in range(3):
            feed.publish(change(number))

        assert await one.read() == await other.read() == (change(0), change(1), change(2))


async def test_a_reader_begins_where_it_began_to_listen() -> None:
    feed = Feed()
    feed.publish(change(1))
    with feed.listen() as reader:
        feed.publish(change(2))

        assert await reader.read() == (change(2),)


async def test_reading_waits_for_the_next_change() -> None:
    feed = Feed()
    with feed.listen() as reader:
        reading = asyncio.ensure_future(reader.read())
        await asyncio.sleep(0)
        assert not reading.done()
        feed.publish(change(1))

        assert await reading == (change(1),)


async def test_one_who_falls_behind_is_told_once_and_goes_on_from_there() -> None:
    feed = Feed(max_behind=3)
    with feed.listen() as slow, feed.listen() as quick:
        for number in range(3):
            feed.publish(change(number))
        assert len(await quick.read()) == 3
        feed.publish(change(3))

        with pytest.raises(FellBehind):
            await slow.read()
        assert await quick.read() == (change(3),)
        feed.publish(change(4))
        assert await slow.read() == (change(4),)


async def test_closing_wakes_all_readers_and_those_who_come_later() -> None:
    feed = Feed()
    with feed.listen() as reader:
        reading = asyncio.ensure_future(reader.read())
        await asyncio.sleep(0)
        feed.close()

        with pytest.raises(FeedClosed):
            await reading
    with feed.listen() as late, pytest.raises(FeedClosed):
        await late.read()


async def test_one_who_left_is_not_told_any_more() -> None:
    feed = Feed()
    with feed.listen() as reader:
        pass
    feed.publish(change(1))

    assert not reader._changes


async def test_one_who_follows_a_mailbox_is_told_of_no_arrival_elsewhere() -> None:
    feed = Feed()
    here, elsewhere = Arrived(*kept(draft(mailbox="a"), 1)), Arrived(*kept(draft(mailbox="b"), 2))
    with feed.listen(mailbox="a") as mine, feed.listen() as all_of_it:
        for change in (elsewhere, here, Removed((2,))):
            feed.publish(change)

        assert await mine.read() == (here, Removed((2,)))
        assert await all_of_it.read() == (elsewhere, here, Removed((2,)))


async def test_what_is_of_no_concern_wakes_nobody_and_takes_no_room() -> None:
    feed = Feed(max_behind=1)
    with feed.listen(lambda change: change == Removed((7,))) as reader:
        for number in range(10):
            feed.publish(Removed((number,)))

        assert await reader.read() == (Removed((7,)),)
