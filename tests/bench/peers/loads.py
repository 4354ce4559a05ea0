"""What is done to a catcher, and what of it is measured. The clients cost little: Postfix's smtp-source, where it can."""

from __future__ import annotations

import asyncio
import shutil
import smtplib
import subprocess
import time
from base64 import encodebytes
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from random import Random
from statistics import median

from websockets.asyncio.client import connect

from tests.bench.peers.running import Runner

SOURCE = shutil.which("smtp-source") or "/usr/sbin/smtp-source"
FOLLOWERS = 50
FOLLOWED = 200
FANOUT_SECONDS = 60.0
LATENCIES = 100
ASKED = 20
"""How often each question is asked under load."""
WORD = "needle"
SECONDS = 600


class NotThere(Exception):
    """This catcher has no such thing."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table: what `take` gives of a runner, more of which is better or not."""

    name: str
    unit: str
    more_is_better: bool
    take: Callable[[Runner], float]


def text_mail() -> bytes:
    """4 KB of text."""
    mail = _headed("Your order has been shipped")
    mail.set_content("\n".join(_words(70) for _ in range(52)))
    return mail.as_bytes()


def html_mail() -> bytes:
    """20 KB: text, and HTML with a picture in it."""
    mail = _headed("Welcome to the shop")
    mail.set_content(_words(400))
    mail.add_alternative(
        "<html><body><img src='cid:logo'>"
        + "".join(f"<p>{_words(300)}</p>" for _ in range(25))
        + "</body></html>",
        "html",
    )
    html = mail.get_body(["html"])
    assert isinstance(html, EmailMessage)
    html.add_related(Random(1).randbytes(7_500), "image", "png", cid="<logo>", filename="logo.png")
    return mail.as_bytes()


def attachment_mail() -> bytes:
    """1 MB, nearly all of it an attachment."""
    mail = _headed("Your invoice")
    mail.set_content(_words(400))
    mail.add_attachment(Random(2).randbytes(760_000), "application", "pdf", filename="invoice.pdf")
    return mail.as_bytes()


