from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from catcher.mail import Headers
from catcher.testing.snapshots import Snapshots, readable
from tests.testing.test_comparing import FILE, MAIL


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("id 123e4567-e89b-12d3-a456-426614174000.", "id <uuid>."),
        ("on 2026-05-01 and 2026-05-01T12:00:00.123Z", "on <date> and <date>"),
        ("Fri, 1 May 2026 12:00:05 +0200", "<date> <time>"),
        ("May 1st, 2026 at 9:05 pm", "<date> at <time>"),
        ("01.05.2026 or 5/1/2026", "<date> or <date>"),
        ("https://x.example/confirm?token=aB3dE5gH7jK9mN1pQ3&lang=en", "https://x.example/confirm?token=<token>&lang=en"),
        ("https://x.example/r/9f86d081884c7d659a2feaa0c55ad015/go", "https://x.example/r/<token>/go"),
        ("sha 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "sha <token>"),
        ("https://x.example/a-long-name-of-a-page/en", "https://x.example/a-long-name-of-a-page/en"),
        ("Copyright 2026, 12 items, EUR 12.50, call +49 30 123", "Copyright 2026, 12 items, EUR 12.50, call +49 30 123"),
        ("internationalization-of-everything", "internationalization-of-everything"),
    ],
)  # fmt: skip
def test_what_differs_from_run_to_run_is_named_not_shown(text: str, shown: str) -> None:
    assert f"--- text ---\n{shown}\n" in readable(replace(MAIL, text=text))


def test_it_is_readable_and_in_one_order() -> None:
    mail = replace(
        MAIL,
        headers=Headers((("To", "bob@example.com"), ("Date", "today"), ("From", "ann@example.com"))),
        text="Hello \r\n",
        html="<p>Hello</p>",
        attachments=(replace(FILE, sha256="ab12"),),
    )

    assert readable(mail, [("Hello", "Hi")]) == (
        "From: ann@example.com\nTo: bob@example.com\n\n--- text ---\nHi\n\n--- html ---\n<p>Hi</p>\n\n"
        "--- files ---\norder.pdf application/pdf sha256 ab12\n"
    )


def test_names_of_tests_become_names_of_files(tmp_path: Path) -> None:
    Snapshots(tmp_path / "test_x.py", update=True).check(MAIL, "test_it[a/b: ä]")

    assert [path.name for path in tmp_path.rglob("*.txt")] == ["test_it-a-b-ä.txt"]
    changed = replace(MAIL, headers=Headers((("Subject", "Goodbye"),)))
    with pytest.raises(AssertionError, match=r"(?s)not as approved.*-Subject: Welcome.*\+Subject: Goodbye"):
        Snapshots(tmp_path / "test_x.py", update=False).check(changed, "test_it[a/b: ä]")


def test_one_time_codes_are_named_not_shown_and_other_numbers_stay() -> None:
    text = "Your code is 314159. Order 4711 was paid in 2026."

    shown = readable(replace(MAIL, text=text, raw=f"Subject: Your code\r\n\r\n{text}\r\n".encode()))

    assert "Your code is <code>. Order 4711 was paid in 2026.\n" in shown
