"""axe-core finds nothing to complain about, on any view, in light; its colours are as well in dark."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from catcher import Catcher
from tests.browser.mails import realistic, send

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = [
    "empty",
    "list",
    "html",
    "text",
    "headers",
    "parts",
    "source",
    "files",
    "envelope",
    "session",
    "links",
    "defects",
    "file",
    "compare",
    "no match",
    "mistake",
    "keys",
    "palette",
    "settings",
    "suggestions",
    "selection",
    "sessions",
    "one session",
    "rules",
    "rule form",
    "help",
    "phone menu",
]


def go_to(page: Page, catcher: Catcher, view: str) -> None:
    if view != "empty":
        for raw, recipients in realistic():
            send(catcher.smtp, raw, *recipients)
        expect(page.locator(".rows li").first).to_be_visible()
        expect(page.get_by_text("9 mails")).to_be_visible()
    match view:
        case "empty" | "list":
            pass
        case "no match":
            page.get_by_label("Search mail").fill("zebra")
            expect(page.get_by_role("heading", name="No mail matches")).to_be_visible()
        case "mistake":
            page.get_by_label("Search mail").fill("colour:red")
            expect(page.get_by_role("alert")).to_be_visible()
        case "keys" | "palette" | "settings":
            page.keyboard.press({"keys": "?", "palette": "Control+k", "settings": ","}[view])
            expect(page.get_by_role("dialog")).to_be_visible()
        case "suggestions":
            page.get_by_label("Search mail").click()
            page.keyboard.press("ArrowDown")
            expect(page.get_by_role("option", selected=True)).to_be_visible()
        case "selection":
            page.get_by_label("Select: Your order 4711").check()
            expect(page.get_by_text("1 selected")).to_be_visible()
        case "sessions" | "one session":
            page.get_by_role("button", name="Sessions").click()
            page.get_by_role("region", name="Sessions").get_by_role("listitem").first.wait_for()
            if view == "one session":
                page.get_by_role("region", name="Sessions").get_by_role("listitem").first.get_by_role(
                    "button"
                ).click()
                expect(page.get_by_role("list", name="What was said")).to_be_visible()
        case "rules" | "rule form":
            page.get_by_role("button", name="Failures").click()
            page.get_by_role("button", name="New rule").click()
            if view == "rules":
                page.get_by_role("button", name="Set the rule").click()
                expect(page.get_by_role("switch").first).to_be_visible()
        case "help":
            page.get_by_role("button", name="Set-up").click()
            expect(page.get_by_role("radio", name="Django")).to_be_attached()
        case "phone menu":
            page.set_viewport_size({"width": 390, "height": 844})
            page.get_by_role("button", name="Menu").click()
            expect(page.get_by_role("dialog")).to_be_visible()
        case _:
            page.get_by_role("button", name="Your order 4711").click()
            go_on(page, view)


def go_on(page: Page, view: str) -> None:
    """From a mail that is open."""
    match view:
        case "file":
            page.get_by_role("tab", name="Files").click()
            page.get_by_role("button", name="View terms.pdf").click()
            expect(page.get_by_role("link", name="Download terms.pdf")).to_be_visible()
        case "compare":
            page.get_by_role("button", name="Compare").click()
            page.get_by_role("button", name="Your sign-in code is 482913").click()
            page.get_by_role("button", name="Headers").click()
            expect(page.locator("del").first).to_be_visible()
        case tab:
            name = {"html": "HTML"}.get(tab, tab.title())
            page.get_by_role("tab", name=re.compile(rf"^{name}( \d+)?$")).click()
            expect(page.locator("article")).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(page: Page, catcher: Catcher, view: str) -> None:
    go_to(page, catcher, view)
    page.evaluate(AXE.read_text())

    assert violations(page, "light", "{ iframes: false }") == []
    assert violations(page, "dark", "{ iframes: false, runOnly: ['color-contrast'] }") == []


def violations(page: Page, theme: str, options: str) -> list[tuple[str, list[str]]]:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type] # one of two words
    found: dict[str, Any] = page.evaluate(f"axe.run({options})")
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found["violations"]]
