"""The tables, and how files of earlier versions become files of this one.

Its law: a version that was released is never changed; what is new is a step from it. A step moves no mail, and looks
at the rows of lists at most, so that a file opens soon however much is in it: a second for 500,000 mails.
"""

from __future__ import annotations

import sqlite3

from catcher.adapters.stores import counters, search_index
from catcher.application.store import StoreError
from catcher.core.query import TextField

APPLICATION_ID = 0x43_61_74_63  # "Catc": tells our files from other people's databases

_TEXT_COLUMNS = ", ".join(f'"{field}" TEXT NOT NULL' for field in TextField)

STEPS = (
    f"""
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never gives an id twice, not even after a delete
    mailbox TEXT NOT NULL,
    received_at INTEGER NOT NULL,          -- microseconds since 1970, UTC
    size INTEGER NOT NULL,                 -- bytes of raw
    read INTEGER NOT NULL DEFAULT 0,
    attachments INTEGER NOT NULL,
    has_html INTEGER NOT NULL,
    defects INTEGER NOT NULL,
    envelope BLOB NOT NULL,                -- JSON
    outline BLOB NOT NULL                  -- JSON
);
CREATE INDEX unread ON messages (id) WHERE NOT read;
CREATE INDEX mailboxes ON messages (mailbox);
CREATE TABLE bodies (id INTEGER PRIMARY KEY, raw BLOB NOT NULL);
CREATE TABLE search (id INTEGER PRIMARY KEY, {_TEXT_COLUMNS}, headers TEXT NOT NULL);
""",
    f"""
ALTER TABLE bodies ADD COLUMN form INTEGER NOT NULL DEFAULT 0;  -- 0: as it is, 1: zstd
CREATE TABLE chunks (                      -- what follows on a body's first octets, in order
    id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    raw BLOB NOT NULL,
    form INTEGER NOT NULL,
    PRIMARY KEY (id, number)
) WITHOUT ROWID;
{search_index.SCHEMA}
""",
    counters.SCHEMA,
    # All that is asked for as a number: so it is read through without the rest of the mails' rows.
    "CREATE INDEX facts ON messages (id, received_at, size, attachments, has_html, defects);",
)
"""Step n leads from version n to the next; a file without tables has version 0."""

VERSION = len(STEPS)

READABLE = 2
"""Files from this version on have all that reading their mails needs."""


def check(db: sqlite3.Connection) -> int:
    """The version of the file, which is one that can be opened. Changes nothing. Raises StoreError."""
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    owner = db.execute("PRAGMA application_id").fetchone()[0]
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if tables and owner != APPLICATION_ID:
        raise StoreError("this is a database of another program; choose another file with --data")
    if version > VERSION:
        raise StoreError(
            f"this file has version {version}, and this catcher reads versions up to {VERSION};"
            " use the catcher that wrote it, or a newer one, or choose another file with --data"
        )
    return version


def bring_up_to_date(db: sqlite3.Connection, version: int, target: int = VERSION) -> None:
    """Take the steps from that version on, all or none."""
    if version >= target:
        return
    db.executescript(
        f"BEGIN IMMEDIATE; {' '.join(STEPS[version:target])} PRAGMA application_id = {APPLICATION_ID};"
        f" PRAGMA user_version = {target}; COMMIT"
    )
