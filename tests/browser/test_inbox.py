"""What a developer does with the inbox, in a real browser."""

from __future__ import annotations

import json
import re
import smtplib

import pytest
from playwright.sync_api import Page, expect
from websockets.sync.client import connect

from catcher import Catcher
from catcher.sample import sample
from tests.browser.mails import RECEIPT, mail, realistic, send


def until(catcher: Catcher, count: int) -> list[str]:
    """The subjects that are left when so many are: told by the live view, as the page is gone."""
    with connect(catcher.url.replace("http", "ws", 1) + "/api/live") as socket:
        while json.loads(socket.recv(timeout=20))["total"] != count:
            pass
    return [each.subject for each in catcher.messages]


def rows(page: Page) -> list[str]:
    return page.locator(".rows .subject").all_inner_texts()


def test_an_empty_inbox_says_how_to_send_a_first_mail(page: Page, catcher: Catcher) -> None:
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    expect(page.get_by_text(f"Send mail to 127.0.0.1:{catcher.smtp.port}.")).to_be_visible()


def test_a_mail_appears_by_itself_and_is_counted_in_the_title(page: Page, catcher: Catcher) -> None:
    send(
        catcher.smtp,
        mail("Ann Archer <ann@example.com>", "bob@example.com", "Hello Bob", "The first words.\n"),
    )

    arrived = page.locator(".rows li")
    expect(arrived).to_have_count(1)
    expect(arrived).to_contain_text("Ann Archer")
    expect(arrived).to_contain_text("Hello Bob")
    expect(arrived).to_contain_text("The first words.")
    expect(page).to_have_title("(1) Catcher")


def test_new_mail_comes_on_top_and_the_open_one_stays_open(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "first"))
    page.get_by_role("button", name="first").click()
    expect(page.get_by_role("heading", name="first")).to_be_visible()

    send(catcher.smtp, mail("a@example.com", "bob@example.com", "second"))

    expect(page.locator(".rows li")).to_have_count(2)
    assert rows(page) == ["second", "first"]
    expect(page.get_by_role("heading", name="first")).to_be_visible()


def test_opening_shows_the_html_and_marks_it_read(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, sample("ann@example.com", ("bob@example.com",)))
    page.get_by_role("button", name="Welcome to Catcher").click()

    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Your code is")).to_be_visible()
    picture = frame.locator("img")
    expect(picture).to_have_js_property("naturalWidth", 16)
    expect(page).to_have_title("Catcher")
    assert catcher.find("is:read") != []


def test_every_tab_shows_its_side_of_the_mail(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, sample("ann@example.com", ("bob@example.com",)), "bob@example.com", "eve@example.com")
    page.get_by_role("button", name="Welcome to Catcher").click()
    panel = page.get_by_role("tabpanel")

    page.get_by_role("tab", name="Text").click()
    expect(panel).to_contain_text("Your code is 314159.")
    page.get_by_role("tab", name="Headers").click()
    expect(panel).to_contain_text("Message-ID")
    page.get_by_label("Filter headers").fill("subject")
    expect(panel).not_to_contain_text("Message-ID")
    expect(panel).to_contain_text("Welcome to Catcher ✉")
    page.get_by_role("button", name="As sent").click()
    expect(panel).to_contain_text("=?utf-8?")
    page.get_by_role("tab", name="Parts").click()
    expect(panel).to_contain_text("multipart/related")
    page.get_by_role("tab", name="Source").click()
    expect(panel).to_contain_text("Content-Transfer-Encoding: base64")
    page.get_by_role("tab", name="Envelope").click()
    expect(panel.locator("li", has_text="eve@example.com")).to_contain_text("a blind copy")
    expect(panel.locator("li", has_text="bob@example.com")).not_to_contain_text("a blind copy")
    page.get_by_role("tab", name="Session").click()
    expect(panel.get_by_role("list", name="What was said")).to_contain_text("Kept as")
    expect(panel.locator("li.client", has_text="eve@example.com")).to_be_visible()


def test_the_place_is_in_the_address_and_back_goes_back(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))
    page.get_by_role("button", name="one").click()
    page.get_by_role("tab", name="Source").click()
    assert page.url.endswith("?message=1&tab=source") or re.search(r"\?message=\d+&tab=source$", page.url)

    page.reload()
    expect(page.get_by_role("tab", name="Source")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(page.locator("article")).to_have_count(0)


def test_a_file_can_be_saved(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, sample("ann@example.com", ("bob@example.com",)))
    page.get_by_role("button", name="Welcome to Catcher").click()

    with page.expect_download() as download:
        page.get_by_role("link", name="order.csv").click()

    assert download.value.suggested_filename == "order.csv"
    assert download.value.path().read_text() == "item,pieces\npaper,3\nink,1\n"


def test_searching_narrows_the_list_and_stays_live(page: Page, catcher: Catcher) -> None:
    for raw, recipients in realistic():
        send(catcher.smtp, raw, *recipients)
    page.get_by_label("Search mail").fill("rcpt:team")

    expect(page.locator(".rows li")).to_have_count(1)
    assert rows(page) == ["Notes from today's planning"]
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "not for the team"))
    send(catcher.smtp, mail("a@example.com", "team@example.com", "for the team"), "team@example.com")
    expect(page.locator(".rows li")).to_have_count(2)
    assert rows(page)[0] == "for the team"

    page.get_by_label("Clear the search").click()
    expect(page.locator(".rows li")).to_have_count(11)


