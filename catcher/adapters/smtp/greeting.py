"""The commands around the mails: who is there, encryption, questions, and leaving."""

from __future__ import annotations

import ssl

from catcher.adapters.smtp import replies
from catcher.adapters.smtp.addresses import clean_text
from catcher.adapters.smtp.dialog import Dialog
from catcher.adapters.smtp.replies import Reply, reply
from catcher.adapters.smtp.wire import Gone
from catcher.core.message import Tls
from catcher.core.places import shown
from catcher.core.rules import Stage
from catcher.core.session import (
    CERTIFICATE_REFUSED,
    DATA_BEFORE_TLS,
    PLAIN_ON_TLS_PORT,
    TLS_FAILED,
    Diagnosis,
    Outcome,
)

MAX_NAME_CHARS = 1_000
"""Of what a client calls itself; a domain has at most 255."""


async def ehlo(dialog: Dialog, argument: bytes) -> Reply:
    """RFC 5321, section 4.1.1.1; the name may be anything, or missing."""
    if dialog.lmtp:
        return replies.UNKNOWN_COMMAND  # RFC 2033, section 4.1
    return await _extended(dialog, argument)


async def lhlo(dialog: Dialog, argument: bytes) -> Reply:
    """RFC 2033, section 4.1."""
    if not dialog.lmtp:
        return replies.UNKNOWN_COMMAND
    return await _extended(dialog, argument)


async def _extended(dialog: Dialog, argument: bytes) -> Reply:
    service = dialog.service
    return await _introduced(dialog, argument) or (
        service.hello_encrypted if dialog.encrypted else service.hello
    )


async def helo(dialog: Dialog, argument: bytes) -> Reply:
    """RFC 5321, section 4.1.1.1, without extensions."""
    if dialog.lmtp:
        return replies.UNKNOWN_COMMAND
    return await _introduced(dialog, argument) or reply(250, dialog.settings.hostname)


async def _introduced(dialog: Dialog, argument: bytes) -> Reply | None:
    dialog.introduce(clean_text(argument)[:MAX_NAME_CHARS])
    refused = await dialog.ruled(Stage.EHLO)
    if refused is not None:
        dialog.greeted = False
    return refused


async def noop(_dialog: Dialog, _argument: bytes) -> Reply:
    """RFC 5321, section 4.1.1.9; an argument is ignored."""
    return replies.OK


async def help_(_dialog: Dialog, _argument: bytes) -> Reply:
    """RFC 5321, section 4.1.1.8."""
    return HELP


HELP = reply(
    214,
    "2.0.0 Catcher keeps every mail and relays none",
    "2.0.0 EHLO HELO LHLO MAIL RCPT DATA BDAT RSET NOOP AUTH STARTTLS VRFY EXPN HELP QUIT",
)


async def vrfy(_dialog: Dialog, argument: bytes) -> Reply:
    """RFC 5321, section 3.5.3: 252 where a server cannot say, but takes the mail."""
    return replies.CANNOT_VERIFY if argument else replies.ARGUMENT_MISSING


async def expn(_dialog: Dialog, argument: bytes) -> Reply:
    """There are no lists to expand, and no recipient to deny."""
    return replies.CANNOT_VERIFY if argument else replies.ARGUMENT_MISSING


async def not_implemented(_dialog: Dialog, _argument: bytes) -> Reply:
    """Commands that are known, but for relays or long obsolete (RFC 5321, section 4.2.4)."""
    return replies.NOT_IMPLEMENTED


async def quit_(dialog: Dialog, argument: bytes) -> Reply:
    """RFC 5321, section 4.1.1.10."""
    if argument:
        return replies.NO_ARGUMENT_ALLOWED
    refused = await dialog.ruled(Stage.QUIT)
    if refused is None:
        dialog.transcript.ends(Outcome.QUIT)
    return refused or replies.BYE


