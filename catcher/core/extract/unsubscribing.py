"""How to leave a list, as the header says (RFC 2369, section 3.2; RFC 8058)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from catcher.core.extract.values import Unsubscribe
from catcher.core.message import Header

_LINK = re.compile(r"<\s*([^<>]{1,8000})>")
_FOLDS = re.compile(r"\s+")


def unsubscribe(headers: Iterable[Header]) -> Unsubscribe | None:
    """The links in the sender's order of preference; None when there is no such header.

    A click needs an https link and the header List-Unsubscribe-Post (RFC 8058, section 3.1).
    """
    fields = [(header.name.lower(), header.value) for header in headers]
    values = [value for name, value in fields if name == "list-unsubscribe"]
    if not values:
        return None
    links = [_FOLDS.sub("", found[1]) for value in values for found in _LINK.finditer(value)]
    posts = any(
        name == "list-unsubscribe-post" and _FOLDS.sub("", value).lower() == "list-unsubscribe=one-click"
        for name, value in fields
    )
    return Unsubscribe(
        tuple(dict.fromkeys(links)), posts and any(link.lower().startswith("https:") for link in links)
    )
