"""Mail programs that people use from a shell or a script deliver at the first try."""

from __future__ import annotations

import subprocess
from pathlib import Path

from catcher import Catcher
from tests.clients.programs import program, run

MAIL = (
    "From: ann@example.com\r\nTo: bob@example.com\r\nSubject: Gr=C3=BC=C3=9Fe\r\n\r\n.dot\r\nsecond line\r\n"
)


def test_swaks_delivers_with_a_login(catcher: Catcher) -> None:
    host, port = catcher.smtp
    printed = run(
        program("swaks"),
        "--server",
        f"{host}:{port}",
        "--from",
        "ann@example.com",
        "--to",
        "bob@example.com,eve@example.com",
        "--auth",
        "LOGIN",
        "--auth-user",
        "shop",
        "--auth-password",
        "x",
        "--header",
        "Subject: from swaks",
        "--body",
        "hello",
    )

    mail = catcher.wait(subject="from swaks")
    assert f"250 2.0.0 Kept as {mail.id}" in printed
    assert mail.recipients == ("bob@example.com", "eve@example.com")
    assert mail.login == "shop"
    assert mail.text.strip() == "hello"


def test_swaks_sends_an_attachment_that_comes_out_whole(catcher: Catcher, tmp_path: Path) -> None:
    host, port = catcher.smtp
    path = tmp_path / "all bytes.bin"
    path.write_bytes(bytes(range(256)) * 400)
    run(
        program("swaks"),
        "--server",
        f"{host}:{port}",
        "--to",
        "bob@example.com",
        "--attach-type",
        "application/octet-stream",
        "--attach",
        f"@{path}",
    )

    (attachment,) = catcher.wait(attachment="all bytes.bin").attachments
    assert attachment.content == path.read_bytes()


def test_msmtp_delivers_without_a_login(catcher: Catcher) -> None:
    host, port = catcher.smtp
    run(
        program("msmtp"),
        f"--host={host}",
        f"--port={port}",
        "--from=ann@example.com",
        "bob@example.com",
        given=MAIL.encode(),
    )

    mail = catcher.wait(rcpt="bob@example.com")
    assert mail.sender == "ann@example.com"
    assert mail.text.splitlines() == [".dot", "second line"]


def test_msmtp_delivers_with_a_login(catcher: Catcher) -> None:
    host, port = catcher.smtp
    run(
        program("msmtp"),
        f"--host={host}",
        f"--port={port}",
        "--auth=plain",
        "--user=shop",
        "--passwordeval=echo x",
        "--from=ann@example.com",
        "bob@example.com",
        given=MAIL.encode(),
    )

    assert catcher.wait(login="shop").sender == "ann@example.com"


def test_curl_delivers_byte_for_byte(catcher: Catcher, tmp_path: Path) -> None:
    host, port = catcher.smtp
    path = tmp_path / "mail.eml"
    path.write_bytes(MAIL.encode())
    run(
        program("curl"),
        "--silent",
        "--show-error",
        f"smtp://{host}:{port}",
        "--mail-from",
        "ann@example.com",
        "--mail-rcpt",
        "bob@example.com",
        "--upload-file",
        str(path),
    )

    assert catcher.wait(rcpt="bob@example.com").raw == path.read_bytes()


def test_curl_waits_and_its_exit_code_tells(catcher: Catcher) -> None:
    catcher_url = catcher.url
    run(program("swaks"), "--server", ":".join(map(str, catcher.smtp)), "--to", "bob@example.com")
    waiting = (program("curl"), "--fail-with-body", "--silent", "--get", f"{catcher_url}/api/wait")

    assert '"bob@example.com"' in run(*waiting, "--data-urlencode", "q=to:bob", "--data", "timeout=5")


def test_curls_exit_code_tells_that_nothing_came(catcher: Catcher) -> None:
    url = f"{catcher.url}/api/wait"
    command = [
        program("curl"),
        "--fail",
        "--silent",
        "--get",
        url,
        "--data",
        "q=to:nobody",
        "--data",
        "timeout=0",
    ]

    assert subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 22
