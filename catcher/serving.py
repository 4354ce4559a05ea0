"""`catcher serve`: the catcher, until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
from collections.abc import Mapping

from catcher.core.config import Config, ConfigError, configured
from catcher.core.places import shown
from catcher.core.version import __version__
from catcher.server import Running, ServeError, running
from catcher.terminal import fail

GARBAGE_THRESHOLDS = (50_000, 20, 20)
"""Objects more than there were, and rounds of each generation, before Python looks for garbage."""


def run(flags: Mapping[str, str | None]) -> int:
    """Catch mail until it is told to stop; gives the exit code."""
    try:
        asyncio.run(_until_stopped(configured(flags, os.environ)))
    except ServeError as error:
        return fail(error, 1)
    except ConfigError as error:
        return fail(error, 2)
    return 0


async def _until_stopped(config: Config) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # on Windows, Ctrl-C raises KeyboardInterrupt
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
    async with running(config) as server:
        print(_greeting(server, config), flush=True)
        _collect_seldom()
        await stop.wait()


def _collect_seldom() -> None:
    """What was loaded stays, and a mail leaves hardly any cycles behind: looking for them cost 5 % of a delivery."""
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)


def _greeting(server: Running, config: Config) -> str:
    kept = f"in {config.data}" if config.data else "in memory; --data FILE keeps it across restarts"
    others = (("with STARTTLS", server.submission), ("over TLS", server.smtps), ("LMTP", server.lmtp))
    secure = "".join(f"  {name:<14}{shown(*place)}\n" for name, place in others if place)
    return (
        f"Catcher {__version__}\n"
        f"  send mail to  {shown(*server.smtp)}  (any recipient, any login; nothing is relayed)\n"
        f"{secure}"
        f"  see it at     {server.url}\n"
        f"  mail is kept  {kept}\n"
        "Ctrl-C stops."
    )
