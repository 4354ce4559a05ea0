"""Many clients at once, and very slow ones: nothing refused, nothing lost, memory bounded, others not delayed.

Run by `make bench`.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
import time
from pathlib import Path

from tests.bench.smtp_bench import serve_ours, served

CONNECTIONS, MAILS = 500, 20
SLOW_CLIENTS, NORMAL_MAILS = 200, 200
MAIL = b"Subject: hello\r\n\r\n" + b"x" * 4000 + b"\r\n.\r\n"
MAX_RSS_MB, MAX_DELAY_MS = 200, 50


async def _said(reader: asyncio.StreamReader) -> str:
    while (line := (await reader.readline()).decode())[3:4] == "-":
        pass
    return line[:3]


async def _mails(port: int, count: int, gate: asyncio.Barrier | None = None) -> list[float]:
    """Deliver so many over one connection; gives the seconds of each that was answered with 250."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert await _said(reader) == "220"
    if gate is not None:
        await gate.wait()
    seconds = []
    writer.write(b"EHLO client.example\r\n")
    await _said(reader)
    for _ in range(count):
        began = time.perf_counter()
        writer.write(b"MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n")
        codes = [await _said(reader) for _ in range(3)]
        writer.write(MAIL)
        if [*codes, await _said(reader)] == ["250", "250", "354", "250"]:
            seconds.append(time.perf_counter() - began)
    writer.close()
    return seconds


async def _crowd(port: int) -> int:
    gate = asyncio.Barrier(CONNECTIONS)
    kept = await asyncio.gather(*(_mails(port, MAILS, gate) for _ in range(CONNECTIONS)))
    return sum(map(len, kept))


async def _dribble(port: int) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    for octet in (
        b"EHLO x\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nhello hello hello" * 9
    ):
        writer.write(bytes([octet]))
        await asyncio.sleep(1)


async def _beside_slow_ones(port: int) -> list[float]:
    slow = [asyncio.create_task(_dribble(port)) for _ in range(SLOW_CLIENTS)]
    seconds: list[float] = []
    for _ in range(NORMAL_MAILS):
        seconds += await _mails(port, 1)
        await asyncio.sleep(0.02)
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    return seconds


def main() -> int:
    """Print the two figures; the exit code tells whether both are as they should be."""
    server, port = served(serve_ours)
    began = time.perf_counter()
    kept = asyncio.run(_crowd(port))
    took = time.perf_counter() - began
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
    rss = int(found[1]) // 1024 if found else 0
    print(
        f"{CONNECTIONS} connections, {MAILS} mails each: {kept} kept in {took:.1f} s, server at most {rss} MB"
    )
    delays = sorted(1000 * each for each in asyncio.run(_beside_slow_ones(port)))
    worst = statistics.quantiles(delays, n=100)[-1]
    print(f"a delivery beside {SLOW_CLIENTS} slow clients: 99th percentile {worst:.1f} ms")
    server.terminate()
    fine = kept == CONNECTIONS * MAILS and rss < MAX_RSS_MB and worst < MAX_DELAY_MS
    return 0 if fine and len(delays) == NORMAL_MAILS else 1


if __name__ == "__main__":
    sys.exit(main())
