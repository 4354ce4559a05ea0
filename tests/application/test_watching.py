"""Watching: nothing is missed between listening and looking, and nobody is woken for what does not concern him."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from catcher.adapters.stores.sqlite import SqliteStore, open_store
from catcher.application.feed import Feed
from catcher.application.watching import Wanted, watching
from catcher.core.changes import Arrived, Change, Changed, Removed, Writing
from catcher.core.matching import hinges_on_marks
from catcher.core.query import EVERYTHING, Id
from catcher.core.query_text import parse
from tests.support import draft, kept


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    async with open_store() as opened:
        yield opened


def arrived(number: int, subject: str = "yes") -> Arrived:
    return Arrived(*kept(draft(subject), number))


async def test_what_is_removed_while_it_is_looked_is_gone(store: SqliteStore) -> None:
    feed = Feed()
    message = await store.add(draft("yes"))
    with watching(store, feed, Wanted(parse("subject:yes")), 9) as watch:
        looking = watch.look()
        feed.publish(Removed((message.id,)))  # told before the look is over
        await looking
        await watch.change()

        assert watch.mails == ()


async def test_what_comes_and_goes_before_it_is_read_is_not_there(store: SqliteStore) -> None:
    feed = Feed()
    with watching(store, feed, Wanted(parse("subject:yes")), 9) as watch:
        await watch.look()
        feed.publish(arrived(1))
        feed.publish(arrived(2))
        feed.publish(Removed((1,)))
        await watch.change()

        assert [message.id for message in watch.mails] == [2]
        assert watch.arrived == 2


async def test_one_who_fell_behind_looks_again(store: SqliteStore) -> None:
    feed = Feed(max_behind=1)
    with watching(store, feed, Wanted(parse("subject:yes")), 9) as watch:
        await watch.look()
        for _ in range(3):
            feed.publish(Arrived(await store.add(draft("yes")), draft("yes").search))
        await watch.change()

        assert [message.id for message in watch.mails] == [1, 2, 3]


@pytest.mark.parametrize(
    ("query", "change", "concerned"),
    [
        ("subject:yes", arrived(3), True),
        ("subject:yes", arrived(3, "no"), False),
        ("subject:yes", arrived(1), False),
        ("subject:yes", Changed(arrived(3).message), False),
        ("is:read", Changed(arrived(3).message), True),
        ("subject:yes", Changed(arrived(2).message), True),
        ("subject:yes", Removed((1, 3)), False),
        ("subject:yes", Removed((1, 2)), True),
        ("subject:yes", Writing("no space"), False),
    ],
)
async def test_only_what_matters_wakes(
    store: SqliteStore, query: str, change: Change, concerned: bool
) -> None:
    for _ in range(2):
        await store.add(draft("yes"))
    await store.mark(Id(frozenset({2})), read=True)
    with watching(store, Feed(), Wanted(parse(query), after=1), 9) as watch:
        await watch.look()

        assert watch.concerns(change) is concerned


@pytest.mark.parametrize(
    ("query", "hinges"),
    [("", False), ("to:bob", False), ("is:read", True), ("a (b OR -is:unread)", True), ("has:html", False)],
)
def test_queries_that_a_mark_may_decide_are_known(query: str, hinges: bool) -> None:
    assert hinges_on_marks(parse(query)) is hinges
    assert not hinges_on_marks(EVERYTHING)
