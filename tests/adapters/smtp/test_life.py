"""How connections begin, wait, are held back and end; a mail is whole or it is not there."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import itertools
import resource
import smtplib
import socket
from pathlib import Path

import pytest

from catcher.core.session import Outcome
from tests.adapters.smtp.playing import SECONDS, Catch, Client, catching

MAIL = ("MAIL FROM:<ann@example.com>", "RCPT TO:<bob@example.com>", "DATA")
DIALOG = b"EHLO x\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nhello\r\n.\r\nQUIT\r\n"


async def test_every_open_session_is_told_when_the_catcher_stops() -> None:
    async with catching() as catch:
        silent = await catch.connect()
        greeted = await (await catch.connect()).greet()
        sending = await (await catch.connect()).greet()
        await sending.say(*MAIL)
        assert (await silent.reply()).startswith("220")

    for client in (silent, greeted, sending):
        assert await client.reply() == "421 4.3.2 The catcher is stopping"
        assert await client.closed()
        client.close()
    assert {session.outcome for session in catch.sessions.newest()} == {Outcome.STOPPED}
    assert not catch.mails


@pytest.mark.parametrize("rounds", range(6))
async def test_a_client_that_connects_as_the_catcher_stops_is_hung_up_on(rounds: int) -> None:
    with socket.socket() as client:
        client.settimeout(SECONDS)
        async with catching() as catch:
            client.connect((catch.listener.host, catch.listener.port))
            for _ in range(rounds):
                await asyncio.sleep(0)

        with contextlib.suppress(ConnectionResetError):
            while client.recv(1_000):
                pass
    gc.collect()  # whatever was left open would warn


async def test_a_mail_that_is_being_kept_is_waited_for_when_the_catcher_stops() -> None:
    catch = Catch(gate=asyncio.Event())
    async with catching(catch):
        client = await (await catch.connect()).greet()
        await client.say(*MAIL)
        client.send(b"hello\r\n.\r\n")
        await noted(catch, "7 octets of mail")
        assert catch.gate is not None
        asyncio.get_running_loop().call_later(0.1, catch.gate.set)

    assert await client.reply() == "250 2.0.0 Kept as 1"
    assert (await client.reply()).startswith("421 4.3.2")
    client.close()
    assert len(catch.mails) == 1


async def noted(catch: Catch, text: str) -> None:
    """Wait until the newest session says so."""
    while not any(line.text == text for session in catch.sessions.newest(1) for line in session.lines):
        await asyncio.sleep(0)


async def test_the_catcher_stops_in_time_when_a_mail_hangs() -> None:
    catch = Catch(gate=asyncio.Event())
    async with catching(catch):
        client = await (await catch.connect()).greet()
        await client.say(*MAIL)
        client.send(b"hello\r\n.\r\n")
        await noted(catch, "7 octets of mail")

    assert await client.closed()
    client.close()
    assert not catch.mails


async def test_a_mail_is_kept_although_its_sender_hangs_up_meanwhile() -> None:
    catch = Catch(gate=asyncio.Event())
    async with catching(catch):
        client = await (await catch.connect()).greet()
        await client.say(*MAIL)
        client.send(b"hello\r\n.\r\n")
        await noted(catch, "7 octets of mail")
        client.writer.transport.abort()
        assert catch.gate is not None
        catch.gate.set()
        session = await catch.session()

    assert len(catch.mails) == 1
    assert session.messages == (1,)
    assert session.outcome is Outcome.LEFT


@pytest.mark.parametrize("abort", [True, False])
async def test_a_connection_that_drops_at_any_octet_leaves_a_whole_mail_or_none(abort: bool) -> None:
    async with catching() as catch:
        whole = DIALOG.index(b".\r\nQUIT") + 3
        for end in range(len(DIALOG) + 1):
            before = len(catch.mails)
            client = await catch.connect()
            client.send(DIALOG[:end])
            await client.writer.drain()
            if abort:
                await client.reply()
                client.writer.transport.abort()
            else:
                client.writer.write_eof()
                await client.reader.read()
            client.close()
            await catch.session()
            kept = len(catch.mails) - before
            assert kept == (end >= whole) or abort
            assert kept <= (end >= whole)

    assert {raw for _, raw in catch.mails} <= {b"hello\r\n"}


async def test_a_client_that_ends_its_side_is_still_answered() -> None:
    async with catching() as catch:
        client = await catch.connect()
        client.send(DIALOG)
        client.writer.write_eof()
        said = (await client.reader.read()).decode().splitlines()
        client.close()

    assert [line[:3] for line in said if line[3] == " "] == ["220", "250", "250", "250", "354", "250", "221"]


async def test_connections_above_the_limit_are_told_and_others_go_on() -> None:
    async with catching(max_connections=2) as catch:
        first, second, third = [await catch.connect() for _ in range(3)]
        assert (await first.reply()).startswith("220")
        assert (await second.reply()).startswith("220")
        assert (await third.reply()).startswith("421 4.3.2 Too many connections")
        assert await third.closed()
        first.close()
        third.close()
        while not await let_in(catch):
            pass
        second.close()


async def let_in(catch: Catch) -> bool:
    client = await catch.connect()
    greeting = await client.reply()
    client.close()
    return greeting.startswith("220")


async def test_a_long_line_in_a_mail_is_kept() -> None:
    line = b"x" * 10_000_000
    async with catching() as catch:
        client = await (await catch.connect()).greet()
        await client.say(*MAIL)
        client.send(line)
        await client.writer.drain()
        client.send(b"\r\n.\r\n")
        assert await client.reply() == "250 2.0.0 Kept as 1"
        client.close()

    assert catch.mails[0][1] == line + b"\r\n"


async def test_commands_are_not_read_while_a_mail_is_being_kept() -> None:
    catch = Catch(gate=asyncio.Event())
    async with catching(catch):
        client = await (await catch.connect()).greet()
        await client.say(*MAIL)
        client.send(b"hello\r\n.\r\n" + b"NOOP\r\n" * 5_000_000)
        await noted(catch, "7 octets of mail")
        await asyncio.sleep(0.2)
        unread = client.writer.transport.get_write_buffer_size()
        client.writer.transport.abort()
        assert catch.gate is not None
        catch.gate.set()

    assert unread > 10_000_000


async def test_a_client_that_never_reads_does_not_fill_the_memory() -> None:
    async with catching() as catch:
        client = await catch.connect()
        client.reader._transport.pause_reading()  # type: ignore[attr-defined]  # no public way to stop reading
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        client.send(b"HELP\r\n" * 2_000_000)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                await client.writer.drain()
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        client.writer.transport.abort()

    assert grown < 60_000


async def test_what_a_client_says_while_it_does_not_read_is_answered_too() -> None:
    async with catching() as catch:
        client = await (await catch.connect()).greet()
        reading = client.reader._transport  # type: ignore[attr-defined]  # no public way to stop reading
        reading.pause_reading()
        for name in itertools.count():
            client.send(b"EHLO %d\r\n" % name * 1000)
            for _ in range(10):
                await asyncio.sleep(0)
            if catch.sessions.newest()[0].helo != str(name):
                break  # the catcher waits for the client to read
        client.send(b"NOOP\r\n")
        reading.resume_reading()
        async with asyncio.timeout(SECONDS):
            while await client.reader.readline() != b"250 2.0.0 Ok\r\n":
                assert not client.reader.at_eof()
        client.close()


async def test_an_overlong_command_is_skipped_to_its_end() -> None:
    async with catching() as catch:
        client = await (await catch.connect()).greet()
        for _ in range(40):
            client.send(b"x" * 50_000)
            await client.writer.drain()
        assert await client.say("") == "500 5.5.2 Line too long"
        assert await client.say("AUTH LOGIN") == "334 VXNlcm5hbWU6"
        assert await client.say("x" * 20_000) == "500 5.5.6 Authentication exchange line is too long"
        assert await client.say("NOOP") == "250 2.0.0 Ok"
        client.close()


async def test_a_unix_socket_serves_and_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "smtp.sock"
    async with catching(path=path) as catch:
        client = await (await catch.connect()).greet()
        await client.say(*MAIL)
        await client.say(".")
        client.close()

    assert catch.mails[0][0].peer == ""
    assert not path.exists()


async def test_the_peer_is_named_with_its_port() -> None:
    async with catching() as catch:
        client = await (await catch.connect()).greet()
        await client.say(*MAIL)
        await client.say(".")
        host, port = client.writer.get_extra_info("sockname")
        client.close()

    assert catch.mails[0][0].peer == f"{host}:{port}"


async def test_a_large_mail_goes_through_a_temporary_file(tmp_path: Path) -> None:
    async with catching(spool_above_octets=1000, memory_octets=10_000, spool_directory=tmp_path) as catch:
        clients = [await (await catch.connect()).greet() for _ in range(5)]
        for client in clients:
            await client.say(*MAIL)
            client.send(b"x" * 9_998 + b"\r\n.\r\n")
        for client in clients:
            assert (await client.reply()).startswith("250 2.0.0 Kept as ")
            client.close()

    assert [len(raw) for _, raw in catch.mails] == [10_000] * 5


async def test_many_connections_at_once_each_deliver_their_mails() -> None:
    async def send(catch: Catch, number: int) -> None:
        client = await (await catch.connect()).greet()
        for n in range(3):
            await client.say(*MAIL)
            assert await dotted(client, f"{number} {n}")
        await client.say("QUIT")
        client.close()

    async with catching() as catch:
        await asyncio.gather(*(send(catch, number) for number in range(100)))

    assert sorted(raw for _, raw in catch.mails) == sorted(
        f"{number} {n}\r\n".encode() for number in range(100) for n in range(3)
    )


async def dotted(client: Client, text: str) -> bool:
    client.send(f"{text}\r\n.\r\n".encode())
    return (await client.reply()).startswith("250 2.0.0 Kept")


async def test_the_listener_can_be_opened_again_on_its_port() -> None:
    async with catching() as first:
        port = first.listener.port
        assert first.listener.host == "127.0.0.1"

    def refused() -> None:
        with pytest.raises(OSError, match="refused"):
            smtplib.SMTP("127.0.0.1", port, timeout=5)

    await asyncio.to_thread(refused)


async def test_one_who_goes_on_sending_reads_why_it_was_refused() -> None:
    async with catching() as catch:
        client = await catch.connect()
        client.send(b"GET / HTTP/1.1\r\n" + b"X-Filler: and on it goes\r\n" * 100_000)
        answers = await client.reader.read()
        assert answers.startswith(b"220 ")
        assert answers.splitlines()[-1].startswith(b"421 ")
        client.close()
