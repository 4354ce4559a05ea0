"""The views beside the inbox: sessions, failures on purpose, and the set-up help."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from catcher import Catcher, embedded
from tests.browser.mails import mail, send


@pytest.fixture
def fresh(page: Page) -> Iterator[Catcher]:
    """A catcher that nobody has spoken to yet; the page is at its sessions."""
    with embedded() as started:
        page.goto(f"{started.url}/?view=sessions")
        expect(page.get_by_role("heading", name="No session yet")).to_be_visible()
        yield started
        page.goto("about:blank")


def knock_with_tls(catcher: Catcher) -> None:
    """What a client says that takes the plain port for the one with TLS."""
    with socket.create_connection(catcher.smtp) as client:
        client.recv(100)
        client.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")


def test_sessions_are_followed_and_a_failed_one_says_what_went_wrong(page: Page, fresh: Catcher) -> None:
    send(fresh.smtp, mail("a@example.com", "bob@example.com", "fine"))
    knock_with_tls(fresh)
    sessions = page.get_by_role("region", name="Sessions").get_by_role("listitem")
    expect(sessions).to_have_count(2)

    page.get_by_role("button", name="With problems").click()
    expect(sessions).to_have_count(1)
    sessions.get_by_role("button").click()

    expect(page.get_by_role("region", name="What went wrong")).to_contain_text(
        "began a TLS handshake at once"
    )
    page.reload()
    expect(page.get_by_role("list", name="What was said")).to_contain_text("220 ")


def test_a_session_leads_to_the_mail_that_it_brought(page: Page, fresh: Catcher) -> None:
    send(fresh.smtp, mail("a@example.com", "bob@example.com", "brought"))
    page.get_by_role("region", name="Sessions").get_by_role("listitem").get_by_role("button").click()
    expect(page.locator("li.client", has_text="bob@example.com")).to_be_visible()

    page.get_by_role("button", name=str(fresh.wait().id), exact=True).click()

    expect(page.get_by_role("heading", name="brought")).to_be_visible()


def test_a_session_that_lasts_is_open(page: Page, fresh: Catcher) -> None:
    page.get_by_role("button", name="Open now").click()
    sessions = page.get_by_role("region", name="Sessions").get_by_role("listitem")
    with smtplib.SMTP(*fresh.smtp) as smtp:
        smtp.ehlo("app.example")
        expect(sessions).to_have_count(1)

    expect(sessions).to_have_count(0)


def test_a_failure_is_made_in_a_form_and_counts_how_often_it_fired(page: Page, catcher: Catcher) -> None:
    page.get_by_role("button", name="Failures").click()
    expect(page.get_by_role("heading", name="Nothing fails on purpose")).to_be_visible()
    page.get_by_role("button", name="New rule").click()
    page.get_by_label("Code").fill("451")
    page.get_by_label("Text").fill("4.2.1 Busy")
    page.get_by_label("Recipient").fill("bob@*")
    page.get_by_label("How often").select_option("first")
    page.get_by_role("button", name="Set the rule").click()
    rule = page.get_by_role("list", name="Failures on purpose").get_by_role("listitem")
    expect(rule).to_contain_text("refuse with 451 4.2.1 Busy")
    expect(rule).to_contain_text("Recipient bob@* · the first time")

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(catcher.smtp, mail("a@example.com", "bob@example.com", "refused"))

    expect(rule).to_contain_text("fired once")
    rule.get_by_role("switch").uncheck()
    expect(rule.get_by_role("switch")).not_to_be_checked()
    rule.get_by_role("button", name="Remove").click()
    expect(rule).to_have_count(0)


def test_the_form_asks_only_for_what_the_stage_can_know(page: Page, catcher: Catcher) -> None:
    page.goto(f"{catcher.url}/?view=rules")
    page.get_by_role("button", name="New rule").click()
    page.get_by_label("When").select_option("accept")
    page.get_by_label("What happens").select_option("discard")
    expect(page.get_by_label("At least bytes")).to_be_visible()

    page.get_by_label("When").select_option("connect")

    expect(page.get_by_label("Recipient")).to_have_count(0)
    expect(page.get_by_label("At least bytes")).to_have_count(0)
    expect(page.get_by_label("Client")).to_be_visible()
    expect(page.get_by_label("What happens")).to_have_value("refuse")


def test_a_failure_that_cannot_be_is_explained(page: Page, catcher: Catcher) -> None:
    page.goto(f"{catcher.url}/?view=rules")
    page.get_by_role("button", name="New rule").click()
    page.get_by_label("How often").select_option("first")
    page.get_by_role("spinbutton", name="Times").fill("0")

    page.get_by_role("button", name="Set the rule").click()

    expect(page.get_by_role("alert")).to_contain_text("expected the first 1 or more times, not 0")


def test_the_help_has_the_settings_of_this_instance_ready_to_copy(page: Page, catcher: Catcher) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Set-up").click()
    page.get_by_role("radio", name="Django").check(force=True)
    expect(page.locator("pre")).to_contain_text(f"EMAIL_PORT = {catcher.smtp.port}")

    page.get_by_role("button", name="Copy", exact=True).last.click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert 'EMAIL_HOST = "127.0.0.1"' in page.evaluate("navigator.clipboard.readText()")


def test_a_sample_of_each_kind_is_delivered_at_a_click(page: Page, catcher: Catcher) -> None:
    page.goto(f"{catcher.url}/?view=help")
    kinds = page.locator(".samples button")
    expect(kinds).to_have_count(7)
    for number in range(7):
        kinds.nth(number).click()
        expect(page.get_by_text(f"Delivered: {kinds.nth(number).inner_text()}")).to_be_visible()

    page.get_by_role("button", name="Open it").click()

    expect(page.get_by_role("heading", name="Monthly report")).to_be_visible()
    expect(page.locator(".rows li")).to_have_count(7)


def test_the_empty_inbox_offers_samples(page: Page, catcher: Catcher) -> None:
    page.get_by_role("button", name="Sign-in code").click()

    expect(page.get_by_role("button", name="Your sign-in code is 482913")).to_be_visible()
