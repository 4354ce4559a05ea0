"""The bare protocol beside stock aiosmtpd: the store is replaced by a counter on both sides, the runs interleave.

Run by `make bench`; needs Debian's postfix for smtp-source.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from aiosmtpd.smtp import SMTP

from catcher.adapters.smtp import SmtpSettings, listen
from catcher.core.message import Envelope, Message, Outline

ROUNDS = 7
SOURCE = shutil.which("smtp-source") or "/usr/sbin/smtp-source"


@dataclass(frozen=True, slots=True)
class Load:
    """One way to send: the figure to reach is `goal` times stock aiosmtpd."""

    name: str
    goal: float
    messages: int
    options: tuple[str, ...]


LOADS = (
    Load("4 KB, one a connection, 10 in parallel", 2.3, 2000, ("-s", "10", "-l", "4096")),
    Load("4 KB, one a connection, 50 in parallel", 2.3, 2000, ("-s", "50", "-l", "4096")),
    Load("4 KB, 10 reused connections", 4.0, 5000, ("-d", "-s", "10", "-l", "4096")),
    Load("1 MB, 4 in parallel", 7.0, 60, ("-s", "4", "-l", "1000000")),
    Load("10 MB, 2 in parallel", 7.0, 8, ("-s", "2", "-l", "10000000")),
)


class _Sink:
    async def handle_DATA(self, _server: object, _session: object, _envelope: object) -> str:  # noqa: N802 - aiosmtpd's
        return "250 OK"


async def serve_stock(ready: Connection) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(_Sink(), hostname="stock", data_size_limit=None, loop=loop), "127.0.0.1", 0
    )
    ready.send(server.sockets[0].getsockname()[1])
    await asyncio.Event().wait()


async def serve_ours(ready: Connection) -> None:
    count = 0

    async def deliver(envelope: Envelope, raw: bytes) -> Message:
        nonlocal count
        count += 1
        return Message(count, "default", datetime.now(UTC), len(raw), False, envelope, Outline())

    async with listen(deliver, SmtpSettings()) as listener:
        ready.send(listener.port)
        await asyncio.Event().wait()


def _run(serve: Callable[[Connection], object], ready: Connection) -> None:
    asyncio.run(serve(ready))  # type: ignore[arg-type]  # a coroutine function, as above


def served(serve: Callable[[Connection], object]) -> tuple[multiprocessing.Process, int]:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_run, args=(serve, there), daemon=True)
    process.start()
    return process, here.recv()


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took: on the clock, and of the server's processor alone, which no neighbour disturbs."""

    wall: float
    processor: float


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _spent(load: Load, server: multiprocessing.Process, port: int) -> Spent:
    assert server.pid is not None
    before, began = _processor_seconds(server.pid), time.perf_counter()
    subprocess.run(
        (SOURCE, "-m", str(load.messages), *load.options, f"inet:127.0.0.1:{port}"), check=True, timeout=300
    )
    return Spent(time.perf_counter() - began, _processor_seconds(server.pid) - before)


def main() -> int:
    """Print a line a load; the exit code tells whether every goal was reached."""
    (stock, stock_port), (ours, our_port) = served(serve_stock), served(serve_ours)
    missed = 0
    for load in LOADS:
        runs = [(_spent(load, stock, stock_port), _spent(load, ours, our_port)) for _ in range(ROUNDS)]
        theirs = statistics.median(run.wall for run, _ in runs)
        mine = statistics.median(run.wall for _, run in runs)
        processor = sum(run.processor for run, _ in runs) / sum(run.processor for _, run in runs)
        ratio = statistics.median(stock_run.wall / our_run.wall for stock_run, our_run in runs)
        missed += ratio < load.goal
        print(
            f"{load.name:42} stock {load.messages / theirs:7.0f}/s  ours {load.messages / mine:7.0f}/s"
            f"  {ratio:5.1f} times (goal {load.goal}), {processor:.1f} times by the server's processor time"
        )
    stock.terminate()
    ours.terminate()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
