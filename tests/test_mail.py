"""What a test draws from a mail in its hands; the same whether a blocking or an asynchronous client gave it."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

import pytest

from catcher import AsyncClient, Client, Mail

HTML = """
<p>Hello Bob, your code is <b>314159</b>.</p>
<p><a href="https://shop.example/confirm?t=a&amp;u=b">Confirm your address</a> or
<a href="https://shop.example/help">get help</a>, <a href="https://shop.example/help#top">help</a></p>
<table><tr><td>Ink</td><td class="total">7.50</td></tr></table>
<img src="https://shop.example/logo.png" alt="Logo">
"""
INVITATION = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTAMP:20260501T120000Z\r\nDTSTART:20260501T120000Z\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def mail(mailbox: Client) -> Mail:
    sent = EmailMessage()
    sent["From"], sent["To"], sent["Subject"] = "shop@example.com", "bob@example.com", "Your code"
    sent["List-Unsubscribe"] = "<https://shop.example/leave>"
    sent.set_content("Hello Bob, your code is 314159.")
    sent.add_alternative(HTML, subtype="html")
    sent.add_attachment(INVITATION, subtype="calendar", filename="invite.ics", params={"method": "REQUEST"})
    with smtplib.SMTP(*mailbox.smtp) as smtp:
        smtp.login(*mailbox.login)
        smtp.send_message(sent)
    caught = mailbox.wait()
    mailbox.clear()  # what follows asks the catcher nothing
    return caught


def test_codes_links_pictures_tables_elements_and_events(mail: Mail) -> None:
    assert mail.code == "314159"
    assert [code.value for code in mail.codes] == ["314159"]
    assert mail.link(text="CONFIRM") == mail.link(href="confirm") == "https://shop.example/confirm?t=a&u=b"
    assert [link.text for link in mail.links] == ["Confirm your address", "get help", "help"]
    assert mail.tables == ((("Ink", "7.50"),),)
    assert [element.text for element in mail.select("td.total")] == ["7.50"]
    assert mail.images[0].alt == "Logo"
    assert "your code is 314159." in mail.html_text
    assert mail.unsubscribe is not None
    assert mail.unsubscribe.links == ("https://shop.example/leave",)
    assert [event.summary for event in mail.events] == ["Lunch"]


def test_what_is_not_there_is_told_with_what_is(mail: Mail) -> None:
    with pytest.raises(
        LookupError, match=r"one link with text 'goodbye', found 0; there are\n  'Confirm your"
    ):
        mail.link(text="goodbye")
    with pytest.raises(LookupError, match=r"one link with text 'help', found 2"):
        mail.link(text="help")
    with pytest.raises(ValueError, match="cannot be read"):
        mail.select("td[")


async def test_without_a_code_the_text_is_told(mailbox: Client, async_mailbox: AsyncClient) -> None:
    with smtplib.SMTP(*mailbox.smtp) as smtp:
        smtp.login(*mailbox.login)
        smtp.sendmail("shop@example.com", ["bob@example.com"], "Subject: Hello\n\nNo secrets here.\n")
    mail = await async_mailbox.wait(timeout=5)

    assert (mail.links, mail.html_text, mail.unsubscribe, mail.select("p")) == ((), "", None, ())
    with pytest.raises(LookupError, match=r"no one-time code is in <Mail .*\nNo secrets here"):
        _ = mail.code
