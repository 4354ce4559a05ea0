"""Mail that is carried in and out: the formats of archives, each written and read piece by piece.

Its law: what was written by a writer here is read back by its reader, octet for octet; a mail that cannot be read is
named, and those behind it are read. An archive is never held whole, a mail of it is.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import BinaryIO

from catcher.core.archives import eml, jsonl, mbox, zipped
from catcher.core.archives.values import Carried, Item, Reader, Unreadable, Writer
from catcher.core.wire import Value

__all__ = ["FORMS", "WRITTEN", "Carried", "Form", "Format", "Item", "Reader", "Unreadable", "Writer"]


class Format(StrEnum):
    """The formats by their names."""

    EML = "eml"
    JSONL = "jsonl"
    MBOX = "mbox"
    ZIP = "zip"


class Form(Value):
    """A format: its media type, how an archive is written, and how one is read.

    A reader takes the largest mail in octets, and a file to keep what it cannot read before it has all of it.
    """

    media_type: str
    writer: Callable[[], Writer] | None
    reader: Callable[[int, BinaryIO], Reader]


FORMS = {
    Format.EML: Form("message/rfc822", None, lambda largest, _: eml.EmlReader(largest)),
    Format.JSONL: Form("application/jsonl", jsonl.JsonlWriter, lambda largest, _: jsonl.JsonlReader(largest)),
    Format.MBOX: Form("application/mbox", mbox.MboxWriter, lambda largest, _: mbox.MboxReader(largest)),
    Format.ZIP: Form("application/zip", zipped.ZipWriter, zipped.ZipReader),
}

WRITTEN = tuple(name for name, form in FORMS.items() if form.writer)
"""Those that hold many mails, in one file."""
