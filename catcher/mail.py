"""The mail that a test gets in its hands: one plain value, the same from every client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from catcher.adapters.http.shapes import AddressShape, AttachmentShape, Detail, EnvelopeShape, ExtractsShape
from catcher.core.message import Address, Envelope, Tls
from catcher.core.wire import decode

Fetch = Callable[[str], bytes]
"""Gets the bytes behind a path of the API."""


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
    _path: str = field(repr=False)
    _fetch: Fetch = field(repr=False, compare=False)

    @property
    def content(self) -> bytes:
        """The decoded bytes; asks the catcher for them."""
        return self._fetch(self._path)

    def save(self, folder: Path) -> Path:
        """Write the file into the folder under its (safe) name, and say where it is."""
        path = folder / (self.filename or f"part-{self._path.rpartition('/')[2]}")
        path.write_bytes(self.content)
        return path


@dataclass(frozen=True, slots=True)
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
    text: str = field(repr=False)
    html: str = field(repr=False)
    headers: Headers = field(repr=False)
    attachments: tuple[AttachedFile, ...]
    defects: tuple[str, ...]
    _fetch: Fetch = field(repr=False, compare=False)

    @property
    def raw(self) -> bytes:
        """The mail exactly as it was sent; asks the catcher for it."""
        return self._fetch(f"api/messages/{self.id}/raw")

    @property
    def extracts(self) -> ExtractsShape:
        """Links, one-time codes, pictures, tables, text of the HTML, events; asks the catcher for them."""
        return decode(self._fetch(f"api/messages/{self.id}/extracts"), ExtractsShape)

    def save(self, path: Path) -> Path:
        """Write the mail as it was sent, for example as `welcome.eml`."""
        path.write_bytes(self.raw)
        return path


def mail_of(detail: Detail, fetch: Fetch) -> Mail:
    """The API's answer as a value; `fetch` is asked for bytes when they are needed."""
    return Mail(
        id=detail["id"],
        mailbox=detail["mailbox"],
        received_at=detail["received_at"],
        size=detail["size"],
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
        attachments=tuple(_file(a, detail["id"], fetch) for a in detail["attachments"]),
        defects=tuple(detail["defects"]),
        _fetch=fetch,
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


def _file(shape: AttachmentShape, message_id: int, fetch: Fetch) -> AttachedFile:
    return AttachedFile(
        filename=shape["filename"],
        content_type=shape["content_type"],
        content_id=shape["content_id"],
        size=shape["size"],
        inline=shape["inline"],
        sha256=shape["sha256"],
        _path=f"api/messages/{message_id}/parts/{shape['part']}",
        _fetch=fetch,
    )
