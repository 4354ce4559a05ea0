"""A sample mail, and sending one to a catcher by SMTP as any application would."""

from __future__ import annotations

import smtplib
from email.utils import localtime

from catcher.core.samples import welcome

SECONDS = 10.0


class SendError(Exception):
    """The mail was not taken; the text says by whom and why."""


def send(endpoint: tuple[str, int], sender: str, recipients: tuple[str, ...], raw: bytes) -> str:
    """Send the bytes as they are; gives the server's reply. Raises SendError."""
    try:
        with smtplib.SMTP(*endpoint, local_hostname="localhost", timeout=SECONDS) as connection:
            connection.ehlo_or_helo_if_needed()
            _accepted(connection.mail(sender))
            for recipient in recipients:
                _accepted(connection.rcpt(recipient))
            return _accepted(connection.data(raw))
    except (OSError, smtplib.SMTPException) as error:
        host, port = endpoint
        raise SendError(f"cannot send to {host}:{port}: {error}; is a catcher listening there?") from error


def _accepted(reply: tuple[int, bytes]) -> str:
    """The reply as text; 4yz and 5yz are refusals (RFC 5321, section 4.2.1)."""
    code, text = reply
    line = f"{code} {text.decode(errors='replace')}"
    if code >= 400:
        raise SendError(f"the server refused: {line}")
    return line


def sample(sender: str, recipients: tuple[str, ...]) -> bytes:
    """A mail that shows what an inbox can show, as of now."""
    return welcome(sender, recipients, localtime())
