"""The mail that a test gets in its hands: one plain value, the same from every client.

Its law: a mail is whole when it is given. Nothing here asks the catcher again, so that a mail stays what it was
after it is removed there, and reading it never blocks.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from catcher.core.extract import extracts, selection
from catcher.core.extract.values import Code, Event, Extracts, Image, Link, Selected, Table, Unsubscribe
from catcher.core.message import Address, Envelope, PartBody, Tls
from catcher.core.parsing import part_body
from catcher.core.parsing.charsets import decoded
from catcher.core.parsing.filenames import safe
from catcher.core.query import fold
from catcher.core.shapes import AddressShape, AttachmentShape, Detail, EnvelopeShape

MAX_DRAWN = 8
"""How many mails are read at once; a test asks several things of one, one after the other."""

Octets = bytes
"""What `bytes` means outside a class that has a property of that name."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The header fields in order; names are compared without regard to case, values are decoded."""

    fields: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> str:
        """The first field of that name; raises KeyError with the names there are."""
        for value in self.all(name):
            return value
        raise KeyError(f"no header {name!r}; there are {', '.join(dict(self.fields))}")

    def __contains__(self, name: str) -> bool:
        return bool(self.all(name))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.fields)

    def get(self, name: str, default: str | None = None) -> str | None:
        """The first field of that name, or the default."""
        return next(iter(self.all(name)), default)

    def all(self, name: str) -> tuple[str, ...]:
        """Every field of that name, in order."""
        return tuple(value for key, value in self.fields if key.lower() == name.lower())


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that came with a mail. `size` is in bytes; `inline` says that the HTML shows it."""

    filename: str
    content_type: str
    content_id: str
    size: int
    inline: bool
    sha256: str
    part: int
    _raw: Octets = field(repr=False, compare=False)

    @property
    def content(self) -> Octets:
        """The decoded bytes."""
        return self._body.body

    @property
    def bytes(self) -> Octets:
        """The same as `content`."""
        return self.content

    @property
    def text(self) -> str:
        """The content as text, in the charset that the mail names for it, or that it seems to be in."""
        body = self._body
        return decoded(body.body, body.charset)[0]

    def json(self) -> Any:
        """The content as JSON. Raises json.JSONDecodeError."""
        return json.loads(self.content)

    def csv(self, delimiter: str = ",") -> list[dict[str, str]]:
        """The rows of a table, by the names in its first line."""
        lines = self.text.removeprefix("\ufeff").splitlines(keepends=True)
        return list(csv.DictReader(lines, delimiter=delimiter))

    def save(self, folder: Path) -> Path:
        """Write the file into the folder under its (safe) name, and say where it is."""
        path = folder / (self.filename or f"part-{self.part}")
        path.write_bytes(self.content)
        return path

    @property
    def _body(self) -> PartBody:
        body = part_body(self._raw, self.part)
        assert body is not None, "an attachment is a part of its mail"
        return body


@dataclass(frozen=True, slots=True, repr=False)
class Mail:
    """A caught mail, parsed. Times are in UTC, sizes in bytes.

    `sender` and `recipients` are the envelope's, `from_`, `to` and `cc` the headers'; `bcc` is what the
    envelope has beyond To and Cc; `envelope` is all that was said around the mail. `text` and `html` are empty
    when the mail has no such body.
    """

    id: int
    mailbox: str
    received_at: datetime
    size: int
    read: bool
    subject: str
    from_: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[str, ...]
    reply_to: tuple[Address, ...]
    sender: str
    recipients: tuple[str, ...]
    login: str | None
    envelope: Envelope
    date: datetime | None
    message_id: str
    text: str
    html: str
    headers: Headers
    attachments: tuple[AttachedFile, ...]
    defects: tuple[str, ...]
    raw: bytes
    """The mail exactly as it was sent."""

    @property
    def links(self) -> tuple[Link, ...]:
        """Each link of the HTML and the text, as a browser would follow it."""
        return _drawn(self.raw).links

    def link(self, *, text: str = "", href: str = "") -> str:
        """The address of the one link whose words, or whose address, contain this, whatever the case.

        Raises LookupError, which lists the links there are, when none does, or several with different addresses.
        """
        found = dict.fromkeys(
            each.href for each in self.links if _is_in(text, each.text) and _is_in(href, each.href)
        )
        if len(found) == 1:
            return next(iter(found))
        wanted = " and ".join(
            f"{name} {value!r}" for name, value in (("text", text), ("href", href)) if value
        )
        there = "\n".join(f"  {each.text!r}: {each.href}" for each in self.links) or "  none"
        raise LookupError(
            f"expected one link with {wanted or 'any text'}, found {len(found)}; there are\n{there}"
        )

    @property
    def codes(self) -> tuple[Code, ...]:
        """What looks like a one-time code, the likeliest first."""
        return _drawn(self.raw).codes

    @property
    def code(self) -> str:
        """The likeliest one-time code. Raises LookupError when there is none."""
        if not self.codes:
            raise LookupError(f"no one-time code is in {self!r}:\n{self.text or self.html_text}")
        return self.codes[0].value

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures of the HTML."""
        return _drawn(self.raw).images

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the HTML, each as rows of the text of its cells."""
        return _drawn(self.raw).tables

    @property
    def html_text(self) -> str:
        """What a reader sees of the HTML; empty when the mail has none."""
        return _drawn(self.raw).html_text or ""

    @property
    def unsubscribe(self) -> Unsubscribe | None:
        """How to leave the list that it came from; None when its header does not say."""
        return _drawn(self.raw).unsubscribe

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of its calendar parts."""
        return _drawn(self.raw).events

    def select(self, css: str) -> tuple[Selected, ...]:
        """The elements of the HTML that match, such as `td.total`. Raises ValueError for what is no selector."""
        return selection(self.raw, css).elements

    def __repr__(self) -> str:
        recipients = ", ".join(self.recipients) or "nobody"
        return f"<Mail {self.id} from {self.sender or '<>'} to {recipients}: {self.subject!r}>"

    @property
    def filename(self) -> str:
        """A safe name of a file for it, such as `7-Welcome.eml`."""
        return f"{self.id}-{safe(self.subject)[:60].strip('. ') or 'no-subject'}.eml".replace(" ", "-")

    def save(self, path: Path) -> Path:
        """Write the mail as it was sent, for example as `welcome.eml`; into a folder, under its `filename`."""
        if path.is_dir():
            path /= self.filename
        path.write_bytes(self.raw)
        return path


