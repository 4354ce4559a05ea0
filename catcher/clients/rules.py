"""The operations on rules: failures on purpose, set with a call, counted while they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict, Unpack

from catcher.clients.requests import Steps, asked, json
from catcher.clients.scope import Scope
from catcher.core.rules import (
    AboveRate,
    Action,
    After,
    Always,
    Chance,
    Cut,
    Delay,
    Discard,
    Drop,
    Every,
    First,
    HeaderPattern,
    Match,
    Refuse,
    Rule,
    RuleError,
    Schedule,
    Slow,
    Stage,
)
from catcher.core.ruling import Standing
from catcher.core.shapes import Removal, RuleList


class Circumstances(TypedDict, total=False):
    """For whom a rule is, and when it fires; without any, for all and always.

    `sender`, `recipient`, `login`, `helo`, `peer` and the header's value are patterns with `*` and `?`. Sizes
    are in bytes. Of the last five, at most one: the `first` n times, `every` nth time, `after` n times, above a
    `rate` of n in so many seconds, or by `chance`, a probability from 0 to 1 (with a seed of 0, or of your own).
    """

    mailbox: str
    sender: str
    recipient: str
    login: str
    helo: str
    peer: str
    header: tuple[str, str]
    min_size: int
    max_size: int
    first: int
    every: int
    after: int
    rate: tuple[int, float]
    chance: float | tuple[float, int]


def fail(
    scope: Scope, code: int, text: str = "", *, at: str = "rcpt", **circumstances: Unpack[Circumstances]
) -> Steps[Standing]:
    """Refuse with a reply code from 400 to 599, at connect, ehlo, starttls, auth, mail, rcpt, data, accept
    (after the dot) or quit. `text` may begin with an enhanced code such as 4.2.1.
    """
    return add(scope, _rule(at, Refuse(code, text), circumstances))


def delay(
    scope: Scope, seconds: float, *, at: str = "rcpt", **circumstances: Unpack[Circumstances]
) -> Steps[Standing]:
    """Answer later."""
    return add(scope, _rule(at, Delay(seconds), circumstances))


def drop(scope: Scope, *, at: str = "rcpt", **circumstances: Unpack[Circumstances]) -> Steps[Standing]:
    """Close the connection in place of an answer."""
    return add(scope, _rule(at, Drop(), circumstances))


def cut(scope: Scope, after_octets: int, **circumstances: Unpack[Circumstances]) -> Steps[Standing]:
    """Close the connection once so many bytes of a mail came."""
    return add(scope, _rule("data", Cut(after_octets), circumstances))


def slow(scope: Scope, octets_per_second: int, **circumstances: Unpack[Circumstances]) -> Steps[Standing]:
    """Read mails no faster than this."""
    return add(scope, _rule("data", Slow(octets_per_second), circumstances))


def discard(scope: Scope, **circumstances: Unpack[Circumstances]) -> Steps[Standing]:
    """Say that the mail is kept, but do not keep it; the session's transcript tells."""
    return add(scope, _rule("accept", Discard(), circumstances))


def add(scope: Scope, rule: Rule) -> Steps[Standing]:
    """Set any rule; of a mailbox, for that mailbox alone. Raises CatcherError when the catcher refuses it."""
    return asked(json("POST", "api/rules", Standing, body=rule).within(scope.mailbox))


def get(_: Scope, rule_id: int) -> Steps[Standing]:
    """The rule with that number. Raises CatcherError when there is none."""
    return asked(json("GET", _path(rule_id), Standing))


def hits(scope: Scope, rule_id: int) -> Steps[int]:
    """How often it fired. Raises CatcherError when the rule is not set any more."""
    return (yield from get(scope, rule_id)).hits


def switch(_: Scope, rule_id: int, *, enabled: bool) -> Steps[None]:
    """Let it rest, or work again; its counts go on."""
    yield from asked(json("PATCH", _path(rule_id), Standing, body={"enabled": enabled}))


def remove(_: Scope, rule_id: int) -> Steps[None]:
    """Take it away. Raises CatcherError when it is not set any more."""
    yield from asked(json("DELETE", _path(rule_id), Removal))


def remove_if_set(scope: Scope, rule_id: int) -> Steps[None]:
    """Take it away, unless somebody did so before."""
    rules = (yield from asked(json("GET", "api/rules", RuleList)))["rules"]
    if any(rule.id == rule_id for rule in rules):
        yield from remove(scope, rule_id)


def standing(scope: Scope) -> Steps[list[Standing]]:
    """The rules that are set, in the order in which they decide; of a mailbox, those for it."""
    return (yield from asked(json("GET", "api/rules", RuleList).within(scope.mailbox)))["rules"]


def clear(scope: Scope, mailbox: str | None = None) -> Steps[int]:
    """Take all rules away, or those for one mailbox, and say how many that were."""
    request = json("DELETE", "api/rules", Removal).within(mailbox or scope.mailbox)
    return (yield from asked(request))["removed"]


def _path(rule_id: int) -> str:
    return f"api/rules/{rule_id}"


def _rule(at: str, action: Action, circumstances: Circumstances) -> Rule:
    """The rule as it is asked for. Raises RuleError when it cannot be."""
    if at not in set(Stage):
        raise RuleError(f"expected one of {', '.join(Stage)} for at, not {at!r}")
    match: dict[str, Any] = {key: value for key, value in circumstances.items() if key not in _SCHEDULES}
    if "header" in match:
        match["header"] = HeaderPattern(*match["header"])
    return Rule(Stage(at), action, Match(**match), _schedule(circumstances))


def _schedule(circumstances: Circumstances) -> Schedule:
    given = [(key, value) for key, value in circumstances.items() if key in _SCHEDULES]
    if len(given) > 1:
        raise RuleError(f"expected at most one of {', '.join(_SCHEDULES)}, not {' and '.join(dict(given))}")
    for key, value in given:
        schedule = _SCHEDULES[key]
        return schedule(*value) if isinstance(value, tuple) else schedule(value)
    return Always()


_SCHEDULES: dict[str, Callable[..., Schedule]] = {
    "first": First,
    "every": Every,
    "after": After,
    "rate": AboveRate,
    "chance": Chance,
}
