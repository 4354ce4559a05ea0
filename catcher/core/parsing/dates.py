"""Dates of headers (RFC 5322, section 3.3), among them some that no calendar has."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from email.utils import parsedate_to_datetime

MAX_CHARS = 200

_COMMENT = re.compile(r"\([^()]*\)")
_LEAP_SECOND = re.compile(r"(:\d\d):60\b")
_ZONE_WITH_COLON = re.compile(r"([+-]\d\d):(\d\d)$")


def moment(text: str) -> datetime | None:
    """The time with its offset; None when it cannot be read. A date without an offset is in UTC."""
    try:
        found = parsedate_to_datetime(_tidied(text[:MAX_CHARS]))
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found
        if found.year in (MINYEAR, MAXYEAR):
            found.astimezone(UTC)  # raises where the offset leads out of the calendar
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None
    return found


def _tidied(text: str) -> str:
    """Without what the standard library would read as no zone, or refuse: comments may stand anywhere."""
    while "(" in text and (plain := _COMMENT.sub(" ", text)) != text:
        text = plain
    text = " ".join(text.split()).replace(" ,", ",")
    if ":60" in text:  # `datetime` has no such second, though section 3.3 allows it
        text = _LEAP_SECOND.sub(r"\1:59", text)
    return _ZONE_WITH_COLON.sub(r"\1\2", text) if text[-3:-2] == ":" else text
