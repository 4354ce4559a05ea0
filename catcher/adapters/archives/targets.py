"""Where exported mail goes: a file or a folder that was not there before, whole or not at all by its name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from catcher.core.archives import FORMS, Format
from catcher.core.archives.eml import file_name
from catcher.core.message import Message


class Target(Protocol):
    """Takes mails, one after the other."""

    def add(self, message: Message, raw: bytes) -> None:
        """One more. Raises OSError."""


class _File:
    def __init__(self, file: BinaryIO, name: Format) -> None:
        make = FORMS[name].writer
        assert make is not None
        self._file, self._writer = file, make()

    def add(self, message: Message, raw: bytes) -> None:
        self._file.write(self._writer.add(message, raw))

    def end(self) -> None:
        """Write what stands behind the last mail."""
        self._file.write(self._writer.end())
        self._file.flush()


class _EmlFolder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, message: Message, raw: bytes) -> None:
        _write(self._folder / file_name(message), raw, message.received_at)


class _Maildir:
    """cur for what was read, new for what was not; a mail is written to tmp first, as readers may be looking."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("tmp", "new", "cur"):
            (folder / name).mkdir()

    def add(self, message: Message, raw: bytes) -> None:
        at = message.received_at
        name = f"{int(at.timestamp())}.M{at.microsecond}Q{message.id}.catcher,S={len(raw)}"
        writing = self._folder / "tmp" / name
        _write(writing, raw, at)
        writing.rename(self._folder / ("cur" if message.read else "new") / (name + ":2,S" * message.read))


FOLDERS: dict[str, Callable[[Path], Target]] = {"eml": _EmlFolder, "maildir": _Maildir}
"""Those that make a folder, with a file for each mail."""


def _write(path: Path, raw: bytes, moment: datetime) -> None:
    path.write_bytes(raw)
    os.utime(path, (moment.timestamp(), moment.timestamp()))


@contextmanager
def target(path: Path, name: str, standard_output: BinaryIO | None = None) -> Iterator[Target]:
    """The place for mail in that format; the file or folder has its name when the block ends well.

    With `standard_output`, a format of one file goes there. Raises OSError, FileExistsError when something is there.
    """
    if standard_output is not None:
        yield from _written(standard_output, Format(name))
        return
    if path.exists():
        raise FileExistsError(f"{path} is there already; name another, or remove it")
    unfinished = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        if name in FOLDERS:
            unfinished.mkdir()
            yield FOLDERS[name](unfinished)
        else:
            with unfinished.open("wb") as file:
                yield from _written(file, Format(name))
    except BaseException:
        _remove(unfinished)
        raise
    unfinished.rename(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _written(file: BinaryIO, name: Format) -> Iterator[Target]:
    writer = _File(file, name)
    yield writer
    writer.end()
