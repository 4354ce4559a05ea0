"""`catcher rules`: failures on purpose as words of a command line, and as lines to read."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from catcher.core.rules import Match, Refuse, Rule, RuleError
from catcher.core.ruling import Standing
from catcher.core.wire import Record, as_plain, field_names
from catcher.http_client import Client
from catcher.rules_client import ClientRules, SetRule
from catcher.terminal import printable


def rules(given: argparse.Namespace) -> None:
    """Carry out one verb; without one, list."""
    with Client(given.url, token=given.token) as client:
        _VERBS[given.verb](client.rules, given)


def _list(book: ClientRules, _: argparse.Namespace) -> None:
    for standing in book.standing():
        print(printable(told(standing)))


def _add(book: ClientRules, given: argparse.Namespace) -> None:
    rule = set_from_words(book, given.stage, given.action, _circumstances(given))
    print(f"rule {rule.id} is set")


def _remove(book: ClientRules, given: argparse.Namespace) -> None:
    book.get(given.id).remove()
    print(f"rule {given.id} is gone")


def _switch(book: ClientRules, given: argparse.Namespace) -> None:
    book.get(given.id).switch(enabled=given.verb == "on")
    print(f"rule {given.id} is {given.verb}")


def _clear(book: ClientRules, given: argparse.Namespace) -> None:
    print(f"{book.clear(given.mailbox)} removed")


_VERBS: dict[str | None, Callable[[ClientRules, argparse.Namespace], None]] = {
    None: _list,
    "add": _add,
    "remove": _remove,
    "on": _switch,
    "off": _switch,
    "clear": _clear,
}


def set_from_words(
    book: ClientRules, stage: str, words: Sequence[str], circumstances: dict[str, Any]
) -> SetRule:
    """Set the rule that is written as `450 4.2.1 Busy`, `delay 5`, `drop`, `cut 1000`, `slow 100` or `discard`."""
    match words:
        case [code, *text] if code.isascii() and code.isdigit():
            return book.fail(int(code), " ".join(text), at=stage, **circumstances)
        case ["delay", seconds]:
            return book.delay(_number(float, seconds), at=stage, **circumstances)
        case ["drop"]:
            return book.drop(at=stage, **circumstances)
        case ["cut", octets] if stage == "data":
            return book.cut(_number(int, octets), **circumstances)
        case ["slow", octets] if stage == "data":
            return book.slow(_number(int, octets), **circumstances)
        case ["discard"] if stage == "accept":
            return book.discard(**circumstances)
        case _:
            raise RuleError(
                "expected a reply code with its text, delay SECONDS, drop, cut BYTES or slow BYTES (at data), or"
                f" discard (at accept), not {' '.join(words)!r} at {stage}"
            )


def _number(kind: Callable[[str], Any], text: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise RuleError(f"expected a number, not {text!r}") from None


def _circumstances(given: argparse.Namespace) -> dict[str, Any]:
    names = (*field_names(Match), "first", "every", "after", "rate", "chance")
    found = {name: getattr(given, name) for name in names if getattr(given, name) is not None}
    if "header" in found:
        name, _, pattern = found["header"].partition(":")
        found["header"] = (name.strip(), pattern.strip() or "*")
    if "rate" in found:
        count, _, seconds = found["rate"].partition("/")
        found["rate"] = (_number(int, count), _number(float, seconds))
    return found


def told(standing: Standing) -> str:
    """A rule on one line: number, stage, action, for whom, when, and how often it fired."""
    state = f"fired {standing.hits}" if standing.enabled else f"fired {standing.hits}, off"
    return f"{standing.id:>4}  {standing.rule.stage:<8}  {_words(standing.rule)}  ({state})"


def _words(rule: Rule) -> str:
    action = f"{rule.action.code} {rule.action.text}".strip() if isinstance(rule.action, Refuse) else ""
    circumstances = [
        f"{key}={_value(value)}" for key, value in as_plain(rule.match).items() if value is not None
    ]
    return " ".join([action or _tagged(rule.action), *circumstances, _tagged(rule.schedule)])


def _tagged(value: Record) -> str:
    """`{"type": "first", "count": 2}` as `first 2`."""
    return " ".join(str(each) for each in as_plain(value).values())


def _value(value: Any) -> str:
    return f"{value['name']}:{value['value']}" if isinstance(value, dict) else str(value)
