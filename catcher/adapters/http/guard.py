"""Who may ask: the Host must be ours, and a page of another origin may neither change nor follow anything.

It stands before the router and looks at headers alone, so no odd path can pass it by.
Without it, any web page that a developer visits could read the inbox (DNS rebinding) or delete it (CSRF).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catcher.adapters.http.problems import FOREIGN, HOST, LONG_HEADERS, LONG_URL, Refused, explained

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_URL_OCTETS = 32 * 1024
"""A query of the longest kind, every character of it percent-encoded, has room in it."""
MAX_HEADER_OCTETS = 64 * 1024

ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"SAMEORIGIN",
    b"cross-origin-resource-policy": b"same-origin",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
}
"""What every answer has, unless it says otherwise for itself."""


class Guard:
    """Pure ASGI around the application; also puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, allowed_hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._allowed = frozenset(name.lower() for name in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        guarded = _with_headers(send)
        try:
            self._check(scope)
        except Refused as refused:
            await explained(refused)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _check(self, scope: Scope) -> None:
        _check_lengths(scope)
        headers = _once(scope["headers"])
        host = headers.get("host", "")
        if not self._is_ours(_hostname(host)):
            raise Refused(
                HOST,
                f"the host {host!r} is not one of this catcher's; ask for it by address, as localhost,"
                " or start the catcher with --allow-host and that name",
            )
        if scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS:
            self._check_origin(headers, host)

    def _is_ours(self, name: str) -> bool:
        """Addresses and names without a dot cannot be bound to somebody else's page by DNS."""
        if name in self._allowed or name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return bool(name) and "." not in name and ":" not in name
        return True

    def _check_origin(self, headers: dict[str, str], host: str) -> None:
        """Browsers name the page that asks (RFC 6454); other clients do not, and cannot be led astray by one."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        if site == "cross-site" or (origin is None and site not in ("none", "same-origin")):
            raise Refused(FOREIGN, "a page of another site may not do this; only the catcher's own page may")
        if origin is None or self._is_our_page(origin, host):
            return
        raise Refused(FOREIGN, f"a page of {origin!r} may not do this; only one of {host!r} may")

    def _is_our_page(self, origin: str, host: str) -> bool:
        """Of this very host and port; or of an allowed name, for a proxy that asks under another one."""
        scheme, _, netloc = origin.partition("://")
        if scheme not in ("http", "https"):
            return False
        return netloc.lower() == host.lower() or _hostname(netloc) in self._allowed


def _check_lengths(scope: Scope) -> None:
    url = len(scope["raw_path"]) + len(scope["query_string"])
    if url > MAX_URL_OCTETS:
        raise Refused(LONG_URL, f"expected a URL of at most {MAX_URL_OCTETS} bytes; this one has {url}")
    octets = sum(len(name) + len(value) for name, value in scope["headers"])
    if octets > MAX_HEADER_OCTETS:
        raise Refused(
            LONG_HEADERS, f"expected headers of at most {MAX_HEADER_OCTETS} bytes; these have {octets}"
        )


def _hostname(host: str) -> str:
    """The name of a Host header without its port; empty when it is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        malformed = parts.path or parts.query or parts.fragment or parts.username is not None
        return "" if malformed else (parts.hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _once(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers that are looked at; one that comes twice is treated as if it named nobody."""
    found: dict[str, str] = {}
    for raw_name, value in headers:
        name = raw_name.decode("latin-1").lower()
        if name in ("host", "origin", "sec-fetch-site"):
            found[name] = "" if name in found else value.decode("latin-1")
    return found


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        # Also of an answer to a websocket that was not accepted.
        if message["type"].endswith("http.response.start"):
            own = {name.lower() for name, _ in message["headers"]}
            missing = [(name, value) for name, value in ALWAYS.items() if name not in own]
            message["headers"] = [*message["headers"], *missing]
        await send(message)

    return sending
