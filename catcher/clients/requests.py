"""A request as a value, and what a client does as steps: which request comes next, given the answers so far.

Its law: nothing here does I/O. Each operation is written once, as a generator of requests; a blocking client and
an asynchronous one carry out the same steps, and differ in nothing else.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import Any, Generic, Protocol, TypeVar

from catcher.clients.errors import CatcherError
from catcher.core.wire import ShapeError, Value, changed, decode, encode, field

T = TypeVar("T")

Parameters = dict[str, str | int | float]


class Request(Value, Generic[T]):
    """What is asked: a path below the catcher's URL, and how the bytes of the answer are read.

    `patience` is how many seconds the catcher itself may hold the request, beyond what the network needs.
    """

    method: str
    path: str
    read: Callable[[bytes], T]
    parameters: Parameters = field(default_factory=dict)
    body: bytes | None = None
    patience: float = 0.0

    def within(self, mailbox: str | None) -> Request[T]:
        """The same, asked of one mailbox only."""
        return self if mailbox is None else changed(self, parameters={**self.parameters, "mailbox": mailbox})


class Link(Protocol):
    """What carries requests to a catcher. All of it raises CatcherError when none is reached, and what a refusal tells."""

    def ask(self, request: Request[Any]) -> bytes:
        """The octets of the answer."""

    def pieces(self, request: Request[Any]) -> Iterator[bytes]:
        """The octets of the answer as they come."""

    def close(self) -> None:
        """Ask no more."""


class AsyncLink(Protocol):
    """The same, awaited. A request that is cancelled is no longer worked on by the catcher."""

    async def ask(self, request: Request[Any]) -> bytes:
        """The octets of the answer."""

    def pieces(self, request: Request[Any]) -> AsyncIterator[bytes]:
        """The octets of the answer as they come."""

    async def aclose(self) -> None:
        """Ask no more."""


Steps = Generator[Request[Any], Any, T]
"""Requests one after the other, each resumed with what its answer was read as; at the end there is a result."""


def asked(request: Request[T]) -> Steps[T]:
    """One request; the result is its answer."""
    answer: T = yield request
    return answer


def json(
    method: str,
    path: str,
    shape: type[T],
    parameters: Parameters | None = None,
    *,
    body: object = None,
    patience: float = 0.0,
) -> Request[T]:
    """A request whose answer is JSON of that shape."""
    content = None if body is None else encode(body)
    return Request(method, path, lambda answer: _shaped(answer, shape), parameters or {}, content, patience)


def octets(path: str) -> Request[bytes]:
    """A request for the bytes behind a path."""
    return Request("GET", path, bytes)


def _shaped(answer: bytes, shape: type[T]) -> T:
    try:
        return decode(answer, shape)
    except ShapeError as error:
        raise CatcherError(f"this is not the answer of a catcher of this version: {error}") from error


class Lines:
    """Puts lines together from the pieces of a stream; of one that was cut, the last line never ends."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def ended_by(self, piece: bytes) -> Iterator[bytes]:
        """The lines that end in this piece, without their line feeds."""
        *ended, rest = piece.split(b"\n")
        for end in ended:
            yield b"".join((*self._held, end))
            self._held.clear()
        self._held.append(rest)
