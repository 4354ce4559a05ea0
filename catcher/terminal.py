"""What is printed for people: clean of what could steer their terminal, and errors in one line."""

from __future__ import annotations

import sys


def printable(text: str) -> str:
    """Text of a mail for a terminal: control characters, which could steer it, become visible marks."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def fail(error: Exception, code: int) -> int:
    """Say on standard error what went wrong; gives the exit code back."""
    print(f"catcher: {printable(str(error))}", file=sys.stderr)
    return code
