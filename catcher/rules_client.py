"""Failures on purpose for tests: set with a call, counted while they stand, taken away at the end of a block."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from catcher.clients import rules
from catcher.clients.faces import Asynchronous, Blocking, now, soon
from catcher.clients.requests import Steps
from catcher.clients.scope import Scope
from catcher.core.ruling import Standing

P = ParamSpec("P")
T = TypeVar("T")


class SetRule:
    """A rule that is set in a catcher. As a context manager it is taken away at the end of the block."""

    def __init__(self, client: Blocking, standing: Standing) -> None:
        self._client = client
        self.id = standing.id
        self.rule = standing.rule

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._client.carry_out(rules.remove_if_set(self._client.scope, self.id))

    @property
    def hits(self) -> int:
        """How often it fired; asks the catcher. Raises CatcherError when the rule is not set any more."""
        return self._client.carry_out(rules.hits(self._client.scope, self.id))

    def switch(self, *, enabled: bool) -> None:
        """Let it rest, or work again; its counts go on."""
        self._client.carry_out(rules.switch(self._client.scope, self.id, enabled=enabled))

    def remove(self) -> None:
        """Take it away. Raises CatcherError when it is not set any more."""
        self._client.carry_out(rules.remove(self._client.scope, self.id))


class AsyncSetRule:
    """The same, awaited: `async with client.rules.fail(450) as rule: ... await rule.hits`."""

    def __init__(self, client: Asynchronous, standing: Standing) -> None:
        self._client = client
        self.id = standing.id
        self.rule = standing.rule

    @property
    def hits(self) -> Coroutine[Any, Any, int]:
        """How often it fired; asks the catcher. Raises CatcherError when the rule is not set any more."""
        return self._client.carry_out(rules.hits(self._client.scope, self.id))

    async def switch(self, *, enabled: bool) -> None:
        """Let it rest, or work again; its counts go on."""
        await self._client.carry_out(rules.switch(self._client.scope, self.id, enabled=enabled))

    async def remove(self) -> None:
        """Take it away. Raises CatcherError when it is not set any more."""
        await self._client.carry_out(rules.remove(self._client.scope, self.id))


class RuleToSet:
    """A rule that is set when this is awaited, or for the length of an `async with`."""

    def __init__(self, client: Asynchronous, steps: Steps[Standing]) -> None:
        self._client = client
        self._steps = steps
        self._set: AsyncSetRule | None = None

    def __await__(self) -> Generator[Any, None, AsyncSetRule]:
        return self._set_now().__await__()

    async def __aenter__(self) -> AsyncSetRule:
        self._set = await self._set_now()
        return self._set

    async def __aexit__(self, *exc: object) -> None:
        assert self._set is not None, "entered"
        await self._client.carry_out(rules.remove_if_set(self._client.scope, self._set.id))

    async def _set_now(self) -> AsyncSetRule:
        return AsyncSetRule(self._client, await self._client.carry_out(self._steps))


def _set(
    operation: Callable[Concatenate[Scope, P], Steps[Standing]],
) -> Callable[Concatenate[ClientRules, P], SetRule]:
    @wraps(operation)
    def method(book: ClientRules, /, *args: P.args, **kwargs: P.kwargs) -> SetRule:
        return SetRule(book, book.carry_out(operation(book.scope, *args, **kwargs)))

    return method


def _set_soon(
    operation: Callable[Concatenate[Scope, P], Steps[Standing]],
) -> Callable[Concatenate[AsyncClientRules, P], RuleToSet]:
    @wraps(operation)
    def method(book: AsyncClientRules, /, *args: P.args, **kwargs: P.kwargs) -> RuleToSet:
        return RuleToSet(book, operation(book.scope, *args, **kwargs))

    return method


class ClientRules:
    """The rules of a catcher, or of one mailbox. Those from `fail` to `add` set one behind those that are set."""

    def __init__(self, client: Blocking) -> None:
        self._client = client

    @property
    def scope(self) -> Scope:
        """Which catcher and mailbox are asked."""
        return self._client.scope

    def carry_out(self, steps: Steps[T]) -> T:
        """The result of the steps."""
        return self._client.carry_out(steps)

    fail = _set(rules.fail)
    delay = _set(rules.delay)
    drop = _set(rules.drop)
    cut = _set(rules.cut)
    slow = _set(rules.slow)
    discard = _set(rules.discard)
    add = _set(rules.add)
    get = _set(rules.get)
    standing = now(rules.standing)
    clear = now(rules.clear)


class AsyncClientRules:
    """The same, awaited; `async with rules.fail(450): ...` sets a rule for the block."""

    def __init__(self, client: Asynchronous) -> None:
        self._client = client

    @property
    def scope(self) -> Scope:
        """Which catcher and mailbox are asked."""
        return self._client.scope

    async def carry_out(self, steps: Steps[T]) -> T:
        """The result of the steps."""
        return await self._client.carry_out(steps)

    fail = _set_soon(rules.fail)
    delay = _set_soon(rules.delay)
    drop = _set_soon(rules.drop)
    cut = _set_soon(rules.cut)
    slow = _set_soon(rules.slow)
    discard = _set_soon(rules.discard)
    add = _set_soon(rules.add)
    get = _set_soon(rules.get)
    standing = soon(rules.standing)
    clear = soon(rules.clear)
