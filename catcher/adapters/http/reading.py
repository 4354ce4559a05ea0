"""The API's description as a page for people, made from the same rows; it needs no script and no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from starlette.responses import HTMLResponse, Response

from catcher.adapters.http.openapi import description
from catcher.adapters.http.operations import Operation, Parameter
from catcher.adapters.http.pages import READING_POLICY, page_headers
from catcher.adapters.http.problems import KINDS
from catcher.adapters.http.sockets import Live

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin: 3rem 0 .5rem } h3 { margin: 2rem 0 .25rem; font-size: 1rem }
code, h3 { font-family: ui-monospace, monospace } h3, dt { overflow-wrap: anywhere }
dt { margin-top: .5rem } dd { margin: 0 0 0 1.5rem }
:target { outline: 2px solid; outline-offset: 4px }
"""


def page(operations: Iterable[Operation], live: Sequence[Live]) -> Response:
    """Every operation, every problem, every shape."""
    rows = tuple(operations)
    shapes = description(rows, live)["components"]["schemas"]
    body = (
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Catcher: API</title><style>{_STYLE}</style><h1>API</h1>"
        "<p>JSON in and out; times are RFC 3339 in UTC, sizes are bytes. The same for programs:"
        " <a href='api/openapi.json'>OpenAPI 3.1</a>.</p>"
        f"<h2>Operations</h2>{''.join(map(_operation, rows))}{''.join(map(_live, live))}"
        f"<h2>Problems</h2><p>Every error is a problem (RFC 9457) of one of these types.</p>{_problems()}"
        f"<h2>Shapes</h2>{''.join(_shape(name, shapes[name]) for name in sorted(shapes))}</html>"
    )
    return HTMLResponse(body, headers=page_headers(READING_POLICY))


def _operation(row: Operation) -> str:
    takes = f"<p>Body: {_named(row.takes)}</p>" if row.takes else ""
    answers = ((str(each.status), f"{escape(each.help)} {_named(each.shape)}") for each in row.answers)
    terms = _terms((*_parameters(row.parameters), *answers))
    return f"<h3>{row.method} {escape(row.path)}</h3><p>{escape(row.help)}</p>{takes}{terms}"


def _live(row: Live) -> str:
    frames = f"<p>Frames: {', '.join(map(_named, row.frames))}</p>"
    return f"<h3>WS {row.path}</h3><p>{escape(row.help)}</p>{_terms(_parameters(row.parameters))}{frames}"


def _parameters(rows: Iterable[Parameter]) -> Iterable[tuple[str, str]]:
    return ((each.name, escape(each.help)) for each in rows)


def _problems() -> str:
    return "".join(
        f"{_heading(each.name, f'{each.status} {each.name}')}<p>{escape(f'{each.title}. {each.meaning}')}</p>"
        for each in KINDS
    )


def _shape(name: str, schema: Mapping[str, Any]) -> str:
    fields = schema.get("properties", {}).items()
    terms = _terms((field, f"{_type(each)} {escape(each.get('description', ''))}") for field, each in fields)
    return f"{_heading(name, name)}<p>{escape(schema.get('description', ''))}</p>{terms}"


def _heading(name: str, text: str) -> str:
    """One that can be linked to; the type of a problem is such a link."""
    return f'<h3 id="{name}">{escape(text)}</h3>'


def _terms(rows: Iterable[tuple[str, str]]) -> str:
    listed = "".join(f"<dt><code>{escape(name)}</code></dt><dd>{text}</dd>" for name, text in rows)
    return f"<dl>{listed}</dl>" if listed else ""


def _named(shape: Any) -> str:
    """A link to a shape that has a name; bytes and plain dictionaries have none."""
    if shape is bytes:
        return "the mail itself"
    name = getattr(shape, "__name__", "")
    return f"<a href='#{name}'>{name}</a>" if shape and not hasattr(shape, "__origin__") else ""


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"<a href='#{name}'>{name}</a>"
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return escape(
        str(schema.get("format") or schema.get("type") or schema.get("const") or schema.get("enum", "any"))
    )
