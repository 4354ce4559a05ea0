"""Many who wait at once: how soon each is answered after the sender's 250, and what a thousand of them cost.

The catcher runs in a process of its own; all clients share one event loop here, and speak plain HTTP and SMTP, so that
the figures are the catcher's and not those of a client library.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.first_mail import told

WAITERS = 200
ROUNDS = 3
CROWD = 1_000
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Place:
    """Where the catcher is."""

    process: int
    smtp: int
    http: int


@contextmanager
def served() -> Iterator[Place]:
    """A catcher in a process of its own."""
    command = [sys.executable, "-m", "catcher", "serve", "--smtp-port", "0", "--http-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [next(process.stdout) for _ in range(3)]
        ports = [int(line.split("127.0.0.1:")[1].split()[0]) for line in said if "127.0.0.1:" in line]
        try:
            yield Place(process.pid, *ports)
        finally:
            process.terminate()


class Waiter:
    """A connection of its own, and one wait on it after the other."""

    def __init__(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.number = number
        self._reader = reader
        self._writer = writer

    def ask(self, subject: str) -> None:
        """Begin to wait for a mail to this waiter's own address."""
        asked = urlencode({"q": f"to:user-{self.number}@example.com subject:{subject}", "timeout": SECONDS})
        self._writer.write(f"GET /api/wait?{asked} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    async def answer(self) -> tuple[float, list[str]]:
        """When it came, and to whom the mails are."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        at = time.perf_counter()
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        answer = json.loads(await self._reader.readexactly(length))
        return at, [address for message in answer["messages"] for address in message["recipients"]]


class Sender:
    """One SMTP connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, number: int, subject: str) -> float:
        """One mail, in one packet (RFC 2920); gives when its 250 came."""
        to = f"user-{number}@example.com"
        self._writer.write(f"MAIL FROM:<a@example.com>\r\nRCPT TO:<{to}>\r\nDATA\r\n".encode())
        for _ in range(3):
            await self._reader.readline()
        self._writer.write(f"To: {to}\r\nSubject: {subject}\r\n\r\n{'hello ' * 300}\r\n.\r\n".encode())
        assert (await self._reader.readline()).startswith(b"250")
        return time.perf_counter()


async def waiters(place: Place, count: int) -> list[Waiter]:
    pairs = [await asyncio.open_connection("127.0.0.1", place.http) for _ in range(count)]
    return [Waiter(number, *pair) for number, pair in enumerate(pairs)]


async def sender(place: Place) -> Sender:
    reader, writer = await asyncio.open_connection("127.0.0.1", place.smtp)
    writer.write(b"EHLO bench\r\n")
    await reader.readline()
    while not (await reader.readline()).startswith(b"250 "):
        pass
    return Sender(reader, writer)


async def settled(place: Place, count: int) -> None:
    """Until so many wait."""
    reader, writer = await asyncio.open_connection("127.0.0.1", place.http)
    followers = -1
    while followers < count:
        writer.write(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        text = (await reader.readexactly(length)).decode()
        followers = int(text.split("\ncatcher_followers ")[1].split()[0])
    writer.close()


async def delays(place: Place) -> list[float]:
    """Milliseconds from the sender's 250 to the answer, while all the others wait on."""
    crowd, sending = await waiters(place, WAITERS), await sender(place)
    took = []
    for turn in range(ROUNDS):
        for one in crowd:
            one.ask(f"turn-{turn}")
        await settled(place, WAITERS)
        for one in crowd:
            answer = asyncio.ensure_future(one.answer())
            accepted = await sending.send(one.number, f"turn-{turn}")
            at, recipients = await answer
            assert recipients == [f"user-{one.number}@example.com"]
            took.append(max(0.0, at - accepted) * 1000)
    return took


async def stream(place: Place) -> str:
    """A thousand waiters, and a mail for each as fast as one connection can: what it costs the catcher."""
    crowd, sending = await waiters(place, CROWD), await sender(place)
    for one in crowd:
        one.ask("stream")
    await settled(place, CROWD)
    answers = [asyncio.ensure_future(one.answer()) for one in crowd]
    processor, begun = _processor(place.process), time.perf_counter()
    for one in reversed(crowd):
        await sending.send(one.number, "stream")
    sent = time.perf_counter() - begun
    for one, answer in zip(crowd, answers, strict=True):
        assert (await answer)[1] == [f"user-{one.number}@example.com"]
    used = _processor(place.process) - processor
    return (
        f"{CROWD} waiters on {CROWD} mails: each got its own; sent in {sent:.2f} s, all answered after"
        f" {time.perf_counter() - begun:.2f} s; {used:.2f} s of the processor, {_megabytes(place.process):.0f} MB"
    )


def _processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Measure and print."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with served() as place:
        print(
            told(f"wait over HTTP with {WAITERS} waiters, after the sender's 250", asyncio.run(delays(place)))
        )
    with served() as place:
        print(asyncio.run(stream(place)))


if __name__ == "__main__":
    main()
