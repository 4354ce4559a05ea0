from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from catcher.core.extract.calendars import MAX_EVENTS, events
from catcher.core.extract.values import Event, Person


def calendar(*lines: str, before: str = "", method: str = "REQUEST") -> str:
    body = "\r\n".join(lines)
    return f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\n{before}BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def event(*lines: str, before: str = "") -> Event:
    (found,), defects = events([calendar(*lines, before=before)])
    assert defects == ()
    return found


def test_an_invitation() -> None:
    found = event(
        "UID:7@x",
        "SUMMARY:Tea\\, and",
        "  cake",
        "DTSTART:20260303T090000Z",
        "DTEND:20260303T100000Z",
        "LOCATION:Room 1",
        'ORGANIZER;CN="Archer, Ann":mailto:ann@example.com',
        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Bob:MAILTO:bob@example.com",
        "ATTENDEE:mailto:kim@example.com",
        "BEGIN:VALARM",
        "SUMMARY:not this",
        "END:VALARM",
    )

    assert found == Event(
        method="REQUEST",
        uid="7@x",
        summary="Tea, and cake",
        start=datetime(2026, 3, 3, 9, tzinfo=UTC),
        end=datetime(2026, 3, 3, 10, tzinfo=UTC),
        organizer=Person("Archer, Ann", "ann@example.com"),
        attendees=(Person("Bob", "bob@example.com", "ACCEPTED"), Person("", "kim@example.com")),
        location="Room 1",
    )


def test_whole_days_are_dates() -> None:
    found = event("DTSTART;VALUE=DATE:20260303", "DTEND;VALUE=DATE:20260304")

    assert (found.start, found.end) == (date(2026, 3, 3), date(2026, 3, 4))


def test_a_duration_tells_the_end() -> None:
    found = event("DTSTART:20260303T090000Z", "DURATION:PT1H30M")

    assert found.end == datetime(2026, 3, 3, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "W. Europe Standard Time"])
def test_zones_have_their_offset(zone: str) -> None:
    start = event(f"DTSTART;TZID={zone}:20260703T090000").start

    assert isinstance(start, datetime)
    assert start.utcoffset() == timedelta(hours=2)


def test_a_zone_may_be_described_in_the_calendar() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0330\r\n"
        "TZOFFSETTO:+0330\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )

    start = event("DTSTART;TZID=Ours:20260703T090000", before=zone).start

    assert isinstance(start, datetime)
    assert start.utcoffset() == timedelta(hours=3, minutes=30)


def test_a_time_without_zone_has_none() -> None:
    assert event("DTSTART:20260303T090000").start == datetime(2026, 3, 3, 9)


def test_the_same_event_in_two_parts_is_told_once() -> None:
    one = calendar("UID:1")

    assert len(events([one, one, calendar("UID:1", method="CANCEL")])[0]) == 2


@pytest.mark.parametrize(
    ("text", "uids", "defects"),
    [
        ("", [], ()),
        ("no calendar", [], ("A line of a calendar cannot be read: 'no calendar'",)),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1", ["1"], ()),
        ("BEGIN:VCALENDAR\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nEND:VCALENDAR", ["1"], ()),
        (calendar("UID:1", "!!"), ["1"], ("A line of a calendar cannot be read: '!!'",)),
        (
            calendar("UID:1", "DTSTART:never"),
            ["1"],
            ("DTSTART of an event cannot be read: Expected datetime, date, or time. Got: 'never'",),
        ),
        (calendar("UID:1", "DTSTART;TZID=Nowhere/Else:20260303T090000"), ["1"], ()),
    ],
)
def test_a_broken_calendar_gives_what_can_be_read(
    text: str, uids: list[str], defects: tuple[str, ...]
) -> None:
    found, told = events([text])

    assert [each.uid for each in found] == uids
    assert told == defects


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VEVENT\n" * 100_000,
        "BEGIN:VCALENDAR\n" * 100_000,
        "BEGIN:VEVENT\n" + "ATTENDEE:mailto:a@x\n" * 100_000,
        "BEGIN:VEVENT\nATTENDEE" + ";A=b" * 500_000,
        "BEGIN:VTIMEZONE\n" + "RRULE:FREQ=SECONDLY\n" * 50_000 + "END:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=x:20260101T000000",
        "A\n " * 500_000,
        "END:VEVENT\n" * 100_000,
    ],
)  # fmt: skip
def test_a_hostile_calendar_ends(text: str) -> None:
    found, _ = events([text])

    assert len(found) <= MAX_EVENTS


def test_more_events_than_are_read_are_told() -> None:
    found, told = events(["".join(f"BEGIN:VEVENT\nUID:{n}\nEND:VEVENT\n" for n in range(MAX_EVENTS + 1))])

    assert len(found) == MAX_EVENTS
    assert told == (f"A calendar has more than {MAX_EVENTS} events; the rest was not read",)
