"""What a search looks at of a mail: its words, folded once, at delivery."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from catcher.core.message import (
    Address,
    Envelope,
    Outline,
    SearchText,
    addressees,
    authors,
    blind_recipients,
)
from catcher.core.query import TextField, fold


def search_text(
    mailbox: str,
    envelope: Envelope,
    outline: Outline,
    headers: Iterable[tuple[str, str]],
    body: str,
) -> SearchText:
    """The folded text of every field; `headers` are decoded names and values, `body` all readable text."""
    values: dict[TextField, Iterable[str]] = {
        TextField.FROM: _texts(authors(envelope, outline)),
        TextField.TO: _texts(addressees(envelope, outline)),
        TextField.CC: _texts(outline.cc),
        TextField.BCC: blind_recipients(envelope, outline),
        TextField.RCPT: envelope.recipients,
        TextField.SENDER: (envelope.sender,),
        TextField.SUBJECT: (outline.subject,),
        TextField.BODY: (body,),
        TextField.ATTACHMENT: (a.filename for a in outline.attachments),
        TextField.TYPE: (a.content_type for a in outline.attachments),
        TextField.MESSAGE_ID: (outline.message_id,),
        TextField.LOGIN: (envelope.login or "",),
        TextField.MAILBOX: (mailbox,),
    }
    return SearchText(
        MappingProxyType({field: "\n".join(map(fold, texts)) for field, texts in values.items()}),
        tuple((fold(name), fold(value)) for name, value in headers),
    )


def _texts(addresses: Iterable[Address]) -> Iterable[str]:
    return (f"{a.name} <{a.address}>" for a in addresses)
