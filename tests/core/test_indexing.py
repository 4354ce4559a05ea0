from __future__ import annotations

import pytest

from catcher.core.query import TextField
from tests.support import addresses, draft

ANN, BOB, KIM = "ann@example.com", "bob@example.com", "kim@example.com"


def test_every_field_has_its_text_folded() -> None:
    search = draft(
        "GRÜSSE\r\n  Straße", sender="Bounce@Shop.Example", recipients=(BOB, "Eve@X"), from_=addresses("Ann@X"),
        to=addresses("Bob@Example.com"), cc=addresses(KIM), body="Dear\nBOB", files=("A.PDF", "b.pdf"),
        mailbox="Team", login="Shop",
    ).search  # fmt: skip

    assert dict(search.fields) == {
        TextField.FROM: "<ann@x>",
        TextField.TO: "<bob@example.com>",
        TextField.CC: "<kim@example.com>",
        TextField.BCC: "eve@x",
        TextField.RCPT: "bob@example.com\neve@x",
        TextField.SENDER: "bounce@shop.example",
        TextField.SUBJECT: "grüsse strasse",
        TextField.BODY: "dear bob",
        TextField.ATTACHMENT: "a.pdf\nb.pdf",
        TextField.TYPE: "application/pdf\napplication/pdf",
        TextField.MESSAGE_ID: "",
        TextField.LOGIN: "shop",
        TextField.MAILBOX: "team",
    }


@pytest.mark.parametrize(
    ("from_", "to", "cc", "found_from", "found_to"),
    [
        ((), (), (), "<ann@example.com>", "<bob@example.com>"),
        (("x@y",), (), (), "<x@y>", "<bob@example.com>"),
        ((), ("x@y",), (), "<ann@example.com>", "<x@y>"),
        ((), (), (KIM,), "<ann@example.com>", ""),
        (("x@y",), ("v@w",), (KIM,), "<x@y>", "<v@w>"),
    ],
)
def test_the_envelope_speaks_where_the_headers_are_silent(
    from_: tuple[str, ...], to: tuple[str, ...], cc: tuple[str, ...], found_from: str, found_to: str
) -> None:
    fields = draft(
        sender=ANN, recipients=(BOB,), from_=addresses(*from_), to=addresses(*to), cc=addresses(*cc)
    ).search.fields

    assert (fields[TextField.FROM], fields[TextField.TO]) == (found_from, found_to)


def test_a_bounce_without_headers_has_no_author() -> None:
    assert draft(sender="", from_=()).search.fields[TextField.FROM] == ""


def test_two_values_of_a_field_do_not_run_together() -> None:
    recipients = draft(recipients=("a@x", "b@x"), to=()).search.fields[TextField.TO]

    assert recipients == "<a@x>\n<b@x>"


def test_headers_keep_their_order_and_repetitions() -> None:
    search = draft(headers=(("X-A", "One"), ("x-a", "TWO\tthree"), ("List-Id", ""))).search

    assert search.headers == (("x-a", "one"), ("x-a", "two three"), ("list-id", ""))