async def starttls(dialog: Dialog, argument: bytes) -> Reply | None:
    """RFC 3207. After a handshake there is no reply: the client begins anew."""
    if argument:
        return replies.NO_ARGUMENT_ALLOWED
    if dialog.encrypted:
        return replies.ENCRYPTED_BEFORE
    if dialog.service.tls is None:
        return replies.NO_TLS
    if refused := await dialog.ruled(Stage.STARTTLS):
        return refused
    dialog.respond(replies.READY_FOR_TLS)
    discarded = dialog.discard_input()
    await encrypt(dialog, dialog.service.tls)
    if discarded:
        dialog.transcript.diagnose(DATA_BEFORE_TLS)
    return None


async def encrypt(dialog: Dialog, context: ssl.SSLContext) -> None:
    """Do the handshake, and write down what came of it. Raises Gone when it failed."""
    transcript = dialog.transcript
    try:
        await dialog.encrypt(context, dialog.settings.handshake_seconds)
    except (ssl.SSLError, OSError) as error:
        transcript.ends(Outcome.TLS_FAILED)
        transcript.diagnose(_handshake_diagnosis(error))
        transcript.note(
            f"TLS handshake: {getattr(error, 'reason', None) or str(error) or 'the client closed'}"
        )
        raise Gone from error
    dialog.forget_client()
    dialog.tls = transcript.tls = _tls_of(dialog)
    transcript.note(f"encrypted with {dialog.tls.version}, {dialog.tls.cipher}")


def _tls_of(dialog: Dialog) -> Tls:
    tls = None if dialog.transport is None else dialog.transport.get_extra_info("ssl_object")
    cipher = tls.cipher() if tls is not None else None
    return Tls(tls.version() or "", cipher[0] if cipher else "") if tls is not None else Tls("", "")


_PLAIN_TEXT = ("HTTP_REQUEST", "WRONG_VERSION_NUMBER", "UNEXPECTED_MESSAGE", "PACKET_LENGTH_TOO_LONG")
_REFUSED = ("UNKNOWN_CA", "CERTIFICATE")


def _handshake_diagnosis(error: Exception) -> Diagnosis:
    reason = str(getattr(error, "reason", "") or "")
    if any(word in reason for word in _REFUSED):
        return CERTIFICATE_REFUSED
    if reason in _PLAIN_TEXT or isinstance(
        error, ConnectionAbortedError
    ):  # asyncio's, when a handshake lasts too long
        return PLAIN_ON_TLS_PORT
    return TLS_FAILED


async def xclient(dialog: Dialog, argument: bytes) -> Reply:
    """Postfix's XCLIENT: another client is spoken for. What was said before is forgotten, as after TLS."""
    if not dialog.settings.xclient:
        return replies.UNKNOWN_COMMAND
    pairs = [word.partition("=") for word in clean_text(argument).split()]
    if not pairs or not all(name and equals for name, equals, _ in pairs):
        return replies.XCLIENT_SYNTAX
    if dialog.transaction is not None:
        return replies.NOT_WITHIN_MAIL
    said = {name.upper(): "" if value.startswith("[") else _xtext(value) for name, _, value in pairs}
    dialog.forget_client()
    dialog.helo = dialog.transcript.helo = said.get("HELO", "")
    if said.get("LOGIN"):
        dialog.log_in(said["LOGIN"])
    host, _, port = dialog.peer.rpartition(":")
    host = said.get("ADDR", "").removeprefix("IPV6:") or host.strip("[]")
    dialog.peer = dialog.transcript.peer = peer_name((host, said.get("PORT") or port))
    return dialog.service.greeting


def _xtext(value: str) -> str:
    """RFC 3461, section 4: `+XX` is a character in hexadecimal."""
    first, *others = value.split("+")
    return first + "".join(_character(each) for each in others)


def _character(text: str) -> str:
    try:
        return clean_text(bytes.fromhex(text[:2])) + text[2:]
    except ValueError:
        return "+" + text


def peer_name(address: object) -> str:
    """`host:port` or `[v6]:port` of a socket's address; empty for Unix sockets."""
    if not isinstance(address, tuple) or len(address) < 2:
        return ""
    return shown(str(address[0]), address[1])
