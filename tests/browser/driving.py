"""Debian's chromium, driven by Playwright: the one place that knows how it is started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.clients.programs import program

# No sandbox of its own as root in a container; nothing in the background, which would ask the internet for things.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


@contextmanager
def launched(playwright: Playwright, name: str = "chromium-headless-shell") -> Iterator[Browser]:
    """A headless browser: the shell, which is chromium without its own windows and starts at once, or `chromium` whole."""
    browser = playwright.chromium.launch(executable_path=program(name), args=FLAGS)
    yield browser
    browser.close()
