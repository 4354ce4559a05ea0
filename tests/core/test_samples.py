"""Each sample is what its name says, and only the broken one has defects."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catcher.core.parsing import content
from catcher.core.samples import Kind, sample_of

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", Kind)
def test_only_the_broken_one_has_defects(kind: Kind) -> None:
    assert bool(content(sample_of(kind, NOW)).defects) is (kind is Kind.BROKEN)


def test_the_samples_show_what_they_are_for() -> None:
    made = {kind: content(sample_of(kind, NOW)) for kind in Kind}

    assert [each.filename for each in made[Kind.FILES].attachments] == [
        "invoice-2026-1142.pdf",
        "Beträge.csv",
        "stamp.png",
    ]
    assert b"BEGIN:VCALENDAR\r\n" in sample_of(Kind.INVITATION, NOW)
    assert made[Kind.TEXT].html is None
    assert "482913" in (made[Kind.CODE].text or "")
    assert any(field.name == "List-Unsubscribe" for field in made[Kind.NEWSLETTER].headers)


def test_the_same_time_gives_the_same_text() -> None:
    assert sample_of(Kind.TEXT, NOW) == sample_of(Kind.TEXT, NOW)
