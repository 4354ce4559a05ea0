"""Whether a mail meets a query, and if not, why: the one meaning of the query language.

Stores answer the same question in their own terms; a property test holds them to this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import assert_never

from catcher.core.mailboxes import plus_tag
from catcher.core.message import Address, Message, SearchText, addressees, authors
from catcher.core.patterns import found
from catcher.core.query import (
    TAG_HEADERS,
    WORD_FIELDS,
    And,
    Brought,
    Condition,
    Has,
    HeaderText,
    How,
    Id,
    In,
    Not,
    Or,
    Order,
    Query,
    Received,
    Size,
    Tag,
    Text,
    TextField,
    Trait,
    Word,
    framed,
)
from catcher.core.wire import Value

MAX_SHOWN_CHARS = 200


Predicate = Callable[[Message, SearchText], bool]


def matches(query: Query, message: Message, search: SearchText) -> bool:
    """Whether the mail meets the query. Whoever asks the same of many mails makes a `predicate` once."""
    return predicate(query)(message, search)


def predicate(query: Query) -> Predicate:
    """The query as a function that says whether a mail meets it."""
    match query:
        case And(parts):
            return _all_of([predicate(part) for part in parts])
        case Or(parts):
            return _any_of([predicate(part) for part in parts])
        case Not(inner):
            meets = predicate(inner)
            return lambda message, search: not meets(message, search)
        case _:
            return _condition(query)


def _all_of(parts: list[Predicate]) -> Predicate:
    if len(parts) == 1:
        return parts[0]

    def meets(message: Message, search: SearchText) -> bool:
        for part in parts:  # noqa: SIM110 - a generator would cost as much as the parts themselves
            if not part(message, search):
                return False
        return True

    return meets


def _any_of(parts: list[Predicate]) -> Predicate:
    def meets(message: Message, search: SearchText) -> bool:
        for part in parts:  # noqa: SIM110 - as above
            if part(message, search):
                return True
        return False

    return meets


def _condition(condition: Condition) -> Predicate:
    match condition:
        case Word(text, how):
            met = _meets(how, text)
            return lambda _, search: any(met(search.fields.get(field, "")) for field in WORD_FIELDS)
        case Text(field, text) if condition.comparison is How.CONTAINS:
            return lambda _, search: text in search.fields.get(field, "")
        case Text(field, text):
            met = _meets(condition.comparison, text, field)
            return lambda _, search: met(search.fields.get(field, ""))
        case HeaderText(name, text, how):
            met = _meets(how, text)
            return lambda _, search: any(key == name and met(value) for key, value in search.headers)
        case Has(trait):
            return lambda message, _: _has(trait, message)
        case Size(Order.LESS, octets):
            return lambda message, _: message.size < octets
        case Size(_, octets):
            return lambda message, _: message.size > octets
        case Received(Order.LESS, moment):
            return lambda message, _: message.received_at < moment
        case Received(_, moment):
            return lambda message, _: message.received_at > moment
        case Id(ids):
            return lambda message, _: message.id in ids
        case Tag(name):
            return lambda _, search: _is_tagged(name, search)
        case Brought(session):
            return lambda message, _: message.envelope.session == session
        case In(mailbox):
            return lambda message, _: message.mailbox == mailbox
        case _:
            assert_never(condition)


def _meets(how: How, wanted: str, field: TextField | None = None) -> Callable[[str], bool]:
    """Says whether one of some values, between which there are line feeds, meets what is wanted."""
    match how:
        case How.CONTAINS:
            return lambda values: wanted in values
        case How.EQUALS:
            wholes = framed(field, wanted)
            return lambda values: any(whole in f"\n{values}\n" for whole in wholes)
        case How.REGEX:
            return lambda values: found(wanted, values)
        case _:
            assert_never(how)


def hinges_on_marks(query: Query) -> bool:
    """Whether marking a mail as read may change whether it meets the query."""
    match query:
        case And(parts) | Or(parts):
            return any(map(hinges_on_marks, parts))
        case Not(inner):
            return hinges_on_marks(inner)
        case _:
            return isinstance(query, Has) and query.trait in (Trait.READ, Trait.UNREAD)


def _is_tagged(name: str, search: SearchText) -> bool:
    behind_plus = f"+{name}@" in search.fields.get(TextField.RCPT, "")
    return behind_plus or any(
        key in TAG_HEADERS and f",{name}," in f",{value.replace(', ', ',').replace(' ,', ',')},"
        for key, value in search.headers
    )


def _has(trait: Trait, message: Message) -> bool:
    match trait:
        case Trait.ATTACHMENT:
            return bool(message.outline.attachments)
        case Trait.HTML:
            return message.outline.has_html
        case Trait.DEFECT:
            return bool(message.outline.defects)
        case Trait.READ:
            return message.read
        case Trait.UNREAD:
            return not message.read
        case _:
            assert_never(trait)


class Verdict(Value):
    """One condition of a query held against one mail: what was expected, what there was, whether it held."""

    expected: str
    actual: str
    held: bool


def explain(query: Query, message: Message, search: SearchText) -> tuple[Verdict, ...]:
    """A verdict for each condition that the mail had to meet; alternatives count as one condition."""
    parts = query.parts if isinstance(query, And) else (query,)
    return tuple(
        Verdict(describe(part), _actual(part, message, search), matches(part, message, search))
        for part in parts
    )


def describe(query: Query) -> str:
    """The query in the words of the query language."""
    match query:
        case And(parts):
            return " ".join(describe(p) if not isinstance(p, Or) else f"({describe(p)})" for p in parts)
        case Or(parts):
            return " OR ".join(f"({describe(p)})" if isinstance(p, And) else describe(p) for p in parts)
        case Not(And() | Or() | Not() as inner):
            return f"-({describe(inner)})"
        case Not(inner):
            return f"-{describe(inner)}"
        case _:
            return _describe_condition(query)


def _describe_condition(condition: Condition) -> str:
    match condition:
        case Word(text, how):
            return _value(text, how)
        case Text(field, text, how):
            return f"{field}{_operator(how, ':')}{_value(text, how)}"
        case HeaderText(name, text, how):
            if not text and how is How.CONTAINS:
                return f"header:{_quoted(name)}"
            return f"header:{_quoted(name)}{_operator(how, '=')}{_value(text, how)}"
        case Has(trait):
            return str(trait)
        case Size(order, octets):
            return f"size{order}{octets}"
        case Received(order, moment):
            name = "before" if order is Order.LESS else "after"
            return f"{name}:{moment.isoformat().replace('+00:00', 'Z')}"
        case Id(ids):
            return "id:" + ",".join(map(str, sorted(ids)))
        case Tag(name):
            return f"tag:{_quoted(name)}"
        case Brought(session):
            return f"session:{session}"
        case In(mailbox):
            return f"mailbox:{_quoted(mailbox)}"
        case _:
            assert_never(condition)


def _operator(how: How, otherwise: str) -> str:
    return ":=" if how is How.EQUALS else otherwise


def _value(text: str, how: How) -> str:
    if how is not How.REGEX:
        return _quoted(text)
    return (
        "/" + re.sub(r"\\.|/", lambda part: r"\/" if part[0] == "/" else part[0], text, flags=re.DOTALL) + "/"
    )


def _quoted(text: str) -> str:
    """Quotes only where the text would otherwise be read as something else."""
    if text in ("", "or") or any(c in ' ()"\\<>:=' for c in text) or text.startswith(("-", "/")):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return text


def _actual(query: Query, message: Message, search: SearchText) -> str:
    """What the mail has in the place that the condition speaks of."""
    match query:
        case Text(field, _):
            text = _shown(field, message)
        case HeaderText(name, _):
            values = [value for key, value in search.headers if key == name]
            text = "; ".join(values) if values else f"no header {name}"
        case Size():
            text = f"{message.size} bytes"
        case Received():
            text = message.received_at.isoformat()
        case Id():
            text = str(message.id)
        case Tag():
            tags = [value for key, value in search.headers if key in TAG_HEADERS]
            tags += filter(None, map(plus_tag, message.envelope.recipients))
            text = ", ".join(tags) or "no tags"
        case Brought():
            text = "no session" if message.envelope.session is None else str(message.envelope.session)
        case In():
            text = message.mailbox
        case Has(Trait.READ | Trait.UNREAD):
            text = "read" if message.read else "unread"
        case Has(Trait.DEFECT):
            text = "; ".join(message.outline.defects) or "no defects"
        case Has(Trait.ATTACHMENT):
            text = _shown(TextField.ATTACHMENT, message) or "no attachments"
        case Has(Trait.HTML):
            text = "has HTML" if message.outline.has_html else "has no HTML"
        case Not(inner) if not isinstance(inner, And | Or):
            return _actual(inner, message, search)
        case _:
            text = f"{message.outline.subject} - {message.outline.snippet}"
    return text if len(text) <= MAX_SHOWN_CHARS else text[: MAX_SHOWN_CHARS - 1] + "…"


def _shown(field: TextField, message: Message) -> str:
    outline, envelope = message.outline, message.envelope
    match field:
        case TextField.FROM:
            return _addresses(authors(envelope, outline))
        case TextField.TO:
            return _addresses(addressees(envelope, outline))
        case TextField.CC:
            return _addresses(outline.cc)
        case TextField.BCC:
            return ", ".join(message.bcc)
        case TextField.RCPT:
            return ", ".join(envelope.recipients)
        case TextField.SENDER:
            return envelope.sender
        case TextField.SUBJECT:
            return outline.subject
        case TextField.BODY:
            return outline.snippet
        case TextField.ATTACHMENT:
            return ", ".join(a.filename or a.content_type for a in outline.attachments)
        case TextField.TYPE:
            return ", ".join(a.content_type for a in outline.attachments)
        case TextField.MESSAGE_ID:
            return outline.message_id
        case TextField.LOGIN:
            return envelope.login or ""
        case TextField.MAILBOX:
            return message.mailbox
        case _:
            assert_never(field)


def _addresses(addresses: tuple[Address, ...]) -> str:
    return ", ".join(f"{a.name} <{a.address}>" if a.name else a.address for a in addresses)
