"""The content of an attachment as text, JSON or rows."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from catcher.core.parsing.charsets import decoded

_DELIMITERS = ",;\t|"
MAX_SNIFFED_CHARS = 4_000


def as_text(body: bytes, charset: str = "") -> str:
    """The text by its charset, or by what its bytes look like; never raises. Line ends stay as they are."""
    return decoded(body, charset)[0].removeprefix("\ufeff")


def as_json(body: bytes) -> Any:
    """The value (RFC 8259). Raises ValueError, which says where the mistake is."""
    return json.loads(body)


def as_csv(body: bytes, charset: str = "") -> list[list[str]]:
    """The rows (RFC 4180); the delimiter is that of comma, semicolon, tab and bar which the first line has most."""
    text = as_text(body, charset)
    first = text[:MAX_SNIFFED_CHARS].partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
