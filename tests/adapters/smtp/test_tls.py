"""STARTTLS and TLS from the first octet, and what a failed handshake is told as."""

from __future__ import annotations

import asyncio
import smtplib
import ssl

import pytest
import trustme

from catcher.adapters.smtp import Kind
from catcher.core.session import Outcome, Session
from tests.adapters.smtp.playing import Catch, Client, catching

AUTHORITY = trustme.CA()


def server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


def client_context(*, trusting: bool = True) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if trusting:
        AUTHORITY.configure_trust(context)
    return context


def codes(session: Session) -> list[str]:
    return [each.code for each in session.diagnoses]


async def test_a_client_that_verifies_sends_over_starttls() -> None:
    def send(catch: Catch) -> None:
        with smtplib.SMTP("127.0.0.1", catch.listener.port, timeout=10) as client:
            client.starttls(context=client_context())
            client.login("shop", "secret")
            client.sendmail("a@example.com", ["b@example.com"], b"x" * 300_000)

    async with catching(tls=server_context(), auth_needs_tls=True, starttls_required=True) as catch:
        await asyncio.to_thread(send, catch)
        session = await catch.session()

    ((envelope, raw),) = catch.mails
    assert envelope.tls == session.tls
    assert envelope.tls is not None
    assert envelope.tls.version == "TLSv1.3"
    assert (envelope.login, len(raw)) == ("shop", 300_002)
    assert session.outcome is Outcome.QUIT


async def test_a_client_that_verifies_sends_over_tls_from_the_first_octet() -> None:
    def send(catch: Catch) -> None:
        with smtplib.SMTP_SSL(
            "127.0.0.1", catch.listener.port, timeout=10, context=client_context()
        ) as client:
            client.ehlo()
            assert not client.has_extn("starttls")
            assert client.has_extn("requiretls")
            client.sendmail("a@example.com", ["b@example.com"], b"hello")

    async with catching(tls=server_context(), kind=Kind.SMTPS) as catch:
        await asyncio.to_thread(send, catch)

    assert catch.mails[0][0].tls is not None


async def test_everything_said_before_starttls_is_forgotten() -> None:
    async with catching(tls=server_context()) as catch:
        client = await (await catch.connect()).greet()
        await client.say("AUTH PLAIN AHgAeQ==", "MAIL FROM:<a@example.com>")
        assert await client.say("STARTTLS now") == "501 5.5.4 No argument expected"
        await encrypted(client)

        assert (await client.say("MAIL FROM:<a@example.com>")).startswith("503 5.5.1 Send HELO")
        assert (await client.say("STARTTLS")).startswith("503 5.5.1 TLS is active")
        await client.say("EHLO x", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>", "DATA")
        await client.say(".")
        client.close()

    assert catch.mails[0][0].login is None


async def encrypted(client: Client) -> None:
    assert (await client.say("STARTTLS")).startswith("220 2.0.0")
    await client.writer.start_tls(client_context(), server_hostname="localhost")


async def test_commands_sent_along_with_starttls_are_discarded() -> None:
    async with catching(tls=server_context()) as catch:
        client = await (await catch.connect()).greet()
        client.send(b"STARTTLS\r\nEHLO injected\r\nMAIL FROM:<evil@example.com>\r\n")
        assert (await client.reply()).startswith("220 ")
        await client.writer.start_tls(client_context(), server_hostname="localhost")

        assert (await client.say("RCPT TO:<b@example.com>")).startswith("503 5.5.1 Send HELO")
        await client.say("QUIT")
        client.close()
        assert codes(await catch.session()) == ["data-before-tls"]


async def test_starttls_may_be_required() -> None:
    async with catching(tls=server_context(), starttls_required=True) as catch:
        client = await (await catch.connect()).greet()
        for command in ("MAIL FROM:<a@example.com>", "AUTH PLAIN AHgAeQ==", "VRFY x", "DATA"):
            assert await client.say(command) == "530 5.7.0 Send STARTTLS first"
        assert await client.say("NOOP") == "250 2.0.0 Ok"
        client.close()
        assert "tls-required" in codes(await catch.session())


async def test_a_client_that_does_not_trust_the_certificate_is_told_apart() -> None:
    async with catching(tls=server_context(), kind=Kind.SMTPS) as catch:
        context = client_context(trusting=False)
        with pytest.raises(ssl.SSLCertVerificationError):
            await asyncio.to_thread(smtplib.SMTP_SSL, "127.0.0.1", catch.listener.port, context=context)
        session = await catch.session()

    assert (session.outcome, codes(session)) == (Outcome.TLS_FAILED, ["certificate-refused"])


@pytest.mark.parametrize("said", [b"EHLO client.example\r\n", b"GET / HTTP/1.1\r\n\r\n"])
async def test_plain_text_on_the_tls_port_is_told_apart(said: bytes) -> None:
    async with catching(tls=server_context(), kind=Kind.SMTPS) as catch:
        client = await catch.connect()
        client.send(said)
        session = await catch.session()
        client.close()

    assert (session.outcome, codes(session)) == (Outcome.TLS_FAILED, ["plain-on-tls-port"])


async def test_a_plain_client_that_waits_for_a_greeting_on_the_tls_port_is_told_apart() -> None:
    async with catching(tls=server_context(), kind=Kind.SMTPS, handshake_seconds=0.1) as catch:
        client = await catch.connect()
        session = await catch.session()
        client.close()

    assert (session.outcome, codes(session)) == (Outcome.TLS_FAILED, ["plain-on-tls-port"])


async def test_a_client_that_leaves_in_the_handshake_leaves_a_session() -> None:
    async with catching(tls=server_context()) as catch:
        client = await (await catch.connect()).greet()
        await client.say("STARTTLS")
        client.send(b"\x16\x03\x01\x02")
        client.close()
        session = await catch.session()

    assert (session.outcome, codes(session)) == (Outcome.TLS_FAILED, ["tls-failed"])


async def test_the_catcher_stops_while_a_handshake_lasts() -> None:
    async with catching(tls=server_context(), kind=Kind.SMTPS) as catch:
        client = await catch.connect()
        while not catch.sessions.newest():
            await asyncio.sleep(0)

    assert await client.closed()
    client.close()


async def test_a_mail_over_tls_that_stops_in_the_middle_is_not_kept() -> None:
    async with catching(tls=server_context(), data_seconds=0.1) as catch:
        client = await (await catch.connect()).greet()
        await encrypted(client)
        await client.say("EHLO x", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>", "DATA")
        assert (await client.say("half")).startswith("421 4.4.2")
        client.close()

    assert not catch.mails


def test_a_port_for_tls_needs_a_certificate() -> None:
    async def open_it() -> None:
        async with catching(kind=Kind.SMTPS):
            pass

    with pytest.raises(ValueError, match="needs a certificate"):
        asyncio.run(open_it())
