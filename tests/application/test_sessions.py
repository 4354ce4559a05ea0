"""The log of sessions is bounded, newest first, and tells of each beginning and end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catcher.application.feed import FeedClosed
from catcher.application.sessions import Sessions
from catcher.core.session import Listener, Outcome, Session

AT = datetime(2026, 11, 24, tzinfo=UTC)


def begun(sessions: Sessions, *messages: int) -> int:
    def look(session_id: int) -> Session:
        return Session(
            session_id,
            Listener.SMTP,
            AT,
            None,
            "",
            "",
            None,
            None,
            (),
            Outcome.OPEN,
            (),
            messages,
            ("default",),
        )

    return sessions.begin(look)


def test_open_and_ended_sessions_are_found_newest_first() -> None:
    sessions = Sessions()
    first, second, third = (begun(sessions) for _ in range(3))
    sessions.end(second, (), 10)

    assert [session.id for session in sessions.newest()] == [third, second, first]
    assert [session.id for session in sessions.newest(1, before=third)] == [second]
    found = sessions.get(second)
    assert found is not None
    assert found.id == second
    assert sessions.get(99) is None


def test_a_session_is_found_by_its_mails_while_it_lasts_and_after() -> None:
    sessions = Sessions()
    session_id = begun(sessions, 7, 8)
    lasting = sessions.of_message(8)
    sessions.end(session_id, (7, 8), 10)

    assert lasting == sessions.of_message(7)
    assert sessions.of_message(9) is None


def test_the_oldest_ended_sessions_are_forgotten_by_number_and_by_size() -> None:
    sessions = Sessions(max_sessions=2, max_octets=100)
    for number in (1, 2, 3):
        sessions.end(begun(sessions, number), (number,), 10)
    assert [session.id for session in sessions.newest()] == [3, 2]
    assert sessions.of_message(1) is None

    sessions.end(begun(sessions), (), 95)
    assert [session.id for session in sessions.newest()] == [4]
    lasting = begun(sessions)
    sessions.end(begun(sessions), (), 1000)
    assert [session.id for session in sessions.newest()] == [lasting]


async def test_a_watcher_is_told_of_beginnings_and_ends() -> None:
    sessions = Sessions()
    before = begun(sessions)
    with sessions.watch() as watcher:
        first, second = begun(sessions), begun(sessions)
        sessions.end(first, (), 10)
        assert await watcher.changed() == [first, second]
        sessions.end(before, (), 10)
        assert await watcher.changed() == [before]


async def test_watchers_end_with_the_catcher() -> None:
    sessions = Sessions()
    with sessions.watch() as watcher:
        sessions.close()
        with pytest.raises(FeedClosed):
            await watcher.changed()
    with sessions.watch() as late, pytest.raises(FeedClosed):
        await late.changed()
