"""The end of listening: nobody who was let in is forgotten, and nobody else is let in."""

from __future__ import annotations

import asyncio

ROUNDS_TO_MEET = 3
"""Rounds of asyncio's loop after which the protocol of a connection that was accepted knows of it."""


async def stop_accepting(server: asyncio.Server) -> None:
    """Close the server's sockets once every connection it has accepted has met its protocol.

    `Server.close` alone drops a connection that was accepted in the same round: its client would hear nothing, and
    not even that it is over, until the garbage is collected.
    """
    loop = asyncio.get_running_loop()
    for listening in server.sockets:
        loop.remove_reader(listening)
    try:
        await rounds(ROUNDS_TO_MEET)
    finally:
        server.close()


async def rounds(count: int) -> None:
    """Let the loop do what it has to do, so often."""
    for _ in range(count):
        await asyncio.sleep(0)
