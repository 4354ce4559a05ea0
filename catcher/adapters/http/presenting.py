"""Core values as the shapes that the API speaks."""

from __future__ import annotations

from collections.abc import Iterable

from catcher.application import waiting
from catcher.application.post_office import PostOffice
from catcher.application.store import Counts, Mailbox
from catcher.core.html import remote_count
from catcher.core.message import Address, Attachment, Content, Envelope, Header, Hop, Message, Part
from catcher.core.shapes import (
    AddressShape,
    AttachmentShape,
    Detail,
    EnvelopeShape,
    HeaderList,
    HeaderShape,
    HopShape,
    MailboxShape,
    MessageList,
    NearMiss,
    PartShape,
    Summary,
)


def summary(message: Message) -> Summary:
    """What a list shows of a mail."""
    outline, envelope = message.outline, message.envelope
    return {
        "id": message.id,
        "mailbox": message.mailbox,
        "received_at": message.received_at,
        "size": message.size,
        "read": message.read,
        "subject": outline.subject,
        "from": _addresses(outline.from_),
        "to": _addresses(outline.to),
        "cc": _addresses(outline.cc),
        "bcc": list(message.bcc),
        "sender": envelope.sender,
        "recipients": list(envelope.recipients),
        "date": outline.date,
        "message_id": outline.message_id,
        "snippet": outline.snippet,
        "attachment_count": len(outline.attachments),
        "has_html": outline.has_html,
        "defects": list(outline.defects),
    }


def writing(post_office: PostOffice) -> str:
    """Whether mail can be kept: `ok`, or why not."""
    return post_office.trouble or "ok"


def message_list(messages: Iterable[Message], counts: Counts) -> MessageList:
    """One page of a list."""
    return {
        "messages": [summary(message) for message in messages],
        "total": counts.total,
        "total_is_at_least": counts.at_least,
        "unread": counts.unread,
        "last_id": counts.last_id,
    }


def mailbox_list(mailboxes: Iterable[Mailbox]) -> list[MailboxShape]:
    """The mailboxes as they are listed."""
    return [
        {"name": one.name, "total": one.total, "unread": one.unread, "last_id": one.last_id}
        for one in mailboxes
    ]


def detail(message: Message, content: Content) -> Detail:
    """All that is known of a mail."""
    return {
        **summary(message),
        "defects": [*message.envelope.defects, *content.defects],
        "envelope": _envelope(message.envelope),
        "headers": _headers(content.headers),
        "reply_to": _addresses(content.reply_to),
        "text": content.text,
        "html": content.html,
        "remote_count": remote_count(content.html or ""),
        "root": _part(content.root) if content.root else None,
        "attachments": [_attachment(attachment) for attachment in content.attachments],
        "received": [_hop(hop) for hop in content.received],
    }


def near_miss(miss: waiting.NearMiss) -> NearMiss:
    """A mail that did not match, and why."""
    return {
        "message": summary(miss.message),
        "conditions": [
            {"expected": verdict.expected, "actual": verdict.actual, "held": verdict.held}
            for verdict in miss.verdicts
        ],
    }


def header_list(headers: Iterable[Header]) -> HeaderList:
    """A header by itself."""
    return {"headers": _headers(headers)}


def _headers(headers: Iterable[Header]) -> list[HeaderShape]:
    return [{"name": h.name, "value": h.value, "raw": h.raw} for h in headers]


def _addresses(addresses: Iterable[Address]) -> list[AddressShape]:
    return [{"name": address.name, "address": address.address} for address in addresses]


def _envelope(envelope: Envelope) -> EnvelopeShape:
    tls = envelope.tls
    return {
        "sender": envelope.sender,
        "recipients": list(envelope.recipients),
        "helo": envelope.helo,
        "peer": envelope.peer,
        "tls": {"version": tls.version, "cipher": tls.cipher} if tls else None,
        "login": envelope.login,
        "parameters": dict(envelope.parameters),
        "recipient_parameters": [dict(each) for each in envelope.recipient_parameters]
        or [{} for _ in envelope.recipients],
    }


def _part(part: Part) -> PartShape:
    return {
        "number": part.number,
        "content_type": part.content_type,
        "charset": part.charset,
        "disposition": part.disposition,
        "filename": part.filename,
        "content_id": part.content_id,
        "encoding": part.encoding,
        "size": part.size,
        "parts": [_part(inner) for inner in part.parts],
    }


def _attachment(attachment: Attachment) -> AttachmentShape:
    return {
        "part": attachment.part,
        "filename": attachment.filename,
        "content_type": attachment.content_type,
        "content_id": attachment.content_id,
        "size": attachment.size,
        "inline": attachment.inline,
        "md5": attachment.md5,
        "sha1": attachment.sha1,
        "sha256": attachment.sha256,
    }


def _hop(hop: Hop) -> HopShape:
    return {
        "from": hop.from_,
        "by": hop.by,
        "with": hop.with_,
        "id": hop.id,
        "for": hop.for_,
        "at": hop.at,
    }
