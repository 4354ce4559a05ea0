"""The catchers that are measured side by side: one row each, and nothing of them anywhere else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx

PEERS = Path(__file__).parent.parent.parent.parent / ".cache" / "peers"
"""Where `make bench-peers` puts them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of them shall listen, and keep what it keeps."""

    smtp: int
    http: int
    folder: Path


@dataclass(frozen=True, slots=True)
class Peer:
    """How one is started and asked. What it has not is None, and is not measured."""

    name: str
    program: Callable[[], str | None]
    command: Callable[[str, Place], list[str]]
    count: Callable[[httpx.Client, int], int] | None = None
    """How many mails it holds, by its own word; it may say less by guess when it is not the number expected."""
    listing: str | None = None
    searching: str | None = None
    waiting: str | None = None
    live: str | None = None
    arrivals: Callable[[str], int] = lambda _: 1
    """How many mails a frame of its websocket tells of."""


def installed(name: str, *places: str) -> Callable[[], str | None]:
    """Finds a program that was installed for this, or is on the machine."""

    def find() -> str | None:
        here = (PEERS / place for place in places)
        return next((str(path) for path in here if path.exists()), None) or shutil.which(name)

    return find


def _python_with(module: str) -> Callable[[], str | None]:
    return lambda: sys.executable if find_spec(module) else None


def _ours(python: str, at: Place, *more: str) -> list[str]:
    return [python, "-m", "catcher", "serve", "--smtp-port", str(at.smtp), "--http-port", str(at.http), *more]


def _told(path: str, *keys: str) -> Callable[[httpx.Client, int], int]:
    """Reads the count from an answer."""

    def count(http: httpx.Client, _: int) -> int:
        found: Any = http.get(path).raise_for_status().json()
        for key in keys:
            found = found[key]
        return int(found)

    return count


def _maildevs(http: httpx.Client, expected: int) -> int:
    """It tells no count, and lists all; so only what stands behind the last but one is asked for."""
    skipped = max(0, expected - 1)
    return skipped + len(http.get(f"/api/email?skip={skipped}").raise_for_status().json())


def _sendrias(http: httpx.Client, expected: int) -> int:
    """It tells pages of a hundred."""
    page = max(1, -(-expected // 100))
    return (page - 1) * 100 + len(http.get(f"/api/messages/?page={page}").raise_for_status().json()["data"])


def _occurring(mark: str) -> Callable[[str], int]:
    """How often something stands in a frame; reading them as JSON would cost more than sending them."""
    return lambda frame: frame.count(mark)


OURS = Peer(
    "Catcher",
    _python_with("catcher"),
    _ours,
    _told("/api/messages?limit=1", "total"),
    "/api/messages?limit=50",
    "/api/messages?limit=50&q={word}",
    "/api/wait?timeout=60&q={word}",
    "/api/live",
    _occurring('"type":"arrived"'),
)

ALL = (
    OURS,
    replace(
        OURS, name="Catcher in a file", command=lambda python, at: _ours(python, at, "--data", str(at.folder / "mail.db"))
    ),
    Peer(
        "Mailpit", installed("mailpit", "bin/mailpit"),
        # By default it keeps 500 mails, of which it could not be asked whether it had stored all that came.
        lambda program, at: [program, "--smtp", f"127.0.0.1:{at.smtp}", "--listen", f"127.0.0.1:{at.http}",
                             "--max", "0", "--disable-version-check", "--quiet"],
        _told("/api/v1/messages?limit=1", "total"), "/api/v1/messages?limit=50",
        "/api/v1/search?limit=50&query={word}", None, "/api/events", _occurring('"Type":"new"'),
    ),
    Peer(
        "MailHog", installed("MailHog", "bin/MailHog"),
        lambda program, at: [program, "-smtp-bind-addr", f"127.0.0.1:{at.smtp}", "-api-bind-addr", f"127.0.0.1:{at.http}",
                             "-ui-bind-addr", f"127.0.0.1:{at.http}"],
        _told("/api/v2/messages?limit=1", "total"), "/api/v2/messages?limit=50",
        "/api/v2/search?limit=50&kind=containing&query={word}", None, "/api/v2/websocket",
    ),
    Peer(
        "MailDev", installed("maildev", "maildev/node_modules/.bin/maildev"),
        lambda program, at: [program, "--ip", "127.0.0.1", "--smtp", str(at.smtp), "--web", str(at.http),
                             "--mail-directory", str(at.folder)],
        _maildevs, "/api/email?limit=50", "/api/email?limit=50&subject={word}",
    ),
    Peer(
        "Sendria", installed("sendria", "sendria/bin/sendria"),
        lambda program, at: [program, "--foreground", "--db", str(at.folder / "mails.sqlite"), "--smtp-ip", "127.0.0.1",
                             "--smtp-port", str(at.smtp), "--http-ip", "127.0.0.1", "--http-port", str(at.http)],
        _sendrias, "/api/messages/", None, None, "/ws",
    ),
    Peer(
        "aiosmtpd, keeps nothing", _python_with("aiosmtpd"),
        lambda python, at: [python, "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{at.smtp}",
                            "--size", str(2**30), "--class", "aiosmtpd.handlers.Sink"],
    ),
    Peer(
        "smtp-sink, keeps nothing", lambda: shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin"),
        lambda program, at: [program, *(["-u", "nobody"] if os.geteuid() == 0 else []), f"127.0.0.1:{at.smtp}", "2000"],
    ),
)  # fmt: skip
"""The last two are the limits of what is possible: they throw all mail away."""


def found(names: list[str] | None = None) -> list[Peer]:
    """Those that are on this machine, and are wanted. Raises ValueError for a name of none."""
    wanted = [name.lower() for name in names or ()]
    known = {peer.name.partition(",")[0].lower(): peer for peer in ALL}
    if unknown := set(wanted) - set(known):
        raise ValueError(f"expected names out of {', '.join(known)}, not {', '.join(sorted(unknown))}")
    return [peer for name, peer in known.items() if peer.program() and (not wanted or name in wanted)]
