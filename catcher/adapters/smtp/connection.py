"""One connection from its first octet to its last: the loop that reads commands and says replies.

Its law: every command has one shape, and only this loop answers it, so that each gets one answer, in order.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

from catcher.adapters.smtp import auth, content, greeting, mail, replies
from catcher.adapters.smtp.auth import masked
from catcher.adapters.smtp.dialog import Dialog, Dropped, log
from catcher.adapters.smtp.greeting import encrypt, peer_name
from catcher.adapters.smtp.proxying import proxied_peer
from catcher.adapters.smtp.replies import Reply
from catcher.adapters.smtp.service import Service
from catcher.adapters.smtp.transcript import Transcript
from catcher.adapters.smtp.wire import Gone, LineTooLong, Stopping, TimedOut
from catcher.core.rules import Stage
from catcher.core.session import (
    BAD_PROXY_HEADER,
    BODY_AS_COMMANDS,
    HTTP_ON_SMTP_PORT,
    INTERNAL_ERROR,
    LEFT_BEFORE_QUIT,
    LINE_WITHOUT_CR,
    TLS_ON_PLAIN_PORT,
    TLS_REQUIRED,
    TOO_MANY_CONNECTIONS,
    Listener,
    Outcome,
)

Verb = Callable[[Dialog, bytes], Awaitable[Reply | None]]

VERBS: dict[bytes, Verb] = {
    b"EHLO": greeting.ehlo,
    b"HELO": greeting.helo,
    b"LHLO": greeting.lhlo,
    b"MAIL": mail.mail,
    b"RCPT": mail.rcpt,
    b"DATA": content.data,
    b"BDAT": content.bdat,
    b"RSET": mail.rset,
    b"NOOP": greeting.noop,
    b"AUTH": auth.auth,
    b"STARTTLS": greeting.starttls,
    b"VRFY": greeting.vrfy,
    b"EXPN": greeting.expn,
    b"HELP": greeting.help_,
    b"XCLIENT": greeting.xclient,
    b"QUIT": greeting.quit_,
    b"TURN": greeting.not_implemented,
    b"ETRN": greeting.not_implemented,
    b"ATRN": greeting.not_implemented,
    b"SEND": greeting.not_implemented,
    b"SOML": greeting.not_implemented,
    b"SAML": greeting.not_implemented,
    b"BURL": greeting.not_implemented,
}

BEFORE_TLS = frozenset({b"NOOP", b"EHLO", b"HELO", b"LHLO", b"STARTTLS", b"QUIT", b"RSET", b"HELP"})
"""RFC 3207, section 4 lets a server refuse all but the harmless ones."""

_HTTP = re.compile(rb"(?:GET|POST|PUT|HEAD|OPTIONS|DELETE|PATCH|CONNECT|TRACE|PRI) \S+ HTTP/")
_FIELD = re.compile(rb"[!-9;-~]+:(?:\s|$)")
_TLS_HELLO = b"\x16\x03"


class Connection(Dialog):
    """What the event loop makes for each client that connects."""

    def __init__(self, service: Service, connections: set[Connection]) -> None:
        super().__init__(service)
        self._connections = connections
        self._bad_commands = 0
        self._refused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See Wire."""
        self._connections.add(self)
        super().connection_made(transport)

    async def _handle_client(self) -> None:
        """Serve until the connection ends; never raises."""
        self.peer = peer_name(self.transport.get_extra_info("peername")) if self.transport else ""
        self.transcript = Transcript(
            self.service.log, self.service.kind, self.peer, self.service.settings.mailbox_by
        )
        try:
            if await self._opened():
                await self._answer_commands()
        except Gone:
            if not self.transcript.ended:
                self.transcript.ends(Outcome.LEFT)
                self.transcript.diagnose(LEFT_BEFORE_QUIT)
        except Dropped:
            self.transcript.ends(Outcome.CLOSED)
            self.cut_off()
        except TimedOut:
            self.transcript.ends(Outcome.TIMED_OUT)
            self.respond(replies.IDLE_TOO_LONG)
        except Stopping:
            self.transcript.ends(Outcome.STOPPED)
            self.respond(replies.STOPPING)
        except asyncio.CancelledError:
            self.transcript.ends(Outcome.STOPPED)
            self.transcript.note("what was being done took too long to be waited for")
        finally:
            self.end_mail()
            self.hang_up(politely=self._refused)
            self.transcript.close()

    def connection_lost(self, error: Exception | None) -> None:
        """See Wire."""
        super().connection_lost(error)
        self._connections.discard(self)

    async def _opened(self) -> bool:
        """Say the greeting; False when the connection ends before a command."""
        if self.settings.proxy_protocol and not await self._learn_peer():
            return False
        if self.service.kind is Listener.SMTPS and self.service.tls is not None:
            await encrypt(self, self.service.tls)
        if len(self._connections) > self.settings.max_connections:
            self.transcript.diagnose(TOO_MANY_CONNECTIONS)
            self._close(replies.TOO_MANY_CONNECTIONS)
            return False
        refused = await self.ruled(Stage.CONNECT)
        if refused is not None:
            self._close(refused)
            return False
        self.respond(self.service.greeting)
        if not self.encrypted and (await self.peek(self.settings.idle_seconds)).startswith(_TLS_HELLO):
            self.transcript.diagnose(TLS_ON_PLAIN_PORT)
            self.transcript.ends(Outcome.CLOSED)
            return False
        return True

    async def _learn_peer(self) -> bool:
        peer = await proxied_peer(self, self.settings.handshake_seconds)
        if peer is None:
            self.transcript.diagnose(BAD_PROXY_HEADER)
            self.transcript.ends(Outcome.CLOSED)
            return False
        self.peer = self.transcript.peer = peer or self.peer
        return True

    async def _answer_commands(self) -> None:
        """Read a command and answer it, until the connection is to be closed."""
        reply: Reply | None
        limits = self.settings
        go_on = True
        while go_on:
            try:
                line = await self.line(limits.max_command_octets, limits.idle_seconds)
                reply = await self._carry_out(line)
            except LineTooLong:
                self.transcript.note("a line that was too long")
                reply = replies.LINE_TOO_LONG
            except (Gone, TimedOut, Stopping, Dropped):
                raise
            except Exception:  # noqa: BLE001 - a fault of ours must not end the session, nor pass unseen
                log.exception("a command from %s failed", self.peer)
                self.transcript.diagnose(INTERNAL_ERROR)
                reply = replies.FAILED
            if reply is not None:
                go_on = self._answered(reply)

    def _carry_out(self, line: bytes) -> Awaitable[Reply | None]:
        """Begin a command, which gives its reply, or None when nothing is to be said."""
        command = line.removesuffix(b"\r")
        if len(command) == len(line):
            self.transcript.diagnose(LINE_WITHOUT_CR)
        word, _, argument = command.strip().partition(b" ")
        verb = word.upper()
        hidden = verb == b"AUTH" and not self.settings.show_passwords
        self.transcript.heard(masked(command) if hidden else command)
        call = VERBS.get(verb)
        if call is None:
            return self._unknown(command)
        if self.settings.starttls_required and not self.encrypted and verb not in BEFORE_TLS:
            return self._tls_first()
        return call(self, argument.strip())

    async def _tls_first(self) -> Reply:
        self.transcript.diagnose(TLS_REQUIRED)
        return replies.TLS_FIRST

    async def _unknown(self, command: bytes) -> Reply:
        if _HTTP.match(command) or _FIELD.match(command):
            # an HTTP request or a mail: each line behind it would be tried as a command
            self.transcript.diagnose(HTTP_ON_SMTP_PORT if _HTTP.match(command) else BODY_AS_COMMANDS)
            return replies.NOT_A_COMMAND
        return replies.UNKNOWN_COMMAND if command.strip() else replies.BAD_SYNTAX

    def _answered(self, reply: Reply) -> bool:
        """Say it; False when the connection is to be closed then."""
        self._bad_commands = self._bad_commands + 1 if 500 <= reply.code <= 504 else 0
        if self._bad_commands >= self.settings.max_bad_commands:
            reply = replies.TOO_MANY_BAD_COMMANDS
        if reply.code in replies.CLOSING:
            self._close(reply)
            return False
        self.respond(reply)
        return True

    def _close(self, reply: Reply) -> None:
        self._refused = not reply.positive and reply is not replies.TOO_MANY_CONNECTIONS
        self.respond(reply)
        self.transcript.ends(Outcome.CLOSED)
