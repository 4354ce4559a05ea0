from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from catcher import Catcher
from catcher.sendmail import (
    Invocation,
    UsageError,
    header_recipients,
    prepared,
    read_arguments,
    smtp_endpoint,
    without_header,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bob@example.com", Invocation(recipients=("bob@example.com",))),
        ("a@x,b@x c@x", Invocation(recipients=("a@x", "b@x", "c@x"))),
        ("-t -i", Invocation(from_headers=True, dot_ends=False)),
        ("-ti", Invocation(from_headers=True, dot_ends=False)),
        ("-t -oi", Invocation(from_headers=True, dot_ends=False)),
        ("-oem -oi -t", Invocation(from_headers=True, dot_ends=False)),
        ("-f ann@x bob@x", Invocation(recipients=("bob@x",), sender="ann@x")),
        ("-fann@x bob@x", Invocation(recipients=("bob@x",), sender="ann@x")),
        ("-r ann@x bob@x", Invocation(recipients=("bob@x",), sender="ann@x")),
        ("-F Ann -- -odd@x", Invocation(recipients=("-odd@x",), full_name="Ann")),
        ("-bs", Invocation(mode="s")),
        ("-bm -v bob@x", Invocation(recipients=("bob@x",), verbose=True)),
        ("-N never -R hdrs -O QueueDirectory=/tmp bob@x", Invocation(recipients=("bob@x",))),
        ("-B 8BITMIME -V id -U -G -n bob@x", Invocation(recipients=("bob@x",))),
        ("-q30m", Invocation()),
    ],
)
def test_the_command_line_is_read_as_sendmail_reads_it(line: str, expected: Invocation) -> None:
    assert read_arguments(line.split()) == expected


def test_an_option_without_its_value_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="option -f needs a value"):
        read_arguments(["bob@x", "-f"])


@pytest.mark.parametrize("given", ["1025", "localhost", "localhost:smtp", ""])
def test_a_wrong_endpoint_is_a_usage_error(given: str) -> None:
    with pytest.raises(UsageError, match=r"CATCHER_SMTP: expected host:port"):
        smtp_endpoint({"CATCHER_SMTP": given})


@pytest.mark.parametrize(
    ("given", "dot_ends", "expected"),
    [
        (b"a\nb\n", True, b"a\r\nb\r\n"),
        (b"a\r\nb\r\n", True, b"a\r\nb\r\n"),
        (b"a\n.\nb\n", True, b"a\r\n"),
        (b"a\n.\nb\n", False, b"a\r\n.\r\nb\r\n"),
        (b".\nb\n", True, b""),
        (b"a\n..\nb.\n", True, b"a\r\n..\r\nb.\r\n"),
    ],
)
def test_lines_end_as_smtp_wants_and_a_dot_may_end_the_mail(
    given: bytes, dot_ends: bool, expected: bytes
) -> None:
    assert prepared(given, dot_ends=dot_ends) == expected


def test_recipients_are_those_of_to_cc_and_bcc() -> None:
    raw = b"To: Bob <b@x>,\r\n c@x\r\nCc: d@x\r\nBCC: e@x, b@x\r\n\r\nTo: f@x\r\n"

    assert header_recipients(raw) == ("b@x", "c@x", "d@x", "e@x")


def test_a_header_is_taken_out_with_its_folded_lines_and_nothing_else() -> None:
    raw = b"To: b@x\r\nBcc: e@x,\r\n f@x\r\nSubject: s\r\n\r\nBcc: in the body\r\n"

    assert without_header(raw, b"bcc") == b"To: b@x\r\nSubject: s\r\n\r\nBcc: in the body\r\n"


def sendmail(catcher: Catcher, *arguments: str, given: bytes, expected: int = 0) -> str:
    command = [sys.executable, "-m", "catcher", "sendmail", *arguments]
    environment = {**os.environ, "CATCHER_SMTP": "{}:{}".format(*catcher.smtp)}
    done = subprocess.run(command, input=given, capture_output=True, env=environment, timeout=30, check=False)
    printed = (done.stdout + done.stderr).decode()
    assert done.returncode == expected, printed
    return printed


def test_php_style_submission_hides_bcc_and_reaches_it(catcher: Catcher) -> None:
    given = b"To: bob@example.com\nBcc: eve@example.com\nSubject: from PHP\nFrom: shop@example.com\n\nhello\n"

    sendmail(catcher, "-t", "-i", "-fbounce@example.com", given=given)

    mail = catcher.wait(subject="from PHP")
    assert mail.sender == "bounce@example.com"
    assert mail.recipients == ("bob@example.com", "eve@example.com")
    assert mail.bcc == ("eve@example.com",)
    assert b"eve" not in mail.raw


def test_cron_style_submission_gets_an_author(catcher: Catcher) -> None:
    sendmail(catcher, "-FCron Daemon", "-i", "-odi", "-oem", "root", given=b"Subject: job\n\n.\noutput\n")

    mail = catcher.wait(subject="job")
    assert mail.from_[0].name == "Cron Daemon"
    assert mail.recipients == ("root",)
    assert mail.text.splitlines() == [".", "output"]


def test_verbose_shows_the_reply(catcher: Catcher) -> None:
    printed = sendmail(catcher, "-v", "bob@example.com", given=b"Subject: x\n\n")

    assert printed.startswith("bob@example.com... 250 2.0.0 Kept as ")


def test_a_dialog_on_standard_input_is_passed_on(catcher: Catcher) -> None:
    dialog = b"EHLO me\nMAIL FROM:<a@x>\nRCPT TO:<b@x>\nDATA\nSubject: dialog\n\nhello\n.\nQUIT\n"

    printed = sendmail(catcher, "-bs", given=dialog)

    assert "250 2.0.0 Kept as" in printed
    assert catcher.wait(subject="dialog").sender == "a@x"


def test_no_recipients_and_no_catcher_have_the_codes_that_callers_know(catcher: Catcher) -> None:
    assert "no recipients" in sendmail(catcher, "-t", given=b"Subject: x\n\n", expected=66)
    environment = {**os.environ, "CATCHER_SMTP": "127.0.0.1:1"}
    command = [sys.executable, "-m", "catcher", "sendmail", "bob@x"]
    done = subprocess.run(command, input=b"x", capture_output=True, env=environment, timeout=30, check=False)

    assert done.returncode == 75
    assert b"cannot send to 127.0.0.1:1" in done.stderr


def test_a_link_named_sendmail_is_sendmail(catcher: Catcher, tmp_path: Path) -> None:
    link = tmp_path / "sendmail"
    link.symlink_to(Path(sys.executable).parent / "catcher")
    environment = {**os.environ, "CATCHER_SMTP": "{}:{}".format(*catcher.smtp)}

    subprocess.run(
        [link, "-t"], input=b"To: bob@x\nSubject: by name\n\n", env=environment, timeout=30, check=True
    )

    assert catcher.wait(subject="by name").recipients == ("bob@x",)
