"""What the pytest plugin costs: the start of the run's catcher, each test, and whether 500 tests at once stay apart.

Costs are in the processor's time, which tells the same on a machine that has other work; on an idle one, it is what
one waits for, as nothing else is waited for.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import catcher

STARTS = 7
TESTS = 500
TAKEN = 3
"""Of each measurement the median of so many."""

START = """
import pytest, sys, time
sys.modules["rich"] = None  # a tool of ours installs it; where it is, httpx loads it for its own command line
begun = time.process_time()
from catcher.testing.servers import Servers
with Servers() as servers:
    servers.get({{}})
    {then}
    print((time.process_time() - begun) * 1000)
"""

FIRST = """import smtplib
    with smtplib.SMTP(*servers.get({}).smtp) as smtp:
        smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: first")
    servers.get({}).wait(to="bob")"""
"""What the first test pays beyond the start, such as what was put off until then."""

IN_TURN = """
import statistics
import time

import pytest

spent = {"test_bare": [], "test_with": []}


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.callspec.params["number"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    begun = time.process_time()
    answer = yield
    spent[item.originalname].append(time.process_time() - begun)
    return answer


def pytest_unconfigure():
    bare, with_it = (statistics.fmean(spent[name][1:]) for name in ("test_bare", "test_with"))
    print((with_it - bare) * 1000)
"""
"""A conftest that runs a test without and one with the fixture in turn; the first of each, which starts all, is left out."""

EMPTY = """
import pytest
pytestmark = pytest.mark.parametrize("number", range({tests}))
def test_bare(number): pass
def test_with(number, {fixture}): pass
"""

SUITE = """
import smtplib

import pytest


@pytest.mark.parametrize("number", range({tests}))
def test_each_sees_its_own_mail_alone(mailbox, number):
    assert mailbox.count() == 0
    for part in range(2):
        with smtplib.SMTP(*mailbox.smtp) as smtp:
            smtp.login(*mailbox.login)
            smtp.sendmail("ann@example.com", ["bob@example.com"], f"Subject: {{number}}-{{part}}\\n\\n")
    assert [mail.subject for mail in mailbox.wait_many(2, to="bob")] == [f"{{number}}-0", f"{{number}}-1"]
    mailbox.none(subject="-2")
    if number % 10 == 0:
        with mailbox.rules.fail(450), pytest.raises(smtplib.SMTPRecipientsRefused):
            with smtplib.SMTP(*mailbox.smtp) as smtp:
                smtp.login(*mailbox.login)
                smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: refused\\n\\n")
    assert mailbox.count() == 2
"""


def start(then: str = "") -> list[float]:
    """Milliseconds from nothing imported to a catcher that takes mail, in fresh processes; and to what comes then."""
    return [float(_run([sys.executable, "-c", START.format(then=then)])) for _ in range(STARTS)]


def per_test(fixture: str, *options: str) -> float:
    """Milliseconds that a fixture adds to a test that does nothing, the start of the catcher left out."""
    text = EMPTY.format(tests=TESTS, fixture=fixture)
    return statistics.median(float(_pytest(text, options, IN_TURN).splitlines()[-1]) for _ in range(TAKEN))


def apart(url: str, tests: int = TESTS, workers: int = 4) -> tuple[str, float]:
    """Run the suite against one catcher; gives pytest's last line, and the seconds that it took."""
    begun = time.perf_counter()
    last = _pytest(SUITE.format(tests=tests), ("-n", str(workers), "--catcher-url", url)).splitlines()[-1]
    return last, time.perf_counter() - begun


def _pytest(text: str, options: Sequence[str], conftest: str = "") -> str:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "conftest.py").write_text(conftest)
        (Path(folder) / "test_it.py").write_text(text)
        plain = ("-p", "no:cacheprovider", "-p", "no:django", "-q", "--rootdir", folder, folder)
        return _run([sys.executable, "-m", "pytest", *options, *plain])


def _run(command: Sequence[str]) -> str:
    # Python's own cache of compiled modules is what users have; a machine of builds may have turned it off.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def main(runs: int = 3) -> None:
    """Measure and print."""
    for what, then in (("start of the run's catcher", ""), ("start, first mail and first wait", FIRST)):
        took = sorted(start(then))
        print(f"pytest: {what}: median {statistics.median(took):.0f} ms, best {took[0]:.0f} ms")
    for fixture in ("catcher", "mailbox", "async_mailbox"):
        print(f"pytest: the fixture {fixture}: {per_test(fixture):.2f} ms a test")
    with catcher.embedded() as box:
        print(f"pytest: mailbox in a sidecar: {per_test('mailbox', '--catcher-url', box.url):.2f} ms a test")
        for number in range(runs):
            last, seconds = apart(box.url)
            print(f"pytest: suite of {TESTS} against one catcher, run {number + 1}: {last} ({seconds:.1f} s)")
        assert box.mailboxes() == []


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
