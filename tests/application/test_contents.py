from __future__ import annotations

import asyncio

import pytest

from catcher.application.contents import Contents, octets_of
from catcher.core.message import Content, Header, Part


def part(*parts: Part) -> Part:
    return Part(0, "text/plain", "utf-8", "", "", "", "7bit", 10, parts)


class Readings:
    """Reads contents with a text of 10,000 letters, and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def read(self, message_id: int) -> Content | None:
        self.asked.append(message_id)
        await self.go_on.wait()
        return Content(text=str(message_id) * 10_000) if message_id < 10 else None


@pytest.fixture
def readings() -> Readings:
    return Readings()


async def test_a_mail_that_is_opened_twice_is_read_once(readings: Readings) -> None:
    contents = Contents(readings.read)

    assert await contents.get(1) is await contents.get(1)
    assert readings.asked == [1]


async def test_those_who_open_a_mail_together_share_one_reading(readings: Readings) -> None:
    contents = Contents(readings.read)
    readings.go_on.clear()
    impatient, *others = [asyncio.ensure_future(contents.get(1)) for _ in range(3)]
    await asyncio.sleep(0)
    impatient.cancel()
    readings.go_on.set()

    first, second = await asyncio.gather(*others)
    assert first is second is not None
    assert readings.asked == [1]


async def test_the_one_that_was_not_looked_at_for_the_longest_time_is_forgotten_first(
    readings: Readings,
) -> None:
    contents = Contents(readings.read, max_octets=25_000)
    for message_id in (1, 2, 1, 3, 1, 2):
        await contents.get(message_id)

    assert readings.asked == [1, 2, 3, 2]


async def test_one_that_is_too_large_is_given_and_not_held(readings: Readings) -> None:
    contents = Contents(readings.read, max_octets=5_000)

    assert await contents.get(1) is not None
    await contents.get(1)
    assert readings.asked == [1, 1]


async def test_nothing_is_held_of_a_mail_that_is_gone_also_while_it_is_read(readings: Readings) -> None:
    contents = Contents(readings.read)
    await contents.get(1)
    readings.go_on.clear()
    reading = asyncio.ensure_future(contents.get(2))
    await asyncio.sleep(0)
    contents.forget([1, 2, 3])
    readings.go_on.set()
    await reading
    await contents.get(1)
    await contents.get(2)

    assert readings.asked == [1, 2, 1, 2]


async def test_what_is_not_there_is_asked_for_each_time(readings: Readings) -> None:
    contents = Contents(readings.read)

    assert await contents.get(10) is await contents.get(10) is None
    assert readings.asked == [10, 10]


async def test_a_reading_that_fails_is_told_and_tried_again() -> None:
    async def read(_: int) -> Content | None:
        raise OSError("the disk refused")

    contents = Contents(read)
    for _ in range(2):
        with pytest.raises(OSError, match="the disk refused"):
            await contents.get(1)


def test_the_size_of_a_content_is_about_that_of_its_texts_and_of_its_parts() -> None:
    header = Header("X-A", "ä" * 1_000, "b" * 1_000)

    assert 5_000 < octets_of(Content(headers=(header, header), text="c" * 2_000)) < 8_000
    assert octets_of(Content(root=part(part(), part(part())))) > octets_of(Content()) + 1_000
