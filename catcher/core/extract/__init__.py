"""What a test wants from a mail: links, codes, pictures, tables, text of the HTML, how to unsubscribe, events.

Its law: it never raises on a mail, whatever it holds, and takes time in proportion to its size; what was left out for
that is told.
"""

from __future__ import annotations

from catcher.core.extract import visible
from catcher.core.extract.calendars import CALENDAR_TYPES, events
from catcher.core.extract.codes import codes
from catcher.core.extract.files import as_text
from catcher.core.extract.images import images
from catcher.core.extract.links import links
from catcher.core.extract.markup import Page
from catcher.core.extract.selecting import select
from catcher.core.extract.tables import tables
from catcher.core.extract.unsubscribing import unsubscribe
from catcher.core.extract.values import Extracts, Selection
from catcher.core.message import Content
from catcher.core.parsing import content, part_body

__all__ = ["extracts", "selection"]

MAX_CALENDARS = 20


def extracts(raw: bytes) -> Extracts:
    """All that can be drawn from a mail."""
    parsed = content(raw)
    page = Page(parsed.html) if parsed.html is not None else None
    root = page.root if page else None
    shown = visible.lines(root) if root else ()
    found_tables, unread_tables = tables(root) if root else ((), ())
    found_events, unread_events = events(_calendars(raw, parsed))
    return Extracts(
        links=links(root, parsed.text),
        codes=codes(_subject(parsed), parsed.text, shown),
        images=images(root, parsed.attachments) if root else (),
        tables=found_tables,
        html_text="\n".join(line.text for line in shown) if root else None,
        unsubscribe=unsubscribe(parsed.headers),
        events=found_events,
        defects=(*(page.defects if page else ()), *unread_tables, *unread_events),
    )


def selection(raw: bytes, css: str) -> Selection:
    """The elements of the mail's HTML that match; none when it has no HTML. Raises SelectorError."""
    return select(content(raw).html or "", css)


def _subject(parsed: Content) -> str:
    return next((header.value for header in parsed.headers if header.name.lower() == "subject"), "")


def _calendars(raw: bytes, parsed: Content) -> list[str]:
    parts = [each.part for each in parsed.attachments if each.content_type in CALENDAR_TYPES]
    bodies = [part_body(raw, part) for part in parts[:MAX_CALENDARS]]
    return [as_text(body.body, body.charset) for body in bodies if body]
