from __future__ import annotations

import pytest

from catcher.core.extract.codes import codes
from catcher.core.extract.codes.shapes import Shape, candidates, folded, plain
from catcher.core.extract.visible import BIG, Line, Run


def values(text: str, subject: str = "") -> list[str]:
    return [code.value for code in codes(subject, text, ())]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Your code is 314159.", "314159"),
        ("Your code: 4821", "4821"),
        ("Your code is 123 456.", "123456"),
        ("Your code is 123-456.", "123456"),
        ("Your code: 12 34 56", "123456"),
        ("Your code: 1 2 3 4 5 6", "123456"),
        ("Your code: 123\N{NO-BREAK SPACE}456", "123456"),
        ("Your code: \uff11\uff12\uff13\uff14", "1234"),
        ("رمز التحقق: ٤٨٢٩١٣", "482913"),
        ("आपका कोड ४८२९१३ है", "482913"),
        ("Your code: G-482913", "G-482913"),
        ("Your code: AB3-9XK", "AB3-9XK"),
        ("Your code: 7F3K-92QX", "7F3K-92QX"),
        ("Your code: 7F3K92", "7F3K92"),
        ("Your verification code: 1234567890", "1234567890"),
        ("Dein Code:482913", "482913"),
        ("您的验证码是482913,10分钟内有效", "482913"),
        ("482913", ""),
        ("Your order code is 482913", ""),
        ("Use promo code SAVE20 at checkout", ""),
        ("Our zip code is 94103", ""),
        ("Your code is at https://example.com/482913", ""),
        ("Your code costs $482913", ""),
        ("Call about your code: +1 415 555 0134", ""),
        ("The code is coloured #482913", ""),
        ("The code was made in 2019", ""),
        ("Your code arrives on 2026-03-03", ""),
        ("Your code is 123", ""),
        ("Your code is 12345678901", ""),
    ],
)
def test_one_code_is_found_in_a_line_or_none(text: str, value: str) -> None:
    assert values(text) == ([value] if value else [])


def test_a_code_below_the_sentence_that_speaks_of_it_is_found() -> None:
    (code,) = codes("Sign in", "Enter this verification code:\n\n482913\n\nIt expires in 10 minutes.", ())

    assert (code.value, code.context) == ("482913", "482913")
    assert code.score > 0.9


def test_a_code_in_the_subject_alone_is_found() -> None:
    (code,) = codes("482913 is your sign-in code", "Someone wants to sign in.", ())

    assert (code.value, code.context) == ("482913", "482913 is your sign-in code")


def test_the_same_code_in_text_and_html_is_told_once() -> None:
    html = (Line((Run("Your code is ", 0), Run("482913", BIG))),)

    (code,) = codes("Your code: 482913", "Your code is 482913", html)

    assert code.value == "482913"


def test_the_likeliest_is_first() -> None:
    text = "Your account code 99887766 stays as it is.\nYour verification code: 482913"

    assert values(text)[0] == "482913"


def test_digits_on_a_line_each_are_one_code() -> None:
    assert values("Enter this code:\n" + "\n".join("482913")) == ["482913"]


def test_many_numbers_are_told_up_to_a_bound() -> None:
    text = "\n".join(f"Your code: {number}" for number in range(100000, 100100))

    assert len(values(text)) == 20


@pytest.mark.parametrize(
    "text",
    [
        "code " * 200_000,
        "1 " * 500_000,
        "code 123456 " * 50_000,
        "a-" * 500_000,
        "A1-" * 300_000,
        "验证码" * 300_000,
        "1.2." * 200_000,
        "+1 " * 300_000,
        "\n".join("Your code: 482913" for _ in range(50_000)),
        "(" * 500_000,
        "jan " * 200_000,
    ],
)
def test_hostile_text_ends(text: str) -> None:
    assert len(codes(text, text, (Line((Run(text, 0),)),))) <= 20


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("482913", [Shape.SIX]),
        ("4829", [Shape.DIGITS]),
        ("1998", [Shape.YEAR]),
        ("482 913", [Shape.GROUPS]),
        ("4 8 2 9 1 3", [Shape.SPACED]),
        ("G-482913", [Shape.PREFIXED]),
        ("7F3K92", [Shape.MIXED]),
        ("WDJB-MJHT", [Shape.LETTERS]),
        ("INV-2026-004", [Shape.REFERENCE]),
        ("4111 1111 1111 1111", []),
        ("192.168.10.20", []),
        ("12:30:4567", []),
        ("1,482,913.00", []),
        ("user4829@example.com", []),
        ("550e8400-e29b-41d4-a716-446655440000", []),
        ("DE89 3704 0044 0532 0130 00", []),
        ("(415) 555-0134", []),
        ("12 March 2026", []),
        ("•••• 4471", []),
    ],
)
def test_shapes(text: str, shapes: list[Shape]) -> None:
    assert [each.shape for each in candidates(text)] == shapes


def test_plain_and_folded_text_is_as_long_as_before() -> None:
    text = "İstanbul ٤\uff21\N{NO-BREAK SPACE}\u2011"

    assert plain(text) == "İstanbul 4A -"
    assert len(folded(text)) == len(text)
