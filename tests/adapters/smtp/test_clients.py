"""Programs that people use deliver at the first try."""

from __future__ import annotations

import asyncio
import smtplib
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.adapters.smtp.playing import Catch, catching


def by_smtplib(catch: Catch, login: str | None = None) -> smtplib.SMTP:
    client = smtplib.SMTP(catch.listener.host, catch.listener.port, timeout=10)
    if login is not None:
        client.login(login, "any password")
    return client


async def test_smtplib_sends_a_message_to_any_recipient() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ann@example.com", "bob@example.org", "grüße"
    message.set_content("hello\n.\n..dots\n")

    def send(catch: Catch) -> None:
        with by_smtplib(catch, "shop") as client:
            client.send_message(message)

    async with catching() as catch:
        await asyncio.to_thread(send, catch)

    ((envelope, raw),) = catch.mails
    assert (envelope.sender, envelope.recipients, envelope.login) == (
        "ann@example.com",
        ("bob@example.org",),
        "shop",
    )
    assert raw.endswith(b"\r\n\r\nhello\r\n.\r\n..dots\r\n")


async def test_smtplib_sends_octets_with_bare_line_feeds_that_are_kept_exactly() -> None:
    raw = b"Subject: x\n\n" + b"long line " * 500 + b"\nend\n"

    def send(catch: Catch) -> None:
        with by_smtplib(catch) as client:
            client.sendmail("", ["bob@example.org"], raw, mail_options=["SMTPUTF8"])

    async with catching() as catch:
        await asyncio.to_thread(send, catch)

    assert catch.mails[0][1] == raw + b"\r\n"


async def test_smtplib_learns_why_a_mail_is_refused() -> None:
    def send(catch: Catch) -> None:
        with by_smtplib(catch) as client:
            client.sendmail("a@example.com", ["b@example.com"], b"x" * 2000)

    async with catching(max_message_octets=1000) as catch:
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            await asyncio.to_thread(send, catch)

    assert refused.value.smtp_code == 552


async def test_curl_delivers(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(b"Subject: curl\r\n\r\n.hidden\r\n")

    async with catching() as catch:
        await asyncio.to_thread(
            subprocess.run,
            ["curl", "-sS", f"smtp://{catch.listener.host}:{catch.listener.port}", "--mail-from", "a@example.com",
             "--mail-rcpt", "b@example.com", "--user", "shop:secret", "-T", str(path)],
            check=True, timeout=20,
        )  # fmt: skip

    ((envelope, raw),) = catch.mails
    assert (envelope.recipients, envelope.login) == (("b@example.com",), "shop")
    assert raw == path.read_bytes()
