"""A live view: nothing is missed between the look and the changes, and the changes are those of the view."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed, FeedClosed, FellBehind
from catcher.application.post_office import PostOffice
from catcher.application.store import Counts
from catcher.application.view import View
from catcher.core.changes import Arrived, Changed, Removed
from catcher.core.message import Envelope
from catcher.core.query import EVERYTHING, Id
from catcher.core.query_text import parse


class Office(PostOffice):
    """A post office to which a test gives mail by its subject."""

    async def deliver_one(self, subject: str) -> int:
        message = await self.deliver(Envelope("a@x", ("b@x",)), f"Subject: {subject}\r\n\r\n".encode())
        return message.id


@asynccontextmanager
async def viewing(
    query: str, limit: int = 50, max_behind: int = 100
) -> AsyncIterator[tuple[Office, View, Feed]]:
    async with open_store() as store:
        feed = Feed(max_behind)
        office = Office(store, feed)
        async with office.view(parse(query), limit) as view:
            yield office, view, feed


async def test_what_comes_before_the_look_is_told_again_rather_than_missed() -> None:
    async with viewing("") as (office, view, _):
        await office.deliver_one("one")
        snapshot = await view.look()
        await office.deliver_one("two")
        told = await view.changes()

    assert [message.id for message in snapshot.messages] == [1]
    assert [change.message.id for change in told if isinstance(change, Arrived)] == [1, 2]


async def test_what_does_not_match_is_not_told() -> None:
    async with viewing("subject:yes") as (office, view, _):
        for subject in ("no", "yes", "no", "yes"):
            await office.deliver_one(subject)

        assert [c.message.id for c in await view.changes() if isinstance(c, Arrived)] == [2, 4]


@pytest.mark.parametrize(
    ("query", "at_first"), [("", Counts(4, 3, 4)), ("subject:s", Counts(2, 2, 4, at_least=True))]
)
async def test_a_look_gives_the_newest_and_a_search_is_counted_later(query: str, at_first: Counts) -> None:
    async with viewing(query, limit=2) as (office, view, _):
        for number in range(4):
            await office.deliver_one(f"s{number}")
        await office.mark(Id(frozenset({1})), read=True)
        snapshot = await view.look()
        counts = await view.counts()

    assert [message.id for message in snapshot.messages] == [4, 3]
    assert snapshot.counts == at_first
    assert counts == Counts(4, 3, 4)


async def test_a_look_that_finds_all_has_counted_them() -> None:
    async with viewing("subject:yes") as (office, view, _):
        for subject in ("yes", "no", "yes", "no"):
            await office.deliver_one(subject)
        await office.mark(Id(frozenset({1})), read=True)
        snapshot = await view.look()

        assert snapshot.counts == await view.counts() == Counts(2, 1, 4)


async def test_a_mail_that_was_marked_and_is_gone_already_is_told_as_removed() -> None:
    async with viewing("is:read") as (office, view, _):
        await office.deliver_one("one")
        await office.mark(EVERYTHING, read=True)
        await office.remove(EVERYTHING)

        assert await view.changes() == (Removed((1,)), Removed((1,)))


async def test_a_mark_that_keeps_a_mail_in_the_view_is_told_with_what_it_is_now() -> None:
    async with viewing("subject:one") as (office, view, _):
        await office.deliver_one("one")
        await office.mark(EVERYTHING, read=True)
        _, changed = await view.changes()

    assert isinstance(changed, Changed)
    assert changed.message.read


async def test_a_view_that_fell_behind_looks_again_and_goes_on() -> None:
    async with viewing("", max_behind=2) as (office, view, _):
        for number in range(5):
            await office.deliver_one(str(number))
        with pytest.raises(FellBehind):
            await view.changes()
        assert [message.id for message in (await view.look()).messages] == [5, 4, 3, 2, 1]
        await office.deliver_one("6")

        (arrived,) = await view.changes()
    assert isinstance(arrived, Arrived)
    assert arrived.message.id == 6


async def test_a_stop_ends_a_view() -> None:
    async with viewing("") as (_, view, feed):
        feed.close()

        with pytest.raises(FeedClosed):
            await view.changes()


async def test_one_who_leaves_a_view_is_not_told_any_more() -> None:
    async with viewing("") as (office, _, feed):
        async with office.view(EVERYTHING, 50):
            assert len(feed._readers) == 2
        assert len(feed._readers) == 1
