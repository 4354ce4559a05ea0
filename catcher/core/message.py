"""What a caught mail is: its envelope, what lists and searches need of it, and its whole content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from catcher.core.wire import Value


class Address(Value):
    """One address of a header (RFC 5322, section 3.4); `name` is decoded and may be empty."""

    name: str
    address: str


class Tls(Value):
    """The encryption of a session, for example `TLSv1.3` and `TLS_AES_256_GCM_SHA384`."""

    version: str
    cipher: str


Parameters = tuple[tuple[str, str], ...]
"""ESMTP parameters (RFC 5321, section 4.1.2): keyword and value, which is empty where there is none."""


class Envelope(Value):
    """What the sender said around the mail. It is kept beside the message, never written into it.

    `sender` is the reverse-path of MAIL FROM without brackets and parameters; `""` is the null sender.
    `recipients` holds every accepted RCPT TO in order, repeated ones included.
    `peer` is the client's address as `host:port`; empty when the mail did not come over a network.
    `parameters` are those of MAIL, with keywords in upper case; `recipient_parameters` are those of each
    recipient, in the same order, or nothing at all when none had any. `defects` says what other servers may
    refuse of what was said, in words. `session` is the id of the SMTP session that brought the mail.
    All text is clean: no NUL, no lone surrogates.
    """

    sender: str
    recipients: tuple[str, ...]
    helo: str = ""
    peer: str = ""
    tls: Tls | None = None
    login: str | None = None
    parameters: Parameters = ()
    recipient_parameters: tuple[Parameters, ...] = ()
    defects: tuple[str, ...] = ()
    session: int | None = None


class AttachmentName(Value):
    """What lists and searches need of an attachment."""

    filename: str
    content_type: str


class Outline(Value):
    """The cheap part of parsing: what a list shows. Made before the sender reads 250."""

    subject: str = ""
    from_: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    snippet: str = ""
    attachments: tuple[AttachmentName, ...] = ()
    has_html: bool = False
    defects: tuple[str, ...] = ()


class Message(Value):
    """A caught mail without its body: one row of a list.

    `id` only grows, across restarts too. `received_at` is in UTC. `size` is in bytes of the raw mail.
    """

    id: int
    mailbox: str
    received_at: datetime
    size: int
    read: bool
    envelope: Envelope
    outline: Outline

    @property
    def bcc(self) -> tuple[str, ...]:
        """See `blind_recipients`."""
        return blind_recipients(self.envelope, self.outline)


def authors(envelope: Envelope, outline: Outline) -> tuple[Address, ...]:
    """Who wrote it: the From header, or without one the envelope's sender."""
    return outline.from_ or ((Address("", envelope.sender),) if envelope.sender else ())


def addressees(envelope: Envelope, outline: Outline) -> tuple[Address, ...]:
    """Whom it speaks to: the To header, or with neither To nor Cc the envelope's recipients.

    A mail that a script sends without headers is so found by `to:`, as its author expects.
    """
    if outline.to or outline.cc:
        return outline.to
    return tuple(Address("", recipient) for recipient in envelope.recipients)


def blind_recipients(envelope: Envelope, outline: Outline) -> tuple[str, ...]:
    """The envelope's recipients that neither To nor Cc names, each once, in order."""
    named = {a.address.casefold() for a in (*outline.to, *outline.cc)}
    return tuple(dict.fromkeys(r for r in envelope.recipients if r.casefold() not in named))


class Header(Value):
    """One header field in its place. `value` is decoded and unfolded, `raw` is as sent (still folded)."""

    name: str
    value: str
    raw: str


class Hop(Value):
    """One Received field (RFC 5321, section 4.4); what it does not say is empty."""

    from_: str
    by: str
    with_: str
    id: str
    for_: str
    at: datetime | None


class Part(Value):
    """A node of the MIME tree. `number` counts the nodes in the order they are written, 0 is the message.

    `size` is in bytes after decoding (0 for a multipart). `filename` is safe to write to a disk, and empty
    when the mail names none. An attached message (message/rfc822) is a leaf of the tree it is attached to.
    """

    number: int
    content_type: str
    charset: str
    disposition: str
    filename: str
    content_id: str
    encoding: str
    size: int
    parts: tuple[Part, ...] = ()


class Attachment(Value):
    """A part that a reader would save rather than read. `inline` says that the HTML shows it by `cid:`."""

    part: int
    filename: str
    content_type: str
    content_id: str
    size: int
    inline: bool
    md5: str
    sha1: str
    sha256: str


class Content(Value):
    """All that was parsed of a mail. `text` and `html` are None when the mail has no such body."""

    headers: tuple[Header, ...] = ()
    reply_to: tuple[Address, ...] = ()
    text: str | None = None
    html: str | None = None
    root: Part | None = None
    attachments: tuple[Attachment, ...] = ()
    received: tuple[Hop, ...] = ()
    defects: tuple[str, ...] = ()


class PartBody(Value):
    """The decoded bytes of one part, with what a download of it needs."""

    content_type: str
    charset: str
    filename: str
    body: bytes


class SearchText(Value):
    """The case-folded text that a search looks at: one entry a field of the query language, and the headers.

    Made once, at delivery; the database and the live views look at these same strings. Several values of one
    field are separated by line feeds, which no folded value contains.
    """

    fields: Mapping[str, str]
    headers: tuple[tuple[str, str], ...] = ()
