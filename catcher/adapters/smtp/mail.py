"""The commands that begin a mail: MAIL, RCPT, RSET (RFC 5321, section 3.3)."""

from __future__ import annotations

from catcher.adapters.smtp import replies
from catcher.adapters.smtp.addresses import (
    FROM,
    TO,
    allowed,
    clean_text,
    oddities,
    path_behind,
    read_parameters,
    read_path,
    usual_path,
)
from catcher.adapters.smtp.dialog import Dialog, Transaction
from catcher.adapters.smtp.replies import Reply
from catcher.core.rules import Stage
from catcher.core.session import AUTH_REQUIRED, TOO_LARGE


async def mail(dialog: Dialog, argument: bytes) -> Reply:
    """The sender, which may be null, and the parameters; unknown ones are taken too."""
    if refused := not_ready(dialog):
        return refused
    path = usual = usual_path(b"FROM:", argument)
    if path is None:
        text = path_behind(FROM, clean_text(argument))
        if text is None:
            return replies.MAIL_SYNTAX
        path = read_path(text)
        if path is None:
            return replies.BAD_SENDER
    if dialog.transaction is not None:
        return replies.NESTED_MAIL
    address, written = path
    parameters = _parameters(written) if written else {}
    if isinstance(parameters, Reply):
        return parameters
    if int(parameters.get("SIZE") or 0) > dialog.settings.max_message_octets:  # RFC 1870, section 6.1
        dialog.transcript.diagnose(TOO_LARGE)
        return replies.TOO_LARGE
    if dialog.watched and (refused := await dialog.ruled(Stage.MAIL, sender=address)):
        return refused
    mail = dialog.begin_mail(address, parameters)
    if usual is None:
        _note(mail, "MAIL FROM", argument, address)
    return replies.SENDER_OK


async def rcpt(dialog: Dialog, argument: bytes) -> Reply:
    """One recipient; every address is one of ours."""
    if refused := not_ready(dialog):
        return refused
    mail = dialog.transaction
    if mail is None:
        return replies.MAIL_FIRST
    mail.tried_recipients = True
    path = usual = usual_path(b"TO:", argument)
    if path is None:
        text = path_behind(TO, clean_text(argument))
        if text is None:
            return replies.RCPT_SYNTAX
        path = read_path(text)
        if path is None or not path[0]:
            return replies.BAD_RECIPIENT
    address, written = path
    parameters = _parameters(written) if written else {}
    if isinstance(parameters, Reply):
        return parameters
    if len(mail.recipients) >= dialog.settings.max_recipients:
        return replies.TOO_MANY_RECIPIENTS
    mail.asks = mail.asks or dialog.service.rules.asked(address)
    if dialog.watched and (refused := await dialog.ruled(Stage.RCPT, recipients=(address,))):
        return refused
    mail.recipients.append(address)
    if usual is None:
        _note(mail, "RCPT TO", argument, address)
    if parameters:
        mail.parameters_of[address] = parameters
    return replies.RECIPIENT_OK


async def rset(dialog: Dialog, argument: bytes) -> Reply:
    """Gives up the mail that was begun."""
    if argument:
        return replies.NO_ARGUMENT_ALLOWED
    dialog.end_mail()
    return replies.OK


def not_ready(dialog: Dialog) -> Reply | None:
    """What must be said before a mail: a greeting, and a login where one is asked for."""
    if not dialog.greeted:
        return replies.LHLO_FIRST if dialog.lmtp else replies.HELLO_FIRST
    if dialog.settings.auth_required and dialog.login is None:
        dialog.transcript.diagnose(AUTH_REQUIRED)
        return replies.AUTH_FIRST
    return None


def _note(mail: Transaction, command: str, argument: bytes, address: str) -> None:
    found = oddities(command, argument, address, utf8="SMTPUTF8" in mail.parameters)
    mail.defects += [each for each in found if each not in mail.defects]


def _parameters(text: str) -> dict[str, str] | Reply:
    parameters = read_parameters(text)
    if parameters is None:
        return replies.UNKNOWN_PARAMETER
    return parameters if allowed(parameters) else replies.BAD_PARAMETER
