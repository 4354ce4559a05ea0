"""Pictures of every view: `python -m tests.browser.screenshots [FOLDER]`; without a folder, README's picture alone."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

import catcher
from tests.browser.driving import chromium
from tests.browser.mails import realistic, send

README_PICTURE = Path(__file__).parents[2] / "web" / "screenshots" / "inbox.png"
SIZES = ((1920, 1080), (1280, 800), (820, 1180), (390, 844))
ORDER_ID = 9


def main() -> None:
    """Take the pictures."""
    with catcher.embedded() as box, chromium() as browser:
        empty = {
            (size, theme): opened(browser, box.url, size, theme)
            for size in SIZES
            for theme in ("light", "dark")
        }
        if len(sys.argv) > 1:
            for (size, theme), page in empty.items():
                shoot(page, Path(sys.argv[1]) / f"empty-{size[0]}-{theme}.png")
        for raw, recipients in realistic():
            send(box.smtp, raw, *recipients)
        page = opened(browser, f"{box.url}/?message={ORDER_ID}", (1280, 800), "light")
        page.locator("iframe").wait_for()
        shoot(page, README_PICTURE)
        if len(sys.argv) > 1:
            for (size, theme), each in empty.items():
                views(each, box.url, Path(sys.argv[1]), f"{size[0]}-{theme}.png")


def opened(browser: Browser, url: str, size: tuple[int, int], theme: str) -> Page:
    """A page of that size and theme, when it is live."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=theme)  # type: ignore[arg-type] # one of two words
    page.goto(url)
    page.locator(".connection.live").wait_for()
    return page


def views(page: Page, url: str, folder: Path, ending: str) -> None:
    """Every view of a full inbox."""
    for name, query in {
        "list": "", "html": f"?message={ORDER_ID}", "text": "?message=6&tab=text", "headers": f"?message={ORDER_ID}&tab=headers",
        "parts": "?message=1&tab=parts", "source": f"?message={ORDER_ID}&tab=source", "envelope": f"?message={ORDER_ID}&tab=envelope", "session": f"?message={ORDER_ID}&tab=session",
        "files": f"?message={ORDER_ID}&tab=files", "links": f"?message={ORDER_ID}&tab=links", "defects": "?message=2&tab=defects",
        "compare": f"?view=compare&message={ORDER_ID}&other=1&tab=headers",
        "broken": "?message=2", "nomatch": "?q=nothing", "mistake": "?q=colour:red", "gone": "?message=999",
        "sessions": "?view=sessions", "rules": "?view=rules", "help": "?view=help",
    }.items():  # fmt: skip
        page.goto(f"{url}/{query}")
        page.locator(".connection.live").wait_for()
        if "message=" in query:
            page.locator("article, .none p, del").first.wait_for()
        shoot(page, folder / f"{name}-{ending}")
    page.goto(f"{url}/?message={ORDER_ID}")
    page.locator("article").wait_for()
    for name, key in (("keys", "?"), ("palette", "Control+k"), ("settings", ",")):
        page.keyboard.press(key)
        page.get_by_role("dialog").wait_for()
        shoot(page, folder / f"{name}-{ending}")
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="hidden")


def shoot(page: Page, path: Path) -> None:
    """One picture, when everything is loaded."""
    for frame in page.frames:
        frame.wait_for_load_state("load")
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)


if __name__ == "__main__":
    main()
