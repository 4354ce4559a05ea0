from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from time import monotonic

import httpx
import pytest
from starlette.types import ASGIApp

from catcher.adapters import http
from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.application.sessions import Sessions
from catcher.core.message import Envelope, Message
from catcher.core.ruling import Rules

MAX_MESSAGE_OCTETS = 200_000


@dataclass(frozen=True)
class Site:
    """The application on a real socket, with a real store behind it."""

    client: httpx.AsyncClient
    post_office: PostOffice
    feed: Feed
    rules: Rules
    netloc: str

    async def deliver(
        self, subject: str = "Welcome", to: str = "bob@example.com", body: str = "Hello\r\n"
    ) -> Message:
        raw = f"From: Ann <ann@example.com>\r\nTo: {to}\r\nSubject: {subject}\r\n\r\n{body}".encode()
        return await self.keep(raw, to)

    async def keep(self, raw: bytes, *recipients: str) -> Message:
        return await self.post_office.deliver(Envelope("ann@example.com", recipients), raw)

    async def say(self, text: str | bytes) -> bytes:
        """What is answered to these very bytes, until the server closes the connection."""
        host, port = self.netloc.split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(text if isinstance(text, bytes) else text.encode())
        answer = await reader.read()
        writer.close()
        return answer


def app_of(
    post_office: PostOffice,
    settings: http.HttpSettings = http.HttpSettings(),  # noqa: B008 - frozen
    rules: Rules | None = None,
    sessions: Sessions | None = None,
    tokens: http.Tokens | None = None,
) -> ASGIApp:
    """The application, with nothing said over SMTP."""
    return http.app(post_office, settings, sessions or Sessions(), rules or Rules(monotonic), tokens)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_store() as store:
        feed = Feed()
        post_office = PostOffice(store, feed)
        rules = Rules(monotonic)
        settings = http.HttpSettings(
            smtp="127.0.0.1:1025", allowed_hosts=("mail.test",), max_message_octets=MAX_MESSAGE_OCTETS
        )
        async with http.serve(app_of(post_office, settings, rules), "127.0.0.1", 0) as (host, port):
            async with httpx.AsyncClient(
                base_url=f"http://{host}:{port}", trust_env=False, verify=False, timeout=20
            ) as client:
                yield Site(client, post_office, feed, rules, f"{host}:{port}")
            feed.close()
