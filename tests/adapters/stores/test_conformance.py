"""What every store promises (`catcher.application.store`), asked of each."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catcher.adapters.stores.sqlite import open_store
from catcher.application.store import COUNTED, Counts, Draft, Mailbox, Slice, Store, Usage
from catcher.core.matching import matches
from catcher.core.query import EVERYTHING, MAX_CONDITIONS, MAX_NESTING, Id, In, Query, QueryError
from catcher.core.query_json import query_of
from catcher.core.query_text import parse
from catcher.core.retention import Retention
from tests.core.test_query import QUERIES
from tests.support import NOON, addresses, draft


@pytest.fixture(params=["memory", "file"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "mail.db" if request.param == "file" else None) as opened:
        yield opened


async def ids(store: Store, query: str = "", part: Slice | None = None) -> list[int]:
    return [message.id for message in await store.find(parse(query), part or Slice())]


async def test_what_was_added_is_given_back_whole(store: Store) -> None:
    given_draft = draft(
        "Grüße 你好", cc=addresses("kim@example.com"), headers=(("X-A", "b\x01"),), files=("a.pdf",), login="shop",
        mailbox="team", has_html=True, defects=("There are NUL bytes",),
    )  # fmt: skip

    message = await store.add(given_draft)

    assert message == await store.get(message.id)
    assert (message.envelope, message.outline) == (given_draft.envelope, given_draft.outline)
    assert (message.mailbox, message.received_at, message.read) == ("team", NOON, False)
    assert await store.search_text(message.id) == given_draft.search


@pytest.mark.parametrize("raw", [b"", bytes(range(256)), b"\r\n.\r\n\x00", b"x" * 20_000_000], ids=len)
async def test_bytes_are_kept_exactly(store: Store, raw: bytes) -> None:
    message = await store.add(draft(raw=raw))

    assert message.size == len(raw)
    assert await store.raw(message.id) == raw


async def test_large_mails_are_read_in_pieces_that_make_up_the_whole(store: Store) -> None:
    raw = os.urandom(1_500_000) + b"x" * 2_000_000
    message = await store.add(draft(raw=raw))

    pieces: list[bytes] = []
    while (piece := await store.chunk(message.id, len(pieces))) is not None:
        pieces.append(piece)

    assert b"".join(pieces) == raw
    assert max(map(len, pieces)) <= 1024 * 1024
    await store.remove(EVERYTHING)
    assert await store.chunk(message.id, 0) is await store.chunk(message.id, 1) is None


async def test_what_is_not_there_is_none(store: Store) -> None:
    assert await store.get(1) is None
    assert await store.raw(1) is None
    assert await store.search_text(1) is None


async def test_ids_grow_and_are_never_given_twice(store: Store) -> None:
    first = await store.add(draft())
    second = await store.add(draft())
    await store.remove(EVERYTHING)
    third = await store.add(draft())

    assert first.id < second.id < third.id
    assert (await store.count(EVERYTHING)).last_id == third.id


async def test_ids_go_on_after_the_file_is_opened_again(tmp_path: Path) -> None:
    async with open_store(tmp_path / "mail.db") as store:
        last = [await store.add(draft(str(number))) for number in range(3)][-1]
        await store.remove(Id(frozenset({last.id})))
    async with open_store(tmp_path / "mail.db") as store:
        assert (await store.count(EVERYTHING)) == Counts(2, 2, last.id)
        assert (await store.add(draft())).id > last.id
        assert await store.raw(1) == draft().raw


async def test_slices_are_newest_first_unless_asked_otherwise(store: Store) -> None:
    for number in range(6):
        await store.add(draft(str(number)))

    assert await ids(store) == [6, 5, 4, 3, 2, 1]
    assert await ids(store, part=Slice(limit=2)) == [6, 5]
    assert await ids(store, part=Slice(after=2, before=5)) == [4, 3]
    assert await ids(store, part=Slice(after=2, limit=2, oldest_first=True)) == [3, 4]
    assert await ids(store, part=Slice(before=0)) == []
    assert await ids(store, part=Slice(limit=2, before=6, skip=1)) == [4, 3]
    assert await ids(store, part=Slice(skip=6)) == []


async def test_marking_tells_what_it_changed(store: Store) -> None:
    for subject in ("one", "two", "three"):
        await store.add(draft(subject))

    marked = await store.mark(parse("subject:t"), read=True)
    again = await store.mark(EVERYTHING, read=True)

    assert [(message.id, message.read) for message in marked] == [(2, True), (3, True)]
    assert [message.id for message in again] == [1]
    assert await store.count(EVERYTHING) == Counts(3, 0, 3)
    assert [message.id for message in await store.mark(Id(frozenset({2})), read=False)] == [2]
    assert await ids(store, "is:unread") == [2]


async def test_removing_tells_what_is_gone_and_leaves_the_rest(store: Store) -> None:
    for subject in ("one", "two", "three"):
        await store.add(draft(subject))

    assert await store.remove(parse("subject:t")) == (2, 3)
    assert await store.remove(parse("subject:t")) == ()
    assert await ids(store) == [1]
    assert await store.raw(2) is None
    assert await store.search_text(2) is None


async def test_mailboxes_are_listed_with_what_they_hold(store: Store) -> None:
    assert await store.mailboxes() == ()
    for mailbox, octets in (("team", 10), ("Team", 20), ("team", 30), ("x''", 0)):
        await store.add(draft(mailbox=mailbox, raw=b"x" * octets))
    await store.mark(Id(frozenset({1})), read=True)

    assert await store.mailboxes() == (
        Mailbox("Team", 1, 1, 20, 2), Mailbox("team", 2, 1, 40, 3), Mailbox("x''", 1, 1, 0, 4),
    )  # fmt: skip
    assert await store.usage("team") == Usage(2, 1, 40)
    assert await store.usage() == Usage(4, 3, 60)

    await store.remove(Id(frozenset({2, 3})))
    assert await store.mailboxes() == (Mailbox("team", 1, 0, 10, 3), Mailbox("x''", 1, 1, 0, 4))
    assert await store.usage("Team") == await store.usage("never") == Usage()
    assert await store.usage() == Usage(2, 1, 10)


async def evict_all(store: Store, retention: Retention, now: datetime = NOON) -> list[int]:
    gone: list[int] = []
    while (eviction := await store.evict(retention, now)).more:
        gone += eviction.ids
    return gone


@pytest.mark.parametrize(
    ("retention", "kept"),
    [
        (Retention(), [1, 2, 3, 4, 5, 6]),
        (Retention(mails=4), [3, 4, 5, 6]),
        (Retention(octets=65), [4, 5, 6]),
        (Retention(octets=1), [6]),
        (Retention(mails=5, octets=100), [3, 4, 5, 6]),
        (Retention(mailbox_mails=2), [1, 4, 5, 6]),
        (Retention(mailbox_octets=70), [1, 3, 4, 5, 6]),
        (Retention(mailbox_octets=10), [4, 6]),
        (Retention(age=timedelta(hours=3)), [5, 6]),
        (Retention(mails=5, mailbox_mails=1, age=timedelta(hours=5)), [4, 6]),
        (Retention(age=timedelta(microseconds=1)), []),
    ],
    ids=str,
)
async def test_what_is_too_much_or_too_old_is_evicted_oldest_first(
    store: Store, retention: Retention, kept: list[int]
) -> None:
    """Mails of 20 octets each, but the last has 25; 2, 3, 5 and 6 are in one mailbox, 1 and 4 in the other."""
    for number in range(1, 7):
        await store.add(
            draft(
                mailbox="team" if number in (2, 3, 5, 6) else "default", raw=b"x" * (25 if number == 6 else 20),
                received_at=NOON - timedelta(hours=7 - number),
            )
        )  # fmt: skip

    gone = await evict_all(store, retention)

    assert sorted(await ids(store)) == kept
    assert sorted(gone) == sorted(set(range(1, 7)) - set(kept))
    assert await evict_all(store, retention) == []
    usage = await store.usage()
    assert (usage.evicted, usage.evicted_up_to) == (len(gone), max(gone, default=0))
    assert usage.octets + usage.evicted_octets == 125
    assert all([await store.raw(one) is None and await store.search_text(one) is None for one in gone])
    await counters_are_right(store)


async def test_a_mail_makes_room_for_itself_in_its_own_commit(store: Store) -> None:
    retention = Retention(mails=5, mailbox_mails=2)
    gone: list[int] = []
    for mailbox in "aaabbbccc":
        _, eviction = await store.add_within(draft(mailbox=mailbox), retention)
        gone += eviction.ids

    assert gone == [1, 4, 2, 3, 7]
    assert await ids(store) == [9, 8, 6, 5]
    assert not eviction.more


async def test_one_large_mail_evicts_a_few_at_once_and_says_that_more_have_to_go(store: Store) -> None:
    retention = Retention(octets=100)
    for _ in range(10):
        await store.add_within(draft(raw=b"x" * 10), retention)

    _, eviction = await store.add_within(draft(raw=b"x" * 90), retention)
    assert eviction.more
    assert len(eviction.ids) < 9
    await evict_all(store, retention)
    assert await ids(store) == [11, 10]


async def test_what_is_evicted_at_once_is_bounded(store: Store) -> None:
    for _ in range(200):
        await store.add(draft())
    assert len((await store.evict(Retention(mails=10), NOON)).ids) <= 100
    for _ in range(3):
        await store.add(draft(raw=b"x" * 6_000_000))
    await evict_all(store, Retention(mails=3))
    assert len((await store.evict(Retention(octets=1), NOON)).ids) == 1


async def test_the_store_says_when_the_next_mail_is_too_old(store: Store) -> None:
    retention = Retention(age=timedelta(hours=1))
    assert (await store.evict(retention, NOON)).next_at is None
    for minutes in (0, 30):
        await store.add(draft(received_at=NOON + timedelta(minutes=minutes)))

    assert (await store.evict(retention, NOON)).next_at == NOON + timedelta(hours=1)
    eviction = await store.evict(retention, NOON + timedelta(hours=1))
    assert (eviction.ids, eviction.next_at) == ((1,), NOON + timedelta(minutes=90))
    assert (await store.evict(Retention(mails=5), NOON)).next_at is None


async def test_what_was_evicted_is_known_for_each_mailbox_and_by_later_processes(tmp_path: Path) -> None:
    async with open_store(tmp_path / "mail.db") as store:
        for mailbox in ("gone", "team", "gone", "team", "quiet"):
            await store.add(draft(mailbox=mailbox, raw=b"x" * 10))
        await evict_all(store, Retention(mails=2))
    async with open_store(tmp_path / "mail.db") as store:
        assert await store.usage() == Usage(2, 2, 20, 3, 30, 3)
        assert await store.usage("gone") == Usage(0, 0, 0, 2, 20, 3)
        assert await store.usage("team") == Usage(1, 1, 10, 1, 10, 2)
        assert await store.usage("quiet") == Usage(1, 1, 10)
        assert [mailbox.name for mailbox in await store.mailboxes()] == ["quiet", "team"]


async def test_a_store_that_can_write_says_so(store: Store) -> None:
    await store.add(draft())
    await store.probe(100_000)
    await store.probe(100_000_000)

    assert await store.usage() == Usage(1, 1, len(draft().raw))
    assert await ids(store) == [1]


async def test_calls_take_effect_in_the_order_in_which_they_were_made(store: Store) -> None:
    added, found, removed, counted = await asyncio.gather(
        store.add(draft()), store.find(EVERYTHING, Slice()), store.remove(EVERYTHING), store.count(EVERYTHING)
    )

    assert found == (added,)
    assert removed == (added.id,)
    assert counted.total == 0


async def test_many_at_once_are_all_kept_in_order(store: Store) -> None:
    messages = await asyncio.gather(*(store.add(draft(str(number))) for number in range(700)))

    assert [message.id for message in messages] == list(range(1, 701))
    assert [message.outline.subject for message in messages] == [str(number) for number in range(700)]
    assert (await store.count(EVERYTHING)).total == 700


async def test_all_mail_and_that_of_a_mailbox_is_counted_wholly_and_what_matches_up_to_a_bound(
    store: Store,
) -> None:
    many = COUNTED + 50
    mails = [draft(f"order {number}", mailbox="ab"[number % 2]) for number in range(many)]
    await asyncio.gather(*map(store.add, mails))
    await store.mark(parse("id:1,2," + str(many)), read=True)

    assert await store.count(EVERYTHING) == Counts(many, many - 3, many)
    assert await store.count(In("a")) == Counts(many // 2, many // 2 - 1, many)
    assert await store.count(In("none")) == Counts(0, 0, many)
    assert await store.count(parse("order")) == Counts(COUNTED, COUNTED - 1, many, at_least=True)
    assert await store.count(parse("size>0")) == Counts(COUNTED, COUNTED - 1, many, at_least=True)
    assert await store.count(parse("subject:77")) == Counts(19, 19, many)


async def test_one_who_stops_waiting_does_not_stop_the_others(store: Store) -> None:
    impatient = asyncio.ensure_future(store.add(draft("one")))
    patient = asyncio.ensure_future(store.add(draft("two")))
    await asyncio.sleep(0)
    impatient.cancel()

    assert (await patient).outline.subject == "two"


WORDS = st.sampled_from(
    ["Grüße", "STRASSE", "straße", "50%", "a_b", "axb", "İstanbul", "ΣΊΣΥΦΟΣ", "x y", '"q"', "\\"]
)
TEXTS = st.lists(WORDS, max_size=3).map(" ".join)
ADDRESSES = st.lists(st.sampled_from(["ann@x", "bob@y", "Eve+Tag@Z"]), max_size=2)
DRAFTS: st.SearchStrategy[Draft] = st.builds(
    lambda subject, body, to, cc, rcpt, sender, header, files, mailbox, days, size, flags: draft(
        subject, body=body, to=addresses(*to), cc=addresses(*cc), recipients=tuple(rcpt), sender=sender,
        from_=addresses(*to[:1]), files=tuple(files),
        headers=(("X-Test", header), ("X-Tags", header.replace(" ", ", ")), ("Subject", subject)),
        mailbox=mailbox, login=mailbox, received_at=NOON + timedelta(days=days), raw=b"x" * size,
        has_html=flags[0], defects=("broken",) if flags[1] else (), session=days or None,
    ),
    TEXTS, TEXTS, ADDRESSES, ADDRESSES, ADDRESSES, st.sampled_from(["", "ann@x"]), TEXTS,
    st.lists(WORDS, max_size=1), st.sampled_from(["default", "Team"]), st.integers(-2, 2), st.integers(0, 3),
    st.tuples(st.booleans(), st.booleans()),
)  # fmt: skip
SEARCHED = st.one_of(
    WORDS.map(lambda word: parse('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"')),
    st.sampled_from(
        ["to:bob", "cc:eve", "bcc:eve", "rcpt:ann", "from:ann", "sender:ann", "mailbox:team", "login:default", "size>1",
         "size<2", "has:html", "has:defect", "has:attachment", "is:unread", "is:read", "header:x-test=stras",
         "header:x-test", "header:none", "before:2026-05-01", "after:2026-05-01", "id:1,3,99", "subject:%", "body:_",
         "to:=bob@y", "rcpt:=eve+tag@z", "tag:tag", "tag:strasse", "tag:a_b", "session:1", "-session:2",
         'cc:=""', "subject:=strasse", "header:x-test:=strasse", "header:x-test=/^a.b/",
         "body:/stra.e$/", r"/\\\\|50%/", "login:=team", "login:/^te/", "type:/pdf$/", "message-id:=<x>"]
    ).map(parse),
    st.sampled_from(["default", "Team", "team"]).map(In),
    QUERIES,
)  # fmt: skip


async def counters_are_right(store: Store) -> None:
    kept = await store.find(EVERYTHING, Slice(oldest_first=True))
    for mailbox in await store.mailboxes():
        held = [message for message in kept if message.mailbox == mailbox.name]
        assert (mailbox.total, mailbox.octets) == (len(held), sum(message.size for message in held))
        assert mailbox.unread == sum(not message.read for message in held)
        assert mailbox.last_id >= held[-1].id
    assert {mailbox.name for mailbox in await store.mailboxes()} == {message.mailbox for message in kept}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DRAFTS, max_size=6), st.lists(SEARCHED, min_size=1, max_size=4), st.integers(0, 6))
def test_the_database_answers_as_matching_does(drafts: list[Draft], queries: list[Query], read: int) -> None:
    async def check() -> None:
        async with AsyncExitStack() as stack:
            store = await stack.enter_async_context(open_store())
            for one in drafts:
                await store.add(one)
            await store.mark(Id(frozenset({read})), read=True)
            everything = await store.find(EVERYTHING, Slice(oldest_first=True))
            for query in queries:
                expected = [m for m, d in zip(everything, drafts, strict=True) if matches(query, m, d.search)]
                assert list(await store.find(query, Slice(oldest_first=True))) == expected
                counts = await store.count(query)
                assert counts.total == len(expected)
                assert counts.unread == sum(not message.read for message in expected)
            unread = [
                m.id
                for m, d in zip(everything, drafts, strict=True)
                if not m.read and matches(queries[-1], m, d.search)
            ]
            assert [message.id for message in await store.mark(queries[-1], read=True)] == unread
            everything = await store.find(EVERYTHING, Slice(oldest_first=True))
            assert await store.remove(queries[0]) == tuple(
                m.id for m, d in zip(everything, drafts, strict=True) if matches(queries[0], m, d.search)
            )
            await counters_are_right(store)

    asyncio.run(check())


@pytest.mark.parametrize(
    "text",
    [
        "a " * MAX_CONDITIONS,
        " OR ".join(["-id:1"] * MAX_CONDITIONS),
        "-(" * MAX_NESTING + "-header:x=y " * MAX_CONDITIONS + ")" * MAX_NESTING,
        "-(a OR (b " * (MAX_NESTING // 2) + "c" + "))" * (MAX_NESTING // 2),
        "size>999999999999999g OR size<999999999999999g",
        "id:" + ",".join(map(str, range(900))),
    ],
    ids=["words", "alternatives", "deep and long", "deep", "large", "ids"],
)
async def test_the_longest_and_deepest_queries_are_answered(store: Store, text: str) -> None:
    message = await store.add(draft("a"))
    query = parse(text)
    expected = matches(query, message, draft("a").search)

    assert bool(await ids(store, text)) is expected
    assert (await store.count(query)).total == expected


@pytest.mark.parametrize(
    "wrap", [{"not": "x"}, {"any": ["x", "b"]}, {"not": {"any": ["x", "-(b c)"]}}], ids=str
)
async def test_the_deepest_json_is_answered(store: Store, wrap: dict[str, object]) -> None:
    message = await store.add(draft("a"))
    query, text = parse("a"), json.dumps(wrap)
    nested: object = "a"
    while True:
        nested = json.loads(text.replace('"x"', json.dumps(nested)))
        try:
            query = query_of(nested)
        except QueryError:
            break
    expected = matches(query, message, draft("a").search)

    assert bool(await store.find(query, Slice())) is expected
    assert (await store.count(query)).total == expected


def test_times_of_all_years_come_back_as_they_were() -> None:
    async def check() -> None:
        async with open_store() as store:
            for moment in (
                datetime(1, 1, 1, tzinfo=UTC),
                datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
            ):
                assert (await store.add(draft(received_at=moment))).received_at == moment
            assert [m.received_at.year for m in await store.find(EVERYTHING, Slice())] == [9999, 1]

    asyncio.run(check())
