"""Every reply of the SMTP server, as RFC 5321 numbers them and RFC 3463 details them.

Its law: nothing that a client sent is ever part of a reply: nobody writes into another's terminal or log.
"""

from __future__ import annotations

from typing import NamedTuple


class Reply(NamedTuple):
    """A code, and all that is sent: lines that begin with the code, and with the enhanced one where it is due (RFC 2034)."""

    code: int
    octets: bytes

    @property
    def positive(self) -> bool:
        """The command was carried out, or goes on (2yz, 3yz)."""
        return self.code < 400


CLOSING = frozenset({221, 421})
"""RFC 5321, section 3.8: after these the server closes the channel."""


def reply(code: int, *lines: str) -> Reply:
    """One of these lines of text (RFC 5321, section 4.2.1: all but the last have a hyphen behind the code)."""
    *others, last = lines
    text = "".join(f"{code}-{line}\r\n" for line in others) + f"{code} {last}\r\n"
    return Reply(code, text.encode())


def greeting(hostname: str) -> Reply:
    """RFC 5321, section 4.2: 220, the domain, and the word ESMTP for clients that look for it."""
    return reply(220, f"{hostname} ESMTP Catcher")


def kept(message_id: int) -> Reply:
    """The mail is committed; the id is the one that the inbox and the API use."""
    return Reply(250, b"250 2.0.0 Kept as %d\r\n" % message_id)


def chunk_received(octets: int) -> Reply:
    """RFC 3030, section 2: each BDAT is answered."""
    return reply(250, f"2.0.0 {octets} octets received")


def challenge(text: str) -> Reply:
    """RFC 4954, section 4: the space stands there even when nothing follows."""
    return reply(334, text)


BYE = reply(221, "2.0.0 Bye")
OK = reply(250, "2.0.0 Ok")
SENDER_OK = reply(250, "2.1.0 Sender ok")
RECIPIENT_OK = reply(250, "2.1.5 Recipient ok")
GO_AHEAD = reply(354, "End data with <CR><LF>.<CR><LF>")
READY_FOR_TLS = reply(220, "2.0.0 Ready to start TLS")
LOGGED_IN = reply(235, "2.7.0 Authentication successful")
CANNOT_VERIFY = reply(252, "2.5.2 Cannot verify, but every recipient is accepted")
DISCARDED = reply(250, "2.0.0 Accepted and discarded, as a rule says")

STOPPING = reply(421, "4.3.2 The catcher is stopping")
TOO_MANY_CONNECTIONS = reply(421, "4.3.2 Too many connections, try again later")
IDLE_TOO_LONG = reply(421, "4.4.2 Nothing came for too long, closing")
DATA_TOO_SLOW = reply(421, "4.4.2 The mail did not end in time: only <CR><LF>.<CR><LF> ends it")
DATA_ENDED_BY_LF = reply(421, "4.4.2 The mail was ended by bare <LF>: only <CR><LF>.<CR><LF> ends it")
TOO_MANY_BAD_COMMANDS = reply(421, "4.7.0 Too many bad commands, closing")
NOT_A_COMMAND = reply(421, "4.7.0 This is no SMTP command but part of something else, closing")

NOT_KEPT = reply(451, "4.3.0 The mail could not be kept, try again later")
FAILED = reply(451, "4.3.0 The catcher failed to carry this out, see its log")
NO_SPACE = reply(452, "4.3.1 No space left for the mail")
TOO_MANY_RECIPIENTS = reply(452, "4.5.3 Too many recipients")
NO_TLS = reply(454, "4.7.0 TLS is not set up here")

UNKNOWN_COMMAND = reply(500, "5.5.1 Command not recognized")
LINE_TOO_LONG = reply(500, "5.5.2 Line too long")
BAD_SYNTAX = reply(500, "5.5.2 Command expected")
AUTH_LINE_TOO_LONG = reply(500, "5.5.6 Authentication exchange line is too long")
NO_ARGUMENT_ALLOWED = reply(501, "5.5.4 No argument expected")
ARGUMENT_MISSING = reply(501, "5.5.4 An argument is missing")
MAIL_SYNTAX = reply(501, "5.5.4 Syntax: MAIL FROM:<address> [parameters]")
RCPT_SYNTAX = reply(501, "5.5.4 Syntax: RCPT TO:<address> [parameters]")
BDAT_SYNTAX = reply(501, "5.5.4 Syntax: BDAT size [LAST]; closing, as the mail cannot be told from commands")
AUTH_SYNTAX = reply(501, "5.5.4 Syntax: AUTH mechanism [initial response]")
XCLIENT_SYNTAX = reply(501, "5.5.4 Syntax: XCLIENT attribute=value ...")
BAD_PARAMETER = reply(501, "5.5.4 A parameter has a value that its standard does not allow")
BAD_BASE64 = reply(501, "5.5.2 Base64 expected")
BAD_CREDENTIALS_FORM = reply(501, "5.5.2 The response does not have the form of this mechanism")
AUTH_CANCELLED = reply(501, "5.7.0 Authentication cancelled")
NOT_IMPLEMENTED = reply(502, "5.5.1 Command not implemented")
HELLO_FIRST = reply(503, "5.5.1 Send HELO or EHLO first")
LHLO_FIRST = reply(503, "5.5.1 Send LHLO first")
MAIL_FIRST = reply(503, "5.5.1 Send MAIL first")
RECIPIENT_FIRST = reply(503, "5.5.1 Send RCPT first")
NESTED_MAIL = reply(503, "5.5.1 The mail before is not finished")
NOT_WITHIN_MAIL = reply(503, "5.5.1 Not within a mail")
LOGGED_IN_BEFORE = reply(503, "5.5.1 Already authenticated")
ENCRYPTED_BEFORE = reply(503, "5.5.1 TLS is active already")
ONLY_BDAT = reply(503, "5.5.1 This mail must be sent with BDAT")
UNKNOWN_MECHANISM = reply(504, "5.5.4 Authentication mechanism not supported")
TLS_FIRST = reply(530, "5.7.0 Send STARTTLS first")
AUTH_FIRST = reply(530, "5.7.0 Authentication required")
BAD_CREDENTIALS = reply(535, "5.7.8 Authentication credentials invalid")
AUTH_NEEDS_TLS = reply(538, "5.7.11 Encryption required for authentication, send STARTTLS first")
TOO_LARGE = reply(552, "5.3.4 The mail is larger than the catcher accepts")
BAD_SENDER = reply(553, "5.1.7 The sender is not an address")
BAD_RECIPIENT = reply(553, "5.1.3 The recipient is not an address")
NO_RECIPIENTS = reply(554, "5.5.1 No valid recipients")
UNKNOWN_PARAMETER = reply(555, "5.5.4 A parameter is not of the form keyword or keyword=value")
