"""What was drawn from a mail, as the shapes that the API speaks."""

from __future__ import annotations

from datetime import date, datetime

from catcher.core.extract.values import Event, Extracts, Person, Selection
from catcher.core.shapes import EventShape, ExtractsShape, PersonShape, SelectionShape


def extracts_shape(found: Extracts) -> ExtractsShape:
    """All of it."""
    leaving = found.unsubscribe
    return {
        "links": [{"href": each.href, "text": each.text, "source": each.source} for each in found.links],
        "codes": [{"value": c.value, "score": c.score, "context": c.context} for c in found.codes],
        "images": [{"src": each.src, "alt": each.alt, "part": each.part} for each in found.images],
        "tables": [[list(row) for row in table] for table in found.tables],
        "html_text": found.html_text,
        "unsubscribe": {"links": list(leaving.links), "one_click": leaving.one_click} if leaving else None,
        "events": [_event(each) for each in found.events],
        "defects": list(found.defects),
    }


def selection_shape(found: Selection) -> SelectionShape:
    """The elements."""
    return {
        "elements": [
            {"tag": each.tag, "text": each.text, "html": each.html, "attributes": each.attributes}
            for each in found.elements
        ],
        "defects": list(found.defects),
    }


def _event(event: Event) -> EventShape:
    return {
        "method": event.method,
        "uid": event.uid,
        "summary": event.summary,
        "start": _moment(event.start),
        "end": _moment(event.end),
        "organizer": _person(event.organizer) if event.organizer else None,
        "attendees": [_person(each) for each in event.attendees],
        "location": event.location,
    }


def _person(person: Person) -> PersonShape:
    return {"name": person.name, "address": person.address, "status": person.status}


def _moment(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
