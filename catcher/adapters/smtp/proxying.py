"""The PROXY protocol: for whom a load balancer connects. aiosmtpd reads the header, versions 1 and 2."""

from __future__ import annotations

from aiosmtpd.proxy_protocol import AF, get_proxy

from catcher.adapters.smtp.greeting import peer_name
from catcher.adapters.smtp.wire import LineTooLong, Wire

MAX_V1_OCTETS = 107
"""The longest header of version 1, as its specification counts."""


class _HeaderReader:
    """What aiosmtpd reads a header from."""

    def __init__(self, wire: Wire, patience: float) -> None:
        self._wire = wire
        self._patience = patience

    async def readexactly(self, n: int) -> bytes:
        return await self._wire.exactly(n, self._patience)

    async def read(self, n: int = 1) -> bytes:
        return await self._wire.exactly(n, self._patience)

    async def readuntil(self, separator: bytes = b"\n") -> bytes:
        return await self._wire.line(MAX_V1_OCTETS, self._patience) + separator


async def proxied_peer(wire: Wire, patience: float) -> str | None:
    """The client as `host:port`; empty when the header names none (health checks); None for no header."""
    try:
        header = await get_proxy(_HeaderReader(wire, patience))
    except LineTooLong:
        return None
    if not header.valid:
        return None
    if header.family not in {AF.INET, AF.INET6}:
        return ""
    return peer_name((header.src_addr, header.src_port))
