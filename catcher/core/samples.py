"""Sample mail of each kind, to see what an inbox shows of it. Pure: the time is given, and nothing is random."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum

SENDER = "ann@example.com"
RECIPIENT = "bob@example.com"


class Kind(StrEnum):
    """What a sample shows."""

    WELCOME = "welcome"
    TEXT = "text"
    CODE = "code"
    FILES = "files"
    INVITATION = "invitation"
    NEWSLETTER = "newsletter"
    BROKEN = "broken"


def sample_of(kind: Kind, now: datetime) -> bytes:
    """The sample as it would be sent at that time, from `SENDER` to `RECIPIENT`."""
    return _MAKERS[kind](now)


def welcome(sender: str, recipients: tuple[str, ...], now: datetime) -> bytes:
    """A mail that shows what an inbox can show: text, HTML, a picture in it, and a file."""
    mail = _mail(f"Ann Archer <{sender}>", "Welcome to Catcher ✉", _WELCOME_TEXT, now, ", ".join(recipients))
    mail.add_alternative(_WELCOME_HTML, subtype="html")
    html = mail.get_body(["html"])
    assert isinstance(html, EmailMessage)
    html.add_related(
        _picture(16, (47, 111, 223)), "image", "png", cid="<dot@example.com>", filename="dot.png"
    )
    mail.add_attachment("item,pieces\npaper,3\nink,1\n", subtype="csv", filename="order.csv")
    return _bytes(mail)


def _mail(
    sender: str, subject: str, text: str, now: datetime, to: str = f"Bob Brown <{RECIPIENT}>"
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{now.timestamp():.6f}.{len(subject)}@example.com>"
    mail.set_content(text)
    return mail


def _bytes(mail: EmailMessage) -> bytes:
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))


def _text(now: datetime) -> bytes:
    return _bytes(_mail("Kim Lee <kim@example.com>", "Notes from today's planning", _NOTES, now))


def _code(now: datetime) -> bytes:
    mail = _mail("Security <security@example.com>", "Your sign-in code is 482913", _CODE_TEXT, now)
    mail.add_alternative(_CODE_HTML, subtype="html")
    return _bytes(mail)


def _files(now: datetime) -> bytes:
    mail = _mail(
        "Accounts <billing@example.com>", "Invoice 2026-1142", "Please find your invoice attached.\n", now
    )
    mail.add_attachment(_PDF, maintype="application", subtype="pdf", filename="invoice-2026-1142.pdf")
    mail.add_attachment("date,amount\n2026-05-01,57.80\n", subtype="csv", filename="Beträge.csv")
    mail.add_attachment(_picture(64, (194, 65, 12)), "image", "png", filename="stamp.png")
    return _bytes(mail)


def _invitation(now: datetime) -> bytes:
    begins = (now.astimezone(UTC) + timedelta(days=1)).replace(hour=9, minute=0, second=0)
    stamp = "%Y%m%dT%H%M%SZ"
    calendar = _CALENDAR.format(
        stamp=now.astimezone(UTC).strftime(stamp),
        start=begins.strftime(stamp),
        end=(begins + timedelta(hours=1)).strftime(stamp),
    )
    mail = _mail(
        "Kim Lee <kim@example.com>", "Invitation: Planning", "You are invited to the planning.\n", now
    )
    mail.add_alternative(calendar.replace("\n", "\r\n"), subtype="calendar", params={"method": "REQUEST"})
    return _bytes(mail)


def _newsletter(now: datetime) -> bytes:
    mail = _mail(
        "Northwind Stationery <news@northwind.example>", "New this month: dotted paper", _NEWS_TEXT, now
    )
    mail["List-Unsubscribe"] = "<https://northwind.example/unsubscribe?id=7>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.add_alternative(_NEWS_HTML, subtype="html")
    return _bytes(mail)


def _broken(now: datetime) -> bytes:
    return (
        f"From: reports@example.com\r\nTo: {RECIPIENT}\r\nSubject: Monthly report\r\n"
        f"Date: {format_datetime(now)}\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe end of this mail is missing: caf"
    ).encode() + b"\xe9.\r\n"


def _picture(pixels: int, colour: tuple[int, int, int]) -> bytes:
    """A filled square as PNG."""
    row = b"\0" + bytes(colour) * pixels
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


_MAKERS: dict[Kind, Callable[[datetime], bytes]] = {
    Kind.WELCOME: lambda now: welcome(SENDER, (RECIPIENT,), now),
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.FILES: _files,
    Kind.INVITATION: _invitation,
    Kind.NEWSLETTER: _newsletter,
    Kind.BROKEN: _broken,
}

_WELCOME_TEXT = """Hello,

