"""How much there is of what, known at any moment without counting: a row a mailbox, and a row for all together.

Its law: triggers keep the rows in the transaction that changes a mail, so that no writer can forget them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from catcher.application.store import Mailbox, Usage

_ALL = "x''"
"""The key of the row for all mailboxes together: a blob, which no name is."""
_FORGOTTEN = "x'00'"
"""The key of the row for those that have none of their own any more."""

REMEMBERED = 1_000
"""Empty mailboxes of which it is known for each what was evicted; of the others it is known for all together."""

SCHEMA = f"""
CREATE TABLE counters (                    -- mailboxes that hold mail, or of which mail was evicted
    mailbox PRIMARY KEY NOT NULL,
    total INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    octets INTEGER NOT NULL DEFAULT 0,
    last_id INTEGER NOT NULL DEFAULT 0,    -- the newest id that it was given
    evicted INTEGER NOT NULL DEFAULT 0,
    evicted_octets INTEGER NOT NULL DEFAULT 0,
    evicted_up_to INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
INSERT INTO counters (mailbox, total, unread, octets, last_id)
    SELECT mailbox, count(*), sum(NOT read), sum(size), max(id) FROM messages GROUP BY mailbox;
INSERT INTO counters (mailbox, total, unread, octets, last_id)
    SELECT {_ALL}, coalesce(sum(total), 0), coalesce(sum(unread), 0), coalesce(sum(octets), 0),
        coalesce(max(last_id), 0) FROM counters;
INSERT INTO counters (mailbox) VALUES ({_FORGOTTEN});
CREATE TRIGGER mail_added AFTER INSERT ON messages BEGIN
    INSERT OR IGNORE INTO counters (mailbox, evicted_up_to)
        SELECT new.mailbox, evicted_up_to FROM counters WHERE mailbox = {_FORGOTTEN};
    UPDATE counters SET total = total + 1, unread = unread + (NOT new.read), octets = octets + new.size,
        last_id = max(last_id, new.id) WHERE mailbox IN (new.mailbox, {_ALL});
END;
CREATE TRIGGER mail_marked AFTER UPDATE OF read ON messages BEGIN
    UPDATE counters SET unread = unread + old.read - new.read WHERE mailbox IN (new.mailbox, {_ALL});
END;
CREATE TRIGGER mail_removed AFTER DELETE ON messages BEGIN
    UPDATE counters SET total = total - 1, unread = unread - (NOT old.read), octets = octets - old.size
        WHERE mailbox IN (old.mailbox, {_ALL});
    DELETE FROM counters WHERE mailbox = old.mailbox AND total = 0 AND evicted = 0;
END;
"""

_USAGE = "total, unread, octets, evicted, evicted_octets, evicted_up_to"


def mailboxes(db: sqlite3.Connection) -> tuple[Mailbox, ...]:
    """Those that hold mail, by name."""
    rows = db.execute(
        f"SELECT mailbox, total, unread, octets, last_id FROM counters WHERE total AND mailbox <> {_ALL}"
        " ORDER BY mailbox"
    )
    return tuple(Mailbox(*row) for row in rows)


def usage(db: sqlite3.Connection, mailbox: str | None) -> Usage:
    """Of one mailbox, or of all together."""
    if mailbox is None:
        return Usage(*db.execute(f"SELECT {_USAGE} FROM counters WHERE mailbox = {_ALL}").fetchone())
    row = db.execute(
        f"SELECT {_USAGE} FROM counters WHERE mailbox IN (?, {_FORGOTTEN}) ORDER BY mailbox = {_FORGOTTEN} LIMIT 1",
        (mailbox,),
    ).fetchone()
    return Usage(*row)


def too_full(db: sqlite3.Connection, mails: int, octets: int) -> str | None:
    """A mailbox that holds more, and more than one mail; None when there is none."""
    row = db.execute(
        f"SELECT mailbox FROM counters WHERE (total > ? OR octets > ?) AND total > 1 AND mailbox <> {_ALL} LIMIT 1",
        (mails, octets),
    ).fetchone()
    return row[0] if row else None


def evicted(db: sqlite3.Connection, mails: Iterable[tuple[int, str, int]]) -> None:
    """Retention is about to remove these: id, mailbox and octets of each. Call it before they are removed."""
    db.executemany(
        "UPDATE counters SET evicted = evicted + 1, evicted_octets = evicted_octets + ?,"
        f" evicted_up_to = max(evicted_up_to, ?) WHERE mailbox IN (?, {_ALL})",
        ((octets, message_id, mailbox) for message_id, mailbox, octets in mails),
    )


def forget_empty(db: sqlite3.Connection) -> None:
    """Of mailboxes that are empty, remember the latest only."""
    empty = "total = 0 AND typeof(mailbox) = 'text' ORDER BY evicted_up_to DESC LIMIT -1 OFFSET ?"
    doomed = db.execute(
        f"SELECT mailbox, evicted_up_to FROM counters WHERE {empty}", (REMEMBERED,)
    ).fetchall()
    if doomed:
        up_to = f"UPDATE counters SET evicted_up_to = max(evicted_up_to, ?) WHERE mailbox = {_FORGOTTEN}"
        db.execute(up_to, (doomed[0][1],))
        db.executemany("DELETE FROM counters WHERE mailbox = ?", (row[:1] for row in doomed))
