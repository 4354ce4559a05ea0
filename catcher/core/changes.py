"""What can happen to mail. Every list, search, live view and wait is told by these values, in one order."""

from __future__ import annotations

from catcher.core.message import Message, SearchText
from catcher.core.wire import Value


class Arrived(Value):
    """A mail was committed; its id is greater than every id before."""

    message: Message
    search: SearchText


class Changed(Value):
    """A kept mail was marked; the message is as it is after that."""

    message: Message


class Removed(Value):
    """Mails are gone: somebody removed them, or retention did."""

    ids: tuple[int, ...]


class Writing(Value):
    """Whether mail can be kept has changed: `trouble` says in words why it cannot; None says that it can."""

    trouble: str | None


Change = Arrived | Changed | Removed | Writing
