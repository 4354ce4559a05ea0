"""For unittest: a catcher for each class of tests, and a mailbox of its own for each test."""

from __future__ import annotations

import unittest
from collections.abc import Mapping
from typing import Any, ClassVar

from catcher.http_client import AsyncClient, Client
from catcher.testing.frameworks import pointed_at
from catcher.testing.servers import Servers, mailbox_name


class CatcherMixin(unittest.TestCase):
    """Stands before any other base class: `class Tests(CatcherMixin, django.test.TestCase)`.

    `catcher` is the catcher, in this process or at CATCHER_URL. `mailbox` is for one test alone, and empty at its
    start: mail that is sent with `mailbox.login` to `mailbox.smtp` goes there. Django, Flask-Mail and FastAPI-Mail
    are pointed at it while the test runs. `catcher_settings` are fields of `catcher.core.config.Config`.
    """

    catcher_settings: ClassVar[Mapping[str, Any]] = {}
    catcher: ClassVar[Client]
    mailbox: Client

    @classmethod
    def setUpClass(cls) -> None:
        """Start the catcher; it ends with the class."""
        super().setUpClass()
        servers = cls.enterClassContext(Servers.named())
        cls.catcher = servers.get(cls.catcher_settings)

    def setUp(self) -> None:
        """Open the mailbox; it is removed with the test."""
        super().setUp()
        self.mailbox = self.catcher.mailbox(mailbox_name(self.id().rpartition(".")[2]))
        self.addCleanup(self.mailbox.reset)
        self.enterContext(pointed_at(self.mailbox))

    @property
    def async_mailbox(self) -> AsyncClient:
        """The mailbox, for tests with asyncio: `await self.async_mailbox.wait(to=...)`."""
        return AsyncClient.like(self.mailbox.scope, keep_connections=False)


class CatcherTestCase(CatcherMixin):
    """A `unittest.TestCase` with a `catcher` and a `mailbox`; see CatcherMixin."""
