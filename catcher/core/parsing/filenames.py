"""Names of files, made safe to write to any disk: a mail may ask for `../../etc/passwd`, CON or a line feed."""

from __future__ import annotations

import re

MAX_CHARS = 120

_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile('[<>:"|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe(name: str) -> str:
    """The last part of a path without what a file system or a reader could stumble over; may be empty."""
    name = _SEPARATORS.split(name.strip())[-1]
    name = " ".join(_FORBIDDEN.sub("_", name).split()).strip(". ")
    if _RESERVED.match(name):
        name = f"_{name}"
    if len(name) <= MAX_CHARS:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 20:
        return name[:MAX_CHARS]
    return f"{stem[: MAX_CHARS - len(ending) - 1]}.{ending}"
