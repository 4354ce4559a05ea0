"""The AUTH command (RFC 4954): plays a mechanism's exchange over the connection."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error

from catcher.adapters.smtp import replies
from catcher.adapters.smtp.dialog import Dialog
from catcher.adapters.smtp.mechanisms import MECHANISMS, BadCredentials, BadForm, Exchange, Login, Offer
from catcher.adapters.smtp.replies import Reply
from catcher.adapters.smtp.wire import LineTooLong
from catcher.core.rules import Stage
from catcher.core.session import AUTH_FAILED

MAX_RESPONSE_OCTETS = 12_288
"""RFC 4954, section 4: as long as a line of the exchange may be."""

MASK = b"********"


class Refused(Exception):
    """The exchange ends with this reply."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.code)
        self.reply = reply


async def auth(dialog: Dialog, argument: bytes) -> Reply:
    """Any letter case; an initial response only where the mechanism allows it."""
    words = argument.split()
    if refused := _refusal(dialog, words):
        return refused
    name = words[0].upper().decode("ascii", "replace")
    offer = MECHANISMS[name]
    if offer.client_first or len(words) == 1:
        if refused := await dialog.ruled(Stage.AUTH):
            return refused
        return await _played(dialog, name, offer, words[1] if len(words) == 2 else None)
    return replies.BAD_CREDENTIALS_FORM


def _refusal(dialog: Dialog, words: list[bytes]) -> Reply | None:
    if not dialog.greeted:
        return replies.HELLO_FIRST
    if dialog.settings.auth_needs_tls and not dialog.encrypted:
        return replies.AUTH_NEEDS_TLS
    if dialog.login is not None:
        return replies.LOGGED_IN_BEFORE
    if dialog.transaction is not None:
        return replies.NOT_WITHIN_MAIL
    if not 1 <= len(words) <= 2:
        return replies.AUTH_SYNTAX
    name = words[0].upper().decode("ascii", "replace")
    offer = MECHANISMS.get(name)
    if offer is None or (dialog.settings.accounts is not None and not offer.with_accounts):
        return replies.UNKNOWN_MECHANISM
    return None


async def _played(dialog: Dialog, name: str, offer: Offer, initial: bytes | None) -> Reply:
    exchange = offer.mechanism(dialog.settings.accounts, dialog.settings.hostname)
    try:
        login = await _play(dialog, exchange, initial)
    except Refused as refused:
        return refused.reply
    except BadForm:
        return replies.BAD_CREDENTIALS_FORM
    except BadCredentials as error:
        dialog.transcript.diagnose(AUTH_FAILED)
        dialog.transcript.note(f"AUTH {name} as {error.login}, refused")
        return replies.BAD_CREDENTIALS
    finally:
        exchange.close()
    secret = f" with {login.secret}" if dialog.settings.show_passwords else ""
    dialog.transcript.note(f"AUTH {name} as {login.name}{secret}")
    dialog.log_in(login.name)
    return replies.LOGGED_IN


async def _play(dialog: Dialog, exchange: Exchange, initial: bytes | None) -> Login:
    challenge = next(exchange)
    response = None if initial is None else _decoded(b"" if initial == b"=" else initial)
    while True:
        if response is None:
            response = await _asked(dialog, challenge)
        try:
            challenge, response = exchange.send(response), None
        except StopIteration as end:
            login: Login = end.value
            return login


async def _asked(dialog: Dialog, challenge: bytes) -> bytes:
    dialog.respond(replies.challenge(b64encode(challenge).decode("ascii")))
    try:
        line = await dialog.line(MAX_RESPONSE_OCTETS, dialog.settings.idle_seconds)
    except LineTooLong:
        raise Refused(replies.AUTH_LINE_TOO_LONG) from None
    line = line.rstrip(b"\r")
    cancelled = line == b"*"
    dialog.transcript.heard(line if cancelled or dialog.settings.show_passwords else MASK)
    if cancelled:
        raise Refused(replies.AUTH_CANCELLED)
    return _decoded(line)


def _decoded(line: bytes) -> bytes:
    try:
        return b64decode(line, validate=True)
    except Base64Error:
        raise Refused(replies.BAD_BASE64) from None


def masked(line: bytes) -> bytes:
    """The AUTH command as it may be shown: without the initial response."""
    words = line.split(None, 2)
    return b" ".join((*words[:2], MASK)) if len(words) == 3 else line
