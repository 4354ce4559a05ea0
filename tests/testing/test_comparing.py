from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from catcher import Mail, MailLike
from catcher.core.message import Address, Envelope
from catcher.mail import AttachedFile, Headers
from catcher.testing.comparing import told
from tests.support import NOON

RAW = b"Subject: Welcome\r\n\r\nHello\r\n"
FILE = AttachedFile("order.pdf", "application/pdf", "", 4, False, "", 2, RAW)
MAIL = Mail(
    id=7,
    mailbox="default",
    received_at=NOON,
    size=len(RAW),
    read=False,
    subject="Welcome",
    from_=(Address("Ann", "ann@example.com"),),
    to=(Address("", "bob@example.com"), Address("", "kim@example.com")),
    cc=(),
    bcc=("eve@example.com",),
    reply_to=(),
    sender="ann@example.com",
    recipients=("bob@example.com", "kim@example.com", "eve@example.com"),
    login=None,
    envelope=Envelope("ann@example.com", ()),
    date=None,
    message_id="1@example.com",
    text="Hello Bob,  \r\nyour code is 314159.\r\n",
    html="",
    headers=Headers((("Subject", "Welcome"), ("X-Tag", "a"))),
    attachments=(FILE, replace(FILE, filename="terms.txt")),
    defects=(),
    raw=RAW,
)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"subject": "Welcome"},
        {"subject": re.compile("^Wel")},
        {"from_": "ann@example.com"},
        {"to": ["bob@example.com", re.compile("kim")]},
        {"cc": []},
        {"bcc": "eve@example.com"},
        {"text": "Hello Bob,\nyour code is 314159."},
        {"html": ""},
        {"headers": {"x-tag": "a", "subject": re.compile("come")}},
        {"attachments": "terms.txt"},
        {"attachments": ["terms.txt", re.compile("pdf$")]},
    ],
)
def test_what_is_said_of_it_holds(said: dict[str, Any]) -> None:
    assert MailLike(**said) == MAIL
    assert [MAIL, MAIL].index(MailLike(**said)) == 0  # type: ignore[arg-type] # equal, not of the type
    assert told("==", MAIL, MailLike(**said)) == [f"{MAIL!r} == {MailLike(**said)!r}"]


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ({"subject": "welcome"}, ["subject:", "  expected 'welcome'", "  found    'Welcome'"]),
        ({"subject": re.compile("^come")}, ["subject:", "  expected /^come/", "  found    'Welcome'"]),
        ({"bcc": "bob@example.com"}, ["bcc:", "  expected 'bob@example.com'", "  found    ['eve@example.com']"]),
        ({"headers": {"X-Other": "a"}}, ["header X-Other:", "  expected 'a'", "  found    None"]),
        ({"attachments": "more.txt"}, ["attachments:", "  expected 'more.txt'", "  found    ['order.pdf', 'terms.txt']"]),
        (
            {"text": "Hello Eve,\nyour code is 314159."},
            ["text (- expected, + found):", "  - Hello Eve,", "  + Hello Bob,", "    your code is 314159."],
        ),
    ],
)  # fmt: skip
def test_what_differs_is_told_and_nothing_else(said: dict[str, Any], lines: list[str]) -> None:
    wanted = MailLike(sender="ann@example.com", **said)

    assert wanted != MAIL
    assert told("==", MAIL, wanted) == [f"{MAIL!r} == {wanted!r}", *lines]
    assert told("==", wanted, MAIL) == [f"{wanted!r} == {MAIL!r}", *lines]


def test_two_mails_are_told_apart_by_their_fields() -> None:
    other = replace(MAIL, id=8, subject="Goodbye")

    assert told("==", MAIL, other) == [
        f"{MAIL!r} == {other!r}",
        "id:", "  expected 7", "  found    8",
        "subject:", "  expected 'Welcome'", "  found    'Goodbye'",
    ]  # fmt: skip


def test_lists_are_told_by_number_and_by_what_is_on_one_side_only() -> None:
    wanted = [MailLike(subject="Welcome"), MailLike(subject="Goodbye")]

    assert told("==", [MAIL], wanted) == [
        "1 mails == 2 mails", "only on the right: MailLike(subject='Goodbye')",
    ]  # fmt: skip
    assert told("==", [MAIL, MAIL, MAIL], wanted) == [
        "3 mails == 2 mails",
        "number 2:", "  subject:", "    expected 'Goodbye'", "    found    'Welcome'",
        f"only on the left: {MAIL!r}",
    ]  # fmt: skip


def test_each_mail_that_it_is_not_is_told() -> None:
    assert told("in", MailLike(subject="x"), [MAIL]) == [
        "MailLike(subject='x') in 1 mails", repr(MAIL), "  subject:", "    expected 'x'", "    found    'Welcome'",
    ]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), [(1, 2), ([], []), ([1], [2]), ("a", MAIL), (MAIL, None)])
def test_other_comparisons_are_left_to_pytest(left: object, right: object) -> None:
    assert told("==", left, right) is None
