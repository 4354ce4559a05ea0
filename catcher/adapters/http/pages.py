"""What people look at: the inbox page that was built into the package, and the readable page of the API."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from catcher.adapters.http.operations import Operation

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
        Route("/", _inbox),
        Mount("/assets", _Assets(directory=PAGE / "assets", check_dir=False)),
    ]


async def _inbox(_: Request) -> Response:
    # no-cache: after an update, the page must name the assets of the new version.
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": PAGE_POLICY}
    index = PAGE / "index.html"
    if not index.is_file():
        return HTMLResponse(_NOT_BUILT, 503, {**headers, "Content-Security-Policy": READING_POLICY})
    return FileResponse(index, headers=headers)


class _Assets(StaticFiles):
    """Files whose names change with their content."""

    def file_response(self, *arguments: Any, **options: Any) -> Response:
        response = super().file_response(*arguments, **options)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin: 2.5rem 0 .25rem; font-size: 1rem } code, h2 { font-family: ui-monospace, monospace }
dt { margin-top: .5rem } dd { margin: 0 0 0 1.5rem }
"""
_PROBLEMS = """<h2 id="query">query</h2><p>The query cannot be read; <code>position</code> is where.</p>
<h2 id="timeout">timeout</h2><p>Too few mails matched in time. <code>nearest</code> lists what did come, and which
condition each missed.</p>
<h2 id="unexpected">unexpected</h2><p>A mail matched where none was expected; it is in <code>message</code>.</p>"""


def reading_page(operations: Iterable[Operation], live: str) -> Response:
    """The description for people; it needs no script and no network."""
    rows = "".join(_described(operation) for operation in operations)
    body = (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>Catcher: API</title><style>{_STYLE}</style><h1>API</h1>"
        f"<p>JSON in and out; times are RFC 3339 in UTC, sizes are bytes. The same for programs:"
        f" <a href='api/openapi.json'>OpenAPI 3.1</a>.</p>{rows}<h2>WS /api/live</h2><p>{escape(live)}</p>"
        f"<h1>Problems</h1><p>Errors are RFC 9457 problems.</p>{_PROBLEMS}</html>"
    )
    return HTMLResponse(body, headers={"Content-Security-Policy": READING_POLICY})


def _described(row: Operation) -> str:
    terms = [(each.name, each.help) for each in row.parameters]
    terms += [(str(answer.status), answer.help) for answer in row.answers]
    listed = "".join(f"<dt><code>{escape(name)}</code></dt><dd>{escape(text)}</dd>" for name, text in terms)
    return f"<h2>{row.method} {escape(row.path)}</h2><p>{escape(row.help)}</p><dl>{listed}</dl>"