def _headed(subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Shop <shop@example.com>"
    mail["To"] = "bob@example.com"
    mail["Subject"] = subject
    mail["Date"] = "Fri, 01 May 2026 12:00:00 +0000"
    return mail


_random = Random(3)
_VOCABULARY = [
    encodebytes(_random.randbytes(_random.randint(2, 6))).decode().strip("\n=+/") for _ in range(500)
]


def _words(chars: int) -> str:
    return " ".join(_random.choices(_VOCABULARY, k=chars // 6))[:chars]


class Bodies:
    """The mails as files, as smtp-source takes them: line feeds only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name, make in (("text", text_mail), ("html", html_mail), ("attachment", attachment_mail)):
            (folder / name).write_bytes(make().replace(b"\r\n", b"\n"))

    def rate(
        self, kind: str, messages: int, parallel: int, *, reused: bool = False
    ) -> Callable[[Runner], float]:
        """Mails a second, from the first connection to the last 250; that all are stored is checked behind it."""

        def take(runner: Runner) -> float:
            began = time.perf_counter()
            self._source(runner, kind, messages, parallel, reused=reused).wait(SECONDS)
            took = time.perf_counter() - began
            runner.check(messages)
            return messages / took

        return take

    def _source(
        self, runner: Runner, kind: str, messages: int, parallel: int, *, reused: bool
    ) -> subprocess.Popen[bytes]:
        options = ["-d"] if reused else []
        return subprocess.Popen(
            [SOURCE, "-s", str(parallel), "-m", str(messages), "-F", str(self._folder / kind), *options,
             "-f", "shop@example.com", "-t", "bob@example.com", f"inet:127.0.0.1:{runner.place.smtp}"]
        )  # fmt: skip

    def memory_after(self, messages: int) -> Callable[[Runner], float]:
        """Megabytes when so many are kept."""

        def take(runner: Runner) -> float:
            self.rate("text", messages, 10, reused=True)(runner)
            return runner.megabytes()

        return take

    def asked(self, path: Callable[[Runner], str | None], messages: int) -> Callable[[Runner], float]:
        """Milliseconds until a question is answered while mail pours in, the median."""

        def take(runner: Runner) -> float:
            asking = _there(path(runner))
            _send(runner, WORD)
            source = self._source(runner, "text", messages, 4, reused=True)
            took = [_timed(lambda: runner.http.get(asking).raise_for_status()) for _ in range(ASKED)]
            source.wait(SECONDS)
            runner.check(messages + 1)
            return median(took) * 1000

        return take

    def waited(self, messages: int) -> Callable[[Runner], float]:
        """Milliseconds from a sender's 250 to the answer of a wait, while mail pours in, the median."""

        def take(runner: Runner) -> float:
            asking = _there(runner.peer.waiting)
            source = self._source(runner, "text", messages, 4, reused=True)
            took = asyncio.run(_waits(runner, asking))
            source.wait(SECONDS)
            runner.check(messages + len(took))
            return median(took) * 1000

        return take

    def fanout(self, runner: Runner) -> float:
        """Mails a second that all of many websocket clients were told of."""
        return asyncio.run(self._fanout(runner, _there(runner.peer.live)))

    async def _fanout(self, runner: Runner, path: str) -> float:
        url = f"ws://127.0.0.1:{runner.place.http}{path}"
        told = asyncio.Barrier(FOLLOWERS + 1)
        async with asyncio.timeout(FANOUT_SECONDS), asyncio.TaskGroup() as following:
            for _ in range(FOLLOWERS):
                following.create_task(_follow(url, runner, told))
            await told.wait()
            began = time.perf_counter()
            self._source(runner, "text", FOLLOWED, 4, reused=True)
            await told.wait()
            took = time.perf_counter() - began
        runner.check(FOLLOWED)
        return FOLLOWED / took


async def _follow(url: str, runner: Runner, told: asyncio.Barrier) -> None:
    async with connect(url, compression=None, max_size=None, proxy=None) as socket:
        await told.wait()
        arrived = 0
        while arrived < FOLLOWED:
            frame = await socket.recv()
            arrived += runner.peer.arrivals(frame if isinstance(frame, str) else frame.decode())
        await told.wait()


async def _waits(runner: Runner, path: str) -> list[float]:
    took = []
    for number in range(ASKED):
        word = f"{WORD}{runner.kept}x{number}"
        answered = asyncio.create_task(asyncio.to_thread(_answered_at, runner, path.format(word=word)))
        await asyncio.sleep(0.01)  # the wait must have begun for the figure to mean anything
        accepted = await asyncio.to_thread(_send, runner, word)
        took.append(max(0.0, await answered - accepted))
    return took


def _answered_at(runner: Runner, path: str) -> float:
    runner.http.get(path).raise_for_status()
    return time.perf_counter()


def latency(runner: Runner) -> float:
    """Milliseconds to connect, send and quit with Python's smtplib, one after the other, the median."""
    took = [_timed(lambda: _send(runner, "hello")) for _ in range(LATENCIES)]
    runner.check(LATENCIES)
    return median(took) * 1000


def _send(runner: Runner, word: str) -> float:
    """Send a small mail over a connection of its own; gives the moment of its 250."""
    with smtplib.SMTP("127.0.0.1", runner.place.smtp, local_hostname="bench") as smtp:
        smtp.sendmail("shop@example.com", ["bob@example.com"], f"Subject: {word}\r\n\r\n{word}\r\n")
        return time.perf_counter()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _there(path: str | None) -> str:
    if path is None:
        raise NotThere
    return path


def measures(bodies: Bodies, scale: float) -> list[Measure]:
    """All rows but memory when full; `scale` shortens the loads."""

    def some(messages: int) -> int:
        return max(20, round(messages * scale))

    loads = [
        (f"{label}, {how}", kind, some(messages // 4 if parallel == 1 else messages), parallel, reused)
        for label, kind, messages in (("4 KB text", "text", 2000), ("20 KB HTML", "html", 1000), ("1 MB", "attachment", 40))
        for how, parallel, reused in (
            ("1 client", 1, False), ("10 in parallel", 10, False), ("50 in parallel", 50, False), ("10 reused", 10, True),
        )
    ]  # fmt: skip
    pouring = some(2000)
    return [
        Measure("start", "ms", False, lambda runner: runner.start_seconds * 1000),
        Measure("memory, idle", "MB", False, Runner.megabytes),
        *(
            Measure(name, "/s", True, bodies.rate(kind, messages, parallel, reused=reused))
            for name, kind, messages, parallel, reused in loads
        ),
        Measure("smtplib, one by one", "ms", False, latency),
        Measure("list under load", "ms", False, bodies.asked(lambda r: r.peer.listing, pouring)),
        Measure("search under load", "ms", False,
                bodies.asked(lambda r: r.peer.searching and r.peer.searching.format(word=WORD), pouring)),
        Measure("wait under load", "ms", False, bodies.waited(pouring)),
        Measure(f"told to {FOLLOWERS} pages", "/s", True, bodies.fanout),
    ]  # fmt: skip
