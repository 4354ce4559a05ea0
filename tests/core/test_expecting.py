from __future__ import annotations

import pytest

from catcher.core.expecting import Broken, Expectation, Judgement, Met, Unmet, judge
from catcher.core.query import Query
from catcher.core.query_text import parse
from tests.support import draft, kept


def judged(expected: Expectation, *subjects: str) -> Judgement:
    return judge(expected, [kept(draft(subject), number) for number, subject in enumerate(subjects, 1)])


def queries(*texts: str) -> tuple[Query, ...]:
    return tuple(map(parse, texts))


def ids(judgement: Judgement) -> list[int]:
    assert isinstance(judgement, Met)
    return [message.id for message in judgement.messages]


TWO = Expectation(parse("subject:a"), 2, 2)
SET = Expectation(at_least=2, at_most=2, exactly=queries("subject:a", "subject:b"))
IN_ORDER = "expected in this order (subject:a) and (subject:b)"
ORDER = Expectation(in_order=queries("subject:a", "subject:b"))


@pytest.mark.parametrize(
    ("expected", "subjects", "found"),
    [
        (TWO, ["a", "a"], [1, 2]),
        (Expectation(at_least=0, at_most=0), [], []),
        (Expectation(at_least=1, at_most=3), ["x", "y"], [1, 2]),
        (Expectation(), ["x", "y", "z"], [1, 2, 3]),
        (ORDER, ["a", "x", "b", "a"], [1, 3]),
        (ORDER, ["b", "a", "b"], [2, 3]),
        (SET, ["b", "a"], [2, 1]),
        (Expectation(at_least=2, at_most=2, exactly=queries("subject:a", "subject:ab")), ["ab", "a"], [2, 1]),
        (
            Expectation(
                at_least=3, at_most=3, exactly=queries("subject:/[ab]/", "subject:/[bc]/", "subject:a")
            ),
            ["a", "b", "c"],
            [2, 3, 1],
        ),
    ],
)
def test_what_is_as_expected_is_met(expected: Expectation, subjects: list[str], found: list[int]) -> None:
    assert ids(judged(expected, *subjects)) == found


@pytest.mark.parametrize(
    ("expected", "subjects", "why", "missing"),
    [
        (TWO, [], "expected 2 mails matching subject:a; none came", "subject:a"),
        (TWO, ["a"], "expected 2 mails matching subject:a; 1 came", "subject:a"),
        (Expectation(), [], "expected 1 or more mails matching anything; none came", ""),
        (Expectation(at_least=2, at_most=3), ["a"], "expected 2 to 3 mails matching anything; 1 came", ""),
        (
            ORDER,
            ["b", "a"],
            f"{IN_ORDER}; there is no mail for number 2 of 2, subject:b, behind mail 2 ('a'); mail 1 came before it",
            "subject:b",
        ),
        (
            ORDER,
            ["b"],
            f"{IN_ORDER}; there is no mail for number 1 of 2, subject:a",
            "subject:a",
        ),
        (
            SET,
            ["b"],
            "expected exactly (subject:a) and (subject:b); there is no mail for subject:a; 1 came",
            "subject:a",
        ),
    ],
)
def test_what_is_missing_is_named(expected: Expectation, subjects: list[str], why: str, missing: str) -> None:
    assert judged(expected, *subjects) == Unmet(why, parse(missing))


@pytest.mark.parametrize(
    ("expected", "subjects", "why", "culprit"),
    [
        (TWO, ["a", "a", "a"], "expected 2 mails matching subject:a; 3 came", 3),
        (Expectation(at_least=0, at_most=0), ["a"], "expected no mails matching anything; 1 came", 1),
        (
            Expectation(at_least=0, at_most=1),
            ["a", "b"],
            "expected at most 1 mail matching anything; 2 came",
            2,
        ),
        (SET, ["x"], "expected exactly (subject:a) and (subject:b); mail 1 is none of them: 'x'", 1),
        (SET, ["a", "a"], "expected exactly (subject:a) and (subject:b); mail 2 is one too many: 'a'", 2),
    ],
)
def test_what_is_too_much_is_named(
    expected: Expectation, subjects: list[str], why: str, culprit: int
) -> None:
    judgement = judged(expected, *subjects)

    assert isinstance(judgement, Broken)
    assert (judgement.why, judgement.culprit.id) == (why, culprit)
