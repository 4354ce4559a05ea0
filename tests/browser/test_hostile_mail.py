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
    "javascript link": "<a id=a href='javascript:top.hacked=1;alert(1)' target=_self>go</a><area href='javascript:alert(1)'>",
    "ping": "<a href='#x' ping='https://evil.example/ping'>go</a>",
    "meta policy": "<meta http-equiv='Content-Security-Policy' content=\"default-src *; script-src * 'unsafe-inline'\"><script>alert(1)</script>",
    "meta cookie": "<meta http-equiv='Set-Cookie' content='a=b'><meta http-equiv='refresh' content='0;url=javascript:alert(1)'>",
    "svg fetches": "<svg><use href='https://evil.example/u.svg#a'/><feImage href='https://evil.example/f.png'/><a href='javascript:alert(1)'><text>go</text></a></svg>",
    "svg animation": "<svg><a><animate attributeName=href values='javascript:alert(1)'/><text x=9 y=9>go</text></a></svg>",
    "math": "<math href='javascript:alert(1)'><mtext><img src=x onerror='alert(1)'></mtext></math>",
    "css imports": "<style>@import url(//evil.example/a.css); @import 'https://evil.example/b.css' layer(x) supports(display: block);</style>",
    "css pictures": "<p style=\"background: image-set('https://evil.example/a.png' 1x); cursor: url(https://evil.example/c.cur), auto; list-style: url(//evil.example/l)\">x</p>",
    "css escapes": "<style>body { background: \\75rl(https://evil.example/a.png) } @\\69mport 'https://evil.example/b.css';</style>",
    "template": "<template shadowrootmode=open><img src='https://evil.example/t.png'><script>alert(1)</script></template>",
    "marquee": "<marquee onstart='alert(1)'>x</marquee><details open ontoggle='alert(1)'>x</details><input autofocus onfocus='alert(1)'>",
    "raw text": "<title><img src=x onerror='alert(1)'></title><textarea><script>alert(1)</script></textarea><noscript><img src='https://evil.example/n.png'></noscript>",
    "portal": "<portal src='https://evil.example/'></portal><fencedframe src='https://evil.example/'></fencedframe>",
    "applet": "<applet code=x archive='https://evil.example/a.jar'></applet><param name=src value='https://evil.example/'><isindex action='https://evil.example/'>",
    "manifest": "<html manifest='https://evil.example/m'><link rel=manifest href='https://evil.example/m.json'><link rel=modulepreload href='https://evil.example/m.js'>",
    "popover": "<button popovertarget=x style='position: fixed; inset: 0'>x</button><dialog id=x popover open>y</dialog>",
    "our own api": "<img src='/api/messages?all=true'><script>fetch('/api/messages?all=true', {method: 'DELETE'})</script>",
    "nesting": "<table><tr><td>" * 5_000,
    "broken": "<div <p style='</style><!-- <b>" + "<" * 10_000,
}


ALONE = ("nesting", "broken", "raw text", "meta refresh", "meta cookie", "template")
TOGETHER = [name for name in HOSTILE if name not in ALONE]


class Watched:
    """What a mail must not do: ask for something elsewhere, or speak to the user."""

    def __init__(self, page: Page, ours: str) -> None:
        self._ours = ours
        self.asked: list[str] = []
        self.dialogs: list[str] = []
        # A request that the policy forbids never leaves the browser, though it is announced and then fails.
        page.on("requestfinished", self._note)
        page.on("dialog", self._note_dialog)

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self._ours, "data:", "about:", "blob:")):
            self.asked.append(request.url)

    def _note_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


def mails() -> dict[str, str]:
    """The kinds that get along with each other in one mail; those that do not, alone."""
    joined = {"all kinds": "".join(HOSTILE[name] for name in TOGETHER)}
    return joined | {name: HOSTILE[name] for name in ALONE}


@pytest.mark.parametrize("name", mails())
def test_nothing_runs_and_nothing_is_fetched(page: Page, catcher: Catcher, name: str) -> None:
    watched = Watched(page, catcher.url)
    html = f"<html><body><p>marker</p>{mails()[name]}</body></html>"
    send(catcher.smtp, mail("evil@example.com", "bob@example.com", "hostile", html=html))
    page.get_by_role("button", name="hostile").click()
    expect(page.frame_locator("iframe").first.get_by_text("marker")).to_be_attached()

    send(catcher.smtp, mail("a@example.com", "bob@example.com", "and the page lives"))
    expect(page.locator(".rows li")).to_have_count(2)
    assert page.evaluate("window.hacked") is None
    assert (watched.asked, watched.dialogs) == ([], [])
    assert page.url.startswith(catcher.url)
    assert len(catcher.messages) == 2


def test_a_drawing_of_a_hostile_mail_runs_and_fetches_nothing(page: Page, catcher: Catcher) -> None:
    watched = Watched(page, catcher.url)
    html = f"<html><body><p>marker</p>{mails()['all kinds']}</body></html>"
    send(catcher.smtp, mail("evil@example.com", "bob@example.com", "hostile", html=html))
    page.goto(f"{catcher.url}/?message={catcher.wait().id}&tab=text")

    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as picture:
        page.get_by_role("button", name="Picture (.png)").click()

    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    assert page.evaluate("window.hacked") is None
    assert (watched.asked, watched.dialogs) == ([], [])


def test_ten_megabytes_of_html_leave_the_page_alive(page: Page, catcher: Catcher) -> None:
    html = "<p>marker</p>" + "<p>many words of no importance</p>" * 320_000
    send(catcher.smtp, mail("evil@example.com", "bob@example.com", "huge", html=html))
    page.get_by_role("button", name="huge").click()
    expect(page.get_by_role("heading", name="huge")).to_be_visible(timeout=60_000)

    page.get_by_role("tab", name="Envelope").click()

    expect(page.get_by_role("tabpanel")).to_contain_text("MAIL FROM")
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "and the page lives"))
    expect(page.locator(".rows li")).to_have_count(2)


@pytest.mark.parametrize(
    ("claimed", "content"),
    [
        ("image/png", b"PK\x03\x04" + b"\0" * 1_000),
        ("image/png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("text/html", b"<script>top.hacked = 1; alert(1)</script>"),
    ],
)
def test_a_file_that_is_not_what_it_claims_does_nothing(
    page: Page, catcher: Catcher, claimed: str, content: bytes
) -> None:
    watched = Watched(page, catcher.url)
    made = mail("evil@example.com", "bob@example.com", "file", html="<img src='cid:x@y'><p>marker</p>")
    major, minor = claimed.split("/")
    made.add_attachment(content, maintype=major, subtype=minor, filename="../../x", cid="<x@y>")
    send(catcher.smtp, made)
    page.goto(f"{catcher.url}/?message={catcher.wait().id}&tab=files")

    page.get_by_role("button", name="View x").click()
    expect(page.locator(".viewer > *").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download x").click()

    assert download.value.suggested_filename == "x"
    assert page.evaluate("window.hacked") is None
    assert (watched.asked, watched.dialogs) == ([], [])


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
