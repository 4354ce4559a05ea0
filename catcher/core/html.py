"""The HTML of a mail, made ready for a sandboxed frame.

Nothing is cleaned here: the policy of the frame forbids instead, and the mail is shown as it is. Its law: every
pattern is bounded, so hostile HTML costs time in proportion to its length and no more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

_CONTENT_ID_URL = re.compile(r"""(?<=["'=(,;\s])cid:([^"'\s<>()\\]{1,998})""", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s{0,1000}<!doctype[^>]{0,1000}>", re.IGNORECASE)
_LINKS_OPEN_OUTSIDE = '<base target="_blank">'

_QUOTED = r"""(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,4000}))"""
_SOURCES = re.compile(rf"\b(?:src|background|poster)\s{{0,9}}=\s{{0,9}}{_QUOTED}", re.IGNORECASE)
_SOURCE_SETS = re.compile(rf"\bsrcset\s{{0,9}}=\s{{0,9}}{_QUOTED}", re.IGNORECASE)
_STYLE_SHEETS = re.compile(rf"<link\b[^>]{{0,1000}}?\bhref\s{{0,9}}=\s{{0,9}}{_QUOTED}", re.IGNORECASE)
_CSS_URLS = re.compile(
    r"""(?:\burl\(|@import\s{1,9})\s{0,9}(?:&quot;|["'])?([^"')\s;]{1,4000})""", re.IGNORECASE
)
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


def framed(html: str, urls: Mapping[str, str]) -> str:
    """The HTML with `cid:` URLs (RFC 2392) replaced, and links that open in a tab of their own.

    `urls` gives the URL for each content id, without its angle brackets; unknown ids stay as they are.
    """

    def replaced(found: re.Match[str]) -> str:
        return urls.get(unquote(unescape(found[1])), found[0])

    doctype = _DOCTYPE.match(html)
    start = doctype.end() if doctype else 0
    # After the doctype: anything before it would put the browser into its quirks mode.
    return html[:start] + _LINKS_OPEN_OUTSIDE + _CONTENT_ID_URL.sub(replaced, html[start:])


def remote_count(html: str) -> int:
    """How many different things the HTML would load from elsewhere: pictures, styles, fonts, media."""
    urls = [url for pattern in (_SOURCES, _STYLE_SHEETS) for url in _values(pattern, html)]
    urls += [
        part.split()[0] for value in _values(_SOURCE_SETS, html) for part in value.split(",") if part.strip()
    ]
    urls += [found[1] for found in _CSS_URLS.finditer(html)]
    return len({url.strip() for url in urls if _REMOTE.match(url)})


def _values(pattern: re.Pattern[str], html: str) -> list[str]:
    return [unescape(found[1] or found[2] or found[3] or "") for found in pattern.finditer(html)]
