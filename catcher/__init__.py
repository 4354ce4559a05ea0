"""Catcher: a local mail catcher for development and tests.

    with catcher.embedded() as box:
        send_mail_to(*box.smtp)
        mail = box.wait(to="bob@example.com")

The names below are loaded when they are first used, so that `import catcher` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from catcher.core.version import __version__ as __version__

if TYPE_CHECKING:
    from catcher.clients.errors import CatcherError as CatcherError
    from catcher.clients.errors import MailArrived as MailArrived
    from catcher.clients.errors import NoMailArrived as NoMailArrived
    from catcher.clients.errors import NotAsExpected as NotAsExpected
    from catcher.http_client import AsyncClient as AsyncClient
    from catcher.http_client import Client as Client
    from catcher.http_client import async_client as async_client
    from catcher.http_client import client as client
    from catcher.in_process import Catcher as Catcher
    from catcher.in_process import embedded as embedded
    from catcher.mail import Mail as Mail
    from catcher.testing.cases import CatcherMixin as CatcherMixin
    from catcher.testing.cases import CatcherTestCase as CatcherTestCase
    from catcher.testing.comparing import MailLike as MailLike


_HOMES = {
    "AsyncClient": "catcher.http_client",
    "Catcher": "catcher.in_process",
    "CatcherError": "catcher.clients.errors",
    "CatcherMixin": "catcher.testing.cases",
    "CatcherTestCase": "catcher.testing.cases",
    "Client": "catcher.http_client",
    "Mail": "catcher.mail",
    "MailLike": "catcher.testing.comparing",
    "MailArrived": "catcher.clients.errors",
    "NoMailArrived": "catcher.clients.errors",
    "NotAsExpected": "catcher.clients.errors",
    "async_client": "catcher.http_client",
    "client": "catcher.http_client",
    "embedded": "catcher.in_process",
}
__all__ = [*_HOMES]  # noqa: PLE0604 - the names are strings, known when this runs


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
