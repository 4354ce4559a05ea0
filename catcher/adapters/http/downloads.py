"""What bytes out of a mail are sent with, so that none of them runs in our origin and none names a file elsewhere."""

from __future__ import annotations

from urllib.parse import quote

from catcher.adapters.http.operations import SWITCH, Parameter, yes_or_no

NOTHING_IS_LOADED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
NOTHING_MAY_RUN = f"sandbox; {NOTHING_IS_LOADED}"

DOWNLOAD = Parameter("download", yes_or_no, SWITCH, "true to get it as a file to save", default=False)


def headers(policy: str) -> dict[str, str]:
    """What was parsed of a mail never changes, but the mail may be removed: so it is asked for again."""
    return {"Cache-Control": "private, no-cache", "Content-Security-Policy": policy}


def disposition(placed: str, filename: str) -> str:
    """RFC 6266, section 4.3: plain ASCII for old clients, and the whole name in UTF-8."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in filename)
    return f"{placed}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
