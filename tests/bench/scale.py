"""How the cost grows: the same questions and deliveries with few mails stored and with many.

    python -m tests.bench.scale [mails] [file]

Fills the file, or takes it as it is when it holds so many already. Rates are taken in turns, few and many stored, so
that what else runs on the machine harms both alike.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from catcher.adapters.stores import search_index
from catcher.adapters.stores.sqlite import SqliteStore, open_store
from catcher.application.store import Draft, Slice
from catcher.core.query import EVERYTHING
from catcher.core.query_text import parse
from tests.bench.search import drafts

MAILS = 100_000
FEW = 1_000
TOGETHER = 500
DELIVERED = 500
ROUNDS = 8
ASKED = 15
WORDS = 80
"""Short mails of about 1 KB: a million of them are made in minutes."""
QUERIES = ("welcome", "to:kar", '"your number is"', "nothingness", "subject:order -welcome")
"""Words of most mails, of some, and of none."""


async def fill(path: Path, mails: int) -> None:
    """So many mails in all, and all of them indexed."""
    async with open_store(path) as store:
        there = (await store.usage()).total
        begun = time.perf_counter()
        for batch in _batches(drafts(mails - there, WORDS), TOGETHER):
            await asyncio.gather(*map(store.add, batch))
        if mails > there:
            print(f"{mails - there} mails added in {time.perf_counter() - begun:.0f} s")
        while await store._worker.write(_indexed):
            pass


def _batches(mails: Iterable[Draft], size: int) -> Iterator[list[Draft]]:
    rest = iter(mails)
    while batch := list(islice(rest, size)):
        yield batch


def _indexed(db: Any) -> int:
    search_index.advance(db)
    return search_index.behind(db)


async def _delivery(store: SqliteStore) -> float:
    mails = list(drafts(DELIVERED, WORDS))
    begun = time.perf_counter()
    for batch in _batches(mails, 10):
        await asyncio.gather(*map(store.add, batch))
    return DELIVERED / (time.perf_counter() - begun)


async def _median_ms(ask: Callable[[], Coroutine[Any, Any, Any]]) -> float:
    spent = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        await ask()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent) * 1e3


async def _ask(path: Path) -> None:
    begun = time.perf_counter()
    async with open_store(path) as store:
        counts = await store.count(EVERYTHING)
        print(f"opened in {(time.perf_counter() - begun) * 1e3:.0f} ms, {counts.total} mails")
        print(f"newest 50  {await _median_ms(lambda: store.find(EVERYTHING, Slice())):8.2f} ms")
        print(f"count all  {await _median_ms(lambda: store.count(EVERYTHING)):8.2f} ms")
        print(f"mailboxes  {await _median_ms(store.mailboxes):8.2f} ms")
        for text in QUERIES:
            query = parse(text)
            found = await _median_ms(partial(store.find, query, Slice()))
            counted = await _median_ms(partial(store.count, query))
            print(
                f"{text:24} find {found:8.2f} ms, count {counted:8.2f} ms, {(await store.count(query)).total}"
            )


async def _rates(few: Path, many: Path) -> None:
    rates: dict[Path, list[float]] = {few: [], many: []}
    async with AsyncExitStack() as stack:
        stores = {path: await stack.enter_async_context(open_store(path)) for path in rates}
        for _ in range(ROUNDS):
            for path, store in stores.items():
                rates[path].append(await _delivery(store))
    medians = [statistics.median(each) for each in rates.values()]
    print(f"deliveries, 10 at once: {medians[0]:.0f}/s with few, {medians[1]:.0f}/s with many stored:"
          f" {medians[1] / medians[0]:.0%}")  # fmt: skip


def _memory(path: Path) -> None:
    """Of a whole catcher that serves the file."""
    command = [
        sys.executable,
        "-m",
        "catcher",
        "serve",
        "--smtp-port",
        "0",
        "--http-port",
        "0",
        "--data",
        str(path),
    ]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        lines = list(islice(served.stdout, 5))
        print(f"started in {(time.perf_counter() - begun) * 1e3:.0f} ms: {lines[0].strip()}")
        status = Path(f"/proc/{served.pid}/status").read_text("utf-8")
        print(next(line for line in status.splitlines() if line.startswith("VmRSS")))
        served.terminate()


def main(mails: str = str(MAILS), file: str = "") -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.db", Path(folder, file or "many.db")
        asyncio.run(fill(few, FEW))
        asyncio.run(fill(many, int(mails)))
        print(f"{many.stat().st_size / int(mails):.0f} bytes a mail")
        asyncio.run(_ask(many))
        asyncio.run(_rates(few, many))
        _memory(many)


if __name__ == "__main__":
    main(*sys.argv[1:])
