"""Folders of mail, one mail a file: Maildir, .eml files as MailDev keeps them, and what MailHog calls a Maildir.

A mail came when its file was last written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from catcher.core.archives import Carried, Item, Unreadable
from catcher.core.archives.values import too_large
from catcher.core.message import Envelope
from catcher.core.parsing.charsets import clean

_MAILHOG = b"HELO:<"
_MAILHOG_LINE = re.compile(r"(HELO|FROM|TO):<(.*)>")
_FLAGS = re.compile(r"[:!;]2,([A-Za-z]*)$")
"""Behind a name in a Maildir; other systems cannot have the colon."""
_IN_MAILDIR = frozenset({"cur", "new"})


def files(folder: Path) -> list[Path]:
    """The files in it and below that are mails, those that came first first. Raises OSError."""
    found: list[tuple[float, Path]] = []
    for here, below, names in os.walk(folder, onerror=_raised):
        maildir = Path(here).name in _IN_MAILDIR
        # MailDev puts the attachments of ID.eml into a folder ID, and one of them may be an .eml.
        below[:] = sorted(set(below) - {Path(name).stem for name in names if name.endswith(".eml")} - {"tmp"})
        paths = (Path(here, name) for name in names)
        found += [(path.stat().st_mtime, path) for path in paths if maildir or _is_mail(path)]
    return [path for _, path in sorted(found)]


def _raised(error: OSError) -> None:
    raise error


def _is_mail(path: Path) -> bool:
    return path.suffix.lower() == ".eml" or _begins_as_mailhogs(path)


def _begins_as_mailhogs(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAILHOG)) == _MAILHOG
    except OSError:
        return False


def mails(folder: Path, found: list[Path], largest: int) -> Iterator[tuple[int, Item]]:
    """Their mails, counted."""
    if not found:
        yield 0, Unreadable(str(folder), "expected a Maildir, or a folder with .eml files; found no mail")
    for number, path in enumerate(found, 1):
        yield number, mail(path, largest)


def mail(path: Path, largest: int) -> Item:
    """The mail in one file."""
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
            received_at = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
    except OSError as error:
        return Unreadable(str(path), error.strerror or str(error))
    if len(raw) > largest:
        return too_large(str(path), largest)
    envelope = None
    if raw.startswith(_MAILHOG):
        envelope, raw = _of_mailhog(raw)
    if not raw:
        return Unreadable(str(path), "there is nothing in it")
    return Carried(str(path), raw, envelope, received_at, read=_was_read(path))


def _of_mailhog(octets: bytes) -> tuple[Envelope, bytes]:
    """MailHog writes the envelope as lines before the mail, and an empty line between."""
    head, _, raw = octets.partition(b"\r\n\r\n")
    said = _MAILHOG_LINE.findall(clean(head.decode(errors="replace")))
    first = dict(reversed(said))
    recipients = tuple(value for verb, value in said if verb == "TO")
    return Envelope(first.get("FROM", ""), recipients, first.get("HELO", "")), raw


def _was_read(path: Path) -> bool:
    flags = _FLAGS.search(path.name)
    return path.parent.name == "cur" and flags is not None and "S" in flags[1]
