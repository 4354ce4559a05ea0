"""mbox, with lines that begin with "From " quoted so that it can be undone (RFC 4155; the variant called mboxrd).

Its law: the mail's own octets are kept, its line ends included. Behind each stands one line feed, whether the mail
ends with one or not; so a mail that ends in the middle of a line is read back as it was, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import mktime_tz, parsedate_tz

from catcher.core.archives.values import Carried, Item, Unreadable, too_large
from catcher.core.message import Envelope, Message
from catcher.core.parsing.charsets import clean
from catcher.core.parsing.naming import header_of, named_envelope
from catcher.core.wire import changed

NULL_SENDER = "MAILER-DAEMON"
"""What mbox files say for the null sender."""
UNKNOWN_SENDER = "-"
"""What Thunderbird says for any."""

_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_TO_QUOTE = re.compile(rb"^(>*From )", re.MULTILINE)
# With a time and a year in it: many programs leave a line of a body that begins with "From " as it is.
_FIRST = re.compile(rb"From [^\n]{0,500}?\d:\d\d[^\n]{0,60}?\d{4}[^\n]{0,60}\n")
_NEXT = re.compile(rb"\n(?=" + _FIRST.pattern + rb")")
_FROM_LINE = re.compile(r"From (.*?) *((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*)")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_STATUS_READ = re.compile(rb"^Status:[ \t]*[A-Z]*R", re.MULTILINE | re.IGNORECASE)
_LONGEST_FROM_LINE = 1000


class MboxWriter:
    """Writes an mbox file."""

    def add(self, message: Message, raw: bytes) -> bytes:
        """See Writer. Of what is known beside the mail, the file holds the sender and the second it came."""
        sender = _CONTROLS.sub("_", message.envelope.sender) or NULL_SENDER
        moment = message.received_at.astimezone(UTC).ctime()
        return b"From %b %b\n%b\n" % (sender.encode(), moment.encode(), _TO_QUOTE.sub(rb">\1", raw))

    def end(self) -> bytes:
        """See Writer."""
        return b""


class MboxReader:
    """Reads an mbox file, whoever wrote it."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._held = bytearray()
        self._searched = 0
        self._number = 0
        self._cut = False

    def take(self, octets: bytes) -> Iterator[Item]:
        """See Reader."""
        self._held += octets
        while found := _NEXT.search(self._held, self._searched):
            yield self._mail(bytes(self._held[: found.end()]))
            del self._held[: found.end()]
            self._searched = 0
        self._searched = max(0, self._held.rfind(b"\n"))
        if len(self._held) > self._largest + _LONGEST_FROM_LINE:
            self._cut = True
            del self._held[: self._searched or len(self._held)]
            self._searched = 0

    def end(self) -> Iterator[Item]:
        """See Reader."""
        if self._held.strip() or self._cut:
            yield self._mail(bytes(self._held))

    def _mail(self, octets: bytes) -> Item:
        self._number += 1
        name = f"mail {self._number}"
        cut, self._cut = self._cut, False
        first, _, rest = octets.partition(b"\n")
        quoted = rest[:-2] if first.endswith(b"\r") and rest.endswith(b"\r\n") else rest.removesuffix(b"\n")
        raw = _QUOTED.sub(rb"\1", quoted)
        if cut or len(raw) > self._largest:
            return too_large(name, self._largest)
        if not _FIRST.match(octets):
            return Unreadable(name, 'expected a line such as "From ann@example.com Fri May  1 12:00:00 2026"')
        if not raw:
            return Unreadable(name, "there is nothing in it")
        sender, received_at = _from_line(clean(first.decode(errors="replace")))
        return Carried(name, raw, _envelope(sender, raw), received_at, read=_was_read(raw))


def _from_line(line: str) -> tuple[str | None, datetime | None]:
    """Sender and time of the line before a mail. RFC 4155: the time is in UTC unless it says otherwise."""
    found = _FROM_LINE.match(line)
    if found is None:
        return None, None
    sender = {NULL_SENDER: "", UNKNOWN_SENDER: None, "": None}.get(found[1], found[1])
    try:
        parsed = parsedate_tz(found[2])
        return sender, datetime.fromtimestamp(mktime_tz(parsed), UTC) if parsed else None
    except (ValueError, OverflowError):
        return sender, None


def _envelope(sender: str | None, raw: bytes) -> Envelope | None:
    return None if sender is None else changed(named_envelope(raw), sender=sender)


def _was_read(raw: bytes) -> bool:
    return bool(_STATUS_READ.search(header_of(raw)))
