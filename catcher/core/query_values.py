"""The values that a query compares with, read from text: sizes, times, ids. Errors are ValueError, and say what to write."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from catcher.core.query import MAX_OCTETS, Has, Order, Trait

_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_OCTETS = re.compile(r"([0-9]{1,15})([kmg]?)b?", re.IGNORECASE)


def octets(text: str) -> int:
    """A number of bytes."""
    found = _OCTETS.fullmatch(text)
    if not found:
        raise ValueError(f"expected a size such as 500, 10k or 2M, not '{text}'")
    return min(int(found[1]) * _UNITS[found[2].lower()], MAX_OCTETS)


def moment(text: str, order: Order) -> datetime:
    """A date is its first moment for before, and its last for after; without an offset it is UTC."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            day = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
            return day + timedelta(days=1, microseconds=-1) if order is Order.GREATER else day
        read = datetime.fromisoformat(text)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"expected a date as 2026-05-01 or 2026-05-01T12:00:00Z, not '{text}'") from None


def ids(text: str) -> frozenset[int]:
    """One id, or several with commas between."""
    numbers = text.split(",")
    if not all(re.fullmatch(r"[0-9]{1,18}", number) for number in numbers):
        raise ValueError(f"expected ids such as 7 or 7,8,9, not '{text}'")
    return frozenset(map(int, numbers))


def session_id(text: str) -> int:
    """The id of one session."""
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise ValueError(f"expected the id of a session, such as 7, not '{text}'")
    return int(text)


def has(text: str) -> Has:
    """What a mail has or is, with the word in front: `has:html`."""
    try:
        return Has(Trait(text.lower()))
    except ValueError:
        raise ValueError(f"expected one of {', '.join(Trait)} instead of '{text}'") from None
