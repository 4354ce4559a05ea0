"""A catcher in a process of its own: started, timed, weighed, and ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bench.peers.catchers import Peer, Place

START_SECONDS = 30.0
LOOK_AGAIN_SECONDS = 0.002
STORED_SECONDS = 60.0
"""How long one that said 250 may take until it has stored the mail."""


@dataclass(slots=True)
class Runner:
    """One that runs; `kept` is how many mails it must hold by now."""

    peer: Peer
    place: Place
    process: subprocess.Popen[bytes]
    http: httpx.Client
    start_seconds: float
    kept: int = 0

    def megabytes(self) -> float:
        """What its processes hold in memory now."""
        return sum(map(_resident, _processes_of(self.process.pid))) / 1024

    def check(self, sent: int) -> float:
        """See that so many more are stored; gives the seconds that it took to be told. Raises Lost."""
        self.kept += sent
        if self.peer.count is None:
            return 0.0
        began = time.perf_counter()
        while (there := self.peer.count(self.http, self.kept)) != self.kept:
            if there > self.kept or time.perf_counter() - began > STORED_SECONDS:
                raise Lost(f"{self.peer.name} holds {there} mails, and {self.kept} were sent")
            time.sleep(LOOK_AGAIN_SECONDS)
        return time.perf_counter() - began


class Lost(Exception):
    """One that does not hold what was sent to it."""


@contextmanager
def running(peer: Peer) -> Iterator[Runner]:
    """Start it with nothing in it, and end it with all it made."""
    program = peer.program()
    assert program is not None
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        place = Place(_free_port(), _free_port(), folder)
        log = stack.enter_context((folder / "log").open("wb"))
        began = time.perf_counter()
        process = stack.enter_context(
            subprocess.Popen(
                peer.command(program, place), stdout=log, stderr=log, start_new_session=True, cwd=folder
            )
        )
        stack.callback(_end, process)
        http = httpx.Client(base_url=f"http://127.0.0.1:{place.http}", trust_env=False, timeout=60)
        stack.enter_context(http)
        _until_ready(peer, place, http, process)
        yield Runner(peer, place, process, http, time.perf_counter() - began)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _until_ready(peer: Peer, place: Place, http: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    """It answers on both ports."""
    deadline = time.perf_counter() + START_SECONDS
    while not (_greets(place.smtp) and _answers(peer, http)):
        if process.poll() is not None or time.perf_counter() > deadline:
            told = (place.folder / "log").read_text(errors="replace")[-500:]
            raise Lost(f"{peer.name} does not start: {told}")
        time.sleep(LOOK_AGAIN_SECONDS)


def _greets(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as one:
        greeted = one.recv(100).startswith(b"220")
        one.sendall(b"QUIT\r\n")
        return greeted
    return False


def _answers(peer: Peer, http: httpx.Client) -> bool:
    if peer.listing is None:
        return True
    with suppress(httpx.HTTPError):
        return http.get(peer.listing).is_success
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """Its children too: they are in its session."""
    for pid in _processes_of(process.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def _processes_of(session: int) -> list[int]:
    """Those of a session, which Linux shows in the sixth field."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[3]) == session:
                found.append(int(path.parent.name))
    return found


def _resident(pid: int) -> int:
    """Kilobytes."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return 0
