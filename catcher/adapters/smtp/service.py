"""What all connections of a listener share; nothing here belongs to one of them."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from catcher.adapters.smtp import replies
from catcher.adapters.smtp.body import Body, Memory
from catcher.adapters.smtp.mechanisms import offered
from catcher.adapters.smtp.replies import Reply, reply
from catcher.adapters.smtp.settings import SmtpSettings
from catcher.application.sessions import SessionLog
from catcher.core.message import Envelope, Message
from catcher.core.ruling import Rules
from catcher.core.session import Listener

Deliver = Callable[[Envelope, bytes], Coroutine[Any, Any, Message]]
"""Keeps a mail: when it returns, the mail is committed. It may raise StoreError, and shields itself."""


class Room:
    """Lets large mails through one after another when together they would not fit into memory."""

    def __init__(self, octets: int) -> None:
        self._octets = octets
        self._used = 0
        self._freed = asyncio.Condition()

    @asynccontextmanager
    async def for_octets(self, octets: int) -> AsyncIterator[None]:
        """Wait until there is room; a mail that is larger than all of it goes alone."""
        async with self._freed:
            await self._freed.wait_for(lambda: not self._used or self._used + octets <= self._octets)
            self._used += octets
        try:
            yield
        finally:
            async with self._freed:
                self._used -= octets
                self._freed.notify_all()


class Intake:
    """What all listeners of one catcher share for mail on its way in, so that the bound is one for all."""

    def __init__(self, octets: int) -> None:
        self.memory = Memory(octets)
        self.room = Room(octets)


@dataclass(frozen=True, slots=True)
class Service:
    """One listener's way to serve. `tls` is what STARTTLS, or the port itself, is encrypted with."""

    deliver: Deliver
    settings: SmtpSettings
    kind: Listener
    tls: ssl.SSLContext | None
    rules: Rules
    log: SessionLog
    intake: Intake
    greeting: Reply = field(init=False)
    hello: Reply = field(init=False)
    hello_encrypted: Reply = field(init=False)

    def __post_init__(self) -> None:
        hostname = self.settings.hostname
        object.__setattr__(self, "greeting", replies.greeting(hostname))
        object.__setattr__(self, "hello", reply(250, hostname, *self._extensions(encrypted=False)))
        object.__setattr__(self, "hello_encrypted", reply(250, hostname, *self._extensions(encrypted=True)))

    def new_body(self) -> Body:
        """Where one mail waits until it is whole."""
        settings = self.settings
        return Body(
            self.intake.memory,
            settings.max_message_octets,
            settings.spool_above_octets,
            settings.spool_directory,
        )

    def _extensions(self, *, encrypted: bool) -> tuple[str, ...]:
        """What EHLO announces."""
        settings = self.settings
        words = [
            "PIPELINING",  # RFC 2920
            f"SIZE {settings.max_message_octets}",  # RFC 1870
            "8BITMIME",  # RFC 6152
            "SMTPUTF8",  # RFC 6531
            "ENHANCEDSTATUSCODES",  # RFC 2034
            "CHUNKING",  # RFC 3030
            "BINARYMIME",  # RFC 3030
            "DSN",  # RFC 3461
            "DELIVERBY",  # RFC 2852
        ]
        if encrypted:
            words.append("REQUIRETLS")  # RFC 8689, section 2: under TLS only
        elif self.tls is not None:
            words.append("STARTTLS")  # RFC 3207
        if encrypted or not settings.auth_needs_tls:
            words.append("AUTH " + " ".join(offered(settings.accounts)))  # RFC 4954
        if settings.xclient:
            words.append("XCLIENT NAME ADDR PORT PROTO HELO LOGIN")
        return (*words, "HELP")
