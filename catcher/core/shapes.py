"""The JSON that the API speaks, declared once: the OpenAPI description and the page's types are made from it.

Times are RFC 3339 in UTC; sizes are bytes; names are in snake_case.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired, TypedDict

from catcher.core.ruling import Standing
from catcher.core.session import Session
from catcher.core.wire import ABSENT, Absent, Record, Tagged, note


class AddressShape(TypedDict):
    """One address of a header; the name may be empty."""

    name: str
    address: str


class TlsShape(TypedDict):
    """The encryption of the session that brought the mail."""

    version: str
    cipher: str


class EnvelopeShape(TypedDict):
    """What was said over SMTP around the mail."""

    sender: Annotated[str, note("the address of MAIL FROM; empty for the null sender")]
    recipients: Annotated[list[str], note("every accepted RCPT TO, in order")]
    helo: str
    peer: Annotated[str, note("the client as host:port")]
    tls: TlsShape | None
    login: Annotated[str | None, note("the user name given with AUTH")]
    parameters: Annotated[
        dict[str, str], note("what stood behind MAIL FROM, such as SIZE, BODY, RET and ENVID")
    ]
    recipient_parameters: Annotated[
        list[dict[str, str]],
        note("what stood behind each RCPT TO, such as NOTIFY and ORCPT, in the order of recipients"),
    ]


Summary = TypedDict(
    "Summary",
    {
        "id": Annotated[int, note("grows with every mail, across restarts too; usable as a cursor")],
        "mailbox": str,
        "received_at": datetime,
        "size": Annotated[int, note("bytes of the raw mail")],
        "read": bool,
        "subject": str,
        "from": list[AddressShape],
        "to": list[AddressShape],
        "cc": list[AddressShape],
        "bcc": Annotated[list[str], note("recipients of the envelope that neither To nor Cc names")],
        "sender": Annotated[str, note("the address of MAIL FROM")],
        "recipients": Annotated[list[str], note("every accepted RCPT TO")],
        "date": Annotated[datetime | None, note("the Date header")],
        "message_id": Annotated[str, note("the Message-ID header without angle brackets")],
        "snippet": Annotated[str, note("the first words of the text")],
        "attachment_count": int,
        "has_html": bool,
        "defects": Annotated[list[str], note("what is broken in the mail, in words")],
    },
)


class HeaderShape(TypedDict):
    """One header field, in its place."""

    name: str
    value: Annotated[str, note("decoded and unfolded")]
    raw: Annotated[str, note("as sent, without the name")]


class HeaderList(TypedDict):
    """The header of a mail or of one part of it."""

    headers: list[HeaderShape]


HopShape = TypedDict(
    "HopShape",
    {"from": str, "by": str, "with": str, "id": str, "for": str, "at": datetime | None},
)


class PartShape(TypedDict):
    """A node of the MIME tree, with all nodes below it."""

    number: Annotated[int, note("for /api/messages/{id}/parts/{number}; 0 is the whole message")]
    content_type: str
    charset: str
    disposition: str
    filename: str
    content_id: str
    encoding: str
    size: Annotated[int, note("decoded bytes; 0 for a multipart")]
    parts: list[PartShape]


class AttachmentShape(TypedDict):
    """A part to save rather than to read."""

    part: Annotated[int, note("its number, for /api/messages/{id}/parts/{number}")]
    filename: str
    content_type: str
    content_id: str
    size: int
    inline: Annotated[bool, note("the HTML shows it by its content id")]
    md5: str
    sha1: str
    sha256: str


class Detail(Summary):
    """Everything that was parsed of one mail, and its envelope."""

    envelope: EnvelopeShape
    headers: list[HeaderShape]
    reply_to: list[AddressShape]
    text: Annotated[str | None, note("the plain text; null when there is none")]
    html: Annotated[str | None, note("the HTML as sent; null when there is none")]
    remote_count: Annotated[int, note("how many remote things the HTML would load")]
    root: Annotated[PartShape | None, note("the MIME tree")]
    attachments: list[AttachmentShape]
    received: Annotated[list[HopShape], note("the Received trace, newest first")]


class LinkShape(TypedDict):
    """Something to follow; each is there once."""

    href: Annotated[str, note("as a browser would take it; entities are decoded")]
    text: Annotated[str, note("what a reader sees; of a link in plain text, itself")]
    source: Literal["html", "text"]


class CodeShape(TypedDict):
    """What looks like a one-time code."""

    value: Annotated[str, note("what a person types, for example 123456 where the mail says 123 456")]
    score: Annotated[float, note("how likely, from 0.5 to 1")]
    context: Annotated[str, note("the line that it was found in, of a long one what is around")]


class ImageShape(TypedDict):
    """A picture of the HTML."""

    src: str
    alt: str
    part: Annotated[int | None, note("the part that cid: names, for /api/messages/{id}/parts/{number}")]


class UnsubscribeShape(TypedDict):
    """What List-Unsubscribe says (RFC 2369)."""

    links: Annotated[list[str], note("in the sender's order of preference")]
    one_click: Annotated[bool, note("one POST unsubscribes (RFC 8058)")]


class PersonShape(TypedDict):
    """Who organises or attends."""

    name: str
    address: str
    status: Annotated[str, note("of an attendee, for example ACCEPTED or NEEDS-ACTION")]


class EventShape(TypedDict):
    """An event of a calendar part (RFC 5545)."""

    method: Annotated[str, note("of the calendar, for example REQUEST or CANCEL")]
    uid: str
    summary: str
    start: Annotated[
        str | None, note("RFC 3339; only a date for whole days, without offset for a time in any zone")
    ]
    end: Annotated[str | None, note("like start; of whole days, the day after the last")]
    organizer: PersonShape | None
    attendees: list[PersonShape]
    location: str


class ExtractsShape(TypedDict):
    """What a test wants from a mail."""

    links: Annotated[list[LinkShape], note("those of the HTML, then those that only the text has")]
    codes: Annotated[list[CodeShape], note("the likeliest first; empty when none is likely")]
    images: list[ImageShape]
    tables: Annotated[
        list[list[list[str]]], note("the text of each cell, row by row; tables for layout are left out")
    ]
    html_text: Annotated[str | None, note("the HTML as a reader sees it; null when there is none")]
    unsubscribe: UnsubscribeShape | None
    events: list[EventShape]
    defects: Annotated[list[str], note("what was left out or could not be read, in words")]


class SelectedShape(TypedDict):
    """An element of the HTML."""

    tag: str
    text: Annotated[str, note("what a reader sees of it")]
    html: str
    attributes: dict[str, str]


class SelectionShape(TypedDict):
    """The elements that a selector matches, in order."""

    elements: list[SelectedShape]
    defects: Annotated[list[str], note("what was left out, in words")]


_AT_LEAST = note(
    "more may match than total and unread say; all mail, and that of a mailbox, is always counted wholly"
)


class MessageList(TypedDict):
    """One page of a list or search, newest first."""

    messages: list[Summary]
    total: Annotated[int, note("how many match the query in all")]
    total_is_at_least: Annotated[bool, _AT_LEAST]
    unread: Annotated[int, note("how many of those are unread")]
    last_id: Annotated[int, note("the newest id given so far, in any query; a cursor for wait and live")]


class MailboxShape(TypedDict):
    """One mailbox, and what it holds."""

    name: str
    total: int
    unread: int
    last_id: Annotated[int, note("the newest id of its mail")]


class MailboxList(TypedDict):
    """The mailboxes, by name."""

    mailboxes: list[MailboxShape]


class Mark(TypedDict):
    """A change to one message."""

    read: bool


class Marked(TypedDict):
    """How many messages a mark changed."""

    marked: int


class Removal(TypedDict):
    """How many messages a delete took away."""

    removed: int


class Failure(TypedDict):
    """A mail of an archive that could not be taken in."""

    name: Annotated[str, note("where in the archive it is")]
    reason: str


class Imported(TypedDict):
    """What became of an archive."""

    imported: Annotated[int, note("how many mails were taken in")]
    failed: Annotated[int, note("how many could not be")]
    failures: Annotated[list[Failure], note("the first of those, at most 100")]


class Waited(TypedDict):
    """What was waited for, oldest first."""

    messages: list[Summary]


class Quiet(TypedDict):
    """No mail matched; `last_id` is the newest id given, a cursor for the next wait."""

    last_id: int


class SessionList(TypedDict):
    """SMTP sessions, newest first."""

    sessions: list[Session]


class RuleList(TypedDict):
    """The failures on purpose, in the order in which they decide."""

    rules: list[Standing]


class Switch(TypedDict):
    """A change to one rule."""

    enabled: bool


_WRITING = note("`ok` when mail can be kept; else why not, in words")


class Health(TypedDict):
    """Whether the catcher works, what it keeps, and where it listens."""

    status: Annotated[Literal["ok", "failing"], note("failing: it can be asked, but keeps no new mail")]
    writing: Annotated[str, _WRITING]
    version: str
    messages: Annotated[int, note("how many mails are kept")]
    bytes: Annotated[int, note("of the raw mails that are kept")]
    evicted: Annotated[int, note("how many mails retention has removed so far")]
    evicted_bytes: Annotated[int, note("of the raw mails that retention has removed")]
    smtp: Annotated[str, note("where to send, as host:port")]
    submission: Annotated[str, note("where STARTTLS comes first; empty when there is no such port")]
    smtps: Annotated[str, note("where to send over TLS; empty when there is no such port")]
    lmtp: Annotated[str, note("where LMTP is spoken; empty when there is no such port")]
    http: Annotated[str, note("where to look, as host:port")]
    ca: Annotated[bool, note("whether TLS is offered with a certificate made here; /api/ca.pem is its CA")]


class ConditionShape(TypedDict):
    """One condition of a query, held against one mail."""

    expected: str
    actual: str
    held: bool


class NearMiss(TypedDict):
    """A mail that did come, and what of the query it meets."""

    message: Summary
    conditions: list[ConditionShape]


class Problem(TypedDict):
    """An error (RFC 9457): what was expected, what came, what to do."""

    type: str
    title: str
    status: int
    detail: str


class QueryProblem(Problem):
    """A query that cannot be read."""

    position: Annotated[int, note("offset in the query that the detail speaks of")]
    path: NotRequired[Annotated[str, note("leads to the mistake in a query that is JSON")]]


class UnexpectedProblem(Problem):
    """A mail matched where none was expected."""

    message: Summary


class TimeoutProblem(Problem):
    """Nothing matched in time."""

    nearest: Annotated[list[NearMiss], note("what did come, the nearest first")]
    arrived: Annotated[int, note("how many mails came while it waited")]


class ExpectationProblem(Problem):
    """It is not as expected."""

    messages: Annotated[list[Summary], note("the mails that matched the query")]
    nearest: Annotated[list[NearMiss], note("what came nearest to what is missing")]
    arrived: Annotated[int, note("how many mails came while it waited")]


class GoneProblem(Problem):
    """Mail behind the cursor was evicted."""

    evicted_up_to: Annotated[int, note("a cursor that is not below it is good")]


QueryShape = Annotated[
    str | dict[str, Any], note('a query in words, or as JSON: {"to": "bob", "subject": {"regex": "^Order"}}')
]
MailboxName = Annotated[str | None, note("only mail of this mailbox")]
Cursor = Annotated[int | None, note("only mail with a greater id")]


class WaitBody(Record):
    """What to wait for, as in GET."""

    query: QueryShape = ""
    mailbox: MailboxName = None
    after: Cursor = None
    count: int = 1
    timeout: Annotated[float, note("seconds to wait at most")] = 10.0


class NoneBody(Record):
    """What is not to come, as in GET."""

    query: QueryShape = ""
    mailbox: MailboxName = None
    after: Cursor = None
    quiet: Annotated[float, note("for so many seconds none may come either")] = 0.0


class CountBounds(Record):
    """How many: at least 0 unless said, and without an upper bound unless said."""

    at_least: int | None = None
    at_most: int | None = None


class ExpectBody(Record):
    """What is expected of the mails that match `query`."""

    query: QueryShape = ""
    mailbox: MailboxName = None
    after: Cursor = None
    count: Annotated[
        int | CountBounds | None, note("so many and no more, or bounds; at least 1 when nothing is said")
    ] = None
    within: Annotated[float | None, note("seconds in which it must be so; 10 when nothing is said")] = None
    quiet: Annotated[
        float, note("for so many seconds after that, no mail may match that is one too many")
    ] = 0.0
    in_order: Annotated[
        tuple[QueryShape, ...], note("a mail for each of these, one after the other; others may come between")
    ] = ()
    exactly: Annotated[
        tuple[QueryShape, ...] | None,
        note("one mail for each of these, in any order, and no other that matches `query`"),
    ] = None


class Expected(TypedDict):
    """The mails that were expected: in the order of `exactly` or `in_order`, else oldest first."""

    messages: list[Summary]


class ArrivedShape(Tagged, tag="arrived"):
    """A mail that the view now holds; newer than all before."""

    message: Summary


class ChangedShape(Tagged, tag="changed"):
    """A mail of the view, changed (or that matches only now)."""

    message: Summary


class RemovedShape(Tagged, tag="removed"):
    """Mails that the view no longer holds; ids it never showed may be among them."""

    ids: list[int]


Mailboxes = Annotated[
    list[MailboxShape] | Absent, note("all mailboxes, when something has changed about them")
]


class SnapshotFrame(Tagged, tag="snapshot"):
    """The first frame of a live view, and the first after it fell behind."""

    messages: list[Summary]
    total: int
    unread: int
    last_id: int
    writing: Annotated[str, _WRITING]
    mailboxes: Mailboxes = ABSENT
    total_is_at_least: Annotated[bool | Absent, _AT_LEAST] = ABSENT


class ChangesFrame(Tagged, tag="changes"):
    """What happened since the last frame, in order, and the counts after it.

    `changes` is empty when something happened in a mailbox, and nothing to the mail of this view; or when a search
    was counted, which is done after what it found first is told.
    """

    changes: list[ArrivedShape | ChangedShape | RemovedShape]
    total: int
    unread: int
    last_id: int
    writing: Annotated[str, _WRITING]
    mailboxes: Mailboxes = ABSENT
    total_is_at_least: Annotated[bool | Absent, _AT_LEAST] = ABSENT


class SessionsFrame(Tagged, tag="sessions"):
    """SMTP sessions as they are now, newest first."""

    sessions: list[Session]
