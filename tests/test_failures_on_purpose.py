"""A recipient's address makes a delivery fail, so that an application's answer to failures can be tested."""

from __future__ import annotations

import smtplib
from pathlib import Path

import pytest

import catcher
from catcher.core.rules import RuleError
from catcher.server import ServeError

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


def sent(box: catcher.Catcher, recipient: str = "bob@example.com", login: str = "") -> int:
    """The code that the sender was told in the end."""
    with smtplib.SMTP(*box.smtp) as smtp:
        if login:
            smtp.login(login, "any")
        try:
            smtp.sendmail("ann@example.com", [recipient], MAIL)
        except smtplib.SMTPRecipientsRefused as refused:
            return refused.recipients[recipient][0]
        except smtplib.SMTPResponseException as refused:
            return refused.smtp_code
        return 250


def test_a_rule_stands_for_a_block_and_counts() -> None:
    with catcher.embedded() as box:
        with box.rules.fail(450, "4.2.1 Busy", recipient="bob@*", first=2) as rule:
            assert [sent(box), sent(box, "kim@example.com"), sent(box), sent(box)] == [450, 250, 450, 250]
            assert rule.hits == 2
        assert box.rules.standing() == []


def test_each_way_to_fail() -> None:
    with catcher.embedded() as box:
        with box.rules.fail(552, at="accept", min_size=5):
            assert sent(box) == 552
        with box.rules.drop(at="data"), pytest.raises(smtplib.SMTPServerDisconnected):
            sent(box)
        with box.rules.cut(2), pytest.raises(smtplib.SMTPServerDisconnected):
            sent(box)
        with box.rules.delay(0.01) as delay, box.rules.slow(1_000_000):
            assert sent(box) == 250
            assert delay.hits == 1
        box.clear()
        with box.rules.discard(header=("subject", "x*")):
            assert sent(box) == 250
            assert box.messages == []


def test_rules_of_a_mailbox_meet_its_login_alone() -> None:
    with catcher.embedded() as box, box.rules.fail(421, at="mail", mailbox="mine") as rule:
        assert sent(box, login="yours") == 250
        assert sent(box, login="mine") == 421
        assert rule.hits == 1


def test_a_rule_rests_and_goes_by_itself() -> None:
    with catcher.embedded() as box:
        rule = box.rules.fail(550, every=1)
        rule.switch(enabled=False)
        assert sent(box) == 250
        rule.switch(enabled=True)
        assert sent(box) == 550
        with rule:
            assert box.rules.clear() == 1
        with pytest.raises(catcher.CatcherError, match="there is no rule with id 1"):
            _ = rule.hits


def test_what_cannot_be_is_told_before_it_is_sent() -> None:
    with catcher.embedded() as box:
        with pytest.raises(RuleError, match=r"expected one of connect, ehlo, .* for at, not 'lunch'"):
            box.rules.fail(450, at="lunch")
        with pytest.raises(
            RuleError, match="at most one of first, every, after, rate, chance, not first and every"
        ):
            box.rules.fail(450, first=1, every=2)
        with pytest.raises(TypeError, match="recipent"):
            box.rules.fail(450, recipent="bob@*")  # type: ignore[call-arg] # the mistake that is tested
        assert box.rules.standing() == []


def test_rules_are_read_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(
        '[[rule]]\nstage = "rcpt"\naction = { type = "refuse", code = 450 }\nmatch = { recipient = "bob@*" }\n'
        '[[rule]]\nstage = "accept"\naction = { type = "discard" }\nschedule = { type = "every", nth = 2 }\n'
    )
    with catcher.embedded(rules=file) as box:
        assert [sent(box), sent(box, "kim@example.com"), sent(box, "kim@example.com")] == [450, 250, 250]
        assert len(box.messages) == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[rule]", "in TOML"),
        ('[[rule]]\nstage = "rcpt"\n', r"missing required field `action` - at `\$.rule\[0\]`"),
        ("[[rules]]\n", "unknown field `rules`"),
        (None, "No such file"),
    ],
)
def test_a_file_of_rules_that_cannot_be_read_is_told(
    tmp_path: Path, text: str | None, complaint: str
) -> None:
    file = tmp_path / "rules.toml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ServeError, match=complaint), catcher.embedded(rules=file):
        pass
