"""Dates are read with their offset, or not at all: a wrong time would mislead more than none."""

from __future__ import annotations

import pytest

from catcher.core.parsing.dates import moment

READ = {
    "Fri, 01 May 2026 12:00:00 +0200": "2026-05-01T12:00:00+02:00",
    "1 May 2026 12:00 +0200": "2026-05-01T12:00:00+02:00",
    "Fri, 01 May 2026 12:00:00": "2026-05-01T12:00:00+00:00",
    "Fri, 01 May 2026 12:00:00 -0000": "2026-05-01T12:00:00+00:00",
    "Fri, 01 May 2026 12:00:00 GMT": "2026-05-01T12:00:00+00:00",
    "Fri, 01 May 26 12:00:00 EST": "2026-05-01T12:00:00-05:00",
    "Fri,\r\n 01 May\t2026 12:00:00 +0545": "2026-05-01T12:00:00+05:45",
    "Fri May  1 12:00:00 2026": "2026-05-01T12:00:00+00:00",
    "01-May-2026 12:00:00 +0200": "2026-05-01T12:00:00+02:00",
    "Fri, 1 May 2026 12.30.00 +0200": "2026-05-01T12:30:00+02:00",
    "Fri, 01 May 2026 12:00:00 +0200 (CEST)": "2026-05-01T12:00:00+02:00",
    "Fri, 01 May 2026 12:00:00 (CEST) +0200": "2026-05-01T12:00:00+02:00",
    "Fri (a (nested) one), 01 May 2026 12:00:00 +0200": "2026-05-01T12:00:00+02:00",
    "Fri, 01 May 2026 12:00:00 +02:00": "2026-05-01T12:00:00+02:00",
    "Sat, 31 Dec 2016 23:59:60 +0000": "2016-12-31T23:59:59+00:00",
}
NOT_READ = [
    "", " ", "tomorrow", "2026-05-01T12:00:00Z", "Fri, 01 Mai 2026 12:00:00 +0200", "31 Feb 2026 12:00:00 +0000",
    "Fri, 01 May 2026 24:00:00 +0000", "Fri, 01 May 2026 12:00:00 +2400", "Fri, 01 May 2026 12:00:00 -9999",
    "Fri, 01 May 99999999999 12:00:00 +0000", "31 Dec 9999 23:59:59 -0100", "Fri, 01 May 2026 12:61:00 +0000",
    "(" * 1_000, "()" * 1_000, "1" * 100_000, ":60" * 1_000, "\0", "\ud800", ",,,,", "+-+-",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_a_date_is_read_with_its_offset(text: str, expected: str) -> None:
    found = moment(text)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_what_no_calendar_has_is_not_read(text: str) -> None:
    assert moment(text) is None