@lru_cache(maxsize=MAX_DRAWN)
def _drawn(raw: bytes) -> Extracts:
    return extracts(raw)


def _is_in(part: str, whole: str) -> bool:
    return fold(part) in fold(whole)


def mail_of(detail: Detail, raw: bytes) -> Mail:
    """The API's answers as a value."""
    return Mail(
        id=detail["id"],
        mailbox=detail["mailbox"],
        received_at=detail["received_at"],
        size=detail["size"],
        read=detail["read"],
        subject=detail["subject"],
        from_=_addresses(detail["from"]),
        to=_addresses(detail["to"]),
        cc=_addresses(detail["cc"]),
        bcc=tuple(detail["bcc"]),
        reply_to=_addresses(detail["reply_to"]),
        sender=detail["sender"],
        recipients=tuple(detail["recipients"]),
        login=detail["envelope"]["login"],
        envelope=_envelope(detail["envelope"]),
        date=detail["date"],
        message_id=detail["message_id"],
        text=detail["text"] or "",
        html=detail["html"] or "",
        headers=Headers(tuple((h["name"], h["value"]) for h in detail["headers"])),
        attachments=tuple(_file(a, raw) for a in detail["attachments"]),
        defects=tuple(detail["defects"]),
        raw=raw,
    )


def _envelope(shape: EnvelopeShape) -> Envelope:
    tls = shape["tls"]
    return Envelope(
        shape["sender"],
        tuple(shape["recipients"]),
        shape["helo"],
        shape["peer"],
        Tls(tls["version"], tls["cipher"]) if tls else None,
        shape["login"],
        tuple(shape["parameters"].items()),
        tuple(tuple(each.items()) for each in shape["recipient_parameters"]),
    )


def _addresses(shapes: list[AddressShape]) -> tuple[Address, ...]:
    return tuple(Address(shape["name"], shape["address"]) for shape in shapes)


def _file(shape: AttachmentShape, raw: bytes) -> AttachedFile:
    return AttachedFile(
        filename=shape["filename"],
        content_type=shape["content_type"],
        content_id=shape["content_id"],
        size=shape["size"],
        inline=shape["inline"],
        sha256=shape["sha256"],
        part=shape["part"],
        _raw=raw,
    )
