from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catcher.adapters.stores.sqlite import SqliteStore, open_store
from catcher.application import post_office
from catcher.application.feed import Feed, FeedClosed, FellBehind
from catcher.application.post_office import LARGE_OCTETS, PostOffice
from catcher.application.store import StoreFull
from catcher.application.view import View
from catcher.application.waiting import Unexpected, WaitTimedOut
from catcher.application.watching import Wanted
from catcher.core.changes import Arrived, Change, Changed, Removed, Writing
from catcher.core.message import Envelope, Message
from catcher.core.query import EVERYTHING, Id
from catcher.core.query_text import parse
from catcher.core.retention import KEEP_ALL, Retention
from tests.support import draft

MORNING = datetime(2026, 5, 1, 8, tzinfo=UTC)


@dataclass
class House:
    """A post office with its store and feed, and a clock that stands still."""

    post_office: PostOffice
    store: SqliteStore
    feed: Feed

    async def deliver(self, subject: str = "Welcome", to: str = "bob@example.com") -> Message:
        raw = f"From: ann@example.com\r\nTo: {to}\r\nSubject: {subject}\r\n\r\nHello\r\n".encode()
        return await self.post_office.deliver(Envelope("ann@example.com", (to,)), raw)


@asynccontextmanager
async def opened(max_behind: int = 10_000, retention: Retention = KEEP_ALL) -> AsyncIterator[House]:
    async with open_store() as store:
        feed = Feed(max_behind)
        yield House(PostOffice(store, feed, lambda: MORNING, retention), store, feed)


@asynccontextmanager
async def kept_up(office: PostOffice) -> AsyncIterator[None]:
    task = asyncio.ensure_future(office.keep_up())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with opened() as made:
        yield made


async def test_a_delivered_mail_is_stored_and_told_before_its_sender_knows(house: House) -> None:
    with house.feed.listen() as reader:
        message = await house.deliver()

        assert await house.store.get(message.id) == message
        (arrived,) = await reader.read()
    assert isinstance(arrived, Arrived)
    assert arrived.message == message
    assert message.received_at == MORNING
    assert message.outline.subject == "Welcome"


async def test_the_login_or_a_header_names_the_mailbox(house: House) -> None:
    by_login = await house.post_office.deliver(Envelope("a@x", ("b@x",), login="shop"), b"Subject: x\r\n\r\n")
    by_header = await house.post_office.deliver(Envelope("a@x", ("b@x",)), b"X-Catcher-Mailbox: team\r\n\r\n")

    assert (by_login.mailbox, by_header.mailbox) == ("shop", "team")


