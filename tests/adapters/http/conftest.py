from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from catcher.adapters import http
from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.application.sessions import Sessions
from catcher.core.message import Envelope, Message

MAX_MESSAGE_OCTETS = 200_000


@dataclass(frozen=True)
class Site:
    """The application on a real socket, with a real store behind it."""

    client: httpx.AsyncClient
    post_office: PostOffice
    feed: Feed
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


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_store() as store:
        feed = Feed()
        post_office = PostOffice(store, feed)
        settings = http.HttpSettings(
            smtp="127.0.0.1:1025", allowed_hosts=("mail.test",), max_message_octets=MAX_MESSAGE_OCTETS
        )
        async with http.serve(http.app(post_office, settings, Sessions()), "127.0.0.1", 0) as (host, port):
            async with httpx.AsyncClient(
                base_url=f"http://{host}:{port}", trust_env=False, timeout=20
            ) as client:
                yield Site(client, post_office, feed, f"{host}:{port}")
            feed.close()
