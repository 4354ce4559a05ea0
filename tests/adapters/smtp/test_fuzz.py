"""Whatever octets come, in whatever pieces: an answer or a close, no crash, no hang, no half mail.

`FUZZ_DIALOGS=100000 pytest tests/adapters/smtp/test_fuzz.py` tries so many dialogs.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.smtp.playing import catching

SAID = sorted(
    {
        line[3:].rstrip(b"\n") + b"\r\n"
        for file in (Path(__file__).parents[2] / "dialogs").glob("*.smtp")
        for line in file.read_bytes().splitlines(keepends=True)
        if line.startswith(b"C: ") and len(line) < 200
    }
)
"""Every line that a client says in the dialogs."""


def mutated(line: bytes, at: int, gone: int, new: bytes) -> bytes:
    at %= len(line)
    return line[:at] + new + line[at + gone :]


PIECES = st.lists(
    st.one_of(
        st.sampled_from(SAID),
        st.builds(mutated, st.sampled_from(SAID), st.integers(0, 200), st.integers(0, 3), st.binary(max_size=3)),
        st.sampled_from(
            [
                b"EHLO x\r\n", b"HELO\n", b"MAIL FROM:<a@example.com>\r\n", b"RCPT TO:<b@example.com>\r\n", b"DATA\r\n",
                b"BDAT 5\r\n", b"BDAT 5 LAST\r\n", b"BDAT 99999999999999999999\r\n", b"AUTH PLAIN\r\n", b"AUTH LOGIN x\r\n",
                b"AUTH SCRAM-SHA-256 biws\r\n", b"*\r\n", b".\r\n", b"\r\n.\r\n", b"\r", b"\n", b"RSET\r\n", b"QUIT\r\n",
                b"STARTTLS\r\n", b"NOOP\r\n", b"VRFY\r\n", b"MAIL FROM:<\"\\\r\n", b"RCPT TO:<(((\r\n", b"Subject: x\r\n",
                b"RCPT TO:<fail-450-after-data@x>\r\n", b"hello", b"\0" * 70, b"\x16\x03\x01",
            ]
        ),
        st.binary(max_size=20),
    ),
    max_size=25,
)  # fmt: skip


@settings(
    max_examples=int(os.environ.get("FUZZ_DIALOGS", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(PIECES, st.booleans())
def test_anything_may_come(pieces: list[bytes], ends: bool) -> None:
    async def send() -> None:
        async with catching(max_bad_commands=1000, max_command_octets=100) as catch:
            client = await catch.connect()
            for piece in pieces:
                client.send(piece)
                await asyncio.sleep(0)
            kept = None
            if ends:
                with contextlib.suppress(OSError):  # the catcher may have closed already
                    client.writer.write_eof()
                    kept = (await client.reader.read()).count(b" Kept as ")
            client.close()
            session = await catch.session() if ends else None
            assert session is None or len(session.messages) == len(catch.mails)
            assert kept is None or kept == len(catch.mails)

    logger = logging.getLogger("catcher.smtp")
    faults: list[logging.LogRecord] = []
    listen = faults.append
    logger.addFilter(listen)  # type: ignore[arg-type]  # a filter may be any callable; what it gives drops the record
    try:
        asyncio.run(asyncio.wait_for(send(), 20))
    finally:
        logger.removeFilter(listen)  # type: ignore[arg-type]  # as above
    assert not faults
