"""Small builders for the tests: a mail with what matters named, and the rest made up."""

from __future__ import annotations

from datetime import UTC, datetime

from catcher.application.store import Draft
from catcher.core.indexing import search_text
from catcher.core.message import Address, AttachmentName, Envelope, Message, Outline, SearchText

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def addresses(*texts: str) -> tuple[Address, ...]:
    return tuple(Address("", text) for text in texts)


def draft(
    subject: str = "Welcome",
    *,
    sender: str = "ann@example.com",
    recipients: tuple[str, ...] = ("bob@example.com",),
    to: tuple[Address, ...] | None = None,
    from_: tuple[Address, ...] | None = None,
    cc: tuple[Address, ...] = (),
    body: str = "Hello Bob",
    headers: tuple[tuple[str, str], ...] = (),
    files: tuple[str, ...] = (),
    has_html: bool = False,
    defects: tuple[str, ...] = (),
    mailbox: str = "default",
    login: str | None = None,
    session: int | None = None,
    message_id: str = "",
    received_at: datetime = NOON,
    raw: bytes = b"Subject: x\r\n\r\nHello\r\n",
) -> Draft:
    """A mail to keep."""
    envelope = Envelope(sender, recipients, login=login, session=session)
    outline = Outline(
        subject=subject,
        from_=addresses(sender) if from_ is None else from_,
        to=addresses(*recipients) if to is None else to,
        cc=cc,
        snippet=body[:50],
        message_id=message_id,
        attachments=tuple(AttachmentName(name, "application/pdf") for name in files),
        has_html=has_html,
        defects=defects,
    )
    search = search_text(mailbox, envelope, outline, headers, body)
    return Draft(mailbox, received_at, envelope, outline, search, raw)


def kept(given: Draft, message_id: int = 1, *, read: bool = False) -> tuple[Message, SearchText]:
    """The mail as a store would give it back, without one."""
    message = Message(
        message_id, given.mailbox, given.received_at, len(given.raw), read, given.envelope, given.outline
    )
    return message, given.search