async def test_a_large_mail_is_delivered_like_a_small_one(house: House) -> None:
    raw = b"Subject: large\r\n\r\n" + b"x" * 70 * (LARGE_OCTETS // 70 + 1)

    message = await house.post_office.deliver(Envelope("a@x", ("b@x",)), raw)

    assert message.outline.subject == "large"
    assert await house.post_office.raw(message.id) == raw


async def test_what_was_parsed_of_a_mail_is_held_until_it_is_gone(house: House) -> None:
    message = await house.deliver()

    content = await house.post_office.content(message.id)
    assert content is not None
    assert await house.post_office.content(message.id) is content
    await house.post_office.remove(EVERYTHING)
    assert await house.post_office.content(message.id) is None


async def test_what_can_be_kept_at_once_does_not_overtake_what_has_to_wait(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = house.store.add_at_once
    busy = iter([True])

    def first_nothing(*given: Any) -> Any:
        return None if next(busy, False) else at_once(*given)

    monkeypatch.setattr(house.store, "add_at_once", first_nothing)
    both = await asyncio.gather(house.deliver(), house.deliver())
    assert [message.id for message in both] == [1, 2]

    assert (await house.deliver()).id == 3


def nothing_at_once(*_: object) -> None:
    """As a store in a file does: each mail has to be waited for."""


async def test_a_sender_who_hangs_up_does_not_undo_the_delivery(house: House) -> None:
    with house.feed.listen() as reader:
        delivering = asyncio.ensure_future(house.deliver())
        await asyncio.sleep(0)
        delivering.cancel()
        await house.post_office.settle()

        assert [type(change) for change in await reader.read()] == [Arrived]
        assert (await house.store.count(EVERYTHING)).total == 1


async def test_a_mail_that_could_not_be_kept_is_told_to_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> Message:
        raise StoreFull("no space")

    monkeypatch.setattr(house.store, "add_within", full)  # a disk that is full
    monkeypatch.setattr(house.store, "add_at_once", nothing_at_once)
    with house.feed.listen() as reader:
        with pytest.raises(StoreFull):
            await house.deliver()
        monkeypatch.undo()
        kept = await house.deliver()

        failing, working, arrived = await reader.read()
    assert (failing, working) == (Writing("no space"), Writing(None))
    assert isinstance(arrived, Arrived)
    assert arrived.message.id == kept.id


async def test_a_store_that_writes_again_is_told_without_another_delivery(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> Message:
        raise StoreFull("no space")

    monkeypatch.setattr(post_office, "SECONDS_TO_TRY_AGAIN", 0.01)
    with house.feed.listen() as reader, monkeypatch.context() as broken:
        for name in ("add_within", "probe"):
            broken.setattr(house.store, name, full)
        broken.setattr(house.store, "add_at_once", nothing_at_once)
        with pytest.raises(StoreFull):
            await house.deliver()
        assert house.post_office.trouble == "no space"
        async with kept_up(house.post_office):
            assert await reader.read() == (Writing("no space"),)
            broken.undo()

            assert await reader.read() == (Writing(None),)
    assert house.post_office.trouble is None


async def test_what_is_evicted_is_told_as_removed() -> None:
    async with opened(retention=Retention(mails=2)) as house:
        with house.feed.listen() as reader:
            for _ in range(4):
                await house.deliver()
            changes = await reader.read()

        assert [change for change in changes if isinstance(change, Removed)] == [Removed((1,)), Removed((2,))]
        assert (await house.post_office.usage()).evicted == 2


async def test_what_is_too_much_at_the_start_and_what_is_evicted_in_steps_is_told() -> None:
    async with opened(retention=Retention(octets=200)) as house:
        for number in range(150):
            await house.store.add(draft(str(number), raw=b"x" * 10))
        with house.feed.listen() as reader:
            async with kept_up(house.post_office):
                gone: list[int] = []
                while len(gone) < 130:
                    gone += [one for c in await reader.read() if isinstance(c, Removed) for one in c.ids]
                await house.post_office.deliver(Envelope("a@x", ("b@x",)), b"x" * 150)
                while len(gone) < 145:
                    gone += [one for c in await reader.read() if isinstance(c, Removed) for one in c.ids]

        assert gone == list(range(1, 146))


async def test_mail_goes_when_it_is_too_old_without_being_asked() -> None:
    async with open_store() as store:
        feed = Feed()
        office = PostOffice(store, feed, retention=Retention(age=timedelta(milliseconds=30)))
        house = House(office, store, feed)
        with feed.listen() as reader:
            async with kept_up(office):
                message = await house.deliver()
                (arrived,) = await reader.read()

                assert isinstance(arrived, Arrived)
                assert await reader.read() == (Removed((message.id,)),)


async def test_parallel_deliveries_are_told_in_the_order_of_their_ids(house: House) -> None:
    with house.feed.listen() as reader:
        await asyncio.gather(*(house.deliver(str(number)) for number in range(200)))
        changes = await reader.read()

    assert [change.message.id for change in changes if isinstance(change, Arrived)] == list(range(1, 201))


async def test_marks_and_removals_are_told_when_they_change_something(house: House) -> None:
    await house.deliver()
    with house.feed.listen() as reader:
        await house.post_office.mark(EVERYTHING, read=True)
        await house.post_office.mark(EVERYTHING, read=True)
        await house.post_office.remove(EVERYTHING)
        await house.post_office.remove(EVERYTHING)

        marked, removed = await reader.read()
    assert isinstance(marked, Changed)
    assert marked.message.read
    assert removed == Removed((1,))


async def test_a_wait_is_answered_from_what_is_there(house: House) -> None:
    await house.deliver("one")
    await house.deliver("two")

    (first,) = await house.post_office.wait(Wanted(parse("to:bob")), timeout=0)
    (second,) = await house.post_office.wait(Wanted(parse("to:bob"), after=first.id), timeout=0)

    assert (first.outline.subject, second.outline.subject) == ("one", "two")


async def test_a_wait_is_answered_by_what_comes(house: House) -> None:
    waiting = asyncio.ensure_future(house.post_office.wait(Wanted(parse("subject:new"), count=2), timeout=20))
    for subject in ("new 1", "old", "new 2"):
        await house.deliver(subject)

    assert [message.id for message in await waiting] == [1, 3]


async def test_a_mail_that_is_removed_while_waiting_does_not_count(house: House) -> None:
    await house.deliver("one")
    waiting = asyncio.ensure_future(house.post_office.wait(Wanted(EVERYTHING, count=2), timeout=20))
    while not house.feed._readers:
        await asyncio.sleep(0)
    await house.post_office.remove(Id(frozenset({1})))
    await house.deliver("two")
    await house.deliver("three")

    assert [message.id for message in await waiting] == [2, 3]


async def test_a_wait_that_fell_behind_looks_again() -> None:
    async with opened(max_behind=1) as house:
        waiting = asyncio.ensure_future(house.post_office.wait(Wanted(parse("subject:9")), timeout=20))
        await asyncio.gather(*(house.deliver(str(number)) for number in range(10)))

        assert [message.outline.subject for message in await waiting] == ["9"]


async def test_a_time_out_tells_the_nearest_misses_first(house: House) -> None:
    await house.deliver("Welcome", to="eve@example.com")
    await house.deliver("Goodbye", to="bob@example.com")
    with pytest.raises(WaitTimedOut) as failed:
        await house.post_office.wait(Wanted(parse("to:bob subject:welcome body:hello -is:read")), timeout=0)

    assert str(failed.value) == (
        "expected 1 mail matching to:bob subject:welcome body:hello -is:read within 0 s; 0 came"
        " (0 of any kind arrived meanwhile)"
    )
    assert [miss.message.id for miss in failed.value.misses] == [2, 1]
    assert [verdict.held for verdict in failed.value.misses[0].verdicts] == [True, False, True, True]


async def test_a_stop_ends_a_wait(house: House) -> None:
    waiting = asyncio.ensure_future(house.post_office.wait(Wanted(parse("never")), timeout=60))
    while not house.feed._readers:
        await asyncio.sleep(0)
    house.feed.close()

    with pytest.raises(FeedClosed):
        await waiting


async def test_none_is_quiet_or_says_which_mail_came(house: House) -> None:
    await house.deliver()
    await house.post_office.none(Wanted(parse("to:eve")), quiet=0)
    coming = asyncio.ensure_future(house.post_office.none(Wanted(parse("to:eve")), quiet=20))
    await house.deliver(to="eve@example.com")

    with pytest.raises(Unexpected, match=r"mail 2 does: 'Welcome'"):
        await coming


async def test_a_view_tells_a_mail_that_comes_to_match_and_one_that_does_not_any_more(house: House) -> None:
    await house.deliver()
    async with house.post_office.view(parse("is:read"), 50) as view:
        assert (await view.look()).messages == ()
        await house.post_office.mark(EVERYTHING, read=True)
        (changed,) = await view.changes()
        assert isinstance(changed, Changed)
        await house.post_office.mark(EVERYTHING, read=False)

        assert await view.changes() == (Removed((1,)),)


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("deliver"), st.sampled_from(["bob", "eve"])),
        st.tuples(st.just("mark"), st.integers(1, 8), st.booleans()),
        st.tuples(st.just("remove"), st.integers(1, 8)),
        st.tuples(st.just("look")),
    ),
    max_size=25,
)


