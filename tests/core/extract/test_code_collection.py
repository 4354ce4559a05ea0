"""How well one-time codes are found in a collection of mails, of which a part was never looked at while tuning."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from catcher.core.extract import extracts
from tests.core.extract.code_mails import CodeMail, mails, typed

FOUND, NOT_OFFERED = 0.97, 0.95
"""Of mails with a code, those whose first candidate is right; of the others, those with no candidate."""
FOUND_UNSEEN, NOT_OFFERED_UNSEEN = 0.92, 0.95


@dataclass(frozen=True)
class Tally:
    right: int
    misses: list[str]

    @property
    def rate(self) -> float:
        return self.right / (self.right + len(self.misses))

    def __str__(self) -> str:
        return f"{self.rate:.1%} of {self.right + len(self.misses)}\n" + "\n".join(self.misses)


def tally(part: list[CodeMail]) -> Tally:
    misses = []
    for mail in part:
        codes = extracts(mail.raw).codes
        first = codes[0].value if codes else ""
        if typed(first) != typed(mail.code):
            misses.append(f"{mail.name}: expected {mail.code or 'none'}, got {codes[:1] or 'none'}")
    return Tally(len(part) - len(misses), misses)


@pytest.mark.parametrize(
    ("part", "found", "not_offered"),
    [("seen", FOUND, NOT_OFFERED), ("held-out", FOUND_UNSEEN, NOT_OFFERED_UNSEEN)],
)
def test_first_candidates_are_right_and_none_is_offered_where_there_is_none(
    part: str, found: float, not_offered: float
) -> None:
    collected = list(mails(part))
    with_code = tally([mail for mail in collected if mail.code])
    without = tally([mail for mail in collected if not mail.code])

    print(f"{part}: right first {with_code}\nnone where none is {without}")

    assert with_code.rate >= found, str(with_code)
    assert without.rate >= not_offered, str(without)


def test_the_collection_is_large_and_in_many_languages() -> None:
    collected = [mail for part in ("seen", "held-out") for mail in mails(part)]

    assert len(collected) >= 200
    assert len({mail.raw for mail in collected}) == len(collected)
    assert sum(not mail.code for mail in collected) >= 90
