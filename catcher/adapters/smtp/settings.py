"""What an SMTP listener is told at its start: limits with their reasons, and which features it offers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from catcher.adapters.smtp.scram import Verifier
from catcher.core.mailboxes import BY_DEFAULT, MailboxRule
from catcher.core.wire import Value

KIBI = 1024
MEBI = 1024 * KIBI


class SmtpSettings(Value):
    """One value for a listener's whole life. Times are in seconds, sizes in octets."""

    hostname: str = "catcher"
    """How the catcher calls itself. Never looked up: a reverse look-up can block for seconds."""

    max_message_octets: int = 50 * MEBI
    """As large as big mail providers accept, encoded attachments included. Above it: 552."""

    max_recipients: int = 10_000
    """RFC 5321, section 4.5.3.1.8 asks for 100 at least. Above it: 452 4.5.3."""

    max_command_octets: int = 64 * KIBI
    """RFC 5321 asks for 512, SMTP AUTH (RFC 4954) for 12,288. Above it: 500, and the line is skipped."""

    max_bad_commands: int = 20
    """Bad commands in a row before 421: a person at the keyboard errs a few times, a body never ends."""

    max_connections: int = 900
    """At once; below the usual 1,024 descriptors of a process. Above it: 421."""

    idle_seconds: float = 300
    """Between two commands (RFC 5321, section 4.5.3.2.7: at least five minutes). Then 421."""

    data_seconds: float = 180
    """Without a single octet while a mail is sent (RFC 5321, section 4.5.3.2.5). Then 421."""

    handshake_seconds: float = 15
    """For a TLS handshake or a PROXY header; a client that speaks plain SMTP waits for us meanwhile."""

    memory_octets: int = 64 * MEBI
    """For mail on its way in, all sessions together. What is over goes to a temporary file, or waits."""

    spool_above_octets: int = MEBI
    """A single mail larger than this goes to a temporary file while it comes in."""

    spool_directory: Path | None = None
    """Where the temporary files are; the system's place when None."""

    auth_required: bool = False
    """MAIL before AUTH is refused with 530."""

    auth_needs_tls: bool = False
    """AUTH without encryption is refused with 538, and not offered."""

    accounts: Mapping[str, Verifier] | None = None
    """Who may log in; None lets any credentials pass."""

    show_passwords: bool = False
    """Write passwords and tokens into the transcripts instead of masking them."""

    starttls_required: bool = False
    """Everything before STARTTLS is refused with 530."""

    xclient: bool = False
    """Let any client say for whom it speaks (XCLIENT). Only for tests of proxies."""

    mailbox_by: tuple[MailboxRule, ...] = BY_DEFAULT
    """What names the mailbox of a session, for those who look at one alone."""

    proxy_protocol: bool = False
    """Every connection begins with a PROXY header, version 1 or 2."""
