from __future__ import annotations

import pytest

from catcher.core.mailboxes import (
    BY_DEFAULT,
    MAX_MAILBOX_CHARS,
    By,
    MailboxRule,
    mailbox_name,
    mailbox_of,
    plus_tag,
    read_mailbox_rules,
)
from catcher.core.message import Envelope

Headers = list[tuple[str, str]]


def envelope(login: str | None = None) -> Envelope:
    return Envelope("ann@x", ("kim@x", "bob+seven@x"), helo="ci-7.local", peer="10.0.0.5:4711", login=login)


@pytest.mark.parametrize(
    ("login", "headers", "mailbox"),
    [
        (None, [], "default"),
        ("ann", [], "ann"),
        ("ann", [("X-Catcher-Mailbox", "test 7")], "ann"),
        ("  ", [("X-Catcher-Mailbox", "test 7")], "test 7"),
        (None, [("x-catcher-MAILBOX", " Test-7 ")], "Test-7"),
        (None, [("X-Catcher-Mailbox", "one"), ("X-Catcher-Mailbox", "two")], "one"),
        ("ann", [("X-Catcher-Mailbox", "  ")], "ann"),
        ("  ", [], "default"),
        ("x" * 1000, [], "x" * MAX_MAILBOX_CHARS),
        ("a\x07b\u202ec", [], "a\ufffdb\ufffdc"),
        (None, [("X-Catcher-Mailbox2", "other")], "default"),
    ],
)
def test_the_login_names_the_mailbox_else_the_header(
    login: str | None, headers: Headers, mailbox: str
) -> None:
    assert mailbox_of(envelope(login), headers) == mailbox


@pytest.mark.parametrize(
    ("rules", "mailbox"),
    [
        ("header,login", "from header"),
        ("login,header", "ann"),
        ("plus", "seven"),
        ("helo:CI-*=ci", "ci"),
        ("helo:dev-*=dev,plus", "seven"),
        ("peer:10.0.*=lab", "lab"),
        ("peer:10.0.0.5:4711=lab", "lab"),
        ("peer:192.168.*=lab", "default"),
        ("", "default"),
    ],
)
def test_the_first_rule_that_names_a_mailbox_decides(rules: str, mailbox: str) -> None:
    headers = [("X-Catcher-Mailbox", "from header")]

    assert mailbox_of(envelope("ann"), headers, read_mailbox_rules(rules)) == mailbox


def test_rules_are_read_in_order() -> None:
    assert read_mailbox_rules(" login, header ") == BY_DEFAULT
    assert read_mailbox_rules("plus,peer:[::1]=a=b") == (
        MailboxRule(By.PLUS),
        MailboxRule(By.PEER, "[::1]=a", "b"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("logins", "words such as login,header,plus"),
        ("helo", "helo:PATTERN=MAILBOX, for example helo:ci-*=ci"),
        ("peer:=x", "peer:PATTERN=MAILBOX"),
        ("peer:10.*=", "peer:PATTERN=MAILBOX"),
        ("plus:x=y", "plus alone"),
        ("peer:*=" + "x" * 201, "the name of a mailbox"),
    ],
)
def test_a_rule_that_cannot_be_read_says_how_it_is_written(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=r".+") as error:
        read_mailbox_rules(text)

    assert str(error.value).startswith(expected)


@pytest.mark.parametrize(
    ("address", "tag"),
    [
        ("bob+7@x", "7"),
        ("bob+a+b@x", "a+b"),
        ("bob@x", ""),
        ("bob+@x", ""),
        ("bob@x+y", ""),
        ("postmaster", ""),
        ("a+b", ""),
    ],
)
def test_a_plus_tag_stands_between_plus_and_at(address: str, tag: str) -> None:
    assert plus_tag(address) == tag


@pytest.mark.parametrize("name", ["", " a", "a\n", "a\x00b", "x" * 201])
def test_a_name_that_no_mailbox_has_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="the name of a mailbox: up to 200 printable characters"):
        mailbox_name(name)


@pytest.mark.parametrize("name", ["a", "A b/ü?#", "x" * 200])
def test_any_other_name_is_one(name: str) -> None:
    assert mailbox_name(name) == name
