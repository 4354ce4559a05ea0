"""Killed at any moment, and on a disk that fails or is full: what got 250 is there, as it was sent, and once.

`make torture` does so 200 times; CATCHER_TORTURE_ROUNDS says how often otherwise.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.torture.ledger import SENDERS, Ledger

ROUNDS = int(os.environ.get("CATCHER_TORTURE_ROUNDS", "3"))
MOST_BEFORE_KILL = 40
"""Promises after which a server is killed, at most; enough that every kind of work has begun."""
REFUSALS = 8
"""So many senders must have been told that the disk fails before we believe that it does."""
FAULTS = Path(__file__).with_name("faults.c")


@dataclass(frozen=True)
class Served:
    """A real catcher in a process of its own."""

    process: subprocess.Popen[str]
    smtp: tuple[str, int]
    url: str


@contextmanager
def served(data: Path, **environment: str) -> Iterator[Served]:
    """It is killed when the block ends. What it logs goes to a file beside its data."""
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
        str(data),
    ]
    with data.with_suffix(".log").open("a") as log:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **environment}
        )
    try:
        assert process.stdout is not None
        greeting = "".join(iter(lambda: _line(process), "Ctrl-C stops.\n"))
        smtp, url = (
            re.search(pattern, greeting) for pattern in (r"mail to +(\S+):(\d+)", r"see it at +(\S+)")
        )
        assert smtp
        assert url
        yield Served(process, (smtp[1], int(smtp[2])), url[1])
    finally:
        process.kill()
        process.communicate()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the catcher ended before it listened; its log tells why"
    return line


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "mail.db"


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(random.SystemRandom().randrange(2**32))


def until(reached: Callable[[], bool], then: Callable[[], Any]) -> Callable[[], bool]:
    """Goes on until it is reached; whoever sees that first does what comes then."""

    def goes_on() -> bool:
        if not reached():
            return True
        then()
        return False

    return goes_on


def test_killed_at_any_moment(data: Path, ledger: Ledger) -> None:
    for _ in range(ROUNDS):
        with served(data) as server:
            ledger.check(server.url)
            last = ledger.promised + random.randint(1, MOST_BEFORE_KILL)
            ledger.send_at_once(
                server.smtp,
                until(lambda last=last: ledger.promised >= last, server.process.kill),  # type: ignore[misc]
            )
    with served(data) as server:
        ledger.check(server.url)
    assert ledger.promised >= ROUNDS
    assert not ledger.refused


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The disk that fails, compiled."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("failures are injected on Linux, with a C compiler")
    library = tmp_path_factory.mktemp("faults") / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(FAULTS), "-ldl"], check=True)
    return library


@pytest.mark.parametrize(("call", "one_in"), [("write", 40), ("sync", 3), ("rename", 1)])
def test_on_a_disk_that_fails_now_and_then(
    data: Path, ledger: Ledger, faults: Path, tmp_path: Path, call: str, one_in: int
) -> None:
    failing = tmp_path / "failing"
    environment = {
        "LD_PRELOAD": str(faults), "FAULTS_FILE": data.name, "FAULTS_CALL": call, "FAULTS_WHEN": str(failing),
        "FAULTS_ONE_IN": str(one_in),
    }  # fmt: skip
    for _ in range(max(1, ROUNDS // 3)):
        failing.unlink(missing_ok=True)
        with served(data, **environment) as server:
            ledger.check(server.url)
            failing.touch()
            refused, promised = ledger.refused + REFUSALS, ledger.promised
            # No file of the catcher's has to be renamed for a mail, so there nothing is refused.
            ledger.send_at_once(
                server.smtp,
                until(
                    lambda: ledger.refused >= refused or ledger.promised >= promised + 10 * REFUSALS,  # noqa: B023
                    lambda: failing.unlink(missing_ok=True),
                ),
            )
            assert (ledger.refused >= refused) == (call != "rename")
            assert server.process.poll() is None
            last = ledger.promised + SENDERS
            ledger.send_at_once(server.smtp, until(lambda: ledger.promised >= last, server.process.kill))  # noqa: B023
            assert ledger.promised >= last, "all goes on when the disk works again"
    with served(data) as server:
        ledger.check(server.url)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    mounting = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_on_a_disk_that_fills_up(small_disk: Path, ledger: Ledger) -> None:
    data, megabytes = small_disk / "mail.db", 8
    for _ in range(max(1, ROUNDS // 3)):
        with served(data) as server:
            ledger.check(server.url)
            refused = ledger.refused + REFUSALS
            ledger.send_at_once(server.smtp, until(lambda: ledger.refused >= refused, lambda: None))  # noqa: B023
            assert server.process.poll() is None
            megabytes += 40
            subprocess.run(["mount", "-o", f"remount,size={megabytes}m", str(small_disk)], check=True)
            last = ledger.promised + SENDERS
            ledger.send_at_once(server.smtp, until(lambda: ledger.promised >= last, server.process.kill))  # noqa: B023
            assert ledger.promised >= last, "all goes on when there is space"
    with served(data) as server:
        ledger.check(server.url)
