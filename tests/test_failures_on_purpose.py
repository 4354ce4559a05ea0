"""A recipient's address makes a delivery fail, so that an application's answer to failures can be tested."""

from __future__ import annotations

import smtplib

import pytest

import catcher

MAIL = "Subject: x\n\n"


def test_the_address_says_how_it_fails() -> None:
    with catcher.embedded() as box, smtplib.SMTP(*box.smtp) as smtp:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            smtp.sendmail("ann@example.com", ["fail-450@example.com"], MAIL)
        assert refused.value.recipients["fail-450@example.com"][0] == 450
        with pytest.raises(smtplib.SMTPDataError) as after_data:
            smtp.sendmail("ann@example.com", ["fail-550-after-data@example.com"], MAIL)
        assert after_data.value.smtp_code == 550
        with pytest.raises(smtplib.SMTPServerDisconnected):
            smtp.sendmail("ann@example.com", ["drop-data@example.com"], MAIL)
        assert box.messages == []


def test_it_can_be_turned_off() -> None:
    with catcher.embedded(fail_by_address=False) as box, smtplib.SMTP(*box.smtp) as smtp:
        smtp.sendmail("ann@example.com", ["fail-450@example.com"], MAIL)

        assert box.wait().recipients == ("fail-450@example.com",)
