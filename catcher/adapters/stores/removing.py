"""A mail that goes is gone from every table."""

from __future__ import annotations

import sqlite3

from catcher.adapters.stores import bodies


def remove(db: sqlite3.Connection, ids: tuple[int, ...]) -> None:
    """Remove the mails. The search index still names them; who asks it looks at the mails themselves."""
    for table in ("messages", "search"):
        db.executemany(f"DELETE FROM {table} WHERE id = ?", ((one,) for one in ids))
    bodies.remove(db, ids)