this mail was caught. It never left your machine, and no recipient got it.
Your code is 314159.
"""

_WELCOME_HTML = """<html><body style="font-family: sans-serif; color: #223">
<h1 style="font-size: 22px"><img src="cid:dot@example.com" width="16" height="16" alt=""> Hello,</h1>
<p>this mail was caught. It never left your machine, and no recipient got it.</p>
<p>Your code is <strong style="font-size: 20px; letter-spacing: 2px">314159</strong>.</p>
<p><a href="https://example.com/confirm?token=abc">Confirm your address</a></p>
</body></html>
"""

_NOTES = """Hi all,

here is what we decided:

- ship on Thursday
- Bob writes the announcement, see https://example.com/draft

Kim
"""

_CODE_TEXT = "Your code is 482913. It is valid for ten minutes.\n"

_CODE_HTML = """<html><body style="margin:0;padding:32px;font-family:Helvetica,Arial,sans-serif;color:#22262f">
<p>Use this code to sign in:</p>
<p style="font-size:32px;font-weight:bold;letter-spacing:6px">482913</p>
<p style="color:#667">It is valid for ten minutes. If you did not ask for it, do nothing.</p></body></html>
"""

_NEWS_TEXT = """New this month: dotted paper, in five colours.

See it: https://northwind.example/paper
Unsubscribe: https://northwind.example/unsubscribe?id=7
"""

_NEWS_HTML = """<html><head><style>@media (max-width: 480px) { h1 { font-size: 20px } }</style></head>
<body style="margin:0;background:#f3f4f7;font-family:Helvetica,Arial,sans-serif;color:#22262f">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="560" cellpadding="0" cellspacing="0"
style="max-width:100%;background:#fff;border-radius:12px">
<tr><td style="padding:32px 36px 0;color:#c2410c;font-weight:bold">Northwind Stationery</td></tr>
<tr><td style="padding:8px 36px"><h1 style="font-size:28px;margin:0">Dotted paper, in five colours</h1></td></tr>
<tr><td style="padding:0 36px"><img src="https://northwind.example/paper.jpg" width="488" height="180"
alt="Sheets of dotted paper" style="max-width:100%;background:#eee"></td></tr>
<tr><td style="padding:20px 36px 32px;line-height:1.6">Soft, heavy, and made for fountain pens.<br>
<a href="https://northwind.example/paper" style="color:#c2410c">See all colours</a></td></tr></table>
<p style="font-size:12px"><a href="https://northwind.example/unsubscribe?id=7" style="color:#556">Unsubscribe</a></p>
</td></tr></table></body></html>
"""

_CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Catcher//Sample//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:planning@example.com
DTSTAMP:{stamp}
DTSTART:{start}
DTEND:{end}
SUMMARY:Planning
LOCATION:Room 4
ORGANIZER;CN=Kim Lee:mailto:kim@example.com
ATTENDEE;CN=Bob Brown;RSVP=TRUE:mailto:bob@example.com
END:VEVENT
END:VCALENDAR
"""

_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 44>>stream\nBT /F1 18 Tf 40 120 Td (Invoice 2026-1142) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
