"""The store's condition: whether it can write, as everybody is told who follows the mail.

Its law: it is in trouble from a write that failed until one of at least that size works.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from catcher.application.feed import Feed
from catcher.application.store import StoreError
from catcher.core.changes import Writing

log = logging.getLogger("catcher.store")


class Condition:
    """Told of each write by who writes."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._trouble: str | None = None
        self._refused = 0
        self._kept = 0
        self._in_trouble = asyncio.Event()

    @property
    def trouble(self) -> str | None:
        """Why nothing can be written, in words; None when all is well."""
        return self._trouble

    @property
    def refused_octets(self) -> int:
        """The size of what could not be written."""
        return self._refused

    async def troubled(self) -> None:
        """Return when there is trouble."""
        await self._in_trouble.wait()

    @property
    def kept(self) -> int:
        """How many mails were written."""
        return self._kept

    def keeps(self, octets: int) -> None:
        """A mail of so many octets was written."""
        self._kept += 1
        self._wrote(octets)

    @contextmanager
    def of_writing(self, octets: int = 0) -> Iterator[None]:
        """A write of so many octets of mail. What goes wrong is told to who asked, too, and logged there."""
        try:
            yield
        except StoreError as error:
            self._refused = octets
            self._tell(str(error))
            raise
        self._wrote(octets)

    def _wrote(self, octets: int) -> None:
        if self._trouble and octets >= self._refused:
            self._tell(None)
            log.warning("mail can be kept again")

    def _tell(self, trouble: str | None) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            (self._in_trouble.set if trouble else self._in_trouble.clear)()
            self._feed.publish(Writing(trouble))
