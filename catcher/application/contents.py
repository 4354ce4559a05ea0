"""What was parsed of the mails that were opened lately, so that a mail is parsed once however often it is looked at.

Its law: what is held is bounded by octets, and nothing is held of a mail that is gone.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from sys import getsizeof

from catcher.core.message import Content, Part

MAX_OCTETS = 16 * 1024 * 1024
"""Some hundred mails; one that is larger by itself is not held."""

_EACH = 400
"""Octets of a small value with its few fields."""


class Contents:
    """A bounded memory of contents before `read`, which gives that of a mail, or None."""

    def __init__(
        self, read: Callable[[int], Awaitable[Content | None]], max_octets: int = MAX_OCTETS
    ) -> None:
        self._read = read
        self._max_octets = max_octets
        self._octets = 0
        self._held: OrderedDict[int, Content] = OrderedDict()
        self._coming: dict[int, asyncio.Future[Content | None]] = {}

    async def get(self, message_id: int) -> Content | None:
        """The content of the mail; who asks while it is being read waits for the same reading."""
        if message_id in self._held:
            self._held.move_to_end(message_id)
            return self._held[message_id]
        if message_id not in self._coming:
            self._coming[message_id] = asyncio.ensure_future(self._read_and_hold(message_id))
        # One who stops waiting must not stop the others.
        return await asyncio.shield(self._coming[message_id])

    def forget(self, ids: Iterable[int]) -> None:
        """These mails are gone."""
        for message_id in ids:
            self._coming.pop(message_id, None)
            self._drop(message_id)

    async def _read_and_hold(self, message_id: int) -> Content | None:
        reading = asyncio.current_task()
        try:
            content = await self._read(message_id)
        finally:
            wanted = self._coming.get(message_id) is reading
            if wanted:
                del self._coming[message_id]
        if content is not None and wanted:
            self._hold(message_id, content)
        return content

    def _hold(self, message_id: int, content: Content) -> None:
        self._held[message_id] = content
        self._octets += octets_of(content)
        while self._octets > self._max_octets:
            self._drop(next(iter(self._held)))

    def _drop(self, message_id: int) -> None:
        content = self._held.pop(message_id, None)
        if content is not None:
            self._octets -= octets_of(content)


def octets_of(content: Content) -> int:
    """About how much memory it takes."""
    texts = (text for header in content.headers for text in (header.name, header.value, header.raw))
    values = len(content.headers) + len(content.attachments) + len(content.received) + _nodes(content.root)
    return (
        getsizeof(content.text) + getsizeof(content.html) + sum(map(getsizeof, texts)) + _EACH * (values + 1)
    )


def _nodes(root: Part | None) -> int:
    todo, nodes = [root] if root else [], 0
    while todo:
        todo += todo.pop().parts
        nodes += 1
    return nodes
