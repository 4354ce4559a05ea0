"""The assembly: the only place that knows all parts, and puts one catcher together."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from catcher.adapters import http, smtp, tls
from catcher.adapters.stores.sqlite import open_store
from catcher.application.beside import running_task
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from catcher.application.sessions import Sessions
from catcher.application.store import StoreError
from catcher.core.config import Config
from catcher.core.places import shown
from catcher.core.rules import RuleError, read_rules
from catcher.core.ruling import Rules
from catcher.core.wire import Value, changed


class ServeError(Exception):
    """The catcher cannot start; the text says why and what to do."""


Endpoint = tuple[str, int]
Ask = Callable[..., Coroutine[Any, Any, http.Answered]]


class Running(Value):
    """A catcher that runs: where it listens, what its TLS clients must trust, its post office and its rules."""

    smtp: Endpoint
    submission: Endpoint | None
    smtps: Endpoint | None
    lmtp: Endpoint | None
    http: Endpoint
    ca_pem: bytes | None
    post_office: PostOffice
    rules: Rules
    ask: Ask
    """Asks the HTTP API without a network; see `http.ask`."""

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
    store = await stack.enter_async_context(open_store(config.data, durable=config.durability == "full"))
    feed = Feed()
    post_office = PostOffice(store, feed, retention=config.retention, mailbox_by=config.mailbox_by)
    stack.push_async_callback(post_office.settle)
    await stack.enter_async_context(running_task(post_office.keep_up()))
    sessions = Sessions()
    rules = _rules(config)
    mail = _Mail(
        post_office,
        config,
        _smtp_settings(config),
        identity,
        sessions,
        rules,
        stack,
        smtp.Intake(config.max_memory),
    )
    plain = await mail.listen(smtp.Kind.SMTP, config.smtp_port, "--smtp-port")
    submission = await mail.starttls_first().listen_if(
        smtp.Kind.SMTP, config.submission_port, "--submission-port"
    )
    secure = await mail.listen_if(smtp.Kind.SMTPS, config.smtps_port, "--smtps-port")
    lmtp = await mail.listen_if(smtp.Kind.LMTP, config.lmtp_port, "--lmtp-port")
    await mail.listen_on_socket(smtp.Kind.SMTP, config.smtp_socket, "--smtp-socket")
    await mail.listen_on_socket(smtp.Kind.LMTP, config.lmtp_socket, "--lmtp-socket")
    ca_pem = identity.ca_pem if identity else None
    settings = http.HttpSettings(
        smtp=shown(*plain),
        submission=shown(*submission) if submission else "",
        smtps=shown(*secure) if secure else "",
        lmtp=shown(*lmtp) if lmtp else "",
        allowed_hosts=(*config.allow_host, config.host),
        max_message_octets=config.max_message,
        ca_pem=ca_pem,
    )
    with _told_in_one_line(config.host, config.http_port, "--http-port"):
        face = http.app(post_office, settings, sessions, rules, _tokens(config.tokens))
        web = await stack.enter_async_context(http.serve(face, config.host, config.http_port))
    stack.callback(feed.close)
    stack.callback(sessions.close)
    ask = partial(http.ask, face, web)
    return Running(plain, submission, secure, lmtp, web, ca_pem, post_office, rules, ask)


class _Mail(Value):
    """What all SMTP listeners of one catcher share."""

    post_office: PostOffice
    config: Config
    settings: smtp.SmtpSettings
    identity: tls.Identity | None
    sessions: Sessions
    rules: Rules
    stack: AsyncExitStack
    intake: smtp.Intake

    def starttls_first(self) -> _Mail:
        """The same, for listeners that accept nothing before STARTTLS."""
        return changed(self, settings=changed(self.settings, starttls_required=True))

    async def listen(self, kind: smtp.Kind, port: int, flag: str) -> Endpoint:
        """One more listener; gives where it listens."""
        with _told_in_one_line(self.config.host, port, flag):
            listener = await self._opened(kind, host=self.config.host, port=port)
        return listener.host, listener.port

    async def listen_if(self, kind: smtp.Kind, port: int | None, flag: str) -> Endpoint | None:
        """The same, when a port is given."""
        return None if port is None else await self.listen(kind, port, flag)

    async def listen_on_socket(self, kind: smtp.Kind, path: Path | None, flag: str) -> None:
        """A Unix socket, when one is given. One that a killed catcher left behind is taken over."""
        if path is None:
            return
        try:
            await self._opened(kind, path=path)
        except OSError as error:
            raise ServeError(f"{flag} {path}: {error.strerror or error}; choose another place") from error

    async def _opened(self, kind: smtp.Kind, **place: Any) -> smtp.Listener:
        return await self.stack.enter_async_context(
            smtp.listen(
                self.post_office.deliver,
                self.settings,
                kind=kind,
                tls=self.identity.context if self.identity else None,
                sessions=self.sessions,
                rules=self.rules,
                intake=self.intake,
                **place,
            )
        )


def _smtp_settings(config: Config) -> smtp.SmtpSettings:
    return smtp.SmtpSettings(
        hostname=config.hostname,
        max_message_octets=config.max_message,
        max_recipients=config.max_recipients,
        max_command_octets=config.max_command,
        max_bad_commands=config.max_bad_commands,
        max_connections=config.max_connections,
        idle_seconds=config.idle_seconds,
        data_seconds=config.data_seconds,
        memory_octets=config.max_memory,
        auth_required=config.auth_required,
        auth_needs_tls=config.auth_needs_tls,
        accounts=_accounts(config.accounts),
        show_passwords=config.show_passwords,
        starttls_required=config.starttls_required,
        xclient=config.xclient,
        mailbox_by=config.mailbox_by,
        proxy_protocol=config.proxy_protocol,
    )


def _accounts(path: Path | None) -> dict[str, smtp.Verifier] | None:
    if path is None:
        return None
    try:
        accounts = smtp.read_accounts(path.read_text("utf-8"))
    except (OSError, UnicodeError, smtp.AccountsError) as error:
        raise ServeError(f"--accounts {path}: {error}") from error
    if not accounts:
        raise ServeError(f"--accounts {path}: nobody is in it; 'catcher account NAME' makes a line")
    return accounts


def _tokens(path: Path | None) -> http.Tokens | None:
    if path is None:
        return None
    try:
        tokens = http.read_tokens(path.read_text("utf-8"))
    except (OSError, UnicodeError, http.TokensError) as error:
        raise ServeError(f"--tokens {path}: {error}") from error
    if not tokens.grants:
        raise ServeError(f"--tokens {path}: there is none in it; write a line 'TOKEN MAILBOX' or 'TOKEN *'")
    return tokens


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
        return tls.made_here((socket.gethostname(), *config.allow_host, *config.tls_names), folder)
    for flag, needs_tls in (
        ("--smtps-port", config.smtps_port is not None),
        ("--submission-port", config.submission_port is not None),
        ("--starttls-required", config.starttls_required),
        ("--auth-needs-tls", config.auth_needs_tls),
    ):
        if needs_tls:
            raise ServeError(f"{flag} needs a certificate: --tls auto makes one, --tls-cert names your own")
    return None


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
