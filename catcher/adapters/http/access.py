"""Who may ask for what, when tokens are given: each stands for all mail, or for one mailbox.

Its law: without a token nothing of any mail is answered; one for a mailbox leads every operation and every websocket to
the desk of that mailbox, from which no other can be seen (`Desk.only`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from catcher.adapters.http.operations import GRANTED, Desk
from catcher.adapters.http.pages import READING_POLICY, page_headers
from catcher.adapters.http.problems import TOKEN, Refused, explained
from catcher.core.mailboxes import mailbox_name
from catcher.core.wire import Value

ALL = "*"
HASHED = "sha256:"

_PART = re.compile(r"/api/messages/([0-9]{1,19})/parts/[0-9]{1,19}")
_OPEN = re.compile(r"/assets/[^?]*")
"""The files of the page, which are the same for everybody, and hold no mail."""


class TokensError(ValueError):
    """The file of tokens cannot be used; the text says which line, and what is expected there."""


class Grant(Value):
    """What a token stands for: a mailbox, or all mail when None."""

    mailbox: str | None


class Tokens(Value):
    """The tokens that are taken, by their SHA-256, so that looking one up tells nothing of the others by its time."""

    grants: Mapping[str, Grant]

    def grant(self, token: str) -> Grant | None:
        """What the token stands for; None when it is not one of these."""
        return self.grants.get(_digest(token))


def read_tokens(text: str) -> Tokens:
    """Tokens from a file: a line each, `TOKEN MAILBOX` or `TOKEN *`; `#` begins a comment line.

    In place of a token may stand `sha256:` and its digest in hexadecimal. Raises TokensError.
    """
    grants: dict[str, Grant] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        digest, grant = _read_line(line.strip(), number)
        if digest in grants:
            raise TokensError(f"line {number}: this token is there already, and a token stands for one thing")
        grants[digest] = grant
    return Tokens(grants)


def _read_line(line: str, number: int) -> tuple[str, Grant]:
    token, _, mailbox = (each.strip() for each in line.partition(" "))
    if not token.isascii() or not mailbox:
        raise TokensError(f"line {number}: expected 'TOKEN MAILBOX', or 'TOKEN *' for all mail")
    digest = token.removeprefix(HASHED).lower() if token.startswith(HASHED) else _digest(token)
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise TokensError(f"line {number}: expected 64 hexadecimal digits behind {HASHED}")
    try:
        return digest, Grant(None if mailbox == ALL else mailbox_name(mailbox))
    except ValueError as error:
        raise TokensError(f"line {number}: expected {error}") from None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Entrance:
    """Pure ASGI around the application: asks for the token, and remembers what it stands for in the scope.

    A token comes as `Authorization: Bearer`, as `?token=` of a websocket, or in the cookie that `/?token=` sets.
    """

    def __init__(self, app: ASGIApp, desk: Desk, tokens: Tokens | None) -> None:
        self._app = app
        self._desk = desk
        self._tokens = tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._tokens is None:
            await self._app(scope, receive, send)
            return
        answer = self._answer(scope, self._tokens)
        if answer is None:
            await self._app(scope, receive, send)
        else:
            await answer(scope, receive, send)

    def _answer(self, scope: Scope, tokens: Tokens) -> Response | None:
        """What is answered at the entrance; None lets pass."""
        if scope["path"] == "/" and (token := _in_url(scope)):
            return (
                _remembering(scope, token) if tokens.grant(token) else _asking("this token is not taken here")
            )
        if _OPEN.fullmatch(scope["path"]) or self._is_picture(scope):
            return None
        token = _in_headers(scope) or (_in_url(scope) if scope["type"] == "websocket" else "")
        if (grant := tokens.grant(token)) is not None:
            scope[GRANTED] = grant.mailbox
            return None
        if scope["path"] == "/":
            return _asking("")
        said = "this one is not taken" if token else "none came"
        detail = f"expected a token of this catcher (Authorization: Bearer TOKEN); {said}"
        return explained(Refused(TOKEN, detail, **{"WWW-Authenticate": 'Bearer realm="catcher"'}))

    def _is_picture(self, scope: Scope) -> bool:
        """A part of a mail, asked for by the frame that shows the mail: it has no origin, and so no cookie."""
        part = _PART.fullmatch(scope["path"])
        return part is not None and self._desk.is_frame_key(int(part[1]), _in_url(scope, "key"))


def _in_url(scope: Scope, name: str = "token") -> str:
    query: bytes = scope["query_string"]
    return parse_qs(query.decode("latin-1")).get(name, [""])[0]


def _in_headers(scope: Scope) -> str:
    headers = Headers(scope=scope)
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(_cookie_name(scope))
    except CookieError:
        return ""
    return cookie.value if cookie else ""


def _cookie_name(scope: Scope) -> str:
    """Cookies know no ports, and two catchers on one machine have different tokens."""
    return f"catcher-token-{scope['server'][1]}"


def _remembering(scope: Scope, token: str) -> Response:
    """Leads to the page under an address that does not tell the token."""
    response = RedirectResponse(".", 303, {"Cache-Control": "no-store"})
    response.set_cookie(_cookie_name(scope), token, httponly=True, samesite="lax", path="/")
    return response


def _asking(mistake: str) -> Response:
    """The page on which a person types the token."""
    policy = READING_POLICY.replace("form-action 'none'", "form-action 'self'")
    return HTMLResponse(
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'><title>Catcher</title>"
        "<style>:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}"
        "body{max-width:30rem;margin:4rem auto;padding:0 1rem}</style>"
        "<h1>Catcher</h1><form method='get' action='.'><p><label for='token'>This catcher asks for a token.</label>"
        f"{f'<p role=alert>{escape(mistake.capitalize())}.</p>' if mistake else ''}"
        "<p><input id='token' name='token' type='password' autocomplete='current-password' required autofocus>"
        " <button>Open the inbox</button></form></html>",
        401,
        page_headers(policy),
    )
