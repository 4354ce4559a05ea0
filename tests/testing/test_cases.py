from __future__ import annotations

import smtplib
import unittest
from collections.abc import Mapping
from typing import Any, ClassVar

import pytest

from catcher import CatcherMixin, CatcherTestCase, Client


def send(mailbox: Client) -> None:
    with smtplib.SMTP(*mailbox.smtp) as smtp:
        smtp.login(*mailbox.login)
        smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: Welcome\n\n")


class Tests(CatcherTestCase):
    catcher_settings: ClassVar[Mapping[str, Any]] = {"auth_required": True}

    def test_each_test_has_a_mailbox_of_its_own(self) -> None:
        for one in (self.mailbox, self.catcher.mailbox("of-another-test")):
            send(one)
        assert [mail.login for mail in self.mailbox.messages] == [self.mailbox.name]

    def test_it_is_removed_with_the_test(self) -> None:
        assert {row["name"] for row in self.catcher.mailboxes()} <= {"of-another-test"}

    def test_the_settings_are_those_of_the_class(self) -> None:
        with smtplib.SMTP(*self.catcher.smtp) as smtp, pytest.raises(smtplib.SMTPSenderRefused):
            smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: Welcome\n\n")


class TestsWithAsyncio(CatcherMixin, unittest.IsolatedAsyncioTestCase):
    async def test_the_mailbox_is_awaited(self) -> None:
        send(self.mailbox)
        assert (await self.async_mailbox.wait(timeout=5)).subject == "Welcome"
