"""Requests that go to a catcher over HTTP. The only module that knows httpx.

Nothing but the catcher is asked: no proxy of the environment is used, as it must never see the mail of a test.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import httpx

from catcher.clients.errors import CatcherError, refusal, unreached
from catcher.clients.requests import Request
from catcher.clients.scope import DEFAULT_URL, Scope

NETWORK_SECONDS = 10.0
"""How long an answer may take beyond the wait that was asked for."""
JSON = {"Content-Type": "application/json"}


class HttpLink:
    """See Link."""

    def __init__(self, scope: Scope) -> None:
        self._url = scope.url
        self._http = httpx.Client(**_settings(scope))

    def ask(self, request: Request[Any]) -> bytes:
        """See Link."""
        __tracebackhide__ = True  # pytest then shows the line of the test
        with _reached(self._url):
            answer = self._http.request(**_asked(request))
        return _answered(answer)

    def pieces(self, request: Request[Any]) -> Iterator[bytes]:
        """See Link."""
        with _reached(self._url), self._http.stream(**_asked(request)) as answer:
            if not answer.is_success:
                answer.read()
                raise _refused(answer)
            yield from answer.iter_bytes()

    def close(self) -> None:
        """See Link."""
        self._http.close()


class AsyncHttpLink:
    """See AsyncLink."""

    def __init__(self, scope: Scope, *, keep_connections: bool) -> None:
        limits = httpx.Limits(max_keepalive_connections=None if keep_connections else 0, keepalive_expiry=5.0)
        self._url = scope.url
        self._http = httpx.AsyncClient(**_settings(scope), limits=limits)

    async def ask(self, request: Request[Any]) -> bytes:
        """See AsyncLink."""
        __tracebackhide__ = True  # pytest then shows the line of the test
        with _reached(self._url):
            answer = await self._http.request(**_asked(request))
        return _answered(answer)

    async def pieces(self, request: Request[Any]) -> AsyncIterator[bytes]:
        """See AsyncLink."""
        with _reached(self._url):
            async with self._http.stream(**_asked(request)) as answer:
                if not answer.is_success:
                    await answer.aread()
                    raise _refused(answer)
                async for piece in answer.aiter_bytes():
                    yield piece

    async def aclose(self) -> None:
        """See AsyncLink."""
        await self._http.aclose()


def _settings(scope: Scope) -> dict[str, Any]:
    """What httpx is told. Only https needs the certificates of the world, which take long to read."""
    with _reached(scope.url):
        base = httpx.URL(scope.url + "/")
    return {
        "base_url": base,
        "headers": {"Authorization": f"Bearer {scope.token}"} if scope.token else None,
        "timeout": NETWORK_SECONDS,
        "trust_env": False,
        "verify": True if base.scheme == "https" else _for_none(),
    }


@cache
def _for_none() -> ssl.SSLContext:
    """What httpx wants for http, too; it takes longer to make than all the rest of a client."""
    return httpx.create_ssl_context(verify=False)


def _asked(request: Request[Any]) -> Mapping[str, Any]:
    return {
        "method": request.method,
        "url": request.path,
        "params": request.parameters,
        "content": request.body,
        "headers": None if request.body is None else JSON,
        "timeout": httpx.Timeout(NETWORK_SECONDS, read=request.patience + NETWORK_SECONDS),
    }


def _answered(answer: httpx.Response) -> bytes:
    __tracebackhide__ = True  # pytest then shows the line of the test
    if answer.is_success:
        return answer.content
    raise _refused(answer)


def _refused(answer: httpx.Response) -> Exception:
    return refusal(answer.status_code, str(answer.request.url), answer.content)


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """What the network says, in words that tell what to do."""
    __tracebackhide__ = True  # pytest then shows the line of the test
    try:
        yield
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise CatcherError(f"expected a URL such as {DEFAULT_URL}, not {url!r}: {error}") from error
    except httpx.HTTPError as error:
        raise unreached(url, error) from error
