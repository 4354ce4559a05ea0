"""The list: any number of mails, live, picked out, and searched, in a real browser."""

from __future__ import annotations

import json
import re
import smtplib

import pytest
from playwright.sync_api import Page, Request, WebSocketRoute, expect

from catcher import Catcher
from tests.browser.mails import mail, send


def many(catcher: Catcher, count: int) -> None:
    with smtplib.SMTP(*catcher.smtp) as smtp:
        for number in range(count):
            smtp.sendmail("a@example.com", ["bob@example.com"], f"Subject: mail {number}\n\n")


def test_one_can_jump_anywhere_and_only_what_is_near_is_loaded(page: Page, catcher: Catcher) -> None:
    many(catcher, 1_000)
    page.reload()  # what arrived while it was open is known to it
    expect(page.get_by_text("1,000 mails")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/messages?" in request.url else None)

    page.locator(".rows").evaluate("list => list.scrollTo(0, 64 * 500)")

    expect(page.get_by_text("mail 499", exact=True)).to_be_visible()
    page.locator(".rows").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    expect(page.get_by_text("mail 0", exact=True)).to_be_visible()
    assert len(asked) <= 4
    assert page.locator(".rows li").count() < 60


def test_what_comes_next_in_sight_is_loaded_already(page: Page, catcher: Catcher) -> None:
    many(catcher, 1_000)
    page.reload()  # what arrived while it was open is known to it
    expect(page.get_by_text("1,000 mails")).to_be_visible()
    loaded: list[str] = []

    def is_second(request: Request) -> bool:
        loaded.append(request.url)
        return len(loaded) == 2

    with page.expect_event("requestfinished", is_second):
        page.locator(".rows").evaluate("list => list.scrollTo(0, 64 * 500)")
    page.route("**/api/messages?*", lambda route: route.abort())

    page.locator(".rows").evaluate("list => list.scrollTo(0, 64 * 450)")
    expect(page.get_by_text("mail 549", exact=True)).to_be_visible()
    page.locator(".rows").evaluate("list => list.scrollTo(0, 64 * 550)")
    expect(page.get_by_text("mail 449", exact=True)).to_be_visible()


def test_what_a_search_found_begins_at_its_top(page: Page, catcher: Catcher) -> None:
    many(catcher, 60)
    expect(page.get_by_text("60 mails")).to_be_visible()
    rows = page.locator(".rows")
    rows.evaluate("list => list.scrollTo(0, 64 * 30)")
    expect(page.get_by_text("mail 25", exact=True)).to_be_visible()

    page.get_by_role("combobox").fill("subject:mail -subject:5")
    page.keyboard.press("Enter")

    expect(page.get_by_text("mail 49", exact=True)).to_be_in_viewport()
    assert rows.evaluate("list => list.scrollTop") == 0


def test_what_arrives_above_does_not_move_what_one_reads(page: Page, catcher: Catcher) -> None:
    many(catcher, 60)
    expect(page.get_by_text("60 mails")).to_be_visible()
    page.locator(".rows").evaluate("list => list.scrollTo(0, 64 * 20)")
    read = page.get_by_text("mail 35", exact=True)
    before = read.bounding_box()

    send(catcher.smtp, mail("a@example.com", "bob@example.com", "just in"))
    pill = page.get_by_role("button", name="1 new", exact=True)
    expect(pill).to_be_visible()

    assert read.bounding_box() == before
    pill.click()
    expect(page.get_by_text("just in", exact=True)).to_be_visible()
    expect(pill).to_be_hidden()


def test_a_removal_in_the_middle_leaves_every_row_in_its_place(page: Page, catcher: Catcher) -> None:
    many(catcher, 300)
    expect(page.get_by_text("300 mails")).to_be_visible()
    page.locator(".rows").evaluate("list => list.scrollTo(0, 64 * 200)")
    expect(page.get_by_text("mail 95", exact=True)).to_be_visible()

    catcher.delete('subject:="mail 150"')

    expect(page.get_by_text("299 mails")).to_be_visible()
    expect(page.get_by_text("mail 95", exact=True)).to_be_visible()
    shown = page.locator(".rows .subject").all_inner_texts()
    numbers = [int(each.removeprefix("mail ")) for each in shown]
    assert numbers == list(range(numbers[0], numbers[0] - len(numbers), -1))


def test_mails_are_picked_out_to_be_marked_and_deleted_together(page: Page, catcher: Catcher) -> None:
    many(catcher, 6)
    expect(page.locator(".rows li")).to_have_count(6)
    page.get_by_label("Select: mail 5").check()
    page.get_by_role("button", name="mail 2").click(modifiers=["Shift"])
    expect(page.get_by_text("4 selected")).to_be_visible()

    page.get_by_role("button", name="Mark read", exact=True).click()
    expect(page.locator(".row.unread")).to_have_count(2)
    page.get_by_label("Select: mail 3").uncheck()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("3 mails deleted")).to_be_visible()
    assert page.locator(".rows .subject").all_inner_texts() == ["mail 3", "mail 1", "mail 0"]

    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".rows li")).to_have_count(6)
    assert len(catcher.messages) == 6


