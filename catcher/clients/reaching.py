"""Where a catcher is looked for, what is asked of it, and what is said when nobody is there."""

from __future__ import annotations

import os

from catcher.clients.errors import CatcherError
from catcher.clients.scope import Scope

DEFAULT_URL = "http://127.0.0.1:8025"
NETWORK_SECONDS = 10.0
"""How long an answer may take beyond the wait that was asked for."""
JSON = {"Content-Type": "application/json"}


def url_or_named(given: str | None) -> str:
    """The URL; else CATCHER_URL of the environment, else on this machine."""
    return given or os.environ.get("CATCHER_URL") or DEFAULT_URL


def token_or_named(given: str | None) -> str | None:
    """The token; else CATCHER_TOKEN of the environment, if there is one."""
    return given or os.environ.get("CATCHER_TOKEN") or None


def authorization(scope: Scope) -> dict[str, str]:
    """The header that lets in, where a catcher asks for a token."""
    return {"Authorization": f"Bearer {scope.token}"} if scope.token else {}


def no_url(url: str, error: Exception) -> CatcherError:
    """This is no URL of a catcher."""
    return CatcherError(f"expected a URL such as {DEFAULT_URL}, not {url!r}: {error}")


def unreachable(url: str, error: Exception) -> CatcherError:
    """What the network says, in words that tell what to do."""
    return CatcherError(
        f"no catcher answers at {url} ({error}); start one with 'catcher serve',"
        " or name another with --url or CATCHER_URL"
    )


def shown(face: object, scope: Scope) -> str:
    """A client, as it is shown."""
    mailbox = f", mailbox {scope.mailbox!r}" if scope.mailbox else ""
    return f"<{type(face).__name__} of {scope.url}{mailbox}>"
