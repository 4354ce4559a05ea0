"""The assembly: the only place that knows all parts, and puts one catcher together."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

from catcher.adapters import http, smtp
from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.application.store import StoreError
from catcher.core.config import Config


class ServeError(Exception):
    """The catcher cannot start; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Running:
    """A catcher that runs: where it listens, and its post office."""

    smtp: tuple[str, int]
    http: tuple[str, int]
    post_office: PostOffice

    @property
    def url(self) -> str:
        """The address of the inbox."""
        return f"http://{shown(*self.http)}"


@asynccontextmanager
async def running(config: Config) -> AsyncIterator[Running]:
    """A catcher that accepts mail and answers HTTP until the block ends.

    It ends in this order: waits and live views are told, then HTTP, then SMTP stops, then what was begun is
    committed. Raises ServeError when it cannot start.
    """
    async with AsyncExitStack() as stack:
        try:
            server = await _assemble(config, stack)
        except StoreError as error:
            raise ServeError(str(error)) from error
        yield server


async def _assemble(config: Config, stack: AsyncExitStack) -> Running:
    store = await stack.enter_async_context(open_store(config.data))
    feed = Feed()
    post_office = PostOffice(store, feed)
    stack.push_async_callback(post_office.settle)
    with _told_in_one_line(config.host, config.smtp_port, "--smtp-port"):
        settings = smtp.SmtpSettings(max_message_octets=config.max_message)
        mail = await stack.enter_async_context(
            smtp.listen(post_office.deliver, settings, config.host, config.smtp_port)
        )
    with _told_in_one_line(config.host, config.http_port, "--http-port"):
        face = http.app(post_office, _http_settings(config, (mail.host, mail.port)))
        web = await stack.enter_async_context(http.serve(face, config.host, config.http_port))
    stack.callback(feed.close)
    return Running((mail.host, mail.port), web, post_office)


def _http_settings(config: Config, mail: tuple[str, int]) -> http.HttpSettings:
    return http.HttpSettings(
        smtp=shown(*mail), allowed_hosts=config.allow_host, max_message_octets=config.max_message
    )


def shown(host: str, port: int) -> str:
    """Host and port as people write them; brackets around an IPv6 address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


@contextmanager
def _told_in_one_line(host: str, port: int, flag: str) -> Iterator[None]:
    """An address that cannot be listened on, as an error that names the flag to change."""
    try:
        yield
    except OSError as error:
        match error.errno:
            case errno.EADDRINUSE:
                why = f"port {port} of {host} is taken; choose another with {flag}, or 0 for any"
            case errno.EACCES:
                why = f"port {port} may not be used without privileges; choose one above 1023 with {flag}"
            case _:
                why = (
                    f"cannot listen on {host}: {error.strerror or error}; choose another address with --host"
                )
        raise ServeError(why) from error
