"""A zip of .eml files. Each has its time of arrival as its own, in UTC and to the second."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from catcher.core.archives.eml import file_name
from catcher.core.archives.values import Carried, Item, Unreadable, too_large
from catcher.core.message import Message

_LEVEL = 1
_TIMES = 0x5455
"""The extra field with seconds since 1970, which Info-ZIP reads and writes; the field of zip itself knows no zone."""
_MODIFIED = 1
_YEARS = range(1980, 2108)
"""What zip can say."""


class _Outlet(io.RawIOBase):
    """What was written since it was last asked."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, octets: object) -> int:
        view = memoryview(octets)  # type: ignore[arg-type]  # a buffer of any kind
        self._written += view
        return view.nbytes

    def taken(self) -> bytes:
        octets = bytes(self._written)
        self._written.clear()
        return octets


class ZipWriter:
    """Writes a zip to where nobody can go back."""

    def __init__(self) -> None:
        self._outlet = _Outlet()
        self._zip = ZipFile(self._outlet, "w", ZIP_DEFLATED, compresslevel=_LEVEL)

    def add(self, message: Message, raw: bytes) -> bytes:
        """See Writer."""
        received = message.received_at.astimezone(UTC)
        info = ZipInfo(file_name(message))
        if received.year in _YEARS:
            info.date_time = received.timetuple()[:6]
        info.extra = struct.pack("<HHBl", _TIMES, 5, _MODIFIED, _seconds(received))
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, raw, compresslevel=_LEVEL)
        return self._outlet.taken()

    def end(self) -> bytes:
        """See Writer."""
        self._zip.close()
        return self._outlet.taken()


def _seconds(moment: datetime) -> int:
    """As the field holds them: 32 bits with a sign."""
    return max(-(2**31), min(2**31 - 1, int(moment.timestamp())))


class ZipReader:
    """Reads a zip of .eml files: its table stands at its end, so it is kept in the file until then."""

    def __init__(self, largest: int, file: BinaryIO) -> None:
        self._largest = largest
        self._file = file

    def take(self, octets: bytes) -> Iterator[Item]:
        """See Reader. Raises OSError when the file cannot hold it."""
        self._file.write(octets)
        return iter(())

    def end(self) -> Iterator[Item]:
        """See Reader."""
        return read(self._file, self._largest)


def read(file: BinaryIO, largest: int) -> Iterator[Item]:
    """The mails in a zip that can be gone about in."""
    try:
        with ZipFile(file) as archive:
            mails = [each for each in archive.infolist() if _is_mail(each)]
            if not mails:
                yield Unreadable("the zip", "expected .eml files in it, found none")
            for each in mails:
                yield _mail(archive, each, largest)
    except (BadZipFile, ValueError, NotImplementedError) as error:
        yield Unreadable("the zip", f"expected a zip: {error}")


def _is_mail(info: ZipInfo) -> bool:
    name = info.filename.rpartition("/")[2]
    return name.lower().endswith(".eml") and not name.startswith("._")  # what macOS puts beside each file


def _mail(archive: ZipFile, info: ZipInfo, largest: int) -> Item:
    """Never unpacks more than the largest mail, whatever the zip says."""
    try:
        with archive.open(info) as member:
            raw = member.read(largest + 1)
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        return Unreadable(info.filename, f"it cannot be unpacked: {error}")
    if len(raw) > largest:
        return too_large(info.filename, largest)
    if not raw:
        return Unreadable(info.filename, "there is nothing in it")
    return Carried(info.filename, raw, received_at=_time(info))


def _time(info: ZipInfo) -> datetime | None:
    """From the extra field; else from zip's own, as if in UTC."""
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _TIMES and length >= 5 and len(extra) >= 9 and extra[4] & _MODIFIED:
            return datetime.fromtimestamp(struct.unpack_from("<l", extra, 5)[0], UTC)
        extra = extra[4 + length :]
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None
