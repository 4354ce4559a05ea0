"""`catcher export` and `catcher import`: mail between a running catcher and the disk.

Both speak JSON lines with the catcher, which know all of a mail; every other format is made or read here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from catcher.adapters.archives import FOLDERS, Target, opened, target
from catcher.clients.errors import CatcherError
from catcher.core.archives import WRITTEN, Carried, Item, Unreadable
from catcher.core.archives.jsonl import Line, line_of
from catcher.core.message import Envelope, Message
from catcher.core.parsing import digest
from catcher.core.parsing.naming import header_of
from catcher.core.shapes import Failure
from catcher.core.wire import decode
from catcher.http_client import Client
from catcher.terminal import Progress, printable

FORMATS = (*FOLDERS, *WRITTEN)
STANDARD_OUTPUT = Path("-")
SENT_TOGETHER = 100
SENT_OCTETS = 4 * 1024 * 1024
"""An import goes in parts of so many mails or octets, so that it can tell how far it is."""
LARGEST = 256 * 1024 * 1024
"""The catcher has a bound of its own, and says so; this one is for what goes into no request."""


def export(given: argparse.Namespace) -> None:
    """Write the mail that matches into a file or a folder."""
    name = _format(given.format, given.output)
    to_output = given.output == STANDARD_OUTPUT
    with Client(given.url, token=given.token) as client:
        query = " ".join(given.query)
        total = client.count(query)
        try:
            with target(given.output, name, sys.stdout.buffer if to_output else None) as place:
                count = _exported(client.export_lines(query), total, place)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CatcherError(f"cannot write {given.output}: {error.strerror or error}") from error
    if not to_output:
        print(f"{_mails(count)} written to {given.output}")


def _format(named: str | None, output: Path) -> str:
    """The format that was named, or that the name of the output ends with."""
    name = named or output.suffix.removeprefix(".").lower()
    if name not in FORMATS or (named is None and name in FOLDERS):
        raise CatcherError(f"expected --format, one of {', '.join(FORMATS)}, or an output such as mail.zip")
    if output == STANDARD_OUTPUT and name in FOLDERS:
        raise CatcherError(f"{name} makes a folder, so it needs one as --output, not standard output")
    return name


def _exported(lines: Iterable[bytes], total: int, place: Target) -> int:
    count = 0
    with Progress("exporting") as progress:
        for count, text in enumerate(lines, 1):
            line = decode(text, Line)
            place.add(_message(line), line.raw)
            progress.tell(count, total)
    return count


def _message(line: Line) -> Message:
    assert line.received_at is not None
    outline = digest(header_of(line.raw)).outline
    envelope = line.envelope or Envelope("", ())
    return Message(
        line.id or 0, line.mailbox or "", line.received_at, len(line.raw), line.read, envelope, outline
    )


def take_in(given: argparse.Namespace) -> None:
    """Read all mail at the paths, and give it to the catcher."""
    imported, failed = 0, 0
    with Client(given.url, token=given.token) as client:
        for part in (part for path in given.path for part in _parts(path)):
            mails = [each for each in part if isinstance(each, Carried)]
            unread = [each for each in part if isinstance(each, Unreadable)]
            answer = client.import_lines(b"".join(map(_line, mails)), given.mailbox)
            for name, reason in [*((u.name, u.reason) for u in unread), *map(_told, answer["failures"])]:
                print(printable(f"catcher: {name}: {reason}"), file=sys.stderr)
            imported += answer["imported"]
            failed += answer["failed"] + len(unread)
    print(f"{_mails(imported)} imported" + (f", {failed} not" if failed else ""))
    if failed or not imported:
        raise CatcherError(
            f"{_mails(failed)} could not be imported" if failed else "there is no mail to import"
        )


def _told(failure: Failure) -> tuple[str, str]:
    return failure["name"], failure["reason"]


def _line(mail: Carried) -> bytes:
    return line_of(Line(mail.raw, None, mail.name, mail.mailbox, mail.received_at, mail.read, mail.envelope))


def _parts(path: Path) -> Iterator[list[Item]]:
    """The mail at the path, some at a time."""
    source = opened(path, LARGEST)
    part: list[Item] = []
    octets = 0
    with Progress(f"importing {path.name}") as progress:
        for done, item in source.items:
            part.append(item)
            octets += len(item.raw) if isinstance(item, Carried) else 0
            progress.tell(done, source.total)
            if len(part) >= SENT_TOGETHER or octets >= SENT_OCTETS:
                progress.clear()
                yield part
                part, octets = [], 0
    if part:
        yield part


def _mails(count: int) -> str:
    return f"{count} mail" if count == 1 else f"{count} mails"
