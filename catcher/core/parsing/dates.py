"""Dates of headers (RFC 5322, section 3.3), among them some that no calendar has."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_CHARS = 200


def moment(text: str) -> datetime | None:
    """The time with its offset; None when it cannot be read. A date without an offset is in UTC."""
    try:
        found = parsedate_to_datetime(" ".join(text[:MAX_CHARS].split()))
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found
        found.astimezone(UTC)  # raises where the offset leads out of the calendar
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None
    return found
