"""What a slow disk costs: mails a second and the wait of each sender, when every commit takes so many milliseconds more.

    python -m tests.bench.slow_disk

The writer in its thread, as it is, stands beside one on the event loop, which was considered. `stall` is the longest
time in which the loop could serve nobody.
"""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from catcher.adapters.stores import opening, sqlite
from catcher.adapters.stores.worker import Worker
from catcher.application.store import Draft
from tests.bench.search import drafts

SECONDS = 1.5
"""How long each is measured."""
SENDERS = (1, 10, 50)
DELAYS_MS = (0, 2, 10)


def slow(seconds: float) -> type[sqlite3.Connection]:
    """A connection whose commits take so much longer, as on a disk whose fsync does."""

    class Slow(sqlite3.Connection):
        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            if sql == "COMMIT" and seconds:
                time.sleep(seconds)
            return super().execute(sql, *parameters)

    return Slow


class OnTheLoop:
    """A worker without a thread: what was asked for in one turn of the loop shares a transaction."""

    def __init__(self, connection: sqlite3.Connection, loop: asyncio.AbstractEventLoop) -> None:
        self._connection = connection
        self._loop = loop
        self._jobs: list[tuple[Callable[[sqlite3.Connection], Any], asyncio.Future[Any]]] = []

    async def write(self, run: Callable[[sqlite3.Connection], Any]) -> Any:
        answer: asyncio.Future[Any] = self._loop.create_future()
        if not self._jobs:
            self._loop.call_soon(self._commit)
        self._jobs.append((run, answer))
        return await answer

    async def close(self) -> None:
        pass

    def _commit(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        done = [(answer, run(self._connection)) for run, answer in self._jobs]
        self._connection.execute("COMMIT")
        self._jobs.clear()
        for answer, result in done:
            answer.set_result(result)


async def _measure(path: Path, delay: float, senders: int, *, thread: bool) -> tuple[float, float, float]:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=slow(delay))
    with closing(connection):
        opening.prepare(connection, "FULL")
        loop = asyncio.get_running_loop()
        worker: Any = Worker(connection, loop) if thread else OnTheLoop(connection, loop)
        store = sqlite.SqliteStore(worker, in_memory=False)
        mails = list(drafts(senders))
        stalls = asyncio.ensure_future(_stalls())
        until = time.perf_counter() + SECONDS
        waits = await asyncio.gather(*(_send(store, one, until) for one in mails))
        stalls.cancel()
        await worker.close()
        each = [wait for one in waits for wait in one]
        return len(each) / SECONDS, statistics.median(each), await stalls


async def _send(store: sqlite.SqliteStore, draft: Draft, until: float) -> list[float]:
    waits = []
    while (begin := time.perf_counter()) < until:
        await store.add(draft)
        waits.append(time.perf_counter() - begin)
    return waits


async def _stalls() -> float:
    longest, last = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
    except asyncio.CancelledError:
        return longest


def main() -> None:
    """Measure, and print."""
    print("commit    senders   writer    mails/s   wait ms   stall ms")
    for delay in DELAYS_MS:
        for senders in SENDERS:
            for thread in (True, False):
                with tempfile.TemporaryDirectory() as folder:
                    measured = _measure(Path(folder) / "mail.db", delay / 1_000, senders, thread=thread)
                    rate, wait, stall = asyncio.run(measured)
                print(
                    f"+{delay:2} ms {senders:10} {'thread' if thread else 'loop':>9} {rate:10.0f} {wait * 1e3:9.2f}"
                    f" {stall * 1e3:10.1f}"
                )


if __name__ == "__main__":
    main()
