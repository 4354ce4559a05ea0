"""What can happen to mail. Every list, search, live view and wait is told by these values, in one order."""

from __future__ import annotations

from dataclasses import dataclass

from catcher.core.message import Message, SearchText


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail was committed; its id is greater than every id before."""

    message: Message
    search: SearchText


@dataclass(frozen=True, slots=True)
class Changed:
    """A kept mail was marked; the message is as it is after that."""

    message: Message


@dataclass(frozen=True, slots=True)
class Removed:
    """Mails are gone: somebody removed them, or retention did."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """Whether mail can be kept has changed: `trouble` says in words why it cannot; None says that it can."""

    trouble: str | None


Change = Arrived | Changed | Removed | Writing
