"""The commands that bring a mail's content, DATA and BDAT, and the keeping of it.

Its law: 250 is said only for a mail that is committed, and a mail is committed only when all of it came.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable

from catcher.adapters.smtp import replies
from catcher.adapters.smtp.body import Body, Counted, Cutting, DotEnded, Sink
from catcher.adapters.smtp.dialog import Dialog, Transaction, log
from catcher.adapters.smtp.mail import not_ready
from catcher.adapters.smtp.replies import Reply
from catcher.adapters.smtp.service import Service
from catcher.adapters.smtp.wire import Gone, TimedOut
from catcher.application.store import StoreError, StoreFull
from catcher.core.message import Envelope, Message
from catcher.core.rules import Stage
from catcher.core.session import BARE_LF_AT_END, BODY_AS_COMMANDS, LEFT_IN_MAIL, NOT_KEPT, TOO_LARGE, Outcome

_BDAT = re.compile(rb"([0-9]{1,19})(?:[ \t]+(LAST))?", re.IGNORECASE)


async def data(dialog: Dialog, argument: bytes) -> Reply:
    """RFC 5321, section 4.1.1.4."""
    mail = _addressed(dialog)
    reply = mail if isinstance(mail, Reply) else _not_by_data(mail, argument) or await _received(dialog, mail)
    if reply.positive or not dialog.has_input:
        return reply
    dialog.transcript.diagnose(BODY_AS_COMMANDS)
    dialog.respond(reply)
    return replies.NOT_A_COMMAND


def _not_by_data(mail: Transaction, argument: bytes) -> Reply | None:
    if argument:
        return replies.NO_ARGUMENT_ALLOWED
    binary = mail.parameters.get("BODY", "").upper() == "BINARYMIME"
    if binary or mail.body is not None or mail.refusal is not None:
        return replies.ONLY_BDAT  # RFC 3030, sections 2 and 3
    return None


async def _received(dialog: Dialog, mail: Transaction) -> Reply:
    if dialog.watched and (refused := await dialog.ruled(Stage.DATA, recipients=tuple(mail.recipients))):
        dialog.end_mail()
        return refused
    dialog.respond(replies.GO_AHEAD)
    mail.body = dialog.service.new_body()
    sink = DotEnded(mail.body)
    try:
        await _fill(dialog, mail, sink)
    except (Gone, TimedOut) as error:
        return _unfinished(dialog, sink, error)
    return await _keep(dialog, mail, mail.body)


def _unfinished(dialog: Dialog, sink: DotEnded, error: Gone | TimedOut) -> Reply:
    """Nothing of the mail is kept. Raises Gone when nobody is there any more to be told."""
    dialog.transcript.diagnose(LEFT_IN_MAIL)
    if sink.looks_ended_by_bare_lf:
        dialog.transcript.diagnose(BARE_LF_AT_END)
    if isinstance(error, Gone):
        raise error
    dialog.transcript.ends(Outcome.TIMED_OUT)
    return replies.DATA_ENDED_BY_LF if sink.looks_ended_by_bare_lf else replies.DATA_TOO_SLOW


async def bdat(dialog: Dialog, argument: bytes) -> Reply:
    """RFC 3030, section 2: a chunk of known length. A refused chunk is read all the same."""
    found = _BDAT.fullmatch(argument)
    if found is None:
        # without a length, the chunk cannot be told from the commands behind it
        dialog.respond(replies.BDAT_SYNTAX)
        return replies.NOT_A_COMMAND
    octets, last = int(found[1]), found[2] is not None
    mail = _addressed(dialog)
    if isinstance(mail, Reply):
        await _fill(dialog, None, Counted(None, octets))
        return mail
    return await _chunk(dialog, mail, octets, last=last)


async def _chunk(dialog: Dialog, mail: Transaction, octets: int, *, last: bool) -> Reply:
    if mail.body is None and mail.refusal is None:
        mail.refusal = await dialog.ruled(Stage.DATA, recipients=tuple(mail.recipients))
        mail.body = dialog.service.new_body()
    body = None if mail.refusal is not None else mail.body
    try:
        await _fill(dialog, mail, Counted(body, octets))
    except (Gone, TimedOut):
        dialog.transcript.diagnose(LEFT_IN_MAIL)
        raise
    if body is not None and (body.too_large or body.error is not None):
        mail.refusal = _refusal_of(dialog, body)
    if mail.refusal is not None:
        refused = mail.refusal
        if last:
            dialog.end_mail()
        return refused
    return await _keep(dialog, mail, body) if last and body is not None else replies.chunk_received(octets)


def _addressed(dialog: Dialog) -> Transaction | Reply:
    """The mail that is ready for its content, or why there is none."""
    if refused := not_ready(dialog):
        return refused
    mail = dialog.transaction
    if mail is None:
        return replies.MAIL_FIRST
    if not mail.recipients:
        return replies.NO_RECIPIENTS if mail.tried_recipients else replies.RECIPIENT_FIRST
    return mail


def _fill(dialog: Dialog, mail: Transaction | None, sink: Sink) -> Awaitable[None]:
    if mail is not None and mail.cut_after is not None:
        sink = Cutting(sink, mail.cut_after, dialog.cut_off)
    return dialog.fill(sink, dialog.settings.data_seconds)


async def _keep(dialog: Dialog, mail: Transaction, body: Body) -> Reply:
    """Decide and deliver. Gives the reply; with LMTP, the last recipient's, the others' are said."""
    dialog.transcript.note(f"{body.size} octets of mail")
    everybody = tuple(mail.recipients)
    try:
        refused = _refusal_of(dialog, body)
        if dialog.lmtp:
            return await _kept_for_each(dialog, mail, body, everybody, refused)
        if refused is None and dialog.watched:
            refused = await dialog.ruled(Stage.ACCEPT, recipients=everybody, body=body)
        return refused or await _delivered(dialog, mail, body, everybody)
    finally:
        dialog.end_mail()


async def _kept_for_each(
    dialog: Dialog, mail: Transaction, body: Body, everybody: tuple[str, ...], refused: Reply | None
) -> Reply:
    """RFC 2033, section 4.2: a reply for each recipient, in order; those who accept it share one mail."""
    ruled = [refused or await dialog.ruled(Stage.ACCEPT, recipients=(each,), body=body) for each in everybody]
    accepted = tuple(each for each, verdict in zip(everybody, ruled, strict=True) if verdict is None)
    result = await _delivered(dialog, mail, body, accepted) if accepted else replies.OK
    *others, last = (verdict or result for verdict in ruled)
    for verdict in others:
        dialog.respond(verdict)
    return last


def _refusal_of(dialog: Dialog, body: Body) -> Reply | None:
    if body.too_large:
        dialog.transcript.diagnose(TOO_LARGE)
        return replies.TOO_LARGE
    if body.error is not None:
        log.error("no room for a mail on its way in: %s", body.error)
        dialog.transcript.diagnose(NOT_KEPT)
        return replies.NO_SPACE
    return None


async def _delivered(dialog: Dialog, mail: Transaction, body: Body, recipients: tuple[str, ...]) -> Reply:
    try:
        dialog.send()
        message = await _deliver(dialog, mail, body, recipients)
    except StoreError as error:
        log.error("a mail from %s could not be kept: %s", dialog.peer, error)
        dialog.transcript.diagnose(NOT_KEPT)
        return replies.NO_SPACE if isinstance(error, StoreFull) else replies.NOT_KEPT
    except Exception:  # noqa: BLE001 - whatever it is, the sender still has the mail and may try again
        log.exception("a mail from %s could not be kept", dialog.peer)
        dialog.transcript.diagnose(NOT_KEPT)
        return replies.NOT_KEPT
    dialog.transcript.kept(message)
    return replies.kept(message.id)


def _deliver(
    dialog: Dialog, mail: Transaction, body: Body, recipients: tuple[str, ...]
) -> Awaitable[Message]:
    envelope = dialog.envelope_of(mail, recipients)
    if not body.spooled:
        return dialog.service.deliver(envelope, body.octets())
    return _deliver_from_disk(dialog.service, envelope, body)


async def _deliver_from_disk(service: Service, envelope: Envelope, body: Body) -> Message:
    async with service.intake.room.for_octets(body.size):
        return await service.deliver(envelope, await asyncio.to_thread(body.octets))
