"""Whom a mail's own header names as sender and recipients, for mail that comes without an envelope."""

from __future__ import annotations

import re

from catcher.core.message import Address, Envelope
from catcher.core.parsing import content, digest

_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")


def header_of(raw: bytes) -> bytes:
    """The mail without its body."""
    return _END_OF_HEADER.split(raw, 1)[0] + b"\r\n\r\n"


def named_envelope(raw: bytes) -> Envelope:
    """From the From header, and from To, Cc and Bcc, each recipient once."""
    header = header_of(raw)
    outline = digest(header).outline
    sender = outline.from_[0].address if outline.from_ else ""
    recipients = (each.address for each in (*outline.to, *outline.cc, *_blind(header)))
    return Envelope(sender, tuple(dict.fromkeys(filter(None, recipients))))


def _blind(header: bytes) -> list[Address]:
    """An outline has no Bcc, as mail that came over SMTP has none; so each is read in the place of a To."""
    fields = [field for field in content(header).headers if field.name.lower() == "bcc"]
    return [each for field in fields for each in digest(f"To: {field.raw}\r\n\r\n".encode()).outline.to]
