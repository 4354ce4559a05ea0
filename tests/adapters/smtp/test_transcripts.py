"""A session says what was said, masked and bounded, and from a mail one finds its session."""

from __future__ import annotations

import asyncio

import pytest

from catcher.core.session import Direction, Line, Listener, Outcome
from tests.adapters.smtp.playing import catching


async def test_a_session_is_written_down_with_its_mails() -> None:
    async with catching() as catch:
        client = await (await catch.connect()).greet()
        await client.say("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>", "DATA")
        client.send(b"secret text\r\n.\r\n")
        await client.reply()
        lasting = catch.sessions.of_message(1)
        await client.say("QUIT")
        client.close()
        session = await catch.session()

    assert lasting is not None
    assert lasting.outcome is Outcome.OPEN
    assert lasting.ended_at is None
    assert session.id == lasting.id
    assert catch.sessions.of_message(1) == session
    assert (session.listener, session.helo, session.outcome) == (
        Listener.SMTP,
        "client.example",
        Outcome.QUIT,
    )
    assert (session.messages, session.diagnoses) == ((1,), ())
    assert session.peer.startswith("127.0.0.1:")
    said = [(line.direction, line.text) for line in session.lines]
    assert said[0] == (Direction.SERVER, "220 catcher ESMTP Catcher")
    assert said[1] == (Direction.CLIENT, "EHLO client.example")
    assert (Direction.SERVER, "250 HELP") in said
    assert said[-5:] == [
        (Direction.SERVER, "354 End data with <CR><LF>.<CR><LF>"),
        (Direction.NOTE, "13 octets of mail"),
        (Direction.SERVER, "250 2.0.0 Kept as 1"),
        (Direction.CLIENT, "QUIT"),
        (Direction.SERVER, "221 2.0.0 Bye"),
    ]
    times = [line.at for line in session.lines]
    assert times == sorted(times)
    assert "secret text" not in str(session)


@pytest.mark.parametrize(("show", "shown"), [(False, False), (True, True)])
async def test_passwords_are_masked_unless_asked_for(show: bool, shown: bool) -> None:
    async with catching(show_passwords=show) as catch:
        client = await (await catch.connect()).greet()
        await client.say("AUTH LOGIN")
        await client.say("c2hvcA==")
        await client.say("c2VjcmV0")
        await client.say("EHLO x", "auth plain AHNob3AAc2VjcmV0", "QUIT")
        client.close()
        session = await catch.session()

    texts = [line.text for line in session.lines]
    assert session.login == "shop"
    assert any("as shop" in text for text in texts)
    assert any("secret" in text for text in texts) is shown
    assert any("c2VjcmV0" in text for text in texts) is shown
    assert ("auth plain ********" in texts) is not shown


async def test_control_characters_are_made_visible() -> None:
    async with catching() as catch:
        client = await (await catch.connect()).greet()
        await client.say(b"NOOP \x1b[31m\0\xff gr\xc3\xbcn")
        await client.say(b"X" * 5000)
        client.close()
        session = await catch.session()

    texts = [line.text for line in session.lines if line.direction is Direction.CLIENT]
    assert texts[1] == r"NOOP \x1b[31m\x00\xff grün"
    assert len(texts[2]) <= 1025


async def test_a_long_session_keeps_its_beginning_and_its_end() -> None:
    async with catching() as catch:
        client = await (await catch.connect()).greet()
        await client.say(*(f"NOOP {n}" for n in range(1000)))
        client.close()
        session = await catch.session()

    texts = [line.text for line in session.lines]
    assert len(texts) < 450
    assert "NOOP 1" in texts
    assert "NOOP 999" in texts
    assert sum("are left out here" in text for text in texts) == 1


async def test_a_client_that_leaves_without_quit_is_told() -> None:
    async with catching() as catch:
        client = await (await catch.connect()).greet()
        client.close()
        session = await catch.session()

    assert session.outcome is Outcome.LEFT
    assert [each.code for each in session.diagnoses] == ["left-before-quit"]
    assert isinstance(session.lines[-1], Line)


HEADER_V2 = b"\r\n\r\n\0\r\nQUIT\n"


@pytest.mark.parametrize(
    ("header", "peer"),
    [
        (b"PROXY TCP4 192.0.2.7 192.0.2.1 4711 25\r\n", "192.0.2.7:4711"),
        (b"PROXY TCP6 2001:db8::7 2001:db8::1 4711 25\r\n", "[2001:db8::7]:4711"),
        (
            HEADER_V2 + b"\x21\x11\0\x0c" + bytes([192, 0, 2, 7, 192, 0, 2, 1, 18, 103, 0, 25]),
            "192.0.2.7:4711",
        ),
        (b"PROXY UNKNOWN\r\n", None),
        (HEADER_V2 + b"\x20\0\0\0", None),
    ],
)
@pytest.mark.parametrize("cut", [False, True])
async def test_a_load_balancer_tells_the_client_by_the_proxy_protocol(
    header: bytes, peer: str | None, cut: bool
) -> None:
    async with catching(proxy_protocol=True) as catch:
        client = await catch.connect()
        for piece in [header[:9], header[9:]] if cut else [header + b"EHLO x\r\n"]:
            client.send(piece)
            await asyncio.sleep(0)
        assert (await client.reply()).startswith("220 ")
        own = "{}:{}".format(*client.writer.get_extra_info("sockname"))
        client.close()
        assert (await catch.session()).peer == (peer or own)


@pytest.mark.parametrize(
    "said", [b"EHLO client.example\r\n", b"PROXY TCP4 nonsense\r\n", b"PROXY " + b"x" * 200 + b"\r\n"]
)
async def test_anything_but_a_proxy_header_is_told(said: bytes) -> None:
    async with catching(proxy_protocol=True) as catch:
        client = await catch.connect()
        client.send(said)
        assert await client.closed()
        client.close()
        assert [each.code for each in (await catch.session()).diagnoses] == ["bad-proxy-header"]


async def test_xclient_speaks_for_another() -> None:
    async with catching(xclient=True) as catch:
        client = await (await catch.connect()).greet()
        command = "XCLIENT ADDR=IPV6:2001:db8::7 PORT=4711 HELO=in+2Eside LOGIN=shop+ZZ NAME=[UNAVAILABLE]"
        assert (await client.say(command)).startswith("220 ")
        client.close()
        session = await catch.session()

    assert (session.peer, session.helo, session.login) == ("[2001:db8::7]:4711", "in.side", "shop+ZZ")
