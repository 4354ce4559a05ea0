"""Hostile mail: whatever it holds, nothing of it runs, nothing is fetched, and the page stays alive."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, Request, Route, expect

from catcher import Catcher
from tests.browser.mails import mail, send

HOSTILE = {
    "script": "<script>top.hacked = 1; alert(1)</script>",
    "event handlers": "<img src=x onerror='top.hacked = 1; alert(1)'><body onload='alert(1)'>",
    "svg": "<svg onload='alert(1)'><script>alert(1)</script><image href='https://evil.example/a.png'/></svg>",
    "base": "<base href='https://evil.example/'><img src='a.png'>",
    "meta refresh": "<meta http-equiv='refresh' content='0;url=https://evil.example/'>",
    "css": "<style>@import 'https://evil.example/a.css'; body { background: url(https://evil.example/b.png) }</style>",
    "font": "<style>@font-face { font-family: x; src: url(https://evil.example/f.woff2) } p { font-family: x }</style><p>x</p>",
    "link": "<link rel=stylesheet href='https://evil.example/a.css'><link rel=preconnect href='https://evil.example'>",
    "prefetch": "<link rel=prefetch href='https://evil.example/p'><link rel=dns-prefetch href='//evil.example'>",
    "frame": "<iframe src='https://evil.example/'></iframe><iframe srcdoc='<script>top.hacked = 1</script>'></iframe>",
    "object": "<object data='https://evil.example/o'></object><embed src='https://evil.example/e'>",
    "media": "<video src='https://evil.example/v' autoplay poster='https://evil.example/p.png'></video><audio src='//evil.example/a'>",
    "form": "<form action='https://evil.example/' id=f><input name=a></form><script>f.submit()</script>",
    "srcset": "<img srcset='https://evil.example/1.png 1x, https://evil.example/2.png 2x'>",
    "data url": "<iframe src='data:text/html,<script>top.hacked=1</script>'></iframe>",
    "our own api": "<img src='/api/messages?all=true'><script>fetch('/api/messages?all=true', {method: 'DELETE'})</script>",
    "nesting": "<table><tr><td>" * 5_000,
    "broken": "<div <p style='</style><!-- <b>" + "<" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_runs_and_nothing_is_fetched(page: Page, catcher: Catcher, name: str) -> None:
    asked: list[str] = []
    dialogs: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((catcher.url, "data:", "about:")):
            asked.append(request.url)

    def note_dialog(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    # A request that the policy forbids never leaves the browser, though it is announced and then fails.
    page.on("requestfinished", note)
    page.on("dialog", note_dialog)
    html = f"<html><body><p>marker</p>{HOSTILE[name]}</body></html>"
    send(catcher.smtp, mail("evil@example.com", "bob@example.com", "hostile", html=html))
    page.get_by_role("button", name="hostile").click()
    expect(page.frame_locator("iframe").first.get_by_text("marker")).to_be_attached()

    send(catcher.smtp, mail("a@example.com", "bob@example.com", "and the page lives"))
    expect(page.locator(".rows li")).to_have_count(2)
    assert page.evaluate("window.hacked") is None
    assert (asked, dialogs) == ([], [])
    assert page.url.startswith(catcher.url)
    assert len(catcher.messages) == 2


def test_remote_pictures_are_blocked_until_asked_for(page: Page, catcher: Catcher) -> None:
    wanted: list[str] = []

    def serve(route: Route, request: Request) -> None:
        wanted.append(request.url)
        route.fulfill(status=200, content_type="image/png", body=b"")

    page.route("https://pictures.example/**", serve)
    html = "<p>marker</p><img src='https://pictures.example/a.png'><img src='https://pictures.example/b.png'>"
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "pictures", html=html))
    page.get_by_role("button", name="pictures").click()
    expect(page.get_by_text("2 remote things are not loaded.")).to_be_visible()
    expect(page.frame_locator("iframe").get_by_text("marker")).to_be_visible()
    assert wanted == []

    with page.expect_request("https://pictures.example/b.png") as request:
        page.get_by_role("button", name="Load them").click()

    assert "referer" not in request.value.all_headers()
    expect(page.get_by_text("Remote pictures, styles and fonts are loaded.")).to_be_visible()


def test_links_open_in_a_tab_of_their_own_without_a_way_back(page: Page, catcher: Catcher) -> None:
    page.context.route(
        "https://shop.example/**", lambda route: route.fulfill(body="<p>shop</p>", content_type="text/html")
    )
    send(
        catcher.smtp,
        mail("a@example.com", "bob@example.com", "link", html="<a href='https://shop.example/x'>go</a>"),
    )
    page.get_by_role("button", name="link").click()

    with page.expect_popup() as popup:
        page.frame_locator("iframe").get_by_text("go").click()

    popup.value.wait_for_load_state()
    assert popup.value.url == "https://shop.example/x"
    assert popup.value.evaluate("window.opener") is None
    assert popup.value.evaluate("document.referrer") == ""
    assert page.url.startswith(catcher.url)
