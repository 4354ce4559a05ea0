"""The octets of mails: compressed where that pays, and large ones in chunks, so that none is ever read whole.

Its law: what is read is what was written, octet for octet, or it is an error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from io import BytesIO
from itertools import count

from catcher.adapters.zstd import Damaged, compressed, decompressed
from catcher.application.store import StoreError

CHUNK_OCTETS = 1024 * 1024

NOTHING = -1
"""No mail has this id."""

_SMALL_OCTETS = 256
"""What is shorter gains nothing."""
_PAYS = 0.9
"""What keeps more than this part of its length costs more to read than it saves."""

_PLAIN, _ZSTD = 0, 1


def add(db: sqlite3.Connection, message_id: int, raw: bytes) -> None:
    """Write a mail's octets."""
    db.execute(
        "INSERT INTO bodies (id, raw, form) VALUES (?, ?, ?)", (message_id, *_packed(raw[:CHUNK_OCTETS]))
    )
    for number in range(1, -(-len(raw) // CHUNK_OCTETS)):
        chunk = raw[number * CHUNK_OCTETS : (number + 1) * CHUNK_OCTETS]
        db.execute("INSERT INTO chunks VALUES (?, ?, ?, ?)", (message_id, number, *_packed(chunk)))


def add_nothing(db: sqlite3.Connection, octets: int) -> None:
    """Write so many octets that belong to no mail, to see whether that works; `remove` forgets them."""
    db.execute("REPLACE INTO bodies (id, raw, form) VALUES (?, zeroblob(?), ?)", (NOTHING, octets, _PLAIN))


def chunk(db: sqlite3.Connection, message_id: int, number: int) -> bytes | None:
    """One piece of a mail's octets, the first with number 0; None behind the last. Raises StoreError."""
    sql = (
        "SELECT raw, form FROM chunks WHERE id = ? AND number = ?"
        if number
        else "SELECT raw, form FROM bodies WHERE id = ? AND 0 = ?"
    )
    row = db.execute(sql, (message_id, number)).fetchone()
    return None if row is None else _unpacked(message_id, *row)


def whole(db: sqlite3.Connection, message_id: int) -> bytes | None:
    """All of a mail's octets; None when there is no such mail. Raises StoreError."""
    first = chunk(db, message_id, 0)
    if first is None or len(first) < CHUNK_OCTETS:
        return first
    octets = BytesIO()  # gives what was written without copying it
    octets.write(first)
    for number in count(1):
        piece = chunk(db, message_id, number)
        if piece is None:
            break
        octets.write(piece)
    return octets.getvalue()


def remove(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Forget the octets of mails."""
    for message_id in ids:
        db.execute("DELETE FROM bodies WHERE id = ?", (message_id,))
        db.execute("DELETE FROM chunks WHERE id = ?", (message_id,))


def _packed(octets: bytes) -> tuple[bytes, int]:
    if len(octets) >= _SMALL_OCTETS:
        frame = compressed(octets)
        if len(frame) < len(octets) * _PAYS:
            return frame, _ZSTD
    return octets, _PLAIN


def _unpacked(message_id: int, stored: bytes, form: int) -> bytes:
    if form == _PLAIN:
        return stored
    try:
        return decompressed(stored, CHUNK_OCTETS)
    except Damaged as error:
        raise StoreError(
            f"the octets of mail {message_id} are damaged: {error}; the other mails are not harmed"
        ) from error
