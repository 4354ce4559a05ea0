"""A sample mail, and sending one to a catcher by SMTP as any application would."""

from __future__ import annotations

import smtplib
import struct
import zlib
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, localtime, make_msgid

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
    """A mail that shows what an inbox can show: text, HTML, a picture in it, and a file."""
    mail = EmailMessage()
    mail["From"] = f"Ann Archer <{sender}>"
    mail["To"] = ", ".join(recipients)
    mail["Subject"] = "Welcome to Catcher ✉"
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = make_msgid(domain="example.com")
    mail.set_content(_TEXT)
    mail.add_alternative(_HTML, subtype="html")
    html = mail.get_body(["html"])
    assert isinstance(html, EmailMessage)
    html.add_related(_dot(), "image", "png", cid="<dot@example.com>", filename="dot.png")
    mail.add_attachment("item,pieces\npaper,3\nink,1\n", subtype="csv", filename="order.csv")
    return mail.as_bytes(policy=SMTP_POLICY)


_TEXT = """Hello,

this mail was caught. It never left your machine, and no recipient got it.
Your code is 314159.
"""

_HTML = """<html><body style="font-family: sans-serif; color: #223">
<h1 style="font-size: 22px"><img src="cid:dot@example.com" width="16" height="16" alt=""> Hello,</h1>
<p>this mail was caught. It never left your machine, and no recipient got it.</p>
<p>Your code is <strong style="font-size: 20px; letter-spacing: 2px">314159</strong>.</p>
<p><a href="https://example.com/confirm?token=abc">Confirm your address</a></p>
</body></html>
"""


def _dot(pixels: int = 16, colour: bytes = b"\x2f\x6f\xdf") -> bytes:
    """A small filled square as PNG."""
    row = b"\0" + colour * pixels
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, body)
        for kind, body in (
            (b"IHDR", struct.pack(">IIBBBBB", pixels, pixels, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(row * pixels)),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
