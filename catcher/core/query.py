"""The query language as values: what may be asked of mail, whoever asks and in whichever notation.

`query_text` reads them from what people type, `query_json` from what programs send; whether a mail matches is
decided in `matching`. Everything is a substring by default, ignores case, and knows no wildcards.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from catcher.core.patterns import check
from catcher.core.wire import Value

UNCLEAN = re.compile("[\0\ud800-\udfff]")
"""What no mail has, and no database takes: NUL and lone surrogates."""
MAX_NESTING = 16
"""SQLite's parser has a stack of 100, of which a negated parenthesis takes four."""
MAX_CONDITIONS = 200
"""SQLite takes expressions 1,000 levels deep, and each condition may be one."""
MAX_OCTETS = 2**63 - 1
"""The largest number that a database compares."""


class QueryError(ValueError):
    """This is not a query; the text says what was expected, what came, and where.

    `position` is the offset of the character in typed text; `path` leads to the value in JSON.
    """

    def __init__(self, message: str, position: int = 0, path: str = "") -> None:
        super().__init__(f"{message} (at {path})" if path else f"{message} (at character {position + 1})")
        self.message = message
        self.position = position
        self.path = path


class TextField(StrEnum):
    """The parts of a mail that are searched as text."""

    __hash__ = str.__hash__  # that of Enum is a call into Python for each look into a dictionary

    FROM = "from"
    TO = "to"
    CC = "cc"
    BCC = "bcc"
    RCPT = "rcpt"
    SENDER = "sender"
    SUBJECT = "subject"
    BODY = "body"
    ATTACHMENT = "attachment"
    TYPE = "type"
    MESSAGE_ID = "message-id"
    LOGIN = "login"
    MAILBOX = "mailbox"


class How(StrEnum):
    """How a text is compared: it occurs in a value, is the whole of it, or is a regular expression found in it."""

    CONTAINS = "contains"
    EQUALS = "equals"
    REGEX = "regex"


class Trait(StrEnum):
    """What a mail has, or is."""

    ATTACHMENT = "has:attachment"
    HTML = "has:html"
    DEFECT = "has:defect"
    READ = "is:read"
    UNREAD = "is:unread"


class Order(StrEnum):
    """How a number or a time is compared; `before` and `after` exclude the moment itself."""

    LESS = "<"
    GREATER = ">"


EXACT_FIELDS = frozenset({TextField.LOGIN, TextField.MAILBOX})
"""Names of things rather than text: these are compared whole, unless by a regular expression."""


class Word(Value):
    """The text occurs in any of the fields that a reader would look at, or the expression is found in one."""

    text: str
    how: How = How.CONTAINS


class Text(Value):
    """A value of one field meets the text, which is folded, or the expression, which is as it was written."""

    field: TextField
    text: str
    how: How = How.CONTAINS

    @property
    def comparison(self) -> How:
        """How it is compared in truth: names are whole."""
        return How.EQUALS if self.how is How.CONTAINS and self.field in EXACT_FIELDS else self.how


class HeaderText(Value):
    """A header field of that name (folded) has a decoded value that meets the text."""

    name: str
    text: str
    how: How = How.CONTAINS


class Has(Value):
    """The mail has, or is, what the trait says."""

    trait: Trait


class Size(Value):
    """The raw mail is smaller or larger than so many bytes."""

    order: Order
    octets: int


class Received(Value):
    """The mail came before or after a moment (UTC)."""

    order: Order
    moment: datetime


class Id(Value):
    """The mail has one of these ids."""

    ids: frozenset[int]


class Tag(Value):
    """The mail has this tag (folded), compared whole: in one of the headers for that, or behind a recipient's plus sign."""

    name: str


class Brought(Value):
    """The mail was brought by the SMTP session of that id. Ids of sessions begin anew when the catcher does."""

    session: int


class In(Value):
    """The mail belongs to the mailbox of exactly this name. Nobody types it: it is what a scope adds to a query."""

    mailbox: str


