"""What is printed for people: clean of what could steer their terminal, and errors in one line."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self


def printable(text: str) -> str:
    """Text of a mail for a terminal: control characters, which could steer it, become visible marks."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def fail(error: Exception, code: int) -> int:
    """Say on standard error what went wrong; gives the exit code back."""
    print(f"catcher: {printable(str(error))}", file=sys.stderr)
    return code


class Progress:
    """A bar on standard error while something long goes on; nothing at all when that is no terminal."""

    WIDTH = 30
    SECONDS_BETWEEN = 0.1

    def __init__(self, doing: str) -> None:
        self._doing = printable(doing)
        self._shown = sys.stderr.isatty()
        self._next = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Make room for something else; the next word of progress draws the bar again."""
        if self._next:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def tell(self, done: int, total: int) -> None:
        """So much of the whole is done."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + self.SECONDS_BETWEEN
        part = min(1.0, done / max(1, total))
        full = round(part * self.WIDTH)
        bar = "#" * full + "." * (self.WIDTH - full)
        print(f"\r{self._doing} [{bar}] {part:4.0%}\x1b[K", end="", file=sys.stderr, flush=True)
