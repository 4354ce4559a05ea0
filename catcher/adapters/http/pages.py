"""The inbox page and its files, as they were built into the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

PAGE = Path(__file__).parents[2] / "page"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
READING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_NOT_BUILT = (
    "<!doctype html><html lang='en'><title>Catcher</title><p>The inbox page is not built. Run <code>make web</code>"
    " in the source, or install the wheel. The API works: <a href='api'>its description</a>.</p></html>"
)


def routes() -> list[BaseRoute]:
    """The inbox and its files. Only what was built is served; nothing else of the disk can be reached."""
    return [
        Route("/", _Inbox()),
        Mount("/assets", _Assets(directory=PAGE / "assets", check_dir=False)),
    ]


def page_headers(policy: str) -> dict[str, str]:
    """What a page of ours has: no other page keeps a hand on it, and after an update it is the new one."""
    return {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
    }


class _Inbox:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405)
        await _inbox()(scope, receive, send)


def _inbox() -> Response:
    index = PAGE / "index.html"
    if not index.is_file():
        return HTMLResponse(_NOT_BUILT, 503, page_headers(READING_POLICY))
    return FileResponse(index, headers=page_headers(PAGE_POLICY))


class _Assets(StaticFiles):
    """Files whose names change with their content."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise HTTPException(404)
        await super().__call__(scope, receive, send)

    async def check_config(self) -> None:
        """A page that is not built has no files, which is no error here: "/" tells how to build it."""

    def file_response(self, *arguments: Any, **options: Any) -> Response:
        response = super().file_response(*arguments, **options)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
