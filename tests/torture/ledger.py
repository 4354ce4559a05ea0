"""What was sent and what was promised, held against what is kept."""

from __future__ import annotations

import random
import smtplib
import threading
from base64 import encodebytes
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from typing import Any

import httpx

SENDERS = 8
PAGE = 500
SIZES = (*(100, 1_000, 4_000, 20_000) * 5, 300_000, 2_000_000)
"""Octets before they are written in base64: the last are kept in several pieces."""
HEADER = "Subject: {}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"


class Ledger:
    """Every mail that was ever sent to one data file."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._sent: dict[str, bytes] = {}
        self._promised: dict[str, int] = {}
        self._kept: dict[str, int] = {}
        self.refused = 0

    @property
    def promised(self) -> int:
        """How many got 250."""
        return len(self._promised)

    def mail(self) -> tuple[str, bytes]:
        """A mail that is like no other."""
        with self._lock:
            name = f"mail-{len(self._sent)}"
            octets = encodebytes(self._random.randbytes(self._random.choice(SIZES))).replace(b"\n", b"\r\n")
            raw = HEADER.format(name).encode() + octets
            self._sent[name] = sha256(raw).digest()
            return name, raw

    def send(self, endpoint: tuple[str, int], goes_on: Callable[[], bool]) -> None:
        """Send over one connection as long as it goes on, or the server is gone; each mail once."""
        with suppress(OSError, smtplib.SMTPException), smtplib.SMTP(*endpoint, timeout=60) as smtp:
            smtp.ehlo("torture.example")
            while goes_on():
                name, raw = self.mail()
                smtp.mail("ann@example.com")
                smtp.rcpt("bob@example.com")
                self._note(name, *smtp.data(raw))

    def _note(self, name: str, code: int, reply: bytes) -> None:
        with self._lock:
            if code == 250:
                self._promised[name] = int(reply.rsplit(b" ", 1)[1])
            else:
                assert code in (451, 452), reply
                self.refused += 1

    def send_at_once(self, endpoint: tuple[str, int], goes_on: Callable[[], bool]) -> None:
        """The same over many connections."""
        with ThreadPoolExecutor(SENDERS) as threads:
            for each in [threads.submit(self.send, endpoint, goes_on) for _ in range(SENDERS)]:
                each.result()

    def check(self, url: str) -> None:
        """What got 250 is there under its id, all that is there is as it was sent, and nothing is there twice."""
        with httpx.Client(base_url=url, trust_env=False, timeout=60) as http:
            after = max(self._kept.values(), default=0)
            page = self._page(http, after)
            while page["messages"]:
                for message in page["messages"]:
                    raw = http.get(f"/api/messages/{message['id']}/raw").content
                    name = message["subject"]
                    assert self._sent.get(name) == sha256(raw).digest(), f"{name} is not as it was sent"
                    assert name not in self._kept, f"{name} is there twice"
                    self._kept[name] = message["id"]
                page = self._page(http, after, page["messages"][-1]["id"])
            assert page["total"] == len(self._kept)
        lost = {name for name, message_id in self._promised.items() if self._kept.get(name) != message_id}
        assert not lost

    def _page(self, http: httpx.Client, after: int, before: int | None = None) -> Any:
        parameters = {"limit": PAGE, "after": after, "before": before}
        answer = http.get("/api/messages", params={k: v for k, v in parameters.items() if v is not None})
        return answer.json()
