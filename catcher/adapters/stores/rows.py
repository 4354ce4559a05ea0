"""A mail as rows of the tables, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from catcher.adapters.stores import bodies
from catcher.adapters.stores.terms import EPOCH, microseconds
from catcher.application.store import Draft
from catcher.core.message import Envelope, Message, Outline, SearchText
from catcher.core.query import TextField
from catcher.core.wire import decode, encode

_FIELDS = tuple(TextField)
_ROW = "m.id, m.mailbox, m.received_at, m.size, m.read, m.envelope, m.outline"
_ADD_MESSAGE = """INSERT INTO messages
    (id, mailbox, received_at, size, read, attachments, has_html, defects, envelope, outline)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_ADD_SEARCH = f"INSERT INTO search VALUES ({', '.join('?' * (len(TextField) + 2))})"


def add(
    db: sqlite3.Connection, draft: Draft, message_id: int | None = None, *, read: bool = False
) -> Message:
    """Write a mail, under the next id unless another is given."""
    outline, search = draft.outline, draft.search
    cursor = db.execute(
        _ADD_MESSAGE,
        (
            message_id,
            draft.mailbox,
            microseconds(draft.received_at),
            len(draft.raw),
            read,
            len(outline.attachments),
            outline.has_html,
            len(outline.defects),
            encode(draft.envelope),
            encode(outline),
        ),
    )
    new_id = cursor.lastrowid
    assert new_id is not None
    bodies.add(db, new_id, draft.raw)
    texts = map(search.fields.__getitem__, _FIELDS)
    db.execute(_ADD_SEARCH, (new_id, *texts, encode(search.headers).decode()))
    return Message(new_id, draft.mailbox, draft.received_at, len(draft.raw), read, draft.envelope, outline)


def messages(db: sqlite3.Connection, ids: Iterable[int]) -> tuple[Message, ...]:
    """The mails with those ids that are there, in that order."""
    rows = (db.execute(f"SELECT {_ROW} FROM messages m WHERE m.id = ?", (one,)).fetchone() for one in ids)
    return tuple(_message(row) for row in rows if row)


def text_of(db: sqlite3.Connection, message_id: int) -> SearchText | None:
    """What searches look at of a mail."""
    row = db.execute("SELECT * FROM search WHERE id = ?", (message_id,)).fetchone()
    if row is None:
        return None
    _, *texts, headers = row
    pairs = decode(headers, list[tuple[str, str]])
    return SearchText(dict(zip(TextField, texts, strict=True)), tuple(pairs))


def _message(row: tuple[Any, ...]) -> Message:
    message_id, mailbox, received_at, size, read, envelope, outline = row
    return Message(
        message_id,
        mailbox,
        EPOCH + timedelta(microseconds=received_at),
        size,
        bool(read),
        decode(envelope, Envelope),
        decode(outline, Outline),
    )
