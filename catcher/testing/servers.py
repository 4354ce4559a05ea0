"""The catchers of one run of tests: one for all, and one more for each other set of settings that is asked for."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

if TYPE_CHECKING:
    from catcher.http_client import Client

MAX_NAME_CHARS = 60


class Servers:
    """Catchers that are started when they are first asked for, and end with the block.

    With the URL of a sidecar, that one is used; settings other than its own start one in this process. Where to send
    is asked of the sidecar, unless `smtp` says it as host:port: its ports may be mapped to others.
    """

    def __init__(self, url: str | None = None, smtp: str | None = None) -> None:
        self._url = url.rstrip("/") if url else None
        self._smtp = smtp
        self._stack = ExitStack()
        self._clients: dict[str, Client] = {}

    @classmethod
    def named(cls, url: str | None = None) -> Self:
        """With the sidecar that is named here, or by CATCHER_URL and CATCHER_SMTP of the environment."""
        return cls(url or os.environ.get("CATCHER_URL"), os.environ.get("CATCHER_SMTP"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def get(self, settings: Mapping[str, Any]) -> Client:
        """The catcher with these settings, which are fields of `Config`."""
        key = repr(sorted(settings.items()))
        if key not in self._clients:
            self._clients[key] = self._stack.enter_context(self._opened(settings))
        return self._clients[key]

    def is_shared(self, client: Client) -> bool:
        """Whether others may use it too, so that nothing of theirs may be removed."""
        return client.url == self._url

    def _opened(self, settings: Mapping[str, Any]) -> AbstractContextManager[Client]:
        if self._url is not None and not settings:
            return self._sidecar(self._url)
        with _garbage_left():
            from catcher.in_process import embedded  # noqa: PLC0415 - with a sidecar, no server is loaded

        return embedded(**settings)

    def _sidecar(self, url: str) -> Client:
        with _garbage_left():
            from catcher.http_client import client  # noqa: PLC0415 - comes with the server, too

        found = client(url)
        smtp = found.scope.endpoint(self._smtp) if self._smtp else found.smtp
        found.scope = replace(found.scope, smtp=smtp)
        return found


@contextmanager
def _garbage_left() -> Iterator[None]:
    """For imports, which make hardly any: to look for it again and again takes a sixth of the start."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()  # what was imported counts as old at once, which else is looked through twice more
        if looking:
            gc.enable()


def mailbox_name(test: str) -> str:
    """A name that no other test has, in this run or another: the test's own, and something that never recurs."""
    words = re.sub(r"[^a-z0-9]+", "-", test.lower()).strip("-")[:MAX_NAME_CHARS].strip("-")
    return f"{words or 'test'}-{uuid4().hex[:8]}"
