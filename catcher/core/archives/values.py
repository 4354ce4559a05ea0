"""What archives are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from catcher.core.message import Envelope, Message
from catcher.core.wire import Value


class Carried(Value):
    """A mail on its way in, and what the archive knows of it; None where it says nothing.

    `name` tells people where in the archive it was found.
    """

    name: str
    raw: bytes
    envelope: Envelope | None = None
    received_at: datetime | None = None
    mailbox: str | None = None
    read: bool = False


class Unreadable(Value):
    """A mail of an archive that cannot be taken in, and why."""

    name: str
    reason: str


Item = Carried | Unreadable


class Writer(Protocol):
    """Writes an archive."""

    def add(self, message: Message, raw: bytes) -> bytes:
        """The octets with which the archive goes on."""

    def end(self) -> bytes:
        """Its last octets."""


class Reader(Protocol):
    """Reads an archive, in pieces of any length."""

    def take(self, octets: bytes) -> Iterator[Item]:
        """The mails that are complete with these octets."""

    def end(self) -> Iterator[Item]:
        """The mails that are complete when nothing follows."""


def too_large(name: str, largest: int) -> Unreadable:
    """A mail above the bound."""
    return Unreadable(name, f"expected a mail of at most {largest} bytes; this one is larger")
