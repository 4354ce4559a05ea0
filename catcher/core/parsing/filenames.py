"""Names of files, made safe to write to any disk: a mail may ask for `../../etc/passwd`, CON or a line feed."""

from __future__ import annotations

import re

MAX_OCTETS = 200
"""In UTF-8; file systems take 255, and a copy's "(1)" must fit too."""

_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile('[<>:"|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)")


def safe(name: str) -> str:
    """The last part of a path without what a file system or a reader could stumble over; may be empty."""
    name = _SEPARATORS.split(name.strip())[-1]
    name = " ".join(_FORBIDDEN.sub("_", name).split()).strip(". ")
    if _RESERVED.match(name):
        name = f"_{name}"
    if len(name.encode()) <= MAX_OCTETS:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 20:
        return _cut(name, MAX_OCTETS)
    ending = f".{ending}"
    return _cut(stem, MAX_OCTETS - len(ending.encode())) + ending


def _cut(name: str, octets: int) -> str:
    """No more than so many octets, and no half character."""
    return name.encode()[:octets].decode(errors="ignore").rstrip(". ")
