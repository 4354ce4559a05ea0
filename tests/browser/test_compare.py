"""Two mails side by side: what changed in our template."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from catcher import Catcher
from tests.browser.mails import mail, send

OLD = "<p style='color: red'>Hello <b>Bob</b>, your order is packed.</p><img src='https://evil.example/x.png'><script>top.hacked = 1</script>"
NEW = "<p style='color: blue'>Hello <b>Ann</b>, your order is packed.</p>"


def test_two_mails_are_compared_in_html_text_and_headers(page: Page, catcher: Catcher) -> None:
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "Order 1", "Hello Bob\nsame\n", OLD))
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "Order 2", "Hello Ann\nsame\n", NEW))
    page.get_by_role("button", name="Order 1").click()
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("button", name="Order 2").click()

    for subject in ("Order 1", "Order 2"):
        drawn = page.get_by_role("img", name=subject)
        expect(drawn).to_have_js_property("naturalWidth", 640)
    expect(page.get_by_text("5 differences are marked.")).to_be_visible()
    page.get_by_role("button", name="Text").click()
    expect(page.locator("del")).to_have_text("Bob")
    expect(page.locator("ins")).to_have_text("Ann")
    page.get_by_role("button", name="Headers").click()
    expect(page.locator("del").first).to_have_text("1")
    expect(page.get_by_text("MIME-Version")).to_be_visible()
    page.get_by_label("Only what differs").check()
    expect(page.get_by_text("MIME-Version")).to_be_hidden()
    page.get_by_role("button", name="Swap sides").click()
    expect(page.locator("ins").first).to_have_text("1")
    page.reload()
    expect(page.locator("ins").first).to_have_text("1")
    page.get_by_role("button", name="Back to the list").click()
    expect(page.get_by_role("heading", name="Order 2")).to_be_visible()

    assert page.evaluate("window.hacked") is None
    assert [url for url in asked if not url.startswith((catcher.url, "data:"))] == []


def test_the_same_mail_twice_differs_in_nothing(page: Page, catcher: Catcher) -> None:
    made = mail("a@example.com", "bob@example.com", "Order", html=NEW)
    for _ in range(2):
        send(catcher.smtp, made)
    first, second = sorted(each.id for each in catcher.messages)

    page.goto(f"{catcher.url}/?view=compare&message={first}&other={second}&tab=headers")

    expect(page.get_by_text("Nothing differs.")).to_be_visible()
