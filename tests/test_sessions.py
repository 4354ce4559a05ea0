"""Why a mail came, or did not: the SMTP sessions, by the API."""

from __future__ import annotations

import json
import smtplib
import socket
from typing import Any

import httpx
from websockets.sync.client import connect

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


def test_the_client_reads_sessions_as_values() -> None:
    with catcher.embedded() as box:
        with smtplib.SMTP(*box.smtp) as smtp:
            smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: x\n\n")
        with socket.create_connection(box.smtp) as stray:
            stray.sendall(b"GET / HTTP/1.1\r\n\r\n")
            while stray.recv(1_000):
                pass

        assert [session.outcome for session in box.sessions()] == ["closed", "quit"]
        assert [len(box.sessions(failed=failed)) for failed in (True, False)] == [1, 1]
        (session,) = box.sessions(of=box.wait())
        assert session.messages == (1,)
        assert "data" in [line.text for line in session.lines]


def test_sessions_are_followed_live() -> None:
    def frame(text: str | bytes) -> list[tuple[int, str]]:
        told = json.loads(text)
        assert told["type"] == "sessions"
        return [(session["id"], session["outcome"]) for session in told["sessions"]]

    with catcher.embedded() as box:
        url = f"{box.url.replace('http', 'ws')}/api/live/sessions"
        with connect(url, proxy=None) as live:
            assert frame(live.recv()) == []
            with smtplib.SMTP(*box.smtp):
                assert frame(live.recv()) == [(1, "open")]
            assert frame(live.recv()) == [(1, "quit")]
            with connect(url, proxy=None) as late:
                assert frame(late.recv()) == [(1, "quit")]


def test_esmtp_parameters_are_kept_with_the_envelope() -> None:
    with catcher.embedded() as box:
        with smtplib.SMTP(*box.smtp) as smtp:
            smtp.ehlo()
            smtp.mail("ann@example.com", ["RET=HDRS", "ENVID=QQ314159", "x-own=1", "BY=60;R"])
            smtp.rcpt("bob@example.com", ["NOTIFY=SUCCESS,DELAY", "ORCPT=rfc822;bob@example.com"])
            smtp.rcpt("kim@example.com")
            smtp.data("Subject: x\n\n")
        envelope = box.wait().envelope

        assert dict(envelope.parameters) == {
            "RET": "HDRS", "ENVID": "QQ314159", "X-OWN": "1", "BY": "60;R",
        }  # fmt: skip
        assert [dict(each) for each in envelope.recipient_parameters] == [
            {"NOTIFY": "SUCCESS,DELAY", "ORCPT": "rfc822;bob@example.com"},
            {},
        ]


def test_what_was_odd_around_a_mail_is_among_its_defects() -> None:
    with catcher.embedded() as box:
        with socket.create_connection(box.smtp) as raw, raw.makefile("rwb") as lines:
            lines.write(b"HELO\nMAIL FROM: ann@example.com\nRCPT TO:<bob@example.com>\r\nDATA\r\n")
            lines.write(b"From: ann@example.com\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\nhi\r\n.\r\n")
            lines.write(b"QUIT\r\n")
            lines.flush()
            assert [line[:3] for line in lines] == [b"220", b"250", b"250", b"250", b"354", b"250", b"221"]

        assert box.wait("has:defect").defects == (
            "MAIL FROM has a blank behind its colon",
            "The address of MAIL FROM has no angle brackets",
            "The client gave no name with HELO or EHLO",
            "Commands ended with a line feed alone; SMTP wants CR LF",
        )
