"""How a class of methods is made from operations: the blocking one carries them out, the asynchronous one awaits.

    class Client:
        wait = now(operations.wait)        # client.wait(to="bob")
        health = Now(operations.health)    # client.health

    class AsyncClient:
        wait = soon(operations.wait)       # await client.wait(to="bob")
        health = Soon(operations.health)   # await client.health

Names, parameters, types and docstrings are those of the operation.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, overload

from catcher.clients.requests import Request, Steps
from catcher.clients.scope import Scope

P = ParamSpec("P")
T = TypeVar("T")

Send = Callable[[Request[T]], bytes]
AsyncSend = Callable[[Request[T]], Awaitable[bytes]]


class Blocking(Protocol):
    """A class whose methods carry out operations."""

    @property
    def scope(self) -> Scope:
        """Which catcher and mailbox are asked."""

    def carry_out(self, steps: Steps[T]) -> T:
        """The result of the steps."""


class Asynchronous(Protocol):
    """A class whose methods await operations."""

    @property
    def scope(self) -> Scope:
        """Which catcher and mailbox are asked."""

    async def carry_out(self, steps: Steps[T]) -> T:
        """The result of the steps."""


def carry_out(steps: Steps[T], send: Callable[[Request[Any]], bytes]) -> T:
    """Send each request in turn; gives the result."""
    __tracebackhide__ = True  # pytest then shows the line of the test
    try:
        request = next(steps)
        while True:
            request = steps.send(request.read(send(request)))
    except StopIteration as done:
        result: T = done.value
        return result


async def carry_out_soon(steps: Steps[T], send: Callable[[Request[Any]], Awaitable[bytes]]) -> T:
    """The same, awaiting each answer."""
    __tracebackhide__ = True  # pytest then shows the line of the test
    try:
        request = next(steps)
        while True:
            request = steps.send(request.read(await send(request)))
    except StopIteration as done:
        result: T = done.value
        return result


def now(
    operation: Callable[Concatenate[Scope, P], Steps[T]],
) -> Callable[Concatenate[Blocking, P], T]:
    """A blocking method."""

    @wraps(operation)
    def method(face: Blocking, /, *args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True  # pytest then shows the line of the test
        return face.carry_out(operation(face.scope, *args, **kwargs))

    return method


def soon(
    operation: Callable[Concatenate[Scope, P], Steps[T]],
) -> Callable[Concatenate[Asynchronous, P], Coroutine[Any, Any, T]]:
    """An asynchronous method."""

    @wraps(operation)
    async def method(face: Asynchronous, /, *args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True  # pytest then shows the line of the test
        return await face.carry_out(operation(face.scope, *args, **kwargs))

    return method


class Now(Generic[T]):
    """A property whose value is asked for."""

    def __init__(self, operation: Callable[[Scope], Steps[T]]) -> None:
        self._operation = operation
        self.__doc__ = operation.__doc__

    @overload
    def __get__(self, face: None, owner: type) -> Self: ...
    @overload
    def __get__(self, face: Blocking, owner: type) -> T: ...
    def __get__(self, face: Blocking | None, owner: type) -> Self | T:
        return self if face is None else face.carry_out(self._operation(face.scope))


class Soon(Generic[T]):
    """A property whose value is awaited."""

    def __init__(self, operation: Callable[[Scope], Steps[T]]) -> None:
        self._operation = operation
        self.__doc__ = operation.__doc__

    @overload
    def __get__(self, face: None, owner: type) -> Self: ...
    @overload
    def __get__(self, face: Asynchronous, owner: type) -> Coroutine[Any, Any, T]: ...
    def __get__(self, face: Asynchronous | None, owner: type) -> Self | Coroutine[Any, Any, T]:
        return self if face is None else face.carry_out(self._operation(face.scope))
