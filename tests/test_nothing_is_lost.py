"""Under load, everything that got 250 is stored, byte-identical, and told to everybody in one order."""

from __future__ import annotations

import json
import smtplib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
from websockets.sync.client import connect

import catcher

SENDERS = 20
MAILS_EACH = 100
MAILS = SENDERS * MAILS_EACH
WATCHERS = 5
WAITERS = 5


def body(sender: int, number: int) -> bytes:
    """A mail that is like no other, with bytes that a careless server would change."""
    filler = (
        bytes((sender * 7 + number * 13 + i) % 256 for i in range(200))
        .replace(b"\r", b"")
        .replace(b"\n", b"")
    )
    return b"Subject: %d-%d\r\n\r\n.\r\n..two\r\n\x00bare\nfeed\r\n%b\r\n" % (sender, number, filler)


def send_all(endpoint: tuple[str, int], sender: int) -> dict[int, bytes]:
    """Send this sender's mails over one connection; gives id and bytes of each."""
    sent = {}
    with smtplib.SMTP(*endpoint) as smtp:
        smtp.ehlo()
        for number in range(MAILS_EACH):
            smtp.mail(f"sender{sender}@example.com")
            smtp.rcpt("bob@example.com")
            code, reply = smtp.data(body(sender, number))
            assert code == 250, reply
            sent[int(reply.rsplit(b" ", 1)[1])] = body(sender, number)
    return sent


def watch(url: str, ready: Barrier) -> list[int]:
    """Follow the live view until all mails were told; gives their ids in the order told."""
    ids: list[int] = []
    with connect(url.replace("http", "ws", 1) + "/api/live", compression=None, max_size=None) as socket:
        assert json.loads(socket.recv())["type"] == "snapshot"
        ready.wait()
        while len(ids) < MAILS:
            frame = json.loads(socket.recv(timeout=60))
            assert frame["type"] == "changes"
            ids += [change["message"]["id"] for change in frame["changes"] if change["type"] == "arrived"]
    return ids


def wait_for(url: str, sender: int, ready: Barrier) -> list[int]:
    """Wait for all mails of one sender; gives their ids."""
    with catcher.client(url) as client:
        ready.wait()
        parameters: dict[str, str | int] = {
            "q": f"sender:sender{sender}@example.com", "count": MAILS_EACH, "timeout": 60,
        }  # fmt: skip
        with httpx.Client(trust_env=False, timeout=70) as http:
            answer = http.get(f"{client.url}/api/wait", params=parameters)
    return [message["id"] for message in answer.json()["messages"]]


def test_2000_mails_over_20_connections_with_watchers_and_waiters() -> None:
    everybody = Barrier(WATCHERS + WAITERS + 1)
    with catcher.embedded() as box, ThreadPoolExecutor(SENDERS + WATCHERS + WAITERS) as threads:
        watching = [threads.submit(watch, box.url, everybody) for _ in range(WATCHERS)]
        waiting = [threads.submit(wait_for, box.url, sender, everybody) for sender in range(WAITERS)]
        everybody.wait()
        sending = [threads.submit(send_all, box.smtp, sender) for sender in range(SENDERS)]
        sent = [future.result(timeout=120) for future in sending]

        told = [future.result(timeout=60) for future in watching]
        assert told == [list(range(1, MAILS + 1))] * WATCHERS
        for sender, future in enumerate(waiting):
            assert future.result(timeout=60) == sorted(sent[sender])
        kept = {summary["id"] for summary in box.summaries()}
        assert kept == {one for each in sent for one in each}
        for each in sent:
            for message_id, raw in each.items():
                assert box.raw(message_id) == raw
