"""Which mailbox a mail belongs to: decided once, at delivery, by what the sender said.

Its law: a mail belongs to one mailbox, and every name that is decided here can be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import assert_never

from catcher.core.message import Envelope
from catcher.core.wire import Value

DEFAULT_MAILBOX = "default"
MAILBOX_HEADER = "x-catcher-mailbox"
MAX_MAILBOX_CHARS = 200
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class By(StrEnum):
    """What names a mailbox; `helo` and `peer` do so where they meet a pattern."""

    LOGIN = "login"
    HEADER = "header"
    PLUS = "plus"
    HELO = "helo"
    PEER = "peer"


class MailboxRule(Value):
    """One way in which a mail may name its mailbox. Only `helo` and `peer` have a pattern and a mailbox."""

    by: By
    pattern: str = ""
    mailbox: str = ""


BY_DEFAULT = (MailboxRule(By.LOGIN), MailboxRule(By.HEADER))

_EXPECTED = "words such as login,header,plus,helo:PATTERN=MAILBOX,peer:PATTERN=MAILBOX"


def read_mailbox_rules(text: str) -> tuple[MailboxRule, ...]:
    """The rules as people write them, in order, separated by commas. Raises ValueError, which says what is expected."""
    return tuple(_read_rule(word.strip()) for word in text.split(",") if word.strip())


def _read_rule(word: str) -> MailboxRule:
    name, _, rest = word.partition(":")
    pattern, _, mailbox = (each.strip() for each in rest.rpartition("="))
    if name not in tuple(By):
        raise ValueError(_EXPECTED)
    by = By(name)
    if by in (By.HELO, By.PEER):
        if not (pattern and mailbox):
            raise ValueError(f"{by}:PATTERN=MAILBOX, for example {by}:ci-*=ci")
        return MailboxRule(by, pattern, mailbox_name(mailbox))
    if word != name:
        raise ValueError(f"{by} alone, as it takes no pattern")
    return MailboxRule(by)


def mailbox_name(text: str) -> str:
    """Reads the name of a mailbox as it can be. Raises ValueError, which says what is expected."""
    if _clean(text) != text or not text:
        raise ValueError(
            f"the name of a mailbox: up to {MAX_MAILBOX_CHARS} printable characters, no space at the ends"
        )
    return text


def mailbox_of(
    envelope: Envelope,
    headers: Iterable[tuple[str, str]],
    rules: tuple[MailboxRule, ...] = BY_DEFAULT,
) -> str:
    """The mailbox that the first rule names which names any, else `default`.

    Names are compared as they are written. Surrounding white space is dropped, what cannot be printed is
    replaced, the length is bounded.
    """
    kept = tuple(headers)
    named = (_clean(_named(rule, envelope, kept)) for rule in rules)
    return next(filter(None, named), DEFAULT_MAILBOX)


def _named(rule: MailboxRule, envelope: Envelope, headers: tuple[tuple[str, str], ...]) -> str:
    match rule.by:
        case By.LOGIN:
            return envelope.login or ""
        case By.HEADER:
            return next((value for name, value in headers if name.lower() == MAILBOX_HEADER), "")
        case By.PLUS:
            return next(filter(None, map(plus_tag, envelope.recipients)), "")
        case By.HELO:
            return rule.mailbox if _like(rule.pattern, envelope.helo) else ""
        case By.PEER:
            met = _like(rule.pattern, envelope.peer) or _like(rule.pattern, _host(envelope.peer))
            return rule.mailbox if met else ""
        case _:
            assert_never(rule.by)


def plus_tag(address: str) -> str:
    """What stands between the plus sign and the @ of an address (RFC 5233); empty when there is none."""
    local, _, domain = address.rpartition("@")
    return (local if domain else "").partition("+")[2]


def _host(peer: str) -> str:
    return peer.rpartition(":")[0].strip("[]")


def _like(pattern: str, value: str) -> bool:
    # fnmatch's brackets would make [127.0.0.1] a set of characters
    return fnmatchcase(value.casefold(), pattern.casefold().replace("[", "[[]"))


def _clean(name: str) -> str:
    printable = name.strip()
    if not printable.isprintable():
        printable = "".join(c if c.isprintable() else REPLACEMENT for c in printable)
    return printable[:MAX_MAILBOX_CHARS].strip()
