"""The mail libraries of other languages deliver at the first try, with verified TLS and a login."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from catcher import Mail
from tests.clients.conftest import Secured
from tests.clients.programs import program, run

SENDERS = Path(__file__).parent / "senders"
JARS = Path(".cache/jars")


def sent(secured: Secured, *command: str, subject: str) -> Mail:
    run(*command, "localhost", secured.port, str(secured.ca))
    mail = secured.box.wait(subject=subject)
    assert mail.sender == "ann@example.com"
    assert mail.login == "shop"
    assert mail.text.strip() == ".dot"
    return mail


def test_perl(secured: Secured) -> None:
    mail = sent(secured, program("perl"), str(SENDERS / "net_smtp.pl"), subject="from Perl")

    assert mail.envelope.tls is not None
    assert dict(mail.envelope.parameters) == {"RET": "HDRS", "ENVID": "QQ314159"}
    assert mail.envelope.recipient_parameters == ((("NOTIFY", "SUCCESS,FAILURE"),),)


def test_node(secured: Secured) -> None:
    mail = sent(secured, program("node"), str(SENDERS / "nodemailer.mjs"), subject="from Node ✓")

    assert mail.envelope.tls is not None
    assert mail.bcc == ("eve@example.com",)
    assert [(each.filename, each.content) for each in mail.attachments] == [("Grüße.txt", b"a file")]


def test_asyncio(secured: Secured) -> None:
    mail = sent(secured, sys.executable, str(SENDERS / "aiosmtplib_sender.py"), subject="from asyncio")

    assert mail.envelope.tls is not None


def test_java(secured: Secured) -> None:
    if shutil.which("java") is None or not JARS.is_dir():
        pytest.skip("Java, or the jars that `make test` fetches, are not here")
    command = (program("java"), "-cp", f"{JARS}/*", str(SENDERS / "Sender.java"))
    mail = sent(secured, *command, subject="from Java ✓")

    assert ("RET", "HDRS") in mail.envelope.parameters
    assert mail.envelope.recipient_parameters == ((("NOTIFY", "SUCCESS,FAILURE"),),)
