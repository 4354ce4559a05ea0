"""The assembly: the only place that knows all parts, and puts one catcher together."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

from catcher.adapters import http, smtp, tls
from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.application.sessions import Sessions
from catcher.application.store import StoreError
from catcher.core.config import Config
from catcher.core.rules import RuleError, read_rules
from catcher.core.ruling import Rules


class ServeError(Exception):
    """The catcher cannot start; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Running:
    """A catcher that runs: where it listens, what its TLS clients must trust, and its post office."""

    smtp: tuple[str, int]
    smtps: tuple[str, int] | None
    http: tuple[str, int]
    ca_pem: bytes | None
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
        except (StoreError, tls.TlsError) as error:
            raise ServeError(str(error)) from error
        yield server


async def _assemble(config: Config, stack: AsyncExitStack) -> Running:
    identity = _identity(config)
    store = await stack.enter_async_context(open_store(config.data))
    feed = Feed()
    post_office = PostOffice(store, feed)
    stack.push_async_callback(post_office.settle)
    sessions = Sessions()
    rules = _rules(config)
    mail = _Mail(post_office, config, identity, sessions, rules)
    plain = await mail.listen(stack, smtp.Kind.SMTP, config.smtp_port, "--smtp-port")
    secure = None
    if config.smtps_port is not None:
        secure = await mail.listen(stack, smtp.Kind.SMTPS, config.smtps_port, "--smtps-port")
    ca_pem = identity.ca_pem if identity else None
    settings = http.HttpSettings(
        smtp=shown(*plain),
        smtps=shown(*secure) if secure else "",
        allowed_hosts=config.allow_host,
        max_message_octets=config.max_message,
        ca_pem=ca_pem,
    )
    with _told_in_one_line(config.host, config.http_port, "--http-port"):
        face = http.app(post_office, settings, sessions, rules)
        web = await stack.enter_async_context(http.serve(face, config.host, config.http_port))
    stack.callback(feed.close)
    return Running(plain, secure, web, ca_pem, post_office)


@dataclass(frozen=True, slots=True)
class _Mail:
    """What all SMTP listeners of one catcher share."""

    post_office: PostOffice
    config: Config
    identity: tls.Identity | None
    sessions: Sessions
    rules: Rules

    async def listen(self, stack: AsyncExitStack, kind: smtp.Kind, port: int, flag: str) -> tuple[str, int]:
        """One more listener; gives where it listens."""
        settings = smtp.SmtpSettings(max_message_octets=self.config.max_message)
        context = self.identity.context if self.identity else None
        with _told_in_one_line(self.config.host, port, flag):
            listener = await stack.enter_async_context(
                smtp.listen(
                    self.post_office.deliver,
                    settings,
                    self.config.host,
                    port,
                    kind=kind,
                    tls=context,
                    sessions=self.sessions,
                    rules=self.rules,
                )
            )
        return listener.host, listener.port


def _rules(config: Config) -> Rules:
    rules = Rules(time.monotonic, by_address=config.fail_by_address)
    if config.rules is not None:
        try:
            for rule in read_rules(config.rules.read_text("utf-8")):
                rules.add(rule)
        except (OSError, UnicodeError, RuleError) as error:
            raise ServeError(f"--rules {config.rules}: {error}") from error
    return rules


def _identity(config: Config) -> tls.Identity | None:
    """The certificate that was given or is made here; none when TLS is off."""
    if config.tls_cert:
        return tls.own(config.tls_cert, config.tls_key)
    if config.tls == "auto":
        folder = config.data.with_name(config.data.name + ".tls") if config.data else None
        return tls.made_here((socket.gethostname(), *config.allow_host), folder)
    if config.smtps_port is not None:
        raise ServeError("--smtps-port needs a certificate: --tls auto makes one, --tls-cert names your own")
    return None


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
