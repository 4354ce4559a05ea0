"""Which mailbox a mail belongs to: decided once, at delivery, by what the sender said."""

from __future__ import annotations

from collections.abc import Iterable

DEFAULT_MAILBOX = "default"
MAILBOX_HEADER = "x-catcher-mailbox"
MAX_MAILBOX_CHARS = 200


def mailbox_of(login: str | None, headers: Iterable[tuple[str, str]]) -> str:
    """The header X-Catcher-Mailbox, else the login's user name, else `default`.

    Names are compared as they are written; surrounding white space is dropped, the length is bounded.
    """
    named = next((value for name, value in headers if name.lower() == MAILBOX_HEADER), "")
    name = named.strip() or (login or "").strip()
    return name[:MAX_MAILBOX_CHARS] or DEFAULT_MAILBOX
