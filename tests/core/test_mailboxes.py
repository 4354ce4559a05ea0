from __future__ import annotations

import pytest

from catcher.core.mailboxes import MAX_MAILBOX_CHARS, mailbox_of

Headers = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("login", "headers", "mailbox"),
    [
        (None, [], "default"),
        ("ann", [], "ann"),
        ("ann", [("X-Catcher-Mailbox", "test 7")], "test 7"),
        (None, [("x-catcher-MAILBOX", " Test-7 ")], "Test-7"),
        (None, [("X-Catcher-Mailbox", "one"), ("X-Catcher-Mailbox", "two")], "one"),
        ("ann", [("X-Catcher-Mailbox", "  ")], "ann"),
        ("  ", [], "default"),
        ("x" * 1000, [], "x" * MAX_MAILBOX_CHARS),
        (None, [("X-Catcher-Mailbox2", "other")], "default"),
    ],
)
def test_the_header_names_the_mailbox_else_the_login(
    login: str | None, headers: Headers, mailbox: str
) -> None:
    assert mailbox_of(login, headers) == mailbox
