"""What a client raises. The texts are written to be read in the output of a failed test."""

from __future__ import annotations

from typing import NotRequired

from catcher.core.shapes import NearMiss, Problem, Summary
from catcher.core.wire import ShapeError, decode


class CatcherError(Exception):
    """The catcher could not be reached, or refused; the text says what to do."""


class NoMailArrived(AssertionError):
    """Nothing matched in time. The text lists what did arrive, and which condition each missed."""


class MailArrived(AssertionError):
    """A mail matched where none was expected."""


class NotAsExpected(AssertionError):
    """The mail is not what `expect` was told; the text says what is and what was expected."""


class _Refusal(Problem):
    nearest: NotRequired[list[NearMiss]]
    message: NotRequired[Summary]


def unreached(url: str, why: object) -> CatcherError:
    """The error of one who asked, and was not answered."""
    return CatcherError(
        f"no catcher answers at {url} ({why}); start one with 'catcher serve',"
        " or name another with --url or CATCHER_URL"
    )


def refusal(status: int, url: str, body: bytes) -> Exception:
    """The error that an answer other than success tells."""
    try:
        problem = decode(body, _Refusal)
    except ShapeError:
        return CatcherError(f"{url} answered {status}, and no catcher would so")
    if "nearest" in problem:
        kind = NotAsExpected if problem["type"].endswith("#expectation") else NoMailArrived
        return kind("\n".join([problem["detail"], *map(_told, problem["nearest"])]))
    if "message" in problem:
        return MailArrived(f"{problem['detail']}\n{line(problem['message'])}")
    return CatcherError(problem["detail"])


def _told(miss: NearMiss) -> str:
    """A mail that did come, and a line for each condition."""
    lines = [
        f"    {'ok  ' if c['held'] else 'MISS'} {c['expected']}"
        + ("" if c["held"] else f"   (it has: {c['actual'] or 'nothing there'})")
        for c in miss["conditions"]
    ]
    return "\n".join([line(miss["message"]), *lines])


def line(summary: Summary) -> str:
    """A mail on one line, for explanations."""
    recipients = ", ".join(summary["recipients"]) or "nobody"
    return f"  mail {summary['id']} from {summary['sender'] or '<>'} to {recipients}: {summary['subject']!r}"
