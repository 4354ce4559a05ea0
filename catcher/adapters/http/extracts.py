"""The operations that draw from a mail what a test asks of it."""

from __future__ import annotations

from starlette.responses import Response

from catcher.adapters.http.drawn import extracts_shape, selection_shape
from catcher.adapters.http.operations import (
    MESSAGE_ID,
    TEXT,
    Answer,
    Asked,
    Desk,
    Operation,
    Parameter,
    json,
    unknown,
)
from catcher.adapters.http.problems import MALFORMED, Refused
from catcher.core.extract import SelectorError, check_selector
from catcher.core.shapes import ExtractsShape, SelectionShape

_EXPECTED = "a CSS selector, such as td.total or a[href*=confirm]"


async def read_extracts(desk: Desk, asked: Asked) -> Response:
    found = await desk.post_office.extracts(asked["id"])
    if found is None:
        raise unknown(asked["id"])
    return json(extracts_shape(found))


async def select_elements(desk: Desk, asked: Asked) -> Response:
    if asked["css"] is None:
        raise Refused(MALFORMED, f"css: expected {_EXPECTED}; found none")
    found = await desk.post_office.selection(asked["id"], asked["css"])
    if found is None:
        raise unknown(asked["id"])
    return json(selection_shape(found))


def _selector(text: str) -> str:
    """Reads a selector; the error points at the place that cannot be read."""
    try:
        check_selector(text)
    except SelectorError as error:
        raise Refused(MALFORMED, f"css: expected {_EXPECTED}; {error}") from None
    return text


_CSS = Parameter("css", _selector, TEXT, "a CSS selector, such as `td.total`")

_ONE = "/api/messages/{id}"
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", _ONE + "/extracts", read_extracts,
        "Links, one-time codes, pictures, tables, text of the HTML, how to unsubscribe, and calendar events.",
        (MESSAGE_ID,), (Answer(200, "all that was found", ExtractsShape),),
    ),
    Operation(
        "GET", _ONE + "/select", select_elements, "The elements of the HTML that a CSS selector matches, in order.",
        (MESSAGE_ID, _CSS), (Answer(200, "the elements", SelectionShape),),
    ),
)  # fmt: skip
