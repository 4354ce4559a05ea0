"""axe-core finds nothing to complain about, on any view, in light and dark."""

from __future__ import annotations

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
    "envelope",
    "session",
    "no match",
    "mistake",
    "keys",
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
        case "keys":
            page.keyboard.press("?")
            expect(page.get_by_role("dialog")).to_be_visible()
        case tab:
            page.get_by_role("button", name="Your order 4711").click()
            page.get_by_role("tab", name={"html": "HTML"}.get(tab, tab.title()), exact=True).click()
            expect(page.locator("article")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(page: Page, catcher: Catcher, view: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # one of two words
    go_to(page, catcher, view)
    page.evaluate(AXE.read_text())

    found: dict[str, Any] = page.evaluate("axe.run({ iframes: false })")

    assert [
        (each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found["violations"]
    ] == []
