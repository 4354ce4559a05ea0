from __future__ import annotations

import asyncio

import pytest

from catcher.application.feed import Feed, FeedClosed, FellBehind
from catcher.core.changes import Removed


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
