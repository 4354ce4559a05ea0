"""Why a mail came, or did not: the SMTP sessions, by the API."""

from __future__ import annotations

import smtplib
import socket
from typing import Any

import httpx

import catcher


def ask(box: catcher.Client, path: str) -> Any:
    return httpx.get(f"{box.url}/{path}", trust_env=False).json()


def test_a_mail_leads_to_its_session_and_the_session_to_its_mails() -> None:
    with catcher.embedded() as box:
        with smtplib.SMTP(*box.smtp) as smtp:
            for _ in range(2):
                smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: x\n\n")
        mail = box.messages[1]

        (session,) = ask(box, f"api/sessions?message={mail.id}")["sessions"]

        assert session["messages"] == [1, 2]
        assert ask(box, f"api/sessions/{session['id']}") == session
        said = [line["text"] for line in session["lines"]]
        assert any(
            text.startswith("MAIL FROM:<ann@example.com>") or "ann@example.com" in text for text in said
        )
        assert any("250 2.0.0 Kept as 2" in text for text in said)


def test_a_failed_session_is_listed_with_its_diagnosis() -> None:
    with catcher.embedded() as box:
        with socket.create_connection(box.smtp) as stray:
            stray.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            while stray.recv(1_000):
                pass

        (session,) = ask(box, "api/sessions")["sessions"]

        assert [diagnosis["code"] for diagnosis in session["diagnoses"]] == ["http-on-smtp-port"]


def test_an_unknown_session_and_a_mail_without_one_are_told() -> None:
    with catcher.embedded() as box:
        assert ask(box, "api/sessions/7")["detail"].startswith("there is no session with id 7")
        assert ask(box, "api/sessions?message=7") == {"sessions": []}
