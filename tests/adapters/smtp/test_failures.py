"""What fails, by itself or on purpose, is told with the right code; 250 is said only for a mail that is kept."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path

import pytest

from catcher.application.store import StoreError, StoreFull
from catcher.core.rules import (
    Action,
    Cut,
    Delay,
    Discard,
    Drop,
    First,
    HeaderPattern,
    Match,
    Refuse,
    Rule,
    Slow,
    Stage,
)
from catcher.core.session import Outcome
from tests.adapters.smtp.playing import Catch, Client, catching

MAIL = ("MAIL FROM:<ann@example.com>", "RCPT TO:<bob@example.com>", "DATA")


async def mailing(catch: Catch) -> Client:
    return await (await catch.connect()).greet()


async def say_mail(client: Client, *commands: str) -> str:
    """Send a mail; the reply after the dot."""
    assert (await client.say(*(commands or MAIL))).startswith("354")
    client.send(b"Subject: x\r\n\r\nhello\r\n.\r\n")
    return await client.reply()


@pytest.mark.parametrize(
    ("failure", "reply"),
    [
        (StoreFull("the disk is full"), "452 4.3.1 No space left for the mail"),
        (StoreError("the database is locked"), "451 4.3.0 The mail could not be kept, try again later"),
        (ZeroDivisionError(), "451 4.3.0 The mail could not be kept, try again later"),
    ],
)
async def test_the_sender_may_try_again_on_the_same_connection(
    failure: Exception, reply: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with catching() as catch:
        client = await mailing(catch)
        catch.failure = failure
        assert await say_mail(client) == reply
        catch.failure = None
        assert await say_mail(client) == "250 2.0.0 Kept as 1"
        await client.say("QUIT")
        client.close()

    [told] = caplog.records
    assert told.levelno == logging.ERROR
    assert str(failure) in caplog.text
    assert bool(told.exc_info) is not isinstance(
        failure, StoreError
    )  # where it is in our code, only when it is our fault


async def test_a_disk_without_room_for_a_large_mail_is_told(tmp_path: Path) -> None:
    async with catching(spool_above_octets=3, spool_directory=tmp_path / "missing") as catch:
        client = await mailing(catch)
        assert await say_mail(client) == "452 4.3.1 No space left for the mail"
        assert await client.say("NOOP") == "250 2.0.0 Ok"
        client.close()


async def test_a_fault_in_a_command_does_not_end_the_session(caplog: pytest.LogCaptureFixture) -> None:
    def broken_clock() -> float:
        raise OSError("no clock")

    async with catching() as catch:
        client = await mailing(catch)
        rule = catch.rules.add(Rule(Stage.MAIL, Delay(0)))
        catch.rules.now = broken_clock
        answer = await client.say("MAIL FROM:<a@example.com>")
        assert answer == "451 4.3.0 The catcher failed to carry this out, see its log"
        catch.rules.remove(rule.id)
        assert await say_mail(client) == "250 2.0.0 Kept as 1"
        client.close()

    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("recipient", "replies"),
    [
        ("fail-450@example.com", ["450 4.0.0 As the address fail-450 asks"]),
        ("fail-551@example.com", ["551 5.0.0 As the address fail-551 asks"]),
        ("Fail-421@example.com", ["421 4.0.0 As the address fail-421 asks", ""]),
        ("bob@example.com", ["250 2.1.5 Recipient ok"]),
    ],
)
async def test_a_recipient_fails_as_its_address_asks(recipient: str, replies: list[str]) -> None:
    async with catching() as catch:
        client = await mailing(catch)
        await client.say("MAIL FROM:<a@example.com>")
        client.send(f"RCPT TO:<{recipient}>\r\n".encode())
        assert [await client.reply() for _ in replies] == replies
        client.close()


async def test_a_mail_fails_after_its_data_as_an_address_asks() -> None:
    async with catching() as catch:
        client = await mailing(catch)
        recipients = ("RCPT TO:<bob@example.com>", "RCPT TO:<fail-550-after-data@example.com>")
        answer = await say_mail(client, "MAIL FROM:<a@example.com>", *recipients, "DATA")
        client.close()

    assert answer == "550 5.0.0 As the address fail-550-after-data asks"
    assert not catch.mails


async def test_the_connection_drops_in_the_data_as_an_address_asks() -> None:
    async with catching() as catch:
        client = await mailing(catch)
        await client.say("MAIL FROM:<a@example.com>", "RCPT TO:<drop-data@example.com>", "DATA")
        client.send(b"hello\r\n.\r\n")
        assert await client.closed()
        client.close()

    assert not catch.mails


async def test_a_reply_is_slow_as_an_address_asks() -> None:
    async with catching() as catch:
        client = await mailing(catch)
        await client.say("MAIL FROM:<a@example.com>")
        began = time.monotonic()
        assert await client.say("RCPT TO:<slow-1s@example.com>") == "250 2.1.5 Recipient ok"
        assert time.monotonic() - began >= 1
        client.close()


async def test_addresses_ask_for_nothing_when_that_is_off() -> None:
    async with catching() as catch:
        catch.rules.by_address = False
        client = await mailing(catch)
        answer = await say_mail(client, "MAIL FROM:<a@example.com>", "RCPT TO:<fail-450@example.com>", "DATA")
        client.close()

    assert answer == "250 2.0.0 Kept as 1"


@pytest.mark.parametrize(
    ("stage", "commands"),
    [
        (Stage.EHLO, ["EHLO x"]),
        (Stage.AUTH, ["AUTH PLAIN AHgAeQ=="]),
        (Stage.MAIL, ["MAIL FROM:<ann@example.com>"]),
        (Stage.RCPT, ["MAIL FROM:<ann@example.com>", "RCPT TO:<bob@example.com>"]),
        (Stage.DATA, [*MAIL]),
        (Stage.QUIT, ["QUIT"]),
    ],
)
async def test_a_rule_refuses_at_its_stage_as_often_as_it_says(stage: Stage, commands: list[str]) -> None:
    async with catching() as catch:
        client = await mailing(catch)
        catch.rules.add(Rule(stage, Refuse(450, "4.2.1 Busy\r\n250 Injected"), schedule=First(1)))
        assert await client.say(*commands) == "450 4.2.1 Busy 250 Injected"
        assert await client.say("RSET") == "250 2.0.0 Ok"
        await client.say("EHLO x")
        assert (await client.say(*commands))[0] in "23"
        client.close()
        (standing,) = catch.rules.standing()
        assert standing.hits == 1
        assert "rule-applied" in [each.code for each in (await catch.session()).diagnoses]


async def test_a_rule_refuses_a_connection() -> None:
    async with catching() as catch:
        catch.rules.add(Rule(Stage.CONNECT, Refuse(554)))
        client = await catch.connect()
        assert await client.reply() == "554 5.0.0 Refused on purpose"
        assert await client.closed()
        client.close()


async def test_a_rule_meets_a_mail_by_header_and_size_after_the_dot() -> None:
    async with catching() as catch:
        match = Match(header=HeaderPattern("subject", "x*"), min_size=10)
        catch.rules.add(Rule(Stage.ACCEPT, Refuse(554, "5.6.0 Not this one"), match))
        client = await mailing(catch)
        assert await say_mail(client) == "554 5.6.0 Not this one"
        client.close()

    assert not catch.mails


async def test_a_discarded_mail_is_answered_with_250_and_told_in_the_session() -> None:
    async with catching() as catch:
        catch.rules.add(Rule(Stage.ACCEPT, Discard()))
        client = await mailing(catch)
        assert (await say_mail(client)).startswith("250 2.0.0 Accepted and discarded")
        client.close()
        session = await catch.session()

    assert not catch.mails
    assert any("Discard" in line.text for line in session.lines)


@pytest.mark.parametrize("action", [Drop(), Cut(3)])
async def test_a_rule_drops_the_connection_in_the_data(action: Action) -> None:
    async with catching() as catch:
        catch.rules.add(Rule(Stage.DATA, action))
        client = await mailing(catch)
        client.send(b"MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nhello\r\n.\r\n")
        assert await dropped(client)
        client.close()
        session = await catch.session()

    assert not catch.mails
    assert session.outcome in {Outcome.CLOSED, Outcome.LEFT}


async def dropped(client: Client) -> bool:
    try:
        while await client.reply():
            pass
    except ConnectionError:
        pass
    return True


async def test_a_chunk_is_refused_to_its_end_by_a_rule() -> None:
    async with catching() as catch:
        catch.rules.add(Rule(Stage.DATA, Refuse(451)))
        client = await mailing(catch)
        await client.say("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>")
        for chunk in (b"BDAT 6\r\nQUIT\r\n", b"BDAT 6 LAST\r\nQUIT\r\n"):
            client.send(chunk)
            assert (await client.reply()).startswith("451 ")
        assert await client.say("NOOP") == "250 2.0.0 Ok"
        client.close()


async def test_a_mail_is_read_slowly_as_a_rule_says() -> None:
    async with catching() as catch:
        catch.rules.add(Rule(Stage.DATA, Slow(2_000_000)))
        client = await mailing(catch)
        await client.say(*MAIL)
        began = time.monotonic()
        client.send(b"x" * 1_000_000)
        await client.writer.drain()
        client.send(b"\r\n.\r\n")
        assert await client.reply() == "250 2.0.0 Kept as 1"
        assert time.monotonic() - began > 0.2
        client.close()


async def test_a_delay_ends_with_the_connection() -> None:
    async with catching() as catch:
        catch.rules.add(Rule(Stage.MAIL, Delay(3600)))
        client = await mailing(catch)
        client.send(b"MAIL FROM:<a@example.com>\r\n")
        await asyncio.sleep(0)
        client.close()
        assert (await catch.session()).outcome is Outcome.LEFT


async def test_the_catcher_stops_in_spite_of_a_delay() -> None:
    async with catching() as catch:
        catch.rules.add(Rule(Stage.MAIL, Delay(3600)))
        client = await mailing(catch)
        client.send(b"MAIL FROM:<a@example.com>\r\n")
        while catch.rules.standing()[0].hits == 0:
            await asyncio.sleep(0)

    assert await client.reply() == "250 2.1.0 Sender ok"
    assert (await client.reply()).startswith("421 4.3.2")
    client.close()
