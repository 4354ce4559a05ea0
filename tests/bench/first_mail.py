"""How long a user waits: from the start to open ports, and from the sender's 250 to the waiting test."""

from __future__ import annotations

import smtplib
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

import catcher

STARTS = 10
WAITS = 200


def starts() -> list[float]:
    """Milliseconds from calling `catcher serve` until it says that both ports answer."""
    command = [sys.executable, "-m", "catcher", "serve", "--smtp-port", "0", "--http-port", "0"]
    took = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
            assert served.stdout is not None
            assert any("Ctrl-C" in line for line in served.stdout)
            took.append((time.perf_counter() - begun) * 1000)
            served.terminate()
    return took


def waits() -> list[float]:
    """Milliseconds from the sender's 250 to the answer of a wait over HTTP that has already begun."""
    took = []
    with (
        catcher.embedded() as box,
        ThreadPoolExecutor(1) as thread,
        smtplib.SMTP(*box.smtp) as smtp,
        httpx.Client(base_url=box.url, trust_env=False, timeout=30) as http,
    ):
        for number in range(WAITS):
            waiting = thread.submit(_answered_at, http, f"subject:mail-{number}-")
            time.sleep(0.01)  # a benchmark may: the wait must have begun for the figure to mean anything
            smtp.sendmail("a@example.com", ["b@example.com"], f"Subject: mail-{number}-\n\nhello\n")
            accepted = time.perf_counter()
            took.append((waiting.result() - accepted) * 1000)
    return took


def _answered_at(http: httpx.Client, query: str) -> float:
    http.get("/api/wait", params={"q": query, "timeout": 20}).raise_for_status()
    return time.perf_counter()


def told(name: str, took: list[float]) -> str:
    """One line of figures."""
    ordered = sorted(took)
    return (
        f"{name}: median {statistics.median(ordered):.1f} ms, 99th percentile"
        f" {ordered[int(len(ordered) * 0.99)]:.1f} ms, of {len(ordered)}"
    )


def main() -> None:
    """Measure and print."""
    print(told("start of catcher serve", starts()))
    print(told("wait over HTTP, after the sender's 250", waits()))


if __name__ == "__main__":
    main()
