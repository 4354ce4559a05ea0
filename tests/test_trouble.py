"""A disk that is full, seen from outside: what senders, health and open pages are told."""

from __future__ import annotations

import json
import os
import smtplib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

import catcher
from catcher.application import post_office


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", tmp_path], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.decode()}")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def remount(disk: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(disk)], check=True)


def send(box: catcher.Catcher) -> tuple[int, bytes]:
    with smtplib.SMTP(*box.smtp) as smtp:
        smtp.ehlo()
        smtp.mail("ann@example.com")
        smtp.rcpt("bob@example.com")
        return smtp.data(b"Subject: x\r\n\r\n" + os.urandom(60_000).hex().encode())


def follow(box: catcher.Catcher) -> ClientConnection:
    return connect(box.url.replace("http", "ws", 1) + "/api/live", compression=None, max_size=None)


def told(socket: ClientConnection, *, ok: bool) -> dict[str, Any]:
    """The first frame that says so."""
    while True:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=20))
        if (frame["writing"] == "ok") is ok:
            return frame


def test_a_full_disk_is_told_to_all_and_all_goes_on_by_itself_when_there_is_space(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post_office, "SECONDS_TO_TRY_AGAIN", 0.05)
    with catcher.embedded(data=small_disk / "mail.db") as box, follow(box) as socket:
        kept = 0
        while (reply := send(box))[0] == 250:
            kept += 1
        assert reply == (452, b"4.3.1 No space left for the mail")
        assert "there is no space left" in told(socket, ok=False)["writing"]
        assert (box.health["status"], box.health["messages"]) == ("failing", kept)

        remount(small_disk, "size=8m")

        assert told(socket, ok=True)["total"] == kept
        assert (box.health["status"], box.health["writing"]) == ("ok", "ok")
        assert send(box)[0] == 250
