"""Every side of a mail: what a developer looks up, copies, saves and prints."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from catcher import Catcher
from tests.browser.mails import RECEIPT, mail, send

INVITE = b"""BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Delivery\r\nDTSTART:20260501T120000Z\r
ATTENDEE;CN=Bob:mailto:bob@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""
CARD = b"BEGIN:VCARD\nFN:Ann Archer\nEMAIL:ann@example.com\nEND:VCARD\n"
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" onload="top.hacked = 1">
<image href="https://evil.example/x.png"/><script>top.hacked = 1</script><rect width="20" height="20"/></svg>"""


def rich() -> EmailMessage:
    """A mail with a file of each kind."""
    made = mail(
        "Shop <shop@example.com>",
        "Bob <bob@example.com>, ann@example.com",
        "Your order",
        "Your code is 482913.\n",
        RECEIPT,
    )
    made["Cc"] = "cara@example.com"
    for content, kind, name in (
        (INVITE, "text/calendar", "invite.ics"), (CARD, "text/vcard", "ann.vcf"), (DRAWING, "image/svg+xml", "plan.svg"),
        (b"item,pieces\n", "text/csv", "order.csv"), (b"PK\x03\x04", "application/zip", "all.zip"),
    ):  # fmt: skip
        major, minor = kind.split("/")
        made.add_attachment(content, maintype=major, subtype=minor, filename=name)
    return made


def opened(page: Page, catcher: Catcher, raw: EmailMessage | bytes, tab: str, *recipients: str) -> None:
    send(catcher.smtp, raw, *recipients)
    page.goto(f"{catcher.url}/?message={catcher.wait().id}&tab={tab}")
    expect(page.locator("article")).to_be_visible()


def test_links_in_the_text_can_be_followed_and_nothing_else(page: Page, catcher: Catcher) -> None:
    text = "Go to https://shop.example/a?b=1.\nOr javascript:alert(1), or write to ann@example.com!\n"
    opened(page, catcher, mail("a@example.com", "bob@example.com", "links", text), "text")

    links = page.get_by_role("tabpanel").get_by_role("link")

    assert [link.get_attribute("href") for link in links.all()] == [
        "https://shop.example/a?b=1",
        "mailto:ann@example.com",
    ]
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}


def test_every_file_can_be_looked_at_and_saved(page: Page, catcher: Catcher) -> None:
    opened(page, catcher, rich(), "files")
    panel = page.get_by_role("tabpanel")

    panel.get_by_role("button", name="View invite.ics").click()
    expect(panel.get_by_role("heading", name="Delivery")).to_be_visible()
    expect(panel).to_contain_text("bob@example.com")
    panel.get_by_role("button", name="View ann.vcf").click()
    expect(panel.get_by_role("heading", name="Ann Archer")).to_be_visible()
    panel.get_by_role("button", name="View order.csv").click()
    expect(panel).to_contain_text("item,pieces")
    panel.get_by_role("button", name="View all.zip").click()
    expect(panel).to_contain_text("50 4b 03 04")
    panel.get_by_role("button", name="View plan.svg").click()
    expect(panel.get_by_role("img", name="plan.svg")).to_have_js_property("naturalWidth", 20)
    assert page.evaluate("window.hacked") is None

    with page.expect_download() as one:
        panel.get_by_role("link", name="Download order.csv").click()
    assert one.value.path().read_bytes() == b"item,pieces\n"
    with page.expect_download() as every:
        panel.get_by_role("link", name="Download all", exact=True).click()
    with zipfile.ZipFile(io.BytesIO(every.value.path().read_bytes())) as archive:
        assert archive.namelist() == ["invite.ics", "ann.vcf", "plan.svg", "order.csv", "all.zip"]


def test_each_part_shows_its_header_and_its_content(page: Page, catcher: Catcher) -> None:
    opened(page, catcher, rich(), "parts")
    row = page.locator(".part", has_text="order.csv")

    row.get_by_role("button", name="Headers").click()
    expect(page.get_by_role("row", name="Content-Disposition")).to_contain_text('filename="order.csv"')
    row.get_by_role("button", name="Open").click()

    expect(page.get_by_role("tabpanel").locator("pre")).to_have_text("item,pieces\n")


def test_the_source_shows_what_does_not_belong_there(page: Page, catcher: Catcher) -> None:
    raw = b"From: a@b.example\r\nSubject: caf\xe9\r\n\r\nbare\nnul \0\r\ncr \r here\r\n"
    opened(page, catcher, raw, "source")
    panel = page.get_by_role("tabpanel")

    expect(panel.get_by_text("1 bare LF, 1 bare CR, 1 NUL")).to_be_visible()
    assert panel.locator(".odd").all_inner_texts() == ["\\xe9", "LF", "NUL", "CR"]
    expect(panel.locator(".name").first).to_have_text("From:")
    panel.get_by_role("button", name="Bytes").click()
    expect(panel).to_contain_text("63 61 66 e9")


def test_a_large_source_comes_in_pieces_and_is_searched_whole(page: Page, catcher: Catcher) -> None:
    lines = b"".join(b"line %d of a large mail\r\n" % number for number in range(4_000))
    opened(page, catcher, b"Subject: large\r\n\r\n" + lines + b"the needle\r\n", "source")
    panel = page.get_by_role("tabpanel")
    expect(panel.get_by_text("Piece 1 of 4")).to_be_visible()
    assert panel.locator(".line").count() < 2_000

    page.get_by_label("Find in the source").fill("needle")

    expect(panel.get_by_text("1 of 1")).to_be_visible()
    expect(panel.get_by_text("Piece 4 of 4")).to_be_visible()
    expect(panel.get_by_text("the needle")).to_be_in_viewport()
    page.get_by_label("Find in the source").fill("haystack")
    expect(panel.get_by_text("Not found")).to_be_visible()


def test_the_envelope_tells_who_got_it_and_who_did_not(page: Page, catcher: Catcher) -> None:
    opened(page, catcher, rich(), "envelope", "bob@example.com", "cara@example.com", "eve@example.com")
    panel = page.get_by_role("tabpanel")

    expect(panel.get_by_role("listitem").filter(has_text="bob@example.com")).to_contain_text("To")
    expect(panel.get_by_role("listitem").filter(has_text="cara@example.com")).to_contain_text("Cc")
    expect(panel.get_by_role("listitem").filter(has_text="eve@example.com")).to_contain_text("a blind copy")
    expect(panel.get_by_text("Named in To or Cc, but this delivery was not for them.")).to_be_visible()
    expect(panel.get_by_role("listitem").filter(has_text="ann@example.com")).to_be_visible()


def test_defects_are_explained(page: Page, catcher: Catcher) -> None:
    opened(page, catcher, b"Subject: x\r\n\r\nbare\nnul \0\r\n", "text")
    page.get_by_role("button", name="This mail has").click()

    expect(page.get_by_role("tab", name="Defects")).to_have_attribute("aria-selected", "true")
    panel = page.get_by_role("tabpanel")
    items = panel.get_by_role("listitem")
    expect(items.filter(has_text="There are NUL bytes")).to_contain_text("RFC 5321, section 2.3.1")
    for item in items.all():
        expect(item.locator("p")).to_be_visible()


def test_the_mail_is_saved_in_every_form(page: Page, catcher: Catcher) -> None:
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    opened(page, catcher, rich(), "text")
    saved: dict[str, bytes] = {}
    for name in ("The mail (.eml)", "HTML", "Text", "Picture (.png)", "All files (.zip)"):
        page.get_by_role("button", name="Download", exact=True).click()
        with page.expect_download() as download:
            page.locator(".menu").get_by_text(name, exact=True).click()
        saved[name] = download.value.path().read_bytes()
        page.keyboard.press("Escape")

    assert b"Subject: Your order" in saved["The mail (.eml)"]
    assert b"Thank you for your order, Bob" in saved["HTML"]
    assert saved["Text"].strip() == b"Your code is 482913."
    assert saved["Picture (.png)"].startswith(b"\x89PNG")
    width, height = (int.from_bytes(saved["Picture (.png)"][at : at + 4]) for at in (16, 20))
    assert width == 2 * 720
    assert 400 < height < 2_000
    assert saved["All files (.zip)"].startswith(b"PK")
    assert [url for url in asked if not url.startswith((catcher.url, "data:", "blob:"))] == []


def test_the_mail_is_printed_whole_and_without_the_page_around_it(page: Page, catcher: Catcher) -> None:
    page.add_init_script("window.print = () => { window.printed = true }")
    tall = "<p>first</p>" + "<p>between</p>" * 200 + "<p>last</p>"
    opened(page, catcher, mail("a@example.com", "bob@example.com", "tall", html=tall), "html")

    page.get_by_role("button", name="Print").click()
    page.wait_for_function("() => window.printed")
    page.emulate_media(media="print")

    expect(page.locator(".list")).to_be_hidden()
    expect(page.get_by_role("tablist")).to_be_hidden()
    expect(page.get_by_role("heading", name="tall")).to_be_visible()
    box = page.locator("iframe").bounding_box()
    needed = page.frame_locator("iframe").locator("html").evaluate("html => html.scrollHeight")
    assert box
    assert box["height"] >= needed > 5_000


def test_one_goes_from_mail_to_mail_by_buttons(page: Page, catcher: Catcher) -> None:
    for subject in ("one", "two"):
        send(catcher.smtp, mail("a@example.com", "bob@example.com", subject))
    page.get_by_role("button", name="two").click()

    page.get_by_role("button", name="Next mail").click()
    expect(page.get_by_role("heading", name="one")).to_be_visible()
    page.get_by_role("button", name="Previous mail").click()
    expect(page.get_by_role("heading", name="two")).to_be_visible()


def test_the_tabs_are_reached_by_keys(page: Page, catcher: Catcher) -> None:
    opened(page, catcher, rich(), "html")
    names = ["HTML", "Text", "Headers", "Parts", "Source", "Files", "Envelope", "Session", "Links"]
    for key, name in enumerate(names, 1):
        page.keyboard.press(str(key))
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Links").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Defects")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.get_by_role("tab", name="HTML")).to_be_focused()
