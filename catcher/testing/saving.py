"""The mails of a failed test, as .eml files to look into, and named in its report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from catcher.clients.errors import CatcherError
from catcher.core.wire import Value
from catcher.http_client import Client

MAX_SAVED = 50
"""The newest mails of a failed test; more would hide what matters."""


class Saved(Value):
    """What was written for a failed test, and what the report says of it."""

    text: str
    files: tuple[Path, ...]


def save(watched: Iterable[tuple[Client, int]], folder: Path) -> Saved:
    """Write the mail that each client sees, with ids above a number. A catcher that is gone is told, not raised."""
    for old in folder.glob("*.eml"):
        old.unlink()
    saved = [_saved(client, after, folder) for client, after in watched]
    files = dict.fromkeys(path for each in saved for path in each.files)
    return Saved("\n".join(each.text for each in saved), tuple(files))


def _saved(client: Client, after: int, folder: Path) -> Saved:
    try:
        newest = (row for row in client.summaries() if row["id"] > after)
        mails = [client.get(row["id"]) for row in islice(newest, MAX_SAVED)]
    except CatcherError as error:
        return Saved(f"the mail could not be asked for: {error}", ())
    where = f"in mailbox {client.name}" if client.name else "in all mailboxes"
    if not mails:
        return Saved(f"no mail {where}", ())
    mails.reverse()
    folder.mkdir(parents=True, exist_ok=True)
    files = tuple(mail.save(folder) for mail in mails)
    lines = [f"  {path.name}  {mail!r}" for path, mail in zip(files, mails, strict=True)]
    return Saved("\n".join([f"{len(mails)} {where}, written to {folder}", *lines]), files)


def folder_name(test_id: str) -> str:
    """The folder of a test: its id, as a name that every file system takes."""
    return re.sub(r"[^\w.-]+", "-", test_id).strip("-.")[-150:]
