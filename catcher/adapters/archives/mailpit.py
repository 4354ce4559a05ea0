"""Mailpit's database: a row of facts for each mail, and its octets, mostly compressed, in a second table."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NotRequired, TypedDict
from urllib.parse import quote

from catcher.adapters.zstd import Damaged, decompressed
from catcher.core.archives import Carried, Item, Unreadable
from catcher.core.message import Envelope
from catcher.core.parsing.charsets import clean
from catcher.core.parsing.naming import header_of, named_envelope
from catcher.core.wire import ShapeError, decode

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"
_DATA = "mailbox_data"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZSTD = b"\x28\xb5\x2f\xfd"
"""RFC 8878, section 3.1.1; no mail begins so. Which rows are compressed is not told by every version."""
_RETURN_PATH = re.compile(rb"^Return-Path:[ \t]*<([^>\r\n]*)>", re.MULTILINE | re.IGNORECASE)
"""Mailpit writes the envelope's sender into the mail."""


class _Address(TypedDict):
    Address: NotRequired[str]


class _Facts(TypedDict):
    To: NotRequired[list[_Address] | None]
    Cc: NotRequired[list[_Address] | None]
    Bcc: NotRequired[list[_Address] | None]
    Username: NotRequired[str]


def mails(path: Path, largest: int) -> tuple[int, Iterator[tuple[int, Item]]]:
    """How many there are, and each of them, counted, those that came first first. Changes nothing in the file."""
    try:
        with closing(_opened(path)) as db:
            boxes = _boxes(db)
            total = sum(db.execute(f'SELECT count(*) FROM "{box}"').fetchone()[0] for box in boxes)
    except sqlite3.Error as error:
        return 1, iter([(1, Unreadable(str(path), f"expected Mailpit's database: {error}"))])
    if not boxes:
        reason = "expected Mailpit's database; this one is of another program"
        return 1, iter([(1, Unreadable(str(path), reason))])
    return total, _rows(path, boxes, largest)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)


def _boxes(db: sqlite3.Connection) -> list[str]:
    """The tables of facts: each of its tenants has one, with a name before it."""
    tables = {name for (name,) in db.execute(_TABLES)}
    boxes = sorted(name.removesuffix("_data") for name in tables if name.endswith(_DATA))
    return [box for box in boxes if box in tables]


def _rows(path: Path, boxes: list[str], largest: int) -> Iterator[tuple[int, Item]]:
    number = 0
    with closing(_opened(path)) as db:
        for box in boxes:
            sql = (
                f'SELECT b.ID, b.Created, b.Metadata, b.Read, d.Email FROM "{box}" b'
                f' LEFT JOIN "{box}_data" d ON d.ID = b.ID ORDER BY b.Created'
            )
            try:
                for row in db.execute(sql):
                    number += 1
                    yield number, _mail(row, f"{path}: {row[0]}", largest)
            except sqlite3.Error as error:
                yield number, Unreadable(f"{path}: {box}", f"it cannot be read any further: {error}")


def _mail(row: tuple[Any, ...], name: str, largest: int) -> Item:
    _, created, facts, read, stored = row
    if not isinstance(stored, bytes) or not stored:
        return Unreadable(name, "its octets are missing")
    try:
        raw = decompressed(stored, largest) if stored.startswith(_ZSTD) else stored
        envelope = _envelope(decode(facts or "{}", _Facts), raw)
        received_at = _EPOCH + timedelta(milliseconds=int(created))
    except (Damaged, ShapeError, ValueError, OverflowError) as error:
        return Unreadable(name, str(error))
    return Carried(name, raw, envelope, received_at, read=bool(read))


def _envelope(facts: _Facts, raw: bytes) -> Envelope:
    """Mailpit keeps no envelope: those that were not in the header are in its Bcc."""
    lists = (facts.get("To"), facts.get("Cc"), facts.get("Bcc"))
    recipients = (clean(each.get("Address", "")) for one in lists for each in one or ())
    found = _RETURN_PATH.search(header_of(raw))
    sender = clean(found[1].decode(errors="replace")) if found else named_envelope(raw).sender
    login = clean(facts.get("Username", "")) or None
    return Envelope(sender, tuple(filter(None, recipients)), login=login)
