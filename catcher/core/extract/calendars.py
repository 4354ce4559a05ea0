"""Events of calendar parts (RFC 5545): the only module that knows icalendar.

Its law: a calendar that other programs would refuse still gives the events that can be read. So only the lines of
events and time zones that are needed are handed on, and what is broken is left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from catcher.core.extract.values import Event, Person

if TYPE_CHECKING:
    from icalendar import Component

CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})
MAX_CHARS = 2 * 1024 * 1024
MAX_EVENTS = 200
MAX_ATTENDEES = 1_000
MAX_LINES = 2_000
"""Of one event or time zone."""

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(
    r"(?P<name>[A-Z0-9-]{1,60}+)(?:;[A-Z0-9-]{1,60}=(?:\"[^\"\n]{0,2000}\"|[^\";:,\n]{0,2000})){0,20}+:",
    re.IGNORECASE,
)
_OF_EVENT = frozenset({
    "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "ORGANIZER", "ATTENDEE", "LOCATION",
})  # fmt: skip
_OF_ZONE = frozenset({
    "TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "RDATE",
})  # fmt: skip
_OF_ZONES = frozenset({"VTIMEZONE", "STANDARD", "DAYLIGHT"})


def events(calendars: Iterable[str]) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """The events of all the calendars, each once, and what could not be read, in words."""
    found: dict[Event, None] = {}
    defects: dict[str, None] = {}
    for calendar in calendars:
        if len(calendar) > MAX_CHARS:
            defects[f"A calendar is longer than {MAX_CHARS} characters; the rest was not read"] = None
        method, zones, blocks = _sorted(calendar[:MAX_CHARS], defects)
        for number, block in enumerate(blocks):
            if number >= MAX_EVENTS:
                defects[f"A calendar has more than {MAX_EVENTS} events; the rest was not read"] = None
                break
            if event := _event(method, zones, block, defects):
                found[event] = None
    return tuple(found), tuple(defects)


def _sorted(calendar: str, defects: dict[str, None]) -> tuple[str, list[str], list[list[str]]]:
    """The method, the lines of the time zones, and those of each event."""
    method = ""
    zones: list[str] = []
    blocks: list[list[str]] = []
    inside: list[str] = []
    for line in _FOLD.sub("", calendar).splitlines():
        name, value = line.partition(":")[::2]
        match name.strip().upper(), value.strip().upper():
            case "BEGIN", component:
                inside.append(component)
                if component == "VEVENT":
                    blocks.append([])
                elif component in _OF_ZONES:
                    zones.append(f"BEGIN:{component}")
            case "END", component if component in inside:
                while inside.pop() != component:
                    pass
                if component in _OF_ZONES:
                    zones.append(f"END:{component}")
            case "METHOD", given if inside == ["VCALENDAR"]:
                method = given
            case _:
                _keep(line, inside, zones, blocks, defects)
    return method, zones, blocks


def _keep(
    line: str, inside: list[str], zones: list[str], blocks: list[list[str]], defects: dict[str, None]
) -> None:
    found = _LINE.match(line)
    innermost = inside[-1] if inside else ""
    if found is None:
        if line.strip():
            defects[f"A line of a calendar cannot be read: {line.strip()[:60]!r}"] = None
    elif innermost == "VEVENT" and found["name"].upper() in _OF_EVENT and len(blocks[-1]) < MAX_LINES:
        blocks[-1].append(line)
    elif innermost in _OF_ZONES and found["name"].upper() in _OF_ZONE and len(zones) < MAX_LINES:
        zones.append(line)


def _event(method: str, zones: list[str], block: list[str], defects: dict[str, None]) -> Event | None:
    from icalendar import Calendar  # noqa: PLC0415 - most mails have no calendar, and it takes long to import

    for around in (zones, []):
        text = "\r\n".join(
            ["BEGIN:VCALENDAR", *around, "BEGIN:VEVENT", *block, "END:VEVENT", "END:VCALENDAR", ""]
        )
        try:
            event = Calendar.from_ical(text).walk("VEVENT")[0]
            for name, wrong in event.errors:
                event.pop(name, None)
                defects[f"{name} of an event cannot be read: {wrong[:100]}"] = None
            return _read(method, event)
        except Exception as error:  # noqa: BLE001 - whatever a calendar makes its reader raise
            defects[f"An event cannot be read: {type(error).__name__}: {str(error)[:100]}"] = None
    return None


def _read(method: str, event: Component) -> Event:
    start, end = _moment(event.get("DTSTART")), _moment(event.get("DTEND"))
    lasts = getattr(event.get("DURATION"), "td", None)
    if end is None and start is not None and isinstance(lasts, timedelta):
        end = start + lasts
    organizers = list(_people(event.get("ORGANIZER")))
    return Event(
        method=method,
        uid=_text(event.get("UID")),
        summary=_text(event.get("SUMMARY")),
        start=start,
        end=end,
        organizer=organizers[0] if organizers else None,
        attendees=tuple(_people(event.get("ATTENDEE"))),
        location=_text(event.get("LOCATION")),
    )


def _first(value: Any) -> Any:
    """A property that was given several times is a list."""
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any) -> str:
    value = _first(value)
    return "" if value is None else str(value)


def _moment(value: Any) -> datetime | date | None:
    moment = getattr(_first(value), "dt", None)
    return moment if isinstance(moment, date) else None


def _people(value: Any) -> Iterator[Person]:
    given = value if isinstance(value, list) else [value]
    for each in given[:MAX_ATTENDEES]:
        if each is not None:
            parameters = getattr(each, "params", {})
            scheme, _, address = str(each).rpartition(":")
            named = address if scheme.lower() == "mailto" else str(each)
            yield Person(str(parameters.get("CN", "")), named, str(parameters.get("PARTSTAT", "")))
