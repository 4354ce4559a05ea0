"""What a search looks at of a mail: its words, folded once, at delivery."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
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
    texts: dict[TextField, tuple[str, ...]] = {
        TextField.FROM: _texts(authors(envelope, outline)),
        TextField.TO: _texts(addressees(envelope, outline)),
        TextField.CC: _texts(outline.cc),
        TextField.BCC: blind_recipients(envelope, outline),
        TextField.RCPT: envelope.recipients,
        TextField.SENDER: (envelope.sender,),
        TextField.SUBJECT: (outline.subject,),
        TextField.BODY: (),
        TextField.ATTACHMENT: tuple(a.filename for a in outline.attachments),
        TextField.TYPE: tuple(a.content_type for a in outline.attachments),
        TextField.MESSAGE_ID: (outline.message_id,),
        TextField.LOGIN: (envelope.login or "",),
        TextField.MAILBOX: (mailbox,),
    }
    folded = iter(_folded((*chain.from_iterable(texts.values()), *chain.from_iterable(headers))))
    fields: dict[str, str] = {field: "\n".join(islice(folded, len(each))) for field, each in texts.items()}
    fields[TextField.BODY] = fold(body)
    return SearchText(MappingProxyType(fields), tuple(zip(folded, folded, strict=True)))


def _folded(texts: tuple[str, ...]) -> list[str]:
    """Each of them folded, for little more than the price of one: what is clean has no NUL."""
    together = [text.strip(" ") for text in fold("\0".join(texts)).split("\0")]
    return together if len(together) == len(texts) else [fold(text) for text in texts]


def _texts(addresses: Iterable[Address]) -> tuple[str, ...]:
    return tuple(f"{a.name} <{a.address}>" for a in addresses)