def test_a_search_without_a_match_has_a_way_out(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))
    page.get_by_label("Search mail").fill("never")

    expect(page.get_by_role("heading", name="No mail matches")).to_be_visible()
    page.get_by_role("button", name="Show all mail").click()
    expect(page.locator(".rows li")).to_have_count(1)


def test_a_mistake_in_a_search_is_pointed_at(page: Page) -> None:
    page.get_by_label("Search mail").fill("to:bob colour:red")

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("there is no field 'colour'")
    expect(alert.locator("mark")).to_have_text("c")


def test_a_deleted_mail_can_be_had_back(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "precious"))
    page.get_by_role("button", name="precious").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".rows li")).to_have_count(0)

    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".rows li")).to_have_count(1)
    assert len(catcher.messages) == 1


def test_a_delete_is_done_when_the_time_to_undo_is_over(page: Page, catcher: Catcher) -> None:
    page.clock.install()
    page.reload()
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "old"))
    page.get_by_role("button", name="old").click()
    page.get_by_role("button", name="Delete", exact=True).click()

    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.clock.fast_forward(10_000)

    assert catcher.messages == []


def test_leaving_the_page_does_what_was_asked(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "old"))
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "kept"))
    page.get_by_role("button", name="old").click()
    page.get_by_role("button", name="Delete", exact=True).click()

    page.goto("about:blank")

    assert until(catcher, 1) == ["kept"]


def test_delete_all_names_the_number_and_spares_what_comes_later(page: Page, catcher: Catcher) -> None:
    for subject in ("one", "two"):
        send(catcher.smtp, mail("a@example.com", "bob@example.com", subject))
    expect(page.locator(".rows li")).to_have_count(2)
    page.get_by_role("button", name="Delete all 2").click()
    expect(page.get_by_text("2 mails deleted")).to_be_visible()
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "later"))
    expect(page.locator(".rows li")).to_have_count(1)

    page.goto("about:blank")

    assert until(catcher, 1) == ["later"]


def test_marking_is_seen_in_every_open_page(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))
    other = page.context.new_page()
    other.goto(catcher.url)
    expect(other.locator(".row.unread")).to_have_count(1)

    page.get_by_role("button", name="Mark all read").click()

    expect(other.locator(".row.unread")).to_have_count(0)
    expect(page.locator(".row.unread")).to_have_count(0)


def test_everything_works_by_keyboard(page: Page, catcher: Catcher) -> None:
    for subject in ("one", "two", "three"):
        send(catcher.smtp, mail("a@example.com", "bob@example.com", subject, html=RECEIPT))
    expect(page.locator(".rows li")).to_have_count(3)
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="three")).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="two")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="three")).to_be_visible()
    page.keyboard.press("5")
    expect(page.get_by_role("tab", name="Source")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("#")
    expect(page.locator(".rows li")).to_have_count(2)
    page.keyboard.press("z")
    expect(page.locator(".rows li")).to_have_count(3)
    page.keyboard.press("u")
    expect(page.locator("article")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("subject:two")
    expect(page.locator(".rows li")).to_have_count(1)


def test_a_lost_connection_is_told_and_what_came_meanwhile_is_caught_up(page: Page, catcher: Catcher) -> None:
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))
    page.context.set_offline(False)

    expect(page.locator(".rows li")).to_have_count(1)


def test_hundreds_of_mails_are_scrolled_through_with_few_rows_in_the_page(
    page: Page, catcher: Catcher
) -> None:
    with smtplib.SMTP(*catcher.smtp) as smtp:
        for number in range(450):
            smtp.sendmail("a@example.com", ["bob@example.com"], f"Subject: mail {number}\n\n")
    page.reload()
    expect(page.get_by_text("450 mails")).to_be_visible()

    for _ in range(8):
        page.locator(".rows").evaluate("list => list.scrollTo(0, list.scrollHeight)")
        page.wait_for_function("() => document.querySelector('.rows').scrollTop > 0")
    page.wait_for_function(
        "() => { const list = document.querySelector('.rows'); list.scrollTo(0, list.scrollHeight);"
        " return [...document.querySelectorAll('.subject')].some(one => one.textContent === 'mail 0') }"
    )
    assert page.locator(".rows li").count() < 60


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_there_is_one_pane_at_a_time(page: Page, catcher: Catcher, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one", html=RECEIPT))
    page.get_by_role("button", name="one").click()
    expect(page.locator(".list")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator(".list")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_tab_that_is_open_is_in_sight(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{catcher.url}/?message={catcher.wait().id}&tab=session")

    expect(page.get_by_role("tab", name="Session")).to_be_in_viewport(ratio=1)
