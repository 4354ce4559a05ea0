"""One mail as it is: an .eml file (RFC 5322)."""

from __future__ import annotations

from collections.abc import Iterator

from catcher.core.archives.values import Carried, Item, Unreadable, too_large
from catcher.core.message import Message
from catcher.core.parsing.filenames import safe

NAME = "the mail"


def file_name(message: Message) -> str:
    """Of a mail among others: begins with the id, so that no two are alike, and no disk stumbles over it."""
    subject = message.outline.subject[:80].replace("/", "-").replace("\\", "-")
    return f"{safe(f'{message.id:06} {subject}')}.eml"


class EmlReader:
    """Reads the one mail."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._held = bytearray()

    def take(self, octets: bytes) -> Iterator[Item]:
        """See Reader."""
        if len(self._held) <= self._largest:
            self._held += octets
        return iter(())

    def end(self) -> Iterator[Item]:
        """See Reader."""
        if len(self._held) > self._largest:
            yield too_large(NAME, self._largest)
        elif not self._held:
            yield Unreadable(NAME, "expected a mail, found nothing")
        else:
            yield Carried(NAME, bytes(self._held))
