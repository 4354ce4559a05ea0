"""What was said in one SMTP connection, why it ended, and what to make of it: values only."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from catcher.core.message import Tls
from catcher.core.wire import Value


class Listener(StrEnum):
    """What a port speaks from the first octet on."""

    SMTP = "smtp"
    SMTPS = "smtps"
    LMTP = "lmtp"


class Direction(StrEnum):
    """Who said a line; a note was said by nobody, it is what we saw."""

    CLIENT = "client"
    SERVER = "server"
    NOTE = "note"


class Outcome(StrEnum):
    """How a session ended; `open` while it lasts."""

    OPEN = "open"
    QUIT = "quit"
    LEFT = "left"
    TIMED_OUT = "timed-out"
    CLOSED = "closed"
    STOPPED = "stopped"
    TLS_FAILED = "tls-failed"


class Line(Value):
    """One line of the dialog. `at` is in seconds since the beginning; `text` has no control characters."""

    at: float
    direction: Direction
    text: str


class Diagnosis(Value):
    """What was wrong, for programs (`code`) and for people (`text`: what happened, and what to do)."""

    code: str
    text: str


class Session(Value):
    """One connection, failed ones included.

    `ended_at` is None while it lasts. `lines` is bounded: the first and the last lines of a long session, and
    a note where some were left out. The text of mails is not part of it, and passwords are masked unless
    the catcher was asked to show them. `messages` holds the ids of the mails that were kept, `mailboxes` names
    those that they belong to; when none was kept, the one that the login or the client's name stands for.
    """

    id: int
    listener: Listener
    started_at: datetime
    ended_at: datetime | None
    peer: str
    helo: str
    tls: Tls | None
    login: str | None
    lines: tuple[Line, ...]
    outcome: Outcome
    diagnoses: tuple[Diagnosis, ...]
    messages: tuple[int, ...]
    mailboxes: tuple[str, ...]


def readable(octets: bytes, max_chars: int = 1000) -> str:
    r"""The line as a person can safely read it: UTF-8 where it is, every control character as `\xNN`."""
    text = octets[: 4 * max_chars].decode("utf-8", "backslashreplace")
    if not text.isprintable():
        text = "".join(c if c.isprintable() else _escaped(c) for c in text)
    return text if len(text) <= max_chars else text[:max_chars] + "…"


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


TLS_ON_PLAIN_PORT = Diagnosis(
    "tls-on-plain-port",
    "The client began a TLS handshake at once, but this port starts without encryption. "
    "Switch the client to STARTTLS or to no encryption, or use the port for TLS.",
)
PLAIN_ON_TLS_PORT = Diagnosis(
    "plain-on-tls-port",
    "The client spoke plain text, or waited for a greeting, on a port that begins with a TLS handshake. "
    "Switch the client to TLS (often called SSL or SMTPS), or use the port without it.",
)
HTTP_ON_SMTP_PORT = Diagnosis(
    "http-on-smtp-port",
    "An HTTP request came to the SMTP port. The inbox and the API are at another port.",
)
CERTIFICATE_REFUSED = Diagnosis(
    "certificate-refused",
    "The client refused the catcher's certificate. Let the client trust the catcher's CA, "
    "or use a host name that the certificate names.",
)
TLS_FAILED = Diagnosis(
    "tls-failed",
    "The TLS handshake failed: no TLS version or cipher in common, or the client gave up; some do so without a "
    "word when they do not trust the certificate.",
)
DATA_BEFORE_TLS = Diagnosis(
    "data-before-tls",
    "The client sent more after STARTTLS without waiting for the handshake; that was discarded (RFC 3207).",
)
BARE_LF_AT_END = Diagnosis(
    "bare-lf-at-end",
    "The mail was ended by a dot between bare line feeds. Only CR LF . CR LF ends a mail; anything else "
    "would let one mail smuggle in another. Let the client write CR LF line ends.",
)
LINE_WITHOUT_CR = Diagnosis(
    "line-without-cr",
    "A command ended with a bare line feed. It was accepted here, other servers may refuse it: "
    "SMTP lines end with CR LF.",
)
LEFT_BEFORE_QUIT = Diagnosis(
    "left-before-quit",
    "The client closed the connection without QUIT. Mail that was answered with 250 is kept.",
)
LEFT_IN_MAIL = Diagnosis(
    "left-in-mail", "The connection ended in the middle of a mail; nothing of that mail was kept."
)
TOO_LARGE = Diagnosis(
    "too-large",
    "The mail was larger than the catcher accepts. Raise the limit of the message size, or send less.",
)
AUTH_REQUIRED = Diagnosis(
    "auth-required",
    "The client did not log in, but this catcher asks for it (AUTH). Give the client credentials.",
)
AUTH_FAILED = Diagnosis(
    "auth-failed", "The client's credentials are not among those that this catcher accepts."
)
TLS_REQUIRED = Diagnosis(
    "tls-required", "The client went on without encryption, but this port asks for STARTTLS first."
)
BODY_AS_COMMANDS = Diagnosis(
    "body-as-commands",
    "The client sent a mail although it was refused, or without DATA. The connection was closed, so that no "
    "line of the mail is taken for a command.",
)
RULE_APPLIED = Diagnosis("rule-applied", "A rule for failures on purpose decided here; see the notes.")
TOO_MANY_CONNECTIONS = Diagnosis(
    "too-many-connections", "All places are taken. Close connections that are not used, or raise the limit."
)
BAD_PROXY_HEADER = Diagnosis(
    "bad-proxy-header",
    "This port expects the PROXY protocol (version 1 or 2) first, and something else came. "
    "Let the load balancer send it, or turn it off here.",
)
INTERNAL_ERROR = Diagnosis("internal-error", "The catcher failed to carry out a command; its log says why.")
NOT_KEPT = Diagnosis("not-kept", "A mail could not be kept and was refused; the catcher's log says why.")
