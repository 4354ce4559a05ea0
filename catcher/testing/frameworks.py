"""Frameworks in the process of the test, pointed at a catcher for as long as a test lasts.

Only what the test has imported already is pointed. Their settings are put back afterwards. An application that runs
in another process, a worker of Celery for example, is given `as_environment()` at its start instead.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

from catcher.clients.scope import Endpoint, Login
from catcher.http_client import Client

Point = Callable[[Endpoint, Login], AbstractContextManager[None]]


@contextmanager
def pointed_at(client: Client) -> Iterator[None]:
    """Django, Flask-Mail and FastAPI-Mail send there until the block ends: into the client's mailbox, if it has one."""
    points = [point for module, point in _FRAMEWORKS.items() if module in sys.modules]
    with ExitStack() as stack:
        if points:
            login = client.login if client.name else Login("", "")
            smtp = client.smtp
            for point in points:
                stack.enter_context(point(smtp, login))
        yield


@contextmanager
def _django(smtp: Endpoint, login: Login) -> Iterator[None]:
    """Django's test runners put a backend in place that keeps mail in memory; so this sets the backend, too."""
    from django.conf import settings  # noqa: PLC0415 - it is there, as the test has imported it
    from django.test.utils import override_settings  # noqa: PLC0415

    if not settings.configured:
        yield
        return
    with override_settings(**_django_settings(getattr(settings, "MAILERS", None), smtp, login)):
        yield


def _django_settings(mailers: dict[str, Any] | None, smtp: Endpoint, login: Login) -> dict[str, Any]:
    """Django 6.1 names its ways to send in MAILERS; before it, and without them, there is one."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    if mailers:
        options = {"host": smtp.host, "port": smtp.port, "username": login.user, "password": login.password}
        return {"MAILERS": {name: {"BACKEND": backend, "OPTIONS": options} for name in mailers}}
    return {
        "EMAIL_BACKEND": backend,
        "EMAIL_HOST": smtp.host,
        "EMAIL_PORT": smtp.port,
        "EMAIL_HOST_USER": login.user,
        "EMAIL_HOST_PASSWORD": login.password,
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
    }


def _flask_mail(smtp: Endpoint, login: Login) -> AbstractContextManager[None]:
    """Every application's settings, as a connection sees them; `app.testing` suppresses nothing."""

    def pointed(state: Any) -> Any:
        state = copy.copy(state)
        state.server, state.port = smtp
        state.username, state.password = login.user or None, login.password or None
        state.use_tls = state.use_ssl = state.suppress = False
        return state

    return _seen(sys.modules["flask_mail"].Connection, "mail", pointed)


def _fastapi_mail(smtp: Endpoint, login: Login) -> AbstractContextManager[None]:
    """Every FastMail's settings, those of objects that were made before the test too."""
    secret = sys.modules["pydantic"].SecretStr
    changed = {
        "MAIL_SERVER": smtp.host,
        "MAIL_PORT": smtp.port,
        "MAIL_USERNAME": login.user,
        "MAIL_PASSWORD": secret(login.password),
        "USE_CREDENTIALS": bool(login.user),
        "MAIL_STARTTLS": False,
        "MAIL_SSL_TLS": False,
        "SUPPRESS_SEND": 0,
    }
    owner = sys.modules["fastapi_mail"].FastMail
    return _seen(owner, "config", lambda config: config.model_copy(update=changed))


@contextmanager
def _seen(owner: type, name: str, pointed: Callable[[Any], Any]) -> Iterator[None]:
    """Whoever reads this attribute of any object of the class sees it pointed; what is written stays written."""

    def write(each: Any, value: Any) -> None:
        each.__dict__[name] = value

    setattr(owner, name, property(lambda each: pointed(each.__dict__[name]), write))
    try:
        yield
    finally:
        delattr(owner, name)


_FRAMEWORKS: dict[str, Point] = {
    "django.conf": _django,
    "flask_mail": _flask_mail,
    "fastapi_mail": _fastapi_mail,
}
