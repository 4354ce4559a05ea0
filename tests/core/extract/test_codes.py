from __future__ import annotations

import pytest

from catcher.core.extract import visible
from catcher.core.extract.codes import codes
from catcher.core.extract.codes.finding import MAX_CHARS
from catcher.core.extract.codes.shapes import Shape, candidates, folded, plain
from catcher.core.extract.markup import Page
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
        ("Your linkage passcode: 7PX-4WD", "7PX-4WD"),
        ("Il tuo codice: H2-KX8", "H2-KX8"),
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


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Your Wi-Fi login", "When the welcome page appears, put in 482913."),
        ("Inlogpoging", "Er wordt ingelogd op je account. Bevestig met 482913."),
        ("New sign-in", "If this is you, please confirm with\n\n482913"),
        ("Belépés a fiókodba", "Gépeld be ezt a mezőbe: 482913"),
        ("Approve your payment", "Approval code: 482913"),
        ("E-postanı doğrula", "Doğrulama ekranına şunu yaz:\n\n482913"),
        (
            "Your access",
            "Press here and put in this invitation code when you are asked:\n\n482913\n\nThe code is new.",
        ),
        ("mailTAN", "Die TAN lautet 482913.\n\nSperr-Notruf: 116 116."),
    ],
)
def test_what_one_is_told_to_do_with_it_tells_a_code(subject: str, text: str) -> None:
    assert values(text, subject) == ["482913"]


@pytest.mark.parametrize("text", ["Code banque 30004", "code guichet 02837", "Practice code: 84021"])
def test_codes_of_banks_and_practices_are_none(text: str) -> None:
    assert values(text) == []


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


@pytest.mark.parametrize(
    "html",
    [
        "482913",
        "<b>482913</b>.",
        "<br><br><font size=5>482913</font>",
        "<table><tr><td>4<td>8<td>2<td></td><td>9<td>1<td>3</table>",
        "<table><tr>"
        + "".join(f"<td><table><tr><td><p>{c}</p></td></tr></table>" for c in "482913")
        + "</table>",
        "".join(f"<span>{c}</span>" for c in "482913"),
        "".join(f"<div>{c}</div>" for c in "482913"),
        "<div style='display:flex'>" + "".join(f"<div>{c}</div>" for c in "482913") + "</div>",
        "<span>482</span><span style='margin-left:8px'>913</span>",
        "482<b>&nbsp;</b>913",
        "482&#8211;913",
        "4&#8203;8&#8203;2&#8203;9&#8203;1&#8203;3",
        "<a href='#'>482913</a>",
        "<button>482913</button>",
        "<input value=482913 readonly>",
        "<ul><li>482913</ul>",
        "<dl><dd>482913<dd>10 minutes</dl>",
        "„482913“",
        "*482913*",
        "(482913)",
    ],
)
def test_a_code_is_found_however_it_is_set_in_html(html: str) -> None:
    lines = visible.lines(
        Page(f"<p>Your verification code is:</p><div>{html}</div><p>Acme, 1 Main St</p>").root
    )

    assert [code.value for code in codes("Hello", None, lines)] == ["482913"]


@pytest.mark.parametrize(
    "html",
    [
        "<h1>12,482</h1><p>visitors</p><h2>4829</h2><p>sign-ups. Your password expires in 30 days.</p>",
        "<p>We will never ask for your verification code.</p><h1>CONTINUE</h1><p>Acme, 95014 Cupertino, (408) 555-0199</p>",
        "<p>Verify your email:</p><a style='background:#482913' href='https://x.example/482913'>VERIFY</a> https://x.example/482913",
        "<p>Confirm your address</p><p>Acme GmbH, Lindenstr. 4829, 10115 Berlin, HRB 482913</p>",
        "<table><tr><th>Item<th>Code<th>Qty<tr><td>Tea<td>482913<td>2</table>",
        "<p>Your gift card</p><p>Code</p><h1>AB3X-9XKQ-7TTM</h1><p>PIN</p><h1>4829</h1><p>Redeem it at checkout.</p>",
        "<p>Two-factor authentication was turned on. If it was not you, call 0800 482 913 and quote case 482913.</p>",
    ],
)
def test_what_stands_out_in_html_is_no_code_by_that_alone(html: str) -> None:
    assert codes("Your account", None, visible.lines(Page(html).root)) == ()


def test_a_sentence_is_read_over_the_lines_that_it_was_broken_into() -> None:
    text = """To finish linking the thermostat in your living room, please enter in the
application, on the page that has been open since you began to do this, the number
57318 and confirm.

Order 88213 is on its way to 10999 Berlin, and was paid with the card that ends
in 4471."""
    assert values(text, "Link your thermostat") == ["57318"]


@pytest.mark.parametrize(
    "text",
    [
        "Bitte 482913 in der App eintippen, um sich anzumelden.",
        "Para iniciar sesión, indique el número 482913 en la pantalla.",
        "Para entrar puede usar 482913 en la pantalla.",
        "Confirm the request (case 48213) by entering\n\n482913",
        "The verification code for order 88213 (paid in full) is 482913",
        "4 8 2 9 1 3\n\nType this into the application.",
    ],
)
def test_a_number_is_a_code_where_it_is_to_be_entered(text: str) -> None:
    assert values(text, "Confirm it")[:1] == ["482913"]


@pytest.mark.parametrize("subject", ["Your receipt", "Rechnung", "Votre facture", "請求書"])
def test_a_mail_that_is_a_record_has_codes_of_other_kinds(subject: str) -> None:
    assert values("Authorization code: 061822", subject) == []


def test_a_long_mail_is_read_to_its_bounds_and_the_line_told_around_the_code() -> None:
    filler = "word " * 100 + "\n"
    code = "This is your code: 482913, " + "and so on " * 100
    (found,) = codes("", filler * 20 + "x " * 150 + code, ())
    assert "your code: 482913" in found.context
    assert len(found.context) <= 200
    assert values(filler * (MAX_CHARS // len(filler) + 1) + code) == []
