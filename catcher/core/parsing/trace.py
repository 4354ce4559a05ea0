"""The way a mail took: its Received fields, read by mail-parser. The only module that knows mail-parser.

mail-parser reads many dialects of this field, and does it well. Its answers on bodies and file names are not used:
it loses bytes of raw 8-bit headers, mixes attached messages into the outer one, and raises on some hostile mail.
"""

from __future__ import annotations

from datetime import datetime

from catcher.core.message import Hop
from catcher.core.parsing.charsets import clean
from catcher.core.parsing.dates import moment
from catcher.core.parsing.headers import Head

MAX_HOPS = 100
"""RFC 5321, section 6.3: a mail with a hundred of them is taken to go in circles."""
MAX_FIELD_OCTETS = 4_000


def hops(head: Head) -> tuple[Hop, ...]:
    """One a Received field, newest first as in the mail; a field that cannot be read has only what it has."""
    fields = [field.raw[:MAX_FIELD_OCTETS] for field in head.fields if field.key == "received"]
    return tuple(_hop(raw) for raw in fields[:MAX_HOPS])


def _hop(raw: bytes) -> Hop:
    import mailparser  # noqa: PLC0415 - few mails of tests came a way, and it takes long to load

    try:
        (read,) = mailparser.parse_from_bytes(b"Received:" + raw + b"\r\n\r\n").received
    except Exception:  # noqa: BLE001 - it raises many things on fields that are not of its dialects
        return Hop("", "", "", "", "", _last_date(raw))
    return Hop(
        from_=_text(read, "from"),
        by=_text(read, "by"),
        with_=_text(read, "with"),
        id=_text(read, "id"),
        for_=_text(read, "for").strip("<>"),
        at=_last_date(raw),
    )


def _text(read: dict[str, object], key: str) -> str:
    return clean(str(read.get(key, "")))


def _last_date(raw: bytes) -> datetime | None:
    """RFC 5321, section 4.4: the time stands behind the last semicolon."""
    _, semicolon, date = raw.rpartition(b";")
    return moment(date.decode("latin-1")) if semicolon else None
