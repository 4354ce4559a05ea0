"""What a test wants from a mail, as values."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from catcher.core.wire import Value

Row = tuple[str, ...]
Table = tuple[Row, ...]
"""The text of each cell, row by row."""


class SelectorError(ValueError):
    """The selector cannot be read from `position` on."""

    def __init__(self, selector: str, position: int) -> None:
        self.position = position
        rest = selector[position : position + 40]
        self.found = repr(rest) if rest else "its end"
        super().__init__(f"at position {position}, {self.found} cannot be read")


class Link(Value):
    """Something to follow. `href` is as a browser would take it, entities decoded; `text` is what a reader sees."""

    href: str
    text: str
    source: Literal["html", "text"]


class Code(Value):
    """Something that looks like a one-time code.

    `value` is what a person types: digits are ASCII, and the gaps of `123 456` are gone. `score` is from 0 to 1,
    `context` the line that it was found in, of a long one at most 200 characters around it.
    """

    value: str
    score: float
    context: str


class Image(Value):
    """A picture of the HTML. `part` is the number of the part that `cid:` names, None for a picture from elsewhere."""

    src: str
    alt: str
    part: int | None


class Unsubscribe(Value):
    """How to leave a list (RFC 2369, section 3.2); `one_click` says that one POST does it (RFC 8058)."""

    links: tuple[str, ...]
    one_click: bool


class Person(Value):
    """Who organises or attends; `status` is for example `ACCEPTED` or `NEEDS-ACTION` (RFC 5545, section 3.2.12)."""

    name: str
    address: str
    status: str = ""


class Event(Value):
    """An event of a calendar part (RFC 5545). A date is a whole day; a time without a zone is everybody's own.

    `method` is that of the calendar, for example `REQUEST` or `CANCEL` (RFC 5546).
    """

    method: str
    uid: str
    summary: str
    start: datetime | date | None
    end: datetime | date | None
    organizer: Person | None
    attendees: tuple[Person, ...]
    location: str


class Selected(Value):
    """An element of the HTML. `text` is what a reader sees of it, `html` the element itself."""

    tag: str
    text: str
    html: str
    attributes: dict[str, str]


class Selection(Value):
    """The elements that a selector matches, in order; `defects` says what was left out, in words."""

    elements: tuple[Selected, ...]
    defects: tuple[str, ...] = ()


class Extracts(Value):
    """All of it. Codes are the likeliest first, everything else is in the order of the mail.

    `html_text` is None when the mail has no HTML. `defects` says what was left out or could not be read, in words.
    """

    links: tuple[Link, ...] = ()
    codes: tuple[Code, ...] = ()
    images: tuple[Image, ...] = ()
    tables: tuple[Table, ...] = ()
    html_text: str | None = None
    unsubscribe: Unsubscribe | None = None
    events: tuple[Event, ...] = ()
    defects: tuple[str, ...] = ()
