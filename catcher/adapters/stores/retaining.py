"""Which mails go so that the rest is within bounds: the oldest first, and a few at a time.

Its law: what one call removes is bounded, by number and by octets, so that a delivery waits for milliseconds only.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from catcher.adapters.stores import counters
from catcher.adapters.stores.removing import remove
from catcher.adapters.stores.terms import EPOCH, microseconds
from catcher.application.store import Eviction
from catcher.core.retention import NO_BOUND, Retention

WITH_ONE = 2
"""Mails that go at most when one comes: more than come, so that all is within bounds again in the end."""
AT_ONCE = 50
"""Mails that go at most at once when none comes."""
AT_ONCE_OCTETS = 4 * 1024 * 1024
"""When so many octets are gone, the next mail has to wait for the next call."""

_Row = tuple[int, str, int, int]


def make_room(db: sqlite3.Connection, retention: Retention, mailbox: str) -> Eviction:
    """A mail was added to that mailbox: remove a few of those that are too much now."""
    of_all = _evicted(db, _beyond(db, None, retention.mails, retention.octets, WITH_ONE))
    of_mailbox = _evicted(
        db, _beyond(db, mailbox, retention.mailbox_mails, retention.mailbox_octets, WITH_ONE)
    )
    return Eviction(tuple(sorted((*of_all, *of_mailbox))), more=max(len(of_all), len(of_mailbox)) == WITH_ONE)


def evict(db: sqlite3.Connection, retention: Retention, now: datetime) -> Eviction:
    """Remove some of what is too old or too much."""
    doomed = (
        _expired(db, retention.age, now)
        or _beyond(db, None, retention.mails, retention.octets, AT_ONCE)
        or _beyond_in_a_mailbox(db, retention.mailbox_mails, retention.mailbox_octets)
    )
    gone = _evicted(db, doomed)
    return Eviction(gone, more=bool(gone), next_at=_next_at(db, retention.age))


def _beyond(db: sqlite3.Connection, mailbox: str | None, mails: int, octets: int, at_most: int) -> list[_Row]:
    """The oldest, until the rest is within the bounds; never the newest."""
    if mails == octets == NO_BOUND:
        return []
    usage = counters.usage(db, mailbox)
    total, size = usage.total, usage.octets
    if total <= mails and size <= octets:
        return []
    doomed = []
    for row in _oldest(db, mailbox, min(at_most, total - 1)):
        if total > mails or size > octets:
            doomed.append(row)
            total, size = total - 1, size - row[2]
    return doomed


def _beyond_in_a_mailbox(db: sqlite3.Connection, mails: int, octets: int) -> list[_Row]:
    mailbox = counters.too_full(db, mails, octets)
    return [] if mailbox is None else _beyond(db, mailbox, mails, octets, AT_ONCE)


def _expired(db: sqlite3.Connection, age: timedelta | None, now: datetime) -> list[_Row]:
    if age is None:
        return []
    latest = microseconds(now) - microseconds(EPOCH + age)
    doomed = []
    for row in _oldest(db, None, AT_ONCE):
        if row[3] > latest:
            break
        doomed.append(row)
    return doomed


def _next_at(db: sqlite3.Connection, age: timedelta | None) -> datetime | None:
    """When the oldest mail becomes too old."""
    oldest = _oldest(db, None, 1)
    return EPOCH + timedelta(microseconds=oldest[0][3]) + age if age and oldest else None


def _oldest(db: sqlite3.Connection, mailbox: str | None, limit: int) -> list[_Row]:
    where, values = ("", ()) if mailbox is None else ("WHERE mailbox = ?", (mailbox,))
    return db.execute(
        f"SELECT id, mailbox, size, received_at FROM messages {where} ORDER BY id LIMIT ?", (*values, limit)
    ).fetchall()


def _evicted(db: sqlite3.Connection, doomed: list[_Row]) -> tuple[int, ...]:
    """Remove them, or the first of them when they are large; it is remembered that they were here."""
    if not doomed:
        return ()
    gone, octets = [], 0
    for message_id, mailbox, size, _ in doomed:
        if octets >= AT_ONCE_OCTETS:
            break
        gone.append((message_id, mailbox, size))
        octets += size
    counters.evicted(db, gone)
    ids = tuple(each[0] for each in gone)
    remove(db, ids)
    return ids
