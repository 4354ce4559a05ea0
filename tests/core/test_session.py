"""What was said is shown so that no terminal and no page is harmed by it."""

from __future__ import annotations

import pytest

from catcher.core import session
from catcher.core.session import Diagnosis, readable


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (b"MAIL FROM:<a@b>", "MAIL FROM:<a@b>"),
        ("grün ✓".encode(), "grün ✓"),
        (b"\x1b]0;x\x07\0\t", r"\x1b]0;x\x07\x00\t"),
        (b"caf\xe9", r"caf\xe9"),
        ("\u202e\u2028\x85".encode(), r"\u202e\u2028\x85"),
        (b"x" * 30, "x" * 20 + "…"),
    ],
)
def test_a_line_is_made_readable(octets: bytes, text: str) -> None:
    assert readable(octets, 20) == text


def test_every_diagnosis_has_a_code_of_its_own_and_says_what_to_do() -> None:
    diagnoses = [value for value in vars(session).values() if isinstance(value, Diagnosis)]

    assert len({each.code for each in diagnoses}) == len(diagnoses)
    assert all(each.text.endswith(".") and len(each.text) > 40 for each in diagnoses)
