"""README's own commands and examples, run as they stand; only the ports are the test's own."""

from __future__ import annotations

import os
import re
import smtplib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from catcher import Catcher, embedded
from tests.clients.test_postfix import MAIN
from tests.clients.test_relays import EXIM, OPENSMTPD

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


@dataclass(frozen=True)
class Block:
    """A fenced block and the line that it begins at."""

    language: str
    text: str
    line: int


def blocks(*languages: str) -> list[Block]:
    """README's blocks in these languages."""
    found = (
        Block(each[1], each[2], README[: each.start()].count("\n") + 1)
        for each in re.finditer(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    )
    return [block for block in found if block.language in languages]


def here(text: str, catcher: Catcher) -> str:
    """The example for the catcher of the test."""
    url_port = catcher.url.rpartition(":")[2]
    smtp_port = str(catcher.smtp.port)
    replaced = text.replace("localhost:1025", f"127.0.0.1:{smtp_port}").replace(
        '"localhost", 1025', f'"127.0.0.1", {smtp_port}'
    )
    return replaced.replace("localhost:8025", f"127.0.0.1:{url_port}")


SHELL = [block for block in blocks("sh") if "make " not in block.text and "catcher serve" not in block.text]


@pytest.mark.parametrize("block", SHELL, ids=lambda block: f"line {block.line}")
def test_shell_examples_work(block: Block, catcher: Catcher, tmp_path: Path) -> None:
    with smtplib.SMTP(*catcher.smtp) as smtp:
        smtp.sendmail(
            "ann@example.com", ["bob@example.com"], "To: bob@example.com\nSubject: Welcome\n\nHello\n"
        )
    environment = {
        **os.environ,
        "CATCHER_URL": catcher.url,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    script = "set -e\n" + here(block.text, catcher)

    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        cwd=tmp_path,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_python_example_sends_a_mail(catcher: Catcher) -> None:
    (sending,) = [block for block in blocks("python") if "def test_" not in block.text]

    exec(compile(here(sending.text, catcher), "README.md", "exec"), {})

    assert "4711" in catcher.wait(subject="your order").text


def test_the_pytest_examples_pass(pytester: pytest.Pytester) -> None:
    tests = [block for block in blocks("python") if "def test_" in block.text]
    pytester.makepyfile(**{f"test_line_{test.line}": test.text for test in tests})

    pytester.runpytest_subprocess().assert_outcomes(passed=len(tests))


def test_the_failure_shown_is_the_failure_that_one_gets(pytester: pytest.Pytester) -> None:
    (test,) = [block for block in blocks("python") if "def test_a_new_user" in block.text]
    (shown,) = blocks("text")
    pytester.makepyfile(test.text.replace('subject="welcome"', 'subject="goodbye", timeout=0'))

    result = pytester.runpytest_subprocess()

    printed = result.stdout.str().replace("within 0 s", "within 10 s")
    for line in shown.text.splitlines():
        assert line in printed


def test_a_background_catcher_can_be_waited_for() -> None:
    (block,) = [block for block in blocks("sh") if "catcher serve" in block.text]
    # The ports are fixed in this example, so it runs in a network of its own.
    script = f"set -e\nip link set lo up\n{block.text}\nkill $!"
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}

    done = subprocess.run(
        ["unshare", "--net", "bash", "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert '"status":"ok"' in done.stdout


def test_make_run_starts_a_catcher() -> None:
    command = ["make", "--silent", "--directory", str(ROOT), "run", "ARGS=--smtp-port 0 --http-port 0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        assert any("see it at" in line for line in iter(served.stdout.readline, ""))
        served.terminate()
        assert served.wait(timeout=10) is not None


def test_the_rules_shown_are_rules(tmp_path: Path) -> None:
    (shown,) = blocks("toml")
    file = tmp_path / "rules.toml"
    file.write_text(shown.text)

    with embedded(rules=file) as box:
        assert [standing.rule.stage for standing in box.rules.standing()] == ["accept"]


def test_the_relays_shown_are_those_that_are_tested() -> None:
    tested = {
        line for text in (MAIN, EXIM, OPENSMTPD) for line in text.replace("{port}", "1025").splitlines()
    }

    for block in blocks("conf"):
        assert set(block.text.splitlines()) <= tested


def test_the_compose_file_is_the_one_shown() -> None:
    (shown,) = blocks("yaml")

    assert shown.text in (ROOT / "compose.yaml").read_text()


def test_every_make_target_that_readme_names_exists() -> None:
    named = set(re.findall(r"`?make ([a-z]+)", README))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert named <= targets


def test_the_picture_is_there() -> None:
    (path,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)

    assert (ROOT / path).read_bytes().startswith(b"\x89PNG")


def test_the_queries_shown_find_what_they_say(catcher: Catcher) -> None:
    with smtplib.SMTP(*catcher.smtp) as smtp:
        for subject in ("Welcome", "Welcome back", "Your code 314159"):
            smtp.sendmail("ann@example.com", ["bob@example.com"], f"Subject: {subject}\n\n")
    whole, pattern = re.findall(r"`(subject:[=/][^`]+)`", README)

    assert [mail.subject for mail in catcher.find(whole)] == ["Welcome"]
    assert [mail.subject for mail in catcher.find(pattern)] == ["Your code 314159"]
