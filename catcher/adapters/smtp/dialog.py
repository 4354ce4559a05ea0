"""Where one SMTP dialog stands, and what every command may ask of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import assert_never

from catcher.adapters.smtp import replies
from catcher.adapters.smtp.body import Body
from catcher.adapters.smtp.replies import Reply
from catcher.adapters.smtp.service import Service
from catcher.adapters.smtp.transcript import Transcript
from catcher.adapters.smtp.wire import Wire
from catcher.core.mailboxes import mailbox_of
from catcher.core.message import Envelope, Tls
from catcher.core.rules import Cut, Delay, Discard, Drop, Refuse, Slow, Stage
from catcher.core.ruling import Facts
from catcher.core.session import LINE_WITHOUT_CR, RULE_APPLIED, Listener, readable

log = logging.getLogger("catcher.smtp")


class Dropped(Exception):
    """A rule closes the connection without an answer."""


@dataclass(slots=True)
class Transaction:
    """One mail on its way: from MAIL to the end of its content (RFC 5321, section 3.3).

    `asks` says that a recipient's address asks for a failure. `body` is there between chunks. `refusal` is what every
    chunk after a refused one is told.
    """

    sender: str
    parameters: dict[str, str]
    recipients: list[str] = field(default_factory=list)
    parameters_of: dict[str, dict[str, str]] = field(default_factory=dict)
    defects: list[str] = field(default_factory=list)
    tried_recipients: bool = False
    asks: bool = False
    body: Body | None = None
    refusal: Reply | None = None
    cut_after: int | None = None


class Dialog(Wire):
    """One connection's dialog; its commands are functions in other modules."""

    def __init__(self, service: Service) -> None:
        super().__init__(asyncio.get_running_loop())
        self.service = service
        self.settings = service.settings
        self.lmtp = service.kind is Listener.LMTP
        """The port speaks LMTP (RFC 2033): each recipient has its own reply after the mail."""
        self.greeted = False
        self.helo = ""
        self.peer = ""
        self.login: str | None = None
        self.tls: Tls | None = None
        self.transaction: Transaction | None = None
        self.transcript: Transcript

    def respond(self, reply: Reply) -> None:
        """Say a reply, and write it down."""
        self.said.append(reply.octets)
        self.transcript.answered(reply.octets)

    def begin_mail(self, sender: str, parameters: dict[str, str]) -> Transaction:
        """MAIL was accepted."""
        self.transaction = Transaction(sender, parameters)
        return self.transaction

    def end_mail(self) -> None:
        """The mail is kept, refused or given up; nothing of it is left."""
        if self.transaction is not None and self.transaction.body is not None:
            self.transaction.body.close()
        self.transaction = None

    def introduce(self, helo: str) -> None:
        """The client said who it is; whatever mail was begun is given up (RFC 5321, section 4.1.4)."""
        self.end_mail()
        self.greeted = True
        self.helo = self.transcript.helo = helo

    def forget_client(self) -> None:
        """RFC 3207, section 4.2: nothing that was said before TLS counts."""
        self.end_mail()
        self.greeted, self.helo, self.login = False, "", None
        self.transcript.helo, self.transcript.login = "", None

    def log_in(self, login: str) -> None:
        """AUTH succeeded."""
        self.login = self.transcript.login = login

    def envelope_of(self, mail: Transaction, recipients: tuple[str, ...]) -> Envelope:
        """What was said around the mail."""
        return Envelope(
            mail.sender,
            recipients,
            self.helo,
            self.peer,
            self.tls,
            self.login,
            tuple(mail.parameters.items()),
            tuple(tuple(mail.parameters_of.get(each, {}).items()) for each in recipients)
            if mail.parameters_of
            else (),
            self._defects_of(mail),
            self.transcript.id,
        )

    def _defects_of(self, mail: Transaction) -> tuple[str, ...]:
        """What other servers may refuse of what was said around the mail."""
        defects = list(mail.defects)
        if not self.helo:
            defects.append("The client gave no name with HELO or EHLO")
        if self.transcript.has(LINE_WITHOUT_CR):
            defects.append("Commands ended with a line feed alone; SMTP wants CR LF")
        return tuple(defects)

    @property
    def watched(self) -> bool:
        """A rule may decide; else `ruled` need not be asked, which a mail would do four times."""
        mail = self.transaction
        return bool(self.service.rules.stages) or (mail is not None and mail.asks)

    async def ruled(
        self,
        stage: Stage,
        *,
        sender: str | None = None,
        recipients: tuple[str, ...] = (),
        body: Body | None = None,
    ) -> Reply | None:
        """What a rule answers instead; None to go on. Waits where a rule says so; raises Dropped."""
        rules, mail = self.service.rules, self.transaction
        if not (rules.watch(stage) or (mail is not None and mail.asks)):
            return None
        for action in rules.decide(stage, self._facts(sender, recipients, body)):
            self.transcript.diagnose(RULE_APPLIED)
            self.transcript.note(f"rule at {stage}: {action}")
            match action:
                case Refuse():
                    return refusal(action)
                case Delay(seconds):
                    await self.pause(seconds)
                case Drop():
                    raise Dropped
                case Discard():
                    return replies.DISCARDED
                case Slow(octets_per_second):
                    self.slow_down(octets_per_second)
                case Cut(after_octets):
                    if mail is not None:
                        mail.cut_after = after_octets
                case _:
                    assert_never(action)
        return None

    def _facts(self, sender: str | None, recipients: tuple[str, ...], body: Body | None) -> Facts:
        if sender is None:
            sender = self.transaction.sender if self.transaction is not None else ""
        headers = () if body is None else body.headers()
        return Facts(
            mailbox=self._mailbox(sender, recipients, headers),
            sender=sender,
            recipients=recipients,
            login=self.login,
            helo=self.helo,
            peer=self.peer,
            headers=headers,
            size=None if body is None else body.size,
        )

    def _mailbox(self, sender: str, recipients: tuple[str, ...], headers: tuple[tuple[str, str], ...]) -> str:
        envelope = Envelope(sender, recipients, self.helo, self.peer, login=self.login)
        return mailbox_of(envelope, headers, self.settings.mailbox_by)


_CLASS_OF_TEXT = {4: "4.0.0", 5: "5.0.0"}


def refusal(action: Refuse) -> Reply:
    """The reply that a rule asks for: on one line, without control characters, with an enhanced code."""
    words = readable(" ".join(action.text.split()).encode()) or "Refused on purpose"
    first = words.partition(" ")[0]
    if first.count(".") == 2 and first.replace(".", "").isdigit():
        return replies.reply(action.code, words)
    return replies.reply(action.code, f"{_CLASS_OF_TEXT[action.code // 100]} {words}")
