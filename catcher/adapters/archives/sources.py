"""What is at a path, and the mail in it: the kind is found out by looking, so that nobody has to name it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from catcher.adapters.archives import folders, mailpit
from catcher.core.archives import FORMS, Carried, Format, Item, Unreadable
from catcher.core.archives.zipped import read
from catcher.core.wire import Value

CHUNK_OCTETS = 1024 * 1024
_LOOKED_AT = 64
_SQLITE = b"SQLite format 3\0"


class Source(Value):
    """Something that holds mail; each comes with how far of `total` one has then read."""

    total: int
    items: Iterator[tuple[int, Item]]


def opened(path: Path, largest: int) -> Source:
    """The mail at the path, each of at most so many octets. What cannot be read is told among the items."""
    try:
        if path.is_dir():
            files = folders.files(path)
            return Source(len(files), folders.mails(path, files, largest))
        with path.open("rb") as file:
            beginning = file.read(_LOOKED_AT)
        return _of_file(path, beginning, largest)
    except OSError as error:
        return Source(1, iter([(1, Unreadable(str(path), error.strerror or str(error)))]))


def _of_file(path: Path, beginning: bytes, largest: int) -> Source:
    size = path.stat().st_size
    if beginning.startswith(_SQLITE):
        return Source(*mailpit.mails(path, largest))
    if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Source(size, _of_zip(path, largest))
    if beginning.startswith(b"From "):
        return Source(size, _of_archive(path, Format.MBOX, largest))
    if beginning.lstrip().startswith(b"{"):
        return Source(size, _of_archive(path, Format.JSONL, largest))
    return Source(1, iter([(1, folders.mail(path, largest))]))


def _of_archive(path: Path, name: Format, largest: int) -> Iterator[tuple[int, Item]]:
    reader = FORMS[name].reader(largest, BytesIO())
    with path.open("rb") as file:
        while octets := file.read(CHUNK_OCTETS):
            for item in reader.take(octets):
                yield file.tell(), _within(path, item)
        for item in reader.end():
            yield file.tell(), _within(path, item)


def _of_zip(path: Path, largest: int) -> Iterator[tuple[int, Item]]:
    with path.open("rb") as file:
        for item in read(file, largest):
            yield file.tell(), _within(path, item)


def _within(path: Path, item: Item) -> Item:
    """Named by its archive, too."""
    name = f"{path}: {item.name}"
    match item:
        case Unreadable():
            return Unreadable(name, item.reason)
        case Carried():
            return Carried(name, item.raw, item.envelope, item.received_at, item.mailbox, item.read)
