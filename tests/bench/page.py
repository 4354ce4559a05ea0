"""What the inbox page costs with many mails: first paint, scrolling, search, bursts, arrivals, memory, size.

    python -m tests.bench.page [mails]

Times are those of the page's own clock. What else runs on the machine counts, so look at the best of several runs.
"""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
import smtplib
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page

from catcher import Catcher, embedded
from catcher.adapters.stores.sqlite import open_store
from tests.bench.search import TOGETHER, drafts, index_all
from tests.browser.driving import chromium

MAILS = 100_000
BURST, BURST_SECONDS = 2_000, 2.0
ARRIVALS = 50
LIMITS = {
    "first rows, ms": 500, "longest frame while scrolling, ms": 50, "search, ms": 100, "slowest click in a burst, ms": 100,
    "arrival after 250, median ms": 100, "memory, MB": 150, "first JavaScript, kB gzip": 120,
}  # fmt: skip

_SEEN = """window.firstRows = 0; window.drawn = {};
new MutationObserver(() => {
  if (!firstRows && document.querySelector('.rows .row'))
    requestAnimationFrame(() => setTimeout(() => firstRows = performance.now()));
  const top = document.querySelector('.rows .subject')?.textContent;
  if (top) drawn[top] ??= Date.now();
}).observe(document, { childList: true, subtree: true, characterData: true });"""

_SCROLL = """async () => {
  const list = document.querySelector('.rows'), frames = [];
  list.scrollTop = list.scrollHeight / 2;
  await new Promise(done => setTimeout(done, 500));
  let before = performance.now();
  for (let at = 0; at < 120; at++) {
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - before);
    before = now;
    list.scrollTop += 400;
  }
  return frames.slice(2);
}"""

_SEARCH = """async (word) => {
  const box = document.getElementById('search');
  const isFound = () => {
    const rows = [...document.querySelectorAll('.rows .subject')];
    return rows.length > 0 && rows.every(row => row.textContent.toLowerCase().includes(word));
  };
  box.value = 'subject:' + word;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  const began = performance.now();
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  while (!isFound()) {
    if (performance.now() > began + 10_000) throw new Error('nothing but ' + word + ' was expected in the list');
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - began;
}"""

_CLICK = """async (seconds) => {
  const took = [], until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    const rows = document.querySelectorAll('.rows [data-id]');
    const began = performance.now();
    rows[took.length % 5].click();
    await new Promise(requestAnimationFrame);
    await new Promise(done => setTimeout(done));
    took.push(performance.now() - began);
    await new Promise(done => setTimeout(done, 50));
  }
  return took;
}"""


def main() -> int:
    """Print each figure beside its limit; the exit code tells whether all are met."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MAILS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mail.db"
        asyncio.run(_fill(path, count))
        index_all(path)  # so many mails come over days, and the index with them
        with embedded(data=path) as box, chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.add_init_script(_SEEN)
            figures = _figures(page, box)
    for name, limit in LIMITS.items():
        print(f"{name}: {figures[name]:.0f} (at most {limit})")
    return 0 if all(figures[name] <= limit for name, limit in LIMITS.items()) else 1


async def _fill(path: Path, count: int) -> None:
    async with open_store(path) as store:
        waiting = []
        for draft in drafts(count):
            waiting.append(store.add(draft))
            if len(waiting) == TOGETHER:
                await asyncio.gather(*waiting)
                waiting.clear()
        await asyncio.gather(*waiting)


def _figures(page: Page, box: Catcher) -> dict[str, float]:
    scripts: list[str] = []
    page.on("response", lambda answer: scripts.append(answer.url) if answer.url.endswith(".js") else None)
    page.goto(box.url)
    page.wait_for_function("() => firstRows > 0")
    size = sum(_zipped(each) for each in scripts)
    page.reload()
    page.wait_for_function("() => firstRows > 0")
    found: dict[str, float] = {
        "first rows, ms": page.evaluate("firstRows"),
        "first JavaScript, kB gzip": size / 1000,
    }
    found["longest frame while scrolling, ms"] = max(page.evaluate(_SCROLL))
    found["search, ms"] = max(page.evaluate(_SEARCH, word) for word in ("password", "invoice", "order"))
    page.goto(box.url)
    page.wait_for_function("() => firstRows > 0")
    found["arrival after 250, median ms"] = statistics.median(_arrivals(page, box))
    found["slowest click in a burst, ms"] = _clicks(page, box)
    found["memory, MB"] = _heap(page)
    return found


def _zipped(url: str) -> int:
    with urllib.request.urlopen(url) as answer:
        return len(gzip.compress(answer.read()))


def _arrivals(page: Page, box: Catcher) -> list[float]:
    accepted: dict[str, float] = {}
    with smtplib.SMTP(*box.smtp) as smtp:
        for number in range(ARRIVALS):
            subject = f"arrival {number}"
            smtp.sendmail("a@example.com", ["b@example.com"], f"Subject: {subject}\n\n")
            accepted[subject] = time.time() * 1000
            page.wait_for_function("subject => subject in drawn", arg=subject)
    drawn: dict[str, float] = page.evaluate("drawn")
    return [drawn[subject] - at for subject, at in accepted.items()]


def _burst(endpoint: tuple[str, int]) -> None:
    began = time.perf_counter()
    with smtplib.SMTP(*endpoint) as smtp:
        for number in range(BURST):
            smtp.sendmail("a@example.com", ["b@example.com"], f"Subject: burst {number}\n\n")
            ahead = began + number * BURST_SECONDS / BURST - time.perf_counter()
            if ahead > 0:
                time.sleep(ahead)


def _clicks(page: Page, box: Catcher) -> float:
    sender = multiprocessing.get_context("spawn").Process(target=_burst, args=(tuple(box.smtp),))
    sender.start()
    page.wait_for_function("() => Object.keys(drawn).some(subject => subject.startsWith('burst'))")
    took: list[float] = page.evaluate(_CLICK, BURST_SECONDS)
    sender.join()
    return max(took)


def _heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["totalSize"]
    return used / 1e6


if __name__ == "__main__":
    sys.exit(main())
