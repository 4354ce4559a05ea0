"""Failures on purpose for tests: set with a call, counted while they stand, taken away at the end of a block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, Self, TypedDict, TypeVar, Unpack

from catcher.adapters.http.shapes import Removal, RuleList
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
from catcher.core.wire import encode

T = TypeVar("T")

JSON = {"Content-Type": "application/json"}


class Ask(Protocol):
    """Asks the API, and reads the answer as a shape."""

    def __call__(self, method: str, path: str, shape: type[T], **options: Any) -> T: ...


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


class SetRule:
    """A rule that is set in a catcher. As a context manager it is taken away at the end of the block."""

    def __init__(self, ask: Ask, standing: Standing) -> None:
        self._ask = ask
        self.id = standing.id
        self.rule = standing.rule

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if any(standing.id == self.id for standing in ClientRules(self._ask).standing()):
            self.remove()

    @property
    def hits(self) -> int:
        """How often it fired; asks the catcher. Raises CatcherError when the rule is not set any more."""
        return self._ask("GET", self._path, Standing).hits

    def switch(self, *, enabled: bool) -> None:
        """Let it rest, or work again; its counts go on."""
        body = encode({"enabled": enabled})
        self._ask("PATCH", self._path, Standing, content=body, headers=JSON)

    def remove(self) -> None:
        """Take it away. Raises CatcherError when it is not set any more."""
        self._ask("DELETE", self._path, Removal)

    @property
    def _path(self) -> str:
        return f"api/rules/{self.id}"


class ClientRules:
    """The rules of a catcher. Each method but the last three sets one behind those that are set."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def fail(
        self, code: int, text: str = "", *, at: str = "rcpt", **circumstances: Unpack[Circumstances]
    ) -> SetRule:
        """Refuse with a reply code from 400 to 599, at connect, ehlo, starttls, auth, mail, rcpt, data, accept
        (after the dot) or quit. `text` may begin with an enhanced code such as 4.2.1.
        """
        return self.add(_rule(at, Refuse(code, text), circumstances))

    def delay(self, seconds: float, *, at: str = "rcpt", **circumstances: Unpack[Circumstances]) -> SetRule:
        """Answer later."""
        return self.add(_rule(at, Delay(seconds), circumstances))

    def drop(self, *, at: str = "rcpt", **circumstances: Unpack[Circumstances]) -> SetRule:
        """Close the connection in place of an answer."""
        return self.add(_rule(at, Drop(), circumstances))

    def cut(self, after_octets: int, **circumstances: Unpack[Circumstances]) -> SetRule:
        """Close the connection once so many bytes of a mail came."""
        return self.add(_rule("data", Cut(after_octets), circumstances))

    def slow(self, octets_per_second: int, **circumstances: Unpack[Circumstances]) -> SetRule:
        """Read mails no faster than this."""
        return self.add(_rule("data", Slow(octets_per_second), circumstances))

    def discard(self, **circumstances: Unpack[Circumstances]) -> SetRule:
        """Say that the mail is kept, but do not keep it; the session's transcript tells."""
        return self.add(_rule("accept", Discard(), circumstances))

    def add(self, rule: Rule) -> SetRule:
        """Set any rule. Raises CatcherError when the catcher refuses it."""
        answer = self._ask("POST", "api/rules", Standing, content=encode(rule), headers=JSON)
        return SetRule(self._ask, answer)

    def get(self, rule_id: int) -> SetRule:
        """The rule with that number. Raises CatcherError when there is none."""
        return SetRule(self._ask, self._ask("GET", f"api/rules/{rule_id}", Standing))

    def standing(self) -> list[Standing]:
        """All rules, in the order in which they decide."""
        return self._ask("GET", "api/rules", RuleList)["rules"]

    def clear(self, mailbox: str | None = None) -> int:
        """Take all rules away, or those for one mailbox, and say how many that were."""
        parameters = {} if mailbox is None else {"mailbox": mailbox}
        return self._ask("DELETE", "api/rules", Removal, params=parameters)["removed"]


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
