from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect, sync_playwright

from catcher import Catcher
from tests.browser.driving import launched

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PATIENCE_MS = 30_000
"""As Playwright's own for all but `expect`: a machine that others use, too, may stand still for seconds."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Ended with the last of these tests: the loop that it runs would be in the way of tests with asyncio."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launched(playwright) as started:
        yield started


@pytest.fixture
def page(browser: Browser, catcher: Catcher) -> Iterator[Page]:
    """The inbox at desktop size, live; a script error on it fails the test."""
    yield from _page(browser, catcher)


@pytest.fixture
def page_that_may_notify(playwright: Playwright, catcher: Catcher) -> Iterator[Page]:
    """The same in chromium as a person has it; the shell tells the system nothing."""
    with launched(playwright, "chromium") as browser:
        yield from _page(browser, catcher)


def _page(browser: Browser, catcher: Catcher) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(catcher.url)
    opened.locator(".connection.live").wait_for()
    yield opened
    context.close()
    assert errors == []
