"""Where stock aiosmtpd accepts a dialog, we answer with the same codes and keep the same mails, however it is cut.

What we answer on purpose otherwise is not part of these dialogs: tolerance (parameters after RCPT and HELO, an
empty HELO, null and unusual addresses), VRFY, EXPN, HELP, and more bad commands than stock's four.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP, Envelope, Session
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.adapters.smtp.playing import Client, catching

Kept = tuple[str, tuple[str, ...], bytes]
Said = tuple[list[str], list[Kept]]

COMMANDS = st.sampled_from(
    [
        b"EHLO client.example",  b"MAIL FROM:<a@example.com>", b"mail from: <b@example.com>",
        b'MAIL FROM:<"a b"@example.com> SIZE=10 BODY=8BITMIME', b"MAIL FROM:<a@example.com> SIZE=999999999",
        b"MAIL FROM:<a@example.com> BODY=9BIT", b"MAIL", b"RCPT TO:<c@example.com>", b"RCPT TO:<d@example.com>",
        b"RCPT TO:<@one.example:e@example.com>", b"RCPT", b"RSET", b"NOOP", b"NOOP x", b"TURN", b"FOO",
    ]
)  # fmt: skip
BAD = (b"FOO", b"TURN")
"""The first is a bad command in both, the second an unknown one in stock."""

SAME = {"502": "500", "554": "503"}
"""Ours tells a known command from an unknown one, and refused recipients from none; stock does not."""

BODY = st.lists(
    st.sampled_from(
        [b".", b"..", b"\r", b"\n", b"\r\n", b"\r\n.", b"\n.\n", b"\0", b"\xff", b"text", b"QUIT\r\n"]
    ),
    max_size=10,
).map(b"".join)


@dataclass
class Step:
    """A command, and what is sent once it was answered with 354."""

    command: bytes
    body: bytes = b""


STEPS = st.lists(st.builds(Step, COMMANDS) | st.builds(Step, st.just(b"DATA"), BODY), max_size=14)
MAIL = [Step(b"EHLO x"), Step(b"MAIL FROM:<a@example.com>"), Step(b"RCPT TO:<b@example.com>")]


async def said(client: Client, steps: list[Step], sizes: list[int]) -> list[str]:
    """The codes of all replies; a mail is sent only where it was asked for."""
    codes = [(await client.reply())[:3]]
    for step in [*steps, Step(b"QUIT")]:
        await cut(client, step.command + b"\r\n", sizes)
        codes.append((await client.reply())[:3])
        if codes[-1] == "354":
            await cut(client, stuffed(step.body) + b".\r\n", sizes)
            codes.append((await client.reply())[:3])
    client.close()
    return codes


def stuffed(body: bytes) -> bytes:
    """The body with no lone dot inside, which would end it: what follows would be commands."""
    whole = b"\r\n" + body + b"\r\n"
    while b"\r\n.\r\n" in whole:
        whole = whole.replace(b"\r\n.\r\n", b"\r\n..\r\n")
    return whole[2:]


async def cut(client: Client, octets: bytes, sizes: list[int]) -> None:
    for size in sizes:
        client.send(octets[:size])
        octets = octets[size:]
        await client.writer.drain()
        await asyncio.sleep(0)
    client.send(octets)


class Handler:
    """What stock aiosmtpd hands its mails to."""

    def __init__(self) -> None:
        self.mails: list[Kept] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        assert envelope.mail_from is not None
        assert isinstance(envelope.content, bytes)
        self.mails.append((envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        return "250 OK"


async def by_stock(steps: list[Step], sizes: list[int]) -> Said:
    handler = Handler()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, hostname="stock", data_size_limit=10_000_000, enable_SMTPUTF8=True, loop=loop),
        "127.0.0.1",
        0,
    )
    async with server:
        client = Client(*await asyncio.open_connection(*server.sockets[0].getsockname()))
        codes = await said(client, steps, sizes)
        return codes, handler.mails


async def by_us(steps: list[Step], sizes: list[int]) -> Said:
    async with catching(max_message_octets=10_000_000) as catch:
        codes = await said(await catch.connect(), steps, sizes)
        return codes, [(envelope.sender, envelope.recipients, raw) for envelope, raw in catch.mails]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.lists(st.integers(1, 6), max_size=3), st.booleans())
def test_dialogs_go_as_with_stock_aiosmtpd(steps: list[Step], sizes: list[int], begun: bool) -> None:
    steps = [*(MAIL if begun else []), *steps]
    assume(sum(step.command in BAD for step in steps) <= 4)

    async def compare() -> None:
        stock, ours = await by_stock(steps, sizes), await by_us(steps, sizes)
        assert [SAME.get(code, code) for code in ours[0]] == stock[0]
        assert ours[1] == stock[1]

    asyncio.run(compare())
