"""Realistic mail for the browser tests and the pictures."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, localtime, make_msgid

from catcher.sample import sample


def mail(
    sender: str,
    to: str,
    subject: str,
    text: str = "",
    html: str = "",
    files: tuple[tuple[str, bytes], ...] = (),
) -> EmailMessage:
    """A well-formed mail."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = format_datetime(localtime())
    made["Message-ID"] = make_msgid(domain="example.com")
    made.set_content(text or "Hello\n")
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return made


def send(
    endpoint: tuple[str, int], made: EmailMessage | bytes, *recipients: str, sender: str = "shop@example.com"
) -> None:
    """Send it by SMTP, to its own To when nobody is named."""
    raw = made if isinstance(made, bytes) else made.as_bytes(policy=SMTP_POLICY)
    with smtplib.SMTP(*endpoint) as smtp:
        smtp.sendmail(sender, recipients or ("bob@example.com",), raw)


RECEIPT = """<html><body style="margin:0;background:#f3f4f7;font-family:Helvetica,Arial,sans-serif;color:#22262f">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="560" style="max-width:100%;background:#fff;border-radius:12px" cellpadding="0" cellspacing="0">
<tr><td style="padding:32px 36px 8px;font-size:14px;color:#c2410c;font-weight:bold">Northwind Stationery</td></tr>
<tr><td style="padding:0 36px;font-size:26px;font-weight:bold">Thank you for your order, Bob</td></tr>
<tr><td style="padding:12px 36px 20px;font-size:15px;line-height:1.6">We are packing it now. You will hear from us again when order
<b>4711</b> leaves our warehouse, usually within a day.</td></tr>
<tr><td style="padding:0 36px"><table width="100%" cellpadding="10" cellspacing="0" style="font-size:14px;border-top:1px solid #e5e7eb">
<tr><td>Notebook, dotted, A5</td><td align="right">2</td><td align="right">€ 23.80</td></tr>
<tr style="background:#fafafa"><td>Fountain pen, fine</td><td align="right">1</td><td align="right">€ 34.00</td></tr>
<tr><td><b>Total</b></td><td></td><td align="right"><b>€ 57.80</b></td></tr></table></td></tr>
<tr><td style="padding:24px 36px 36px"><a href="https://shop.example/orders/4711" style="display:inline-block;background:#c2410c;
color:#fff;text-decoration:none;padding:12px 22px;border-radius:8px;font-size:15px">Follow your order</a>
<img src="https://shop.example/open.gif" width="1" height="1" alt=""></td></tr></table>
</td></tr></table></body></html>"""


def realistic() -> list[tuple[EmailMessage | bytes, tuple[str, ...]]]:
    """A morning in an inbox, oldest first."""
    broken = b"Subject: Monthly report\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nNumbers are attached.\n"
    return [
        (sample("ann@example.com", ("bob@example.com",)), ("bob@example.com",)),
        (broken, ("reports@example.com",)),
        (mail("Grüne Gärten <info@gaerten.example>", "bob@example.com", "Ihre Bestellung ist unterwegs", "Guten Tag,\n\nIhr Paket kommt morgen.\n"), ("bob@example.com",)),
        (mail("CI <ci@build.example>", "dev@example.com", "[passed] main: 412 tests in 38 s", "All checks passed.\n"), ("dev@example.com", "ops@example.com")),
        (mail("株式会社サンプル <noreply@sample.example>", "bob@example.com", "ご登録ありがとうございます", "認証コード: 204815\n"), ("bob@example.com",)),
        (mail("Kim Lee <kim@example.com>", "team@example.com", "Notes from today's planning", "Hi all,\n\nhere is what we decided:\n\n- ship on Thursday\n- Bob writes the announcement\n"), ("team@example.com",)),
        (mail("Accounts <billing@example.com>", "bob@example.com", "Invoice 2026-1142", "Please find your invoice attached.\n", files=(("invoice-2026-1142.pdf", b"%PDF-1.4 " + b"0" * 48_000),)), ("bob@example.com",)),
        (mail("Security <security@example.com>", "bob@example.com", "Your sign-in code is 482913", "Your code is 482913. It is valid for ten minutes.\n"), ("bob@example.com",)),
        (mail("Northwind Stationery <orders@northwind.example>", "Bob Brown <bob@example.com>", "Your order 4711", "Thank you for your order.\n", RECEIPT, (("terms.pdf", b"%PDF-1.4 " + b"0" * 12_000),)), ("bob@example.com", "archive@northwind.example")),
    ]  # fmt: skip
