"""Listening: opens a port or a Unix socket for SMTP, and ends every session when the block ends."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from catcher.adapters.accepting import stop_accepting
from catcher.adapters.smtp.connection import Connection
from catcher.adapters.smtp.service import Deliver, Intake, Service
from catcher.adapters.smtp.settings import SmtpSettings
from catcher.application.sessions import SessionLog, Sessions
from catcher.core.ruling import Rules
from catcher.core.session import Listener as Kind
from catcher.core.wire import Value

BACKLOG = 1_024
"""Connections that the system holds for us: a parallel test suite connects in bursts."""

STOP_SECONDS = 1.0
"""How long a mail that is being committed may take when the catcher stops."""


class Listener(Value):
    """A port that is open. `addresses` are those it is bound to, of one port."""

    kind: Kind
    addresses: tuple[tuple[str, int], ...]
    path: Path | None = None

    @property
    def host(self) -> str:
        """The first address."""
        return self.addresses[0][0]

    @property
    def port(self) -> int:
        """The port, also when 0 was asked for."""
        return self.addresses[0][1]


@asynccontextmanager
async def listen(
    deliver: Deliver,
    settings: SmtpSettings,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    path: Path | None = None,
    kind: Kind = Kind.SMTP,
    tls: ssl.SSLContext | None = None,
    rules: Rules | None = None,
    sessions: SessionLog | None = None,
    intake: Intake | None = None,
) -> AsyncIterator[Listener]:
    """Accept mail until the block ends; then every open session is told 421, and commits are waited for.

    With `path` it is a Unix socket instead of a port. `tls` is offered by STARTTLS, or spoken from the first
    octet where `kind` is SMTPS. `intake` is what several listeners share. Raises OSError when the port or path is taken.
    """
    if kind is Kind.SMTPS and tls is None:
        raise ValueError("a port for SMTPS needs a certificate; give tls")
    service = Service(
        deliver=deliver,
        settings=settings,
        kind=kind,
        tls=tls,
        rules=rules if rules is not None else Rules(time.monotonic),
        log=sessions if sessions is not None else Sessions(),
        intake=intake if intake is not None else Intake(settings.memory_octets),
    )
    connections: set[Connection] = set()
    server = await _bound(lambda: Connection(service, connections), host, port, path)
    try:
        yield _listener(server, kind, path)
    finally:
        await stop_accepting(server)
        await _end(connections)
        if path is not None:
            path.unlink(missing_ok=True)  # noqa: ASYNC240 - one system call


async def _bound(
    factory: Callable[[], Connection], host: str, port: int, path: Path | None
) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    if path is not None:
        return await loop.create_unix_server(factory, path, backlog=BACKLOG)
    return await loop.create_server(factory, host, port, backlog=BACKLOG)


def _listener(server: asyncio.Server, kind: Kind, path: Path | None) -> Listener:
    if path is not None:
        return Listener(kind, (), path)
    names = (socket.getsockname() for socket in server.sockets)
    return Listener(kind, tuple((str(name[0]), int(name[1])) for name in names))


async def _end(connections: set[Connection]) -> None:
    """Ask all sessions to end, wait for those that are busy, then cut off what is left."""
    ends = [connection.stop() for connection in tuple(connections)]
    if ends:
        _, late = await asyncio.wait(ends, timeout=STOP_SECONDS)
        for connection in tuple(connections):
            connection.give_up()
        await asyncio.gather(*late)
