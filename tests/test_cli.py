from __future__ import annotations

import json
import os
import re
import signal
import smtplib
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from catcher import Catcher, embedded
from catcher.cli import main
from catcher.terminal import printable

WELCOME = b"From: ann@example.com\r\nTo: bob@example.com\r\nSubject: Welcome\r\n\r\nHello Bob\r\n"


def send(catcher: Catcher, raw: bytes = WELCOME, recipient: str = "bob@example.com") -> None:
    with smtplib.SMTP(*catcher.smtp) as smtp:
        smtp.sendmail("ann@example.com", [recipient], raw)


@contextmanager
def served(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A `catcher serve` of its own: the process, and where it says that it listens."""
    command = [sys.executable, "-m", "catcher", "serve", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )
    try:
        assert process.stdout is not None
        greeting = ""
        while not greeting.endswith("Ctrl-C stops.\n"):
            line = process.stdout.readline()
            assert line, process.communicate()
            greeting += line
        smtp, url = (re.search(pattern, greeting) for pattern in (r"mail to +(\S+)", r"see it at +(\S+)"))
        assert smtp is not None
        assert url is not None
        yield process, smtp[1], url[1]
    finally:
        process.kill()
        process.communicate()


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "catcher", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=30, check=False, env={**os.environ, **environment}
    )


def test_serve_says_where_to_send_and_where_to_look_and_both_work() -> None:
    with served("--smtp-port", "0", CATCHER_HTTP_PORT="0") as (_, smtp, url):
        host, port = smtp.split(":")
        with smtplib.SMTP(host, int(port)) as connection:
            connection.sendmail("ann@example.com", ["bob@example.com"], WELCOME)

        assert httpx.get(f"{url}/api/messages").json()["total"] == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_at_once_with_open_sessions_and_waiters(number: signal.Signals) -> None:
    with served("--smtp-port", "0", "--http-port", "0") as (process, smtp, url):
        host, port = smtp.split(":")
        waiter = subprocess.Popen(
            ["curl", "--silent", "--show-error", f"{url}/api/wait?q=never&timeout=60"], stdout=subprocess.PIPE
        )
        with socket.create_connection((host, int(port))) as session:
            assert session.recv(100).startswith(b"220 ")
            with httpx.stream("GET", f"{url}/api/health") as answer:
                assert answer.status_code == 200
            process.send_signal(number)
            assert process.wait(timeout=5) == 0
        body, _ = waiter.communicate(timeout=5)

    assert b"stop" in body or body == b""


def test_mail_in_a_data_file_is_there_again_after_a_restart_and_ids_go_on(tmp_path: Path) -> None:
    arguments = ("--smtp-port", "0", "--http-port", "0", "--data", str(tmp_path / "mail.db"))
    for number in (1, 2):
        with served(*arguments) as (process, smtp, url):
            host, port = smtp.split(":")
            with smtplib.SMTP(host, int(port)) as connection:
                connection.sendmail("ann@example.com", ["bob@example.com"], WELCOME)
            ids = [one["id"] for one in httpx.get(f"{url}/api/messages").json()["messages"]]
            assert ids == list(range(number, 0, -1))
            process.terminate()
            process.wait(timeout=5)


def test_a_taken_port_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for flag in ("smtp", "http"):
            other = "http" if flag == "smtp" else "smtp"
            result = run("serve", f"--{flag}-port", str(port), f"--{other}-port", "0")

            assert result.returncode == 1
            assert result.stderr == (
                f"catcher: port {port} of 127.0.0.1 is taken;"
                f" choose another with --{flag}-port, or 0 for any\n"
            )
            assert result.stdout == ""


def test_an_address_that_is_not_ours_is_one_clear_line() -> None:
    result = run("serve", "--host", "192.0.2.1", "--smtp-port", "0")

    assert result.returncode == 1
    assert result.stderr.startswith("catcher: cannot listen on 192.0.2.1")
    assert result.stderr.count("\n") == 1


def _not_a_database(path: Path) -> None:
    path.write_bytes(b"no database at all\n" * 100)


def _of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE accounts (name TEXT)")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (_not_a_database, "it is not a database, or it is damaged"),
        (_of_another_program, "a database of another program"),
        (lambda path: path.mkdir(), "unable to open"),
    ],
)
def test_an_unusable_data_file_is_one_clear_line_and_stays_as_it_is(
    tmp_path: Path, spoil: object, complaint: str
) -> None:
    path = tmp_path / "mail.db"
    assert callable(spoil)
    spoil(path)
    before = path.read_bytes() if path.is_file() else None

    result = run("serve", "--smtp-port", "0", "--http-port", "0", "--data", str(path))

    assert result.returncode == 1
    assert complaint in result.stderr
    assert result.stderr.startswith("catcher: ")
    assert result.stderr.count("\n") == 1
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_damaged_data_file_is_set_aside_with_a_word_and_can_be_recovered(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    with embedded(data=path) as box, smtplib.SMTP(*box.smtp) as smtp:
        for _ in range(50):
            smtp.sendmail("ann@example.com", ["bob@example.com"], b"Subject: kept\n\n" + b"Hello " * 500)
    os.truncate(path, path.stat().st_size - 8_192)

    with embedded(data=path) as box:
        assert list(box.summaries()) == []
    (aside,) = tmp_path.glob("mail.db.damaged-*")
    result = run("recover", str(aside), str(tmp_path / "new.db"))

    assert result.returncode == 0
    assert f"mails are recovered in {tmp_path / 'new.db'}" in result.stdout
    with embedded(data=tmp_path / "new.db") as box:
        assert result.stdout.startswith(f"{len(list(box.summaries()))} mails")
        assert len(list(box.summaries())) > 30
    again = run("recover", str(aside), str(tmp_path / "new.db"))
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "is there already" in again.stderr


def test_a_second_catcher_on_the_same_file_is_refused(tmp_path: Path) -> None:
    arguments = ("--smtp-port", "0", "--http-port", "0", "--data", str(tmp_path / "mail.db"))
    with served(*arguments):
        result = run("serve", *arguments)

    assert result.returncode == 1
    assert "another catcher uses it" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("serve", "--smtp-port", "many"), "--smtp-port: expected a port from 1 to 65535"),
        (("serve", "--colour", "red"), "unrecognized arguments: --colour red"),
        (("fetch",), "invalid choice: 'fetch'"),
        (("show", "first"), "invalid int value: 'first'"),
    ],
)
def test_a_wrong_command_line_is_exit_code_2(arguments: tuple[str, ...], complaint: str) -> None:
    result = run(*arguments)

    assert result.returncode == 2
    assert complaint in result.stderr


def test_a_wrong_variable_is_exit_code_2_and_named() -> None:
    result = run("serve", CATCHER_SMTP_PORT="x")

    assert result.returncode == 2
    assert "CATCHER_SMTP_PORT: expected a port" in result.stderr


def test_help_names_every_option_and_variable() -> None:
    shown = run("serve", "--help").stdout

    for name in ("--smtp-port", "CATCHER_SMTP_PORT", "--data", "CATCHER_DATA", "--allow-host"):
        assert name in shown


def test_list_shows_the_newest_first(catcher: Catcher, capsys: pytest.CaptureFixture[str]) -> None:
    send(catcher)
    send(catcher, WELCOME.replace(b"Welcome", b"Goodbye"))

    assert main(["list", "--url", catcher.url]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition("  ")[2] for line in lines] == ["Goodbye", "Welcome"]


def test_list_takes_a_query_and_gives_json(catcher: Catcher, capsys: pytest.CaptureFixture[str]) -> None:
    send(catcher)
    send(catcher, WELCOME.replace(b"Welcome", b"Goodbye"))

    assert main(["list", "--url", catcher.url, "--json", "subject:good"]) == 0

    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["subject"] == "Goodbye"


def test_show_prints_headers_and_text(catcher: Catcher, capsys: pytest.CaptureFixture[str]) -> None:
    send(catcher)
    mail = catcher.wait()

    assert main(["show", "--url", catcher.url, str(mail.id)]) == 0

    shown = capsys.readouterr().out
    assert "Envelope: ann@example.com -> bob@example.com" in shown
    assert "Subject: Welcome" in shown
    assert "Hello Bob" in shown


def test_show_raw_gives_the_bytes_as_they_were_sent(
    catcher: Catcher, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    send(catcher)
    mail = catcher.wait()

    assert main(["show", "--url", catcher.url, "--raw", str(mail.id)]) == 0

    assert capsysbinary.readouterr().out == WELCOME


def test_show_code_prints_only_the_likeliest_code(
    catcher: Catcher, capsys: pytest.CaptureFixture[str]
) -> None:
    send(catcher, b"Subject: Sign in\r\n\r\nYour verification code: 482 913\r\n")
    mail = catcher.wait()

    assert main(["show", "--url", catcher.url, "--code", str(mail.id)]) == 0

    assert capsys.readouterr().out == "482913\n"


def test_show_code_of_a_mail_without_one_says_so(
    catcher: Catcher, capsys: pytest.CaptureFixture[str]
) -> None:
    send(catcher)
    mail = catcher.wait()

    assert main(["show", "--url", catcher.url, "--code", str(mail.id)]) == 1

    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"expected a one-time code in mail {mail.id}, found none" in shown.err


def test_wait_links_prints_a_link_a_line(catcher: Catcher, capsys: pytest.CaptureFixture[str]) -> None:
    send(catcher, b"Subject: Links\r\n\r\nhttps://x.example/a and https://x.example/b\r\n")

    assert main(["wait", "--url", catcher.url, "--links", "subject:links"]) == 0

    assert capsys.readouterr().out == "https://x.example/a\nhttps://x.example/b\n"


def test_show_of_an_unknown_id_says_so(catcher: Catcher, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--url", catcher.url, "99999"]) == 1

    assert "99999" in capsys.readouterr().err


def test_wait_prints_the_mail_and_succeeds(catcher: Catcher, capsys: pytest.CaptureFixture[str]) -> None:
    send(catcher)

    assert main(["wait", "--url", catcher.url, "to:bob", "--timeout", "5"]) == 0

    assert "Hello Bob" in capsys.readouterr().out


def test_wait_that_times_out_says_what_came_and_fails(
    catcher: Catcher, capsys: pytest.CaptureFixture[str]
) -> None:
    send(catcher)

    assert main(["wait", "--url", catcher.url, "to:bob", "subject:goodbye", "--timeout", "0"]) == 1

    told = capsys.readouterr().err
    assert "ok   to:bob" in told
    assert "MISS subject:goodbye   (it has: Welcome)" in told


def test_a_malformed_query_points_at_the_mistake(
    catcher: Catcher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--url", catcher.url, "colour:red"]) != 0

    told = capsys.readouterr().err
    assert "no field 'colour'" in told
    assert "character 1" in told


@pytest.mark.parametrize("arguments", [[], ["to:bob", "--all"]])
def test_delete_wants_a_query_or_all_but_never_neither_or_both(
    catcher: Catcher, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    send(catcher)

    assert main(["delete", "--url", catcher.url, *arguments]) == 1

    assert "expected either a query or --all" in capsys.readouterr().err
    assert len(catcher.messages) == 1


def test_delete_removes_what_matches_and_then_all(
    catcher: Catcher, capsys: pytest.CaptureFixture[str]
) -> None:
    for recipient in ("bob@example.com", "eve@example.com", "kim@example.com"):
        send(catcher, recipient=recipient)

    assert main(["delete", "--url", catcher.url, "rcpt:eve"]) == 0
    assert main(["delete", "--url", catcher.url, "--all"]) == 0

    assert capsys.readouterr().out == "1 deleted\n2 deleted\n"
    assert catcher.messages == []


def test_health_answers_or_says_that_nobody_does(
    catcher: Catcher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["health", "--url", catcher.url]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "ok"

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert main(["health", "--url", url]) == 1

    assert f"no catcher answers at {url}" in capsys.readouterr().err


def test_send_sends_a_sample_with_all_that_an_inbox_shows(
    catcher: Catcher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["send", "--url", catcher.url, "--to", "bob@example.com"]) == 0

    assert capsys.readouterr().out.startswith("250 2.0.0 Kept as ")
    mail = catcher.wait(to="bob@example.com")
    assert "314159" in mail.text
    assert "<h1" in mail.html
    assert [(a.filename, a.inline) for a in mail.attachments] == [("dot.png", True), ("order.csv", False)]
    assert mail.defects == ()


def test_send_sends_a_file_byte_for_byte(catcher: Catcher, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(WELCOME + b".dot\r\nGr\xfc\xdfe\r\n")

    assert main(["send", "--url", catcher.url, str(path)]) == 0

    assert catcher.wait().raw == path.read_bytes()


def test_send_of_a_missing_file_says_so(catcher: Catcher, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["send", "--url", catcher.url, "missing.eml"]) == 1

    assert capsys.readouterr().err == "catcher: cannot read missing.eml: No such file or directory\n"


def test_output_that_nobody_reads_on_ends_quietly(catcher: Catcher) -> None:
    for _ in range(3):
        send(catcher)
    command = f"{sys.executable} -m catcher list --url {catcher.url} | true"

    result = subprocess.run(["bash", "-c", command], capture_output=True, timeout=30, check=False)

    assert result.stderr == b""


def test_a_mail_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[2Jb\x9bc\u202ed\n") == "a\ufffd[2Jb\ufffdc\ufffdd\n"


def test_rules_are_set_listed_rested_and_removed(
    catcher: Catcher, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str) -> str:
        assert main(["rules", *words, "--url", catcher.url]) == 0
        return capsys.readouterr().out

    added = said("add", "rcpt", "450", "4.2.1", "Busy", "--recipient", "bob@*", "--first", "2")
    number = int(added.split()[1])
    said("add", "accept", "discard", "--header", "Subject: *x*", "--rate", "1/60")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(catcher)
    said("off", str(number))
    send(catcher)

    assert said().splitlines() == [
        f"{number:>4}  rcpt      450 4.2.1 Busy recipient=bob@* first 2  (fired 1, off)",
        f"{number + 1:>4}  accept    discard header=Subject:*x* above-rate 1 60.0  (fired 0)",
    ]
    said("remove", str(number))
    assert said("clear") == "1 removed\n"
    assert said() == ""


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("add", "rcpt", "explode"), 2, "expected a reply code with its text"),
        (("add", "lunch", "450"), 2, "expected one of connect"),
        (("add", "rcpt", "delay", "long"), 2, "expected a number, not 'long'"),
        (("remove", "999999"), 1, "there is no rule with id 999999"),
    ],
)
def test_mistaken_rules_are_told(
    catcher: Catcher, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, complaint: str
) -> None:
    assert main(["rules", *words, "--url", catcher.url]) == code
    assert complaint in capsys.readouterr().err