def test_mails_are_picked_out_by_keyboard(page: Page, catcher: Catcher) -> None:
    many(catcher, 3)
    expect(page.locator(".rows li")).to_have_count(3)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
        expect(page.locator(".row.open")).to_have_count(1)
    expect(page.get_by_text("2 selected")).to_be_visible()

    page.keyboard.press("#")

    expect(page.locator(".rows li")).to_have_count(1)
    expect(page.get_by_text("2 mails deleted")).to_be_visible()


def test_each_mailbox_can_be_looked_at_alone(page: Page, catcher: Catcher) -> None:
    for name, subjects in (("shop", ["order"]), ("blog", ["comment", "reply"])):
        with smtplib.SMTP(*catcher.smtp) as smtp:
            smtp.login(name, "any")
            for subject in subjects:
                smtp.sendmail("a@example.com", ["bob@example.com"], f"Subject: {subject}\n\n")
    expect(page.locator(".rows li")).to_have_count(3)

    page.get_by_role("button", name="blog, 2").click()

    expect(page.locator(".rows li")).to_have_count(2)
    assert page.url.endswith("?mailbox=blog")
    page.get_by_role("button", name="Delete all 2").click()
    page.get_by_role("button", name="shop, 1").click()
    expect(page.locator(".rows li")).to_have_count(1)
    page.goto("about:blank")
    assert catcher.wait(subject="order").subject == "order"


def test_a_search_is_completed_and_saved(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("ann@example.com", "bob@example.com", "with a file", files=(("a.pdf", b"x"),)))
    send(catcher.smtp, mail("ann@example.com", "bob@example.com", "without"))
    box = page.get_by_label("Search mail")
    box.click()
    box.press_sequentially("ha")
    expect(page.get_by_role("option", name="has:")).to_be_visible()
    for key in ("ArrowDown", "Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    expect(box).to_have_value("has:attachment ")
    expect(page.locator(".rows li")).to_have_count(1)
    page.get_by_role("button", name="Save this search").click()
    page.get_by_label("Clear the search").click()
    expect(page.locator(".rows li")).to_have_count(2)
    page.reload()
    page.get_by_role("navigation").get_by_role("button", name="has:attachment").click()
    expect(page.locator(".rows li")).to_have_count(1)


class Wire:
    """The page's live socket, which can be cut and changed on its way."""

    def __init__(self, page: Page) -> None:
        self.is_cut = False
        self.writing = "ok"
        self._open: list[WebSocketRoute] = []
        page.route_web_socket(re.compile(r"/api/live\?"), self._opened)
        page.reload()

    def cut(self) -> None:
        self.is_cut = True
        for socket in self._open:
            socket.close(code=1001)

    def _opened(self, socket: WebSocketRoute) -> None:
        if self.is_cut:
            socket.close(code=1001)
            return
        self._open.append(socket)
        server = socket.connect_to_server()
        server.on_message(lambda text: socket.send(self._told(str(text))))

    def _told(self, text: str) -> str:
        return json.dumps({**json.loads(text), "writing": self.writing})


def test_a_lost_connection_is_told_with_its_tries_and_nothing_is_missed(page: Page, catcher: Catcher) -> None:
    page.clock.install(time=0)
    page.clock.pause_at(1)  # the first try is soon over, else
    wire = Wire(page)
    page.locator(".connection.live").wait_for()
    wire.cut()
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "meanwhile"))
    for tries in (1, 2, 3):
        expect(page.locator(".connection")).to_have_text(f"No connection, try {tries}")
        page.clock.fast_forward(8_000)
    expect(page.get_by_text("The catcher does not answer.")).to_be_visible()

    wire.is_cut = False
    page.get_by_role("button", name="Try now").click()

    expect(page.locator(".rows li")).to_have_count(1)
    expect(page.get_by_text("The catcher does not answer.")).to_be_hidden()


def test_a_store_that_cannot_write_is_told(page: Page, catcher: Catcher) -> None:
    wire = Wire(page)
    page.locator(".connection.live").wait_for()
    wire.writing = "no space is left on the disk"

    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))

    expect(page.get_by_text("New mail cannot be kept: no space is left on the disk")).to_be_visible()


def test_the_borders_are_dragged_and_remembered(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))
    expect(page.locator(".rows li")).to_have_count(1)
    border = page.get_by_role("separator", name="Width of the list")
    at = border.bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 4, 400)
    page.mouse.down()
    page.mouse.move(at["x"] + 64, 400)
    page.mouse.up()
    expect(border).to_have_attribute("aria-valuenow", "460")
    border.press("ArrowLeft")

    page.reload()

    expect(border).to_have_attribute("aria-valuenow", "444")
    box = page.locator(".list").bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(444, abs=1)


def test_rows_are_roomy_or_compact(page: Page, catcher: Catcher) -> None:
    send(catcher.smtp, mail("a@example.com", "bob@example.com", "one"))
    line = page.locator(".rows li")
    expect(line).to_have_css("height", "64px")

    page.keyboard.press("v")

    expect(line).to_have_css("height", "36px")
    page.reload()
    expect(line).to_have_css("height", "36px")