class Not(Value):
    """The inner condition does not hold."""

    inner: Query


class And(Value):
    """All parts hold; with no parts, every mail matches."""

    parts: tuple[Query, ...] = ()


class Or(Value):
    """At least one part holds."""

    parts: tuple[Query, ...]


Condition = Word | Text | HeaderText | Has | Size | Received | Id | Tag | Brought | In
Query = Condition | Not | And | Or

EVERYTHING = And()

WORD_FIELDS: tuple[TextField, ...] = (
    TextField.SUBJECT,
    TextField.FROM,
    TextField.TO,
    TextField.CC,
    TextField.RCPT,
    TextField.SENDER,
    TextField.ATTACHMENT,
    TextField.BODY,
)
"""Where a bare word is looked for."""

ADDRESS_FIELDS = frozenset({TextField.FROM, TextField.TO, TextField.CC})
"""Their values are written `name <address>`."""


TAG_HEADERS = ("x-tags", "x-tag", "keywords", "x-pm-tag", "x-mailgun-tag", "x-mailin-tag")
"""Headers that hold tags, with commas between: Mailpit's, RFC 5322's, and those of the senders' own providers."""


_OTHER_SPACES = "\n\t\r\x0b\x0c\x1c\x1d\x1e\x1f"


def fold(text: str) -> str:
    """Text as all comparisons see it: case-folded by Unicode's rules, white space runs as one space."""
    if not text.isascii():
        return " ".join(text.casefold().split())
    # The same for a quarter to a half of the price, which each mail pays before its 250: no string is made for each word.
    text = text.lower()
    for space in _OTHER_SPACES:
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def word_condition(text: str, how: How) -> Word:
    """A condition on all that a reader would look at."""
    return Word(_kept(text, how), how)


def text_condition(field: TextField, text: str, how: How) -> Text:
    """A condition on a field. Message ids are searched without their angle brackets, as they are kept."""
    if field is TextField.MESSAGE_ID and how is not How.REGEX:
        text = text.strip().removeprefix("<").removesuffix(">") or text
    return Text(field, _kept(text, how), how)


def tag_condition(name: str) -> Tag:
    """A condition on the tags. Raises ValueError."""
    if not fold(name):
        raise ValueError("expected the name of a tag")
    return Tag(fold(name))


def header_condition(name: str, text: str, how: How) -> HeaderText:
    """A condition on the header fields of a name."""
    return HeaderText(fold(name), _kept(text, how), how)


def _kept(text: str, how: How) -> str:
    """What a condition keeps of a text that was asked for. Raises PatternError."""
    if how is not How.REGEX:
        return fold(text)
    pattern = re.sub(r"\\(.)", lambda pair: "/" if pair[1] == "/" else pair[0], text, flags=re.DOTALL)
    check(pattern)
    return pattern


def framed(field: TextField | None, text: str) -> tuple[str, ...]:
    """What occurs between line feeds where a value is the whole text, when the values are between line feeds.

    Of an address the name alone and the address alone are whole, too.
    """
    whole = f"\n{text}\n"
    return (whole, f"<{text}>\n", f"\n{text} <") if field in ADDRESS_FIELDS else (whole,)


def joined(kind: type[And] | type[Or], parts: list[Query]) -> Query:
    """One value for all that means the same: brackets that change nothing leave no trace."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def is_whole(query: Query) -> bool:
    """Whether it asks for all mail, or for all of a mailbox: how much that is, is known without looking at any."""
    return query == EVERYTHING or isinstance(query, In)


def within(mailbox: str | None, query: Query) -> Query:
    """The query, of a mailbox alone; of all when None."""
    return query if mailbox is None else joined(And, [In(mailbox), query])


TEXT_FIELDS = {str(field): field for field in TextField}
FIELD_NAMES = (*TEXT_FIELDS, "header", "tag", "id", "session", "has", "is", "size", "before", "after")
