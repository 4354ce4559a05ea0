"""Work for a client who waits: when the client hangs up, the work ends, so that nothing waits for nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.types import Receive

T = TypeVar("T")


class HungUp(Exception):
    """The client is gone; whatever is answered, nobody reads it."""


async def while_connected(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work. Raises HungUp as soon as the client is gone; what it says meanwhile is ignored."""
    working = asyncio.ensure_future(work)
    listening = asyncio.ensure_future(_until_gone(receive))
    both = {working, listening}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise HungUp
    finally:
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)


async def _until_gone(receive: Receive) -> None:
    while not (await receive())["type"].endswith(".disconnect"):
        pass
