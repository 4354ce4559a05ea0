"""What makes the inbox a pleasure: keys, languages, colours, sizes, and what it tells from the background."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from catcher import Catcher
from tests.browser.mails import mail, send

SIZES = [(360, 640), (640, 400), (820, 1180), (2560, 1440)]
"""A small phone, a desktop at 200 %, a tablet, and a wide screen."""
VIEWS = ["", "?message=1", "?view=compare&message=1&other=1", "?view=sessions", "?view=rules", "?view=help"]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def test_the_palette_runs_a_command_by_name(page: Page, catcher: Catcher) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("go sess")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Sessions")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_palette_searches(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "zebra"))
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "horse"))
    page.keyboard.press("Control+k")
    page.keyboard.type("zebra")
    page.keyboard.press("Enter")

    expect(page.locator(".rows li")).to_have_count(1)
    assert page.url.endswith("?q=zebra")


def test_two_keys_go_to_each_view(page: Page, catcher: Catcher) -> None:
    for key, view in (("s", "sessions"), ("r", "rules"), ("h", "help")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(rf"\?view={view}$"))
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_label("Search mail")).to_be_visible()


def test_the_focus_comes_back_to_the_row_that_was_opened(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="one").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="one")).to_be_visible()

    page.keyboard.press("u")

    expect(page.locator(".rows [data-id]")).to_be_focused()


def test_the_theme_is_chosen_and_remembered(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    light = page.evaluate(BACKGROUND)
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("radio", name="Dark").check(force=True)
    dark = page.evaluate(BACKGROUND)
    assert dark != light

    page.reload()
    page.locator(".connection.live").wait_for()
    assert page.evaluate(BACKGROUND) == dark


def test_the_language_is_the_browsers_until_another_is_chosen(browser: Browser, catcher: Catcher) -> None:
    context = browser.new_context(locale="de-AT")
    page = context.new_page()
    page.goto(catcher.url)
    expect(page.get_by_role("heading", name="Noch nichts da")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")

    page.get_by_role("button", name="Einstellungen").click()
    page.get_by_role("radio", name="Français").check(force=True)
    expect(page.get_by_role("heading", name="Rien pour l'instant")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Rien pour l'instant")).to_be_visible()
    context.close()


def test_the_icon_of_the_tab_shows_that_there_is_unread_mail(page: Page, catcher: Catcher) -> None:
    icon = page.locator("link[rel=icon]")
    plain = icon.get_attribute("href")
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))
    expect(icon).to_have_attribute("href", re.compile("^data:image/png"))

    page.get_by_role("button", name="Mark all read").click()

    expect(icon).to_have_attribute("href", re.compile(re.escape((plain or "").removeprefix("./")) + "$"))


def test_new_mail_is_told_to_the_system_once_it_is_asked_for(
    page_that_may_notify: Page, catcher: Catcher
) -> None:
    page = page_that_may_notify
    page.context.grant_permissions(["notifications"])
    page.add_init_script(
        """window.told = []; Object.defineProperty(document, 'hidden', { get: () => true });
        window.Notification = class extends Notification { constructor(title, more) { super(title, more); told.push(title, more.body) } }"""
    )
    page.reload()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Tell me of new mail").check()
    page.get_by_role("button", name="Close").click()

    send(catcher.smtp, mail("Ann Archer <ann@example.com>", "bob@example.com", "Hello Bob"))

    page.wait_for_function("() => told.length > 0")
    assert page.evaluate("told") == ["Ann Archer", "Hello Bob"]


def test_an_arrival_is_read_out_by_a_screen_reader(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("Ann Archer <ann@example.com>", "bob@example.com", "Hello Bob"))

    expect(page.locator("[aria-live=polite]")).to_have_text("New mail: Ann Archer, Hello Bob")


def test_on_a_phone_the_menu_leads_to_the_other_views(page: Page, catcher: Catcher) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("dialog").get_by_role("button", name="Failures").click()

    expect(page.get_by_role("heading", name="Failures on purpose")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_fits_every_width(page: Page, catcher: Catcher, view: str) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one", html="<p>hello</p>"))
    page.goto(f"{catcher.url}/{view}")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("main :is(h1, h2, .rows)").first).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_nothing_moves_for_who_wants_it_still(page: Page, catcher: Catcher) -> None:
    page.emulate_media(reduced_motion="reduce")

    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))

    expect(page.locator(".row.new")).to_have_css("animation-name", "none")


def test_the_page_works_with_fonts_blocked_and_without_storage(browser: Browser, catcher: Catcher) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('no room') }")
    page.route("**/*.woff2", lambda route: route.abort())
    page.goto(catcher.url)
    page.locator(".connection.live").wait_for()

    page.keyboard.press("t")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    context.close()
