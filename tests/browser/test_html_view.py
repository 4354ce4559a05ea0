"""The HTML of a mail as a developer looks at it: every width, light and dark, with and without what it loads."""

from __future__ import annotations

import pytest
from playwright.sync_api import FrameLocator, Page, Request, Route, expect

from catcher import Catcher
from tests.browser.mails import mail, send

NIGHT = """<meta name="color-scheme" content="light dark"><style>
p { color: rgb(1, 1, 1) } @media (prefers-color-scheme: dark) { p { color: rgb(250, 250, 250) } }
@media (max-width: 500px) { p { font-size: 40px } }</style><p>marker</p>"""


def opened(page: Page, catcher: Catcher, html: str, subject: str = "looked at") -> FrameLocator:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", subject, html=html))
    page.get_by_role("button", name=subject).click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("body")).to_be_attached()
    return frame


def colour(frame: FrameLocator) -> str:
    told: str = frame.locator("p").evaluate("p => getComputedStyle(p).color")
    return told


def test_the_mail_is_looked_at_in_every_width(page: Page, catcher: Catcher) -> None:
    frame = opened(page, catcher, NIGHT)
    widths = page.get_by_role("group", name="Width")

    for name, width in {"Phone width": 375, "Tablet width": 768, "Desktop width": 1280}.items():
        widths.get_by_role("button", name=name).click()
        assert frame.locator("html").evaluate("() => innerWidth") == width
        box = page.locator("iframe").bounding_box()
        assert box
        assert box["x"] + box["width"] <= 1280
    page.keyboard.press("[")
    page.keyboard.press("[")
    expect(widths.get_by_role("button", name="Phone width")).to_have_attribute("aria-pressed", "true")
    expect(frame.locator("p")).to_have_css("font-size", "40px")
    page.keyboard.press("]")
    expect(page.get_by_text("768 px")).to_be_visible()


def test_a_handle_makes_it_as_wide_as_one_likes(page: Page, catcher: Catcher) -> None:
    frame = opened(page, catcher, NIGHT)
    handle = page.get_by_role("separator", name="Drag to resize")
    box = handle.bounding_box()
    assert box
    before = frame.locator("html").evaluate("() => innerWidth")

    page.mouse.move(box["x"] + 8, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] - 92, box["y"] + 50)
    page.mouse.up()

    assert frame.locator("html").evaluate("() => innerWidth") == before - 200
    handle.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text(f"{before - 210} px")).to_be_visible()
    handle.dblclick()
    assert frame.locator("html").evaluate("() => innerWidth") == before


def test_it_is_zoomed(page: Page, catcher: Catcher) -> None:
    frame = opened(page, catcher, NIGHT)
    before = frame.locator("html").evaluate("() => innerWidth")

    page.get_by_label("Zoom").select_option("200 %")

    assert frame.locator("html").evaluate("() => innerWidth") == before // 2
    box = page.locator("iframe").bounding_box()
    assert box
    assert round(box["width"]) == before


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_mail_is_light_until_its_own_dark_rendering_is_asked_for(
    page: Page, catcher: Catcher, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # one of two words
    frame = opened(page, catcher, NIGHT)
    assert colour(frame) == "rgb(1, 1, 1)"

    page.keyboard.press("d")

    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    expect(frame.locator("p")).to_have_css("color", "rgb(250, 250, 250)")
    expect(frame.locator("meta")).to_have_attribute("content", "dark")
    page.get_by_role("button", name="Dark").click()
    expect(frame.locator("p")).to_have_css("color", "rgb(1, 1, 1)")


def test_a_mail_that_does_not_know_the_dark_says_so(page: Page, catcher: Catcher) -> None:
    opened(page, catcher, "<p>marker</p>")
    page.keyboard.press("d")

    expect(page.get_by_text("This mail brings no rules for the dark")).to_be_visible()


def test_images_and_fonts_are_switched_off(page: Page, catcher: Catcher) -> None:
    pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    face = "@font-face { font-family: x; src: url(data:font/woff2;base64,AAAA) }"
    html = f"<style>{face} p {{ font-family: x }}</style><p>marker</p><img src='{pixel}'>"
    frame = opened(page, catcher, html)
    expect(frame.locator("img")).to_have_js_property("naturalWidth", 1)

    page.keyboard.press("i")
    expect(frame.locator("img")).to_have_js_property("naturalWidth", 0)
    with page.expect_response(lambda answer: "fonts=false" in answer.url) as answer:
        page.get_by_role("button", name="Fonts").click()
    assert "font-src 'none'" in answer.value.headers["content-security-policy"]


def test_how_one_looks_stays_from_mail_to_mail_but_not_what_may_be_loaded(
    page: Page, catcher: Catcher
) -> None:
    page.route("https://x.example/**", lambda route: route.fulfill(status=200, body=b""))
    html = "<p>marker</p><img src='https://x.example/a.png'>"
    opened(page, catcher, html, "first")
    page.get_by_role("button", name="Phone width").click()
    page.get_by_role("button", name="Load it").click()
    expect(page.get_by_text("are loaded")).to_be_visible()

    opened(page, catcher, html, "second")

    expect(page.get_by_text("1 remote thing is not loaded.")).to_be_visible()
    expect(page.get_by_role("button", name="Phone width")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("by", ["hover", "focus"])
def test_a_link_shows_where_it_really_leads_and_cannot_lie(page: Page, catcher: Catcher, by: str) -> None:
    html = """<style>@layer a, b; a:hover:hover::after, a:focus::after { content: 'https://bank.example' !important;
    display: none !important }</style><a href='https://evil.example/x'>https://bank.example</a>"""
    frame = opened(page, catcher, html)
    link = frame.locator("a")

    if by == "hover":
        link.hover()
    else:
        page.get_by_role("tabpanel").focus()
        for _ in range(12):
            page.keyboard.press("Tab")
            if link.evaluate("a => document.activeElement === a"):
                break

    told = link.evaluate("a => { const s = getComputedStyle(a, '::after'); return [s.content, s.display] }")
    assert told == ['"https://evil.example/x"', "block"]


def test_a_link_with_a_target_of_its_own_gets_no_hand_on_us(page: Page, catcher: Catcher) -> None:
    def serve(route: Route, _: Request) -> None:
        route.fulfill(body="<p>shop</p>", content_type="text/html")

    page.context.route("https://shop.example/**", serve)
    frame = opened(page, catcher, "<a href='https://shop.example/' target='shop' rel='opener'>go</a>")

    with page.expect_popup() as popup:
        frame.locator("a").click()

    popup.value.wait_for_load_state()
    assert popup.value.evaluate("window.opener") is None