async def act(house: House, action: tuple[str, *tuple[object, ...]]) -> None:
    match action:
        case ("deliver", str(name)):
            await house.deliver(to=f"{name}@example.com")
        case ("mark", int(number), bool(read)):
            await house.post_office.mark(Id(frozenset({number})), read=read)
        case ("remove", int(number)):
            await house.post_office.remove(Id(frozenset({number})))


def fold(held: dict[int, Message], changes: tuple[Change, ...]) -> None:
    for change in changes:
        match change:
            case Arrived(message) | Changed(message):
                held[message.id] = message
            case Removed(ids):
                for gone in ids:
                    held.pop(gone, None)


async def followed(house: House, view: View, held: dict[int, Message]) -> dict[int, Message]:
    """What is held after everything that was told so far: up to a mail that every view here shows."""
    marker = await house.deliver("marker")
    while marker.id not in held:
        try:
            fold(held, await view.changes())
        except FellBehind:
            held = {message.id: message for message in (await view.look()).messages}
    return held


@settings(max_examples=60, deadline=None)
@given(ACTIONS, st.sampled_from(["", "to:bob", "is:unread", "is:unread to:bob"]), st.sampled_from([2, 1_000]))
def test_a_folded_view_is_what_a_fresh_look_would_show(
    actions: list[tuple[str, *tuple[object, ...]]], query: str, max_behind: int
) -> None:
    async def check() -> None:
        shown = parse(f"({query}) OR subject:marker" if query else "")
        async with opened(max_behind) as house, house.post_office.view(shown, 1_000) as view:
            held = {message.id: message for message in (await view.look()).messages}
            for action in [*actions, ("look",)]:
                await act(house, action)
                if action[0] == "look":
                    held = await followed(house, view, held)
                    assert held == {message.id: message for message in (await view.look()).messages}

    asyncio.run(check())
