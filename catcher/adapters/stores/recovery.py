"""What can be read of a damaged file, mail by mail, into a new one.

Its law: the damaged file is never written. A mail is recovered when all its octets are; what else of it cannot be
read is made anew from them, as far as that goes.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from catcher.adapters.stores import bodies, counters, rows, schema
from catcher.adapters.stores.opening import connect
from catcher.application.store import Draft, StoreError
from catcher.core.indexing import search_text
from catcher.core.mailboxes import mailbox_of
from catcher.core.message import Envelope, Message, SearchText
from catcher.core.parsing import digest
from catcher.core.wire import ShapeError, Value, changed

T = TypeVar("T")

TOGETHER = 500
"""Mails in one commit."""
MAX_SKIPPED = 1_000_000
"""Ids in a row that cannot be read, after which nothing more is expected."""

_UNREADABLE = (sqlite3.Error, StoreError, ShapeError, ValueError)
"""What reading a damaged row may raise; ValueError when its text is no text."""


class Recovered(Value):
    """Mails in the new file, how many of them have lost their envelope, and how many mails are lost."""

    mails: int = 0
    without_envelope: int = 0
    lost: int = 0


def recover(damaged: Path, new: Path, told: Callable[[int, int], None]) -> Recovered:
    """Read what can be read; mails keep their ids. `told` is called now and then: how far, of how many ids.

    Raises StoreError when nothing can be read, and when the new file is there already or cannot be written.
    """
    if new.exists():
        raise StoreError(f"{new} is there already; name a file that is not")
    if not damaged.is_file():
        raise StoreError(f"there is no file {damaged}")
    with _for_reading(damaged, new.parent) as source:
        last_id = _last_id(source)
        if not last_id:
            raise StoreError(f"nothing can be read of {damaged}: what tells where its mails are is damaged")
        with closing(connect(new)) as target:
            return _copied(source, target, last_id, told)


@contextmanager
def _for_reading(damaged: Path, folder: Path) -> Iterator[sqlite3.Connection]:
    """A copy: opening a database may write to it, be it only what its log holds."""
    with tempfile.TemporaryDirectory(dir=folder) as copies:
        copy = Path(copies) / "mail.db"
        try:
            shutil.copyfile(damaged, copy)
            log = damaged.with_name(damaged.name + "-wal")
            if log.exists():
                shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
            db = sqlite3.connect(copy, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{damaged} cannot be copied for reading: {error}") from error
        with closing(db):
            try:
                db.execute("PRAGMA locking_mode = EXCLUSIVE")
                db.execute("PRAGMA writable_schema = ON")  # else nothing is read of a file that is too short
                schema.bring_up_to_date(db, schema.check(db), schema.READABLE)
            except sqlite3.Error as error:
                raise StoreError(f"nothing can be read of {damaged}: {error}") from error
            yield db


def _copied(
    source: sqlite3.Connection, target: sqlite3.Connection, last_id: int, told: Callable[[int, int], None]
) -> Recovered:
    done = Recovered()
    known = sorted({*_ids(source, "messages", last_id), *_ids(source, "bodies", last_id)})
    for first in range(0, len(known), TOGETHER):
        target.execute("BEGIN")
        for message_id in known[first : first + TOGETHER]:
            done = _one(source, target, message_id, done)
        target.execute("COMMIT")
        told(min(first + TOGETHER, len(known)), len(known))
    target.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'messages'", (last_id,))
    expected = _read(lambda: counters.usage(source, None).total) or 0
    return changed(done, lost=max(done.lost, expected - done.mails))


def _one(
    source: sqlite3.Connection, target: sqlite3.Connection, message_id: int, done: Recovered
) -> Recovered:
    raw = _read(lambda: bodies.whole(source, message_id))
    message = _read(lambda: next(iter(rows.messages(source, [message_id])), None))
    if raw is None or (message and message.size != len(raw)):
        return Recovered(done.mails, done.without_envelope, done.lost + 1)
    text = _read(lambda: rows.text_of(source, message_id)) if message else None
    rows.add(target, _draft(raw, message, text), message_id, read=bool(message and message.read))
    return Recovered(done.mails + 1, done.without_envelope + (message is None), done.lost)


def _draft(raw: bytes, message: Message | None, text: SearchText | None) -> Draft:
    if message and text:
        return Draft(message.mailbox, message.received_at, message.envelope, message.outline, text, raw)
    parsed = digest(raw)
    outline = message.outline if message else parsed.outline
    envelope = message.envelope if message else Envelope("", ())
    mailbox = message.mailbox if message else mailbox_of(envelope, parsed.headers)
    received_at = message.received_at if message else outline.date or datetime.now(UTC)
    made = search_text(mailbox, envelope, outline, parsed.headers, parsed.body)
    return Draft(mailbox, received_at, envelope, outline, made, raw)


def _read(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except _UNREADABLE:
        return None


def _last_id(db: sqlite3.Connection) -> int:
    """The newest id that anything readable tells of."""
    asked = (
        "SELECT max(seq) FROM sqlite_sequence",
        "SELECT max(id) FROM messages",
        "SELECT max(id) FROM bodies",
    )
    found = (_read(partial(_number, db, sql)) for sql in asked)
    return max((one for one in found if one), default=0)


def _number(db: sqlite3.Connection, sql: str) -> int | None:
    (value,) = db.execute(sql).fetchone()
    return value if isinstance(value, int) else None


def _ids(db: sqlite3.Connection, table: str, last_id: int) -> Iterator[int]:
    """Those that can be read. Where a page is damaged, the ids in it are passed over one by one."""
    at = skipped = 0
    while at < last_id and skipped < MAX_SKIPPED:
        try:
            for (one,) in db.execute(f"SELECT id FROM {table} NOT INDEXED WHERE id > ? ORDER BY id", (at,)):
                if not at < one <= last_id:
                    break  # no id that was ever given: read on behind it
                at, skipped = one, 0
                yield one
            else:
                return
        except sqlite3.Error:
            pass
        at, skipped = at + 1, skipped + 1
