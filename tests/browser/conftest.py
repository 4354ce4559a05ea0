from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from catcher import Catcher
from tests.browser.driving import chromium

DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, catcher: Catcher) -> Iterator[Page]:
    """The inbox at desktop size, live; a script error on it fails the test."""
    context = browser.new_context(viewport=DESKTOP)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(catcher.url)
    opened.locator(".connection.live").wait_for()
    yield opened
    context.close()
    assert errors == []
