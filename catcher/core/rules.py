"""Failures on purpose: which sessions and mails a rule meets, when it fires, and what happens then.

Everything is decided by what the client said, by counting, and by the clock and seed that are given: the same
dialog gives the same failures.
"""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import assert_never

from catcher.core.mailboxes import DEFAULT_MAILBOX


class Stage(StrEnum):
    """Where in a session a rule decides. `ACCEPT` is after the dot, before the mail is kept."""

    CONNECT = "connect"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    ACCEPT = "accept"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Refuse:
    """Answer with this code and text; `text` begins with the enhanced code, or one is put before it.

    421 closes the connection too, as does any refusal at `connect`.
    """

    code: int
    text: str = ""

    def __post_init__(self) -> None:
        if not 400 <= self.code <= 599:
            raise RuleError(f"a refusal has a code from 400 to 599, not {self.code}")


@dataclass(frozen=True, slots=True)
class Delay:
    """Wait before the answer; then go on as if nothing was."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Drop:
    """Close the connection without an answer."""


@dataclass(frozen=True, slots=True)
class Cut:
    """At `data`: close the connection once so many octets of the mail came."""

    after_octets: int


@dataclass(frozen=True, slots=True)
class Slow:
    """At `data`: read the mail no faster than this."""

    octets_per_second: int

    def __post_init__(self) -> None:
        if self.octets_per_second < 1:
            raise RuleError(f"reading needs one octet a second at least, not {self.octets_per_second}")


@dataclass(frozen=True, slots=True)
class Discard:
    """At `accept`: answer 250, but do not keep the mail; the session's transcript says so."""


Action = Refuse | Delay | Drop | Cut | Slow | Discard


@dataclass(frozen=True, slots=True)
class Always:
    """Every time."""


@dataclass(frozen=True, slots=True)
class First:
    """The first `count` times."""

    count: int


@dataclass(frozen=True, slots=True)
class Every:
    """Every `nth` time: with 3, the third, the sixth and so on."""

    nth: int

    def __post_init__(self) -> None:
        if self.nth < 1:
            raise RuleError(f"every nth time needs 1 or more, not {self.nth}")


@dataclass(frozen=True, slots=True)
class After:
    """Every time, but not the first `count` times."""

    count: int


@dataclass(frozen=True, slots=True)
class AboveRate:
    """Once more than `count` came within the last `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Chance:
    """With this probability (0 to 1); the same seed gives the same sequence."""

    probability: float
    seed: int = 0


Schedule = Always | First | Every | After | AboveRate | Chance


class RuleError(ValueError):
    """A rule cannot be; the text says what was expected and what came."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule meets; what is None meets anything.

    All but `mailbox`, `header` and sizes are patterns with `*` and `?`, compared without regard to case.
    `recipient` meets when any recipient does. `header` is a name and a pattern for its value.
    """

    mailbox: str | None = None
    sender: str | None = None
    recipient: str | None = None
    login: str | None = None
    helo: str | None = None
    peer: str | None = None
    header: tuple[str, str] | None = None
    min_size: int | None = None
    max_size: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One failure on purpose."""

    stage: Stage
    action: Action
    match: Match = Match()
    schedule: Schedule = Always()

    def __post_init__(self) -> None:
        stages = _STAGES_OF.get(type(self.action))
        if stages is not None and self.stage not in stages:
            name = type(self.action).__name__.lower()
            raise RuleError(f"{name} works at {' or '.join(stages)} only, not at {self.stage}")


_STAGES_OF: dict[type, tuple[Stage, ...]] = {
    Cut: (Stage.DATA,),
    Slow: (Stage.DATA,),
    Discard: (Stage.ACCEPT,),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a session or mail when a rule decides. `size` is None before it is known."""

    mailbox: str = DEFAULT_MAILBOX
    sender: str = ""
    recipients: tuple[str, ...] = ()
    login: str | None = None
    helo: str = ""
    peer: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    size: int | None = None


def meets(match: Match, facts: Facts) -> bool:
    """Whether the facts are those that the rule is for."""
    return (
        (match.mailbox is None or match.mailbox == facts.mailbox)
        and _like(match.sender, (facts.sender,))
        and _like(match.recipient, facts.recipients)
        and _like(match.login, () if facts.login is None else (facts.login,))
        and _like(match.helo, (facts.helo,))
        and _like(match.peer, (facts.peer,))
        and _header_meets(match.header, facts.headers)
        and _size_meets(match, facts.size)
    )


def _like(pattern: str | None, values: Iterable[str]) -> bool:
    if pattern is None:
        return True
    # fnmatch's brackets would make [127.0.0.1] a set of characters
    folded = pattern.casefold().replace("[", "[[]")
    return any(fnmatchcase(value.casefold(), folded) for value in values)


def _header_meets(wanted: tuple[str, str] | None, headers: tuple[tuple[str, str], ...]) -> bool:
    if wanted is None:
        return True
    name = wanted[0].casefold()
    return _like(wanted[1], (value.strip() for key, value in headers if key.casefold() == name))


def _size_meets(match: Match, size: int | None) -> bool:
    if match.min_size is None and match.max_size is None:
        return True
    return (
        size is not None
        and (match.min_size or 0) <= size
        and (match.max_size is None or size <= match.max_size)
    )


class _Counter:
    """How often a rule was met, and whether it fires this time."""

    def __init__(self, schedule: Schedule) -> None:
        self.hits = 0
        self._met = 0
        self._schedule = schedule
        self._recent: deque[float] = deque()
        self._random = random.Random(schedule.seed) if isinstance(schedule, Chance) else None  # noqa: S311 - a test's dice

    def fires(self, now: float) -> bool:
        self._met += 1
        fires = self._due(now)
        self.hits += fires
        return fires

    def _due(self, now: float) -> bool:
        match self._schedule:
            case Always():
                return True
            case First(count):
                return self._met <= count
            case Every(nth):
                return self._met % nth == 0
            case After(count):
                return self._met > count
            case AboveRate(count, seconds):
                return self._above(count, now - seconds, now)
            case Chance(probability):
                return self._random is not None and self._random.random() < probability
            case _:
                assert_never(self._schedule)

    def _above(self, count: int, since: float, now: float) -> bool:
        self._recent.append(now)
        while self._recent[0] <= since:
            self._recent.popleft()
        return len(self._recent) > count


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule that is set, with its number and how often it fired."""

    id: int
    rule: Rule
    hits: int


@dataclass(slots=True)
class Rules:
    """The rules that are set, in order. The first that stops the dialog decides; delays before it add up."""

    now: Callable[[], float]
    by_address: bool = True
    _rules: dict[int, tuple[Rule, _Counter]] = field(default_factory=dict)
    _last_id: int = 0

    def add(self, rule: Rule) -> int:
        """Set a rule; gives its number."""
        self._last_id += 1
        self._rules[self._last_id] = (rule, _Counter(rule.schedule))
        return self._last_id

    def remove(self, rule_id: int) -> bool:
        """Take a rule away; False when there was none."""
        return self._rules.pop(rule_id, None) is not None

    def clear(self) -> None:
        """Take all rules away."""
        self._rules.clear()

    def standing(self) -> tuple[Standing, ...]:
        """All rules that are set, with their hits."""
        return tuple(Standing(id_, rule, counter.hits) for id_, (rule, counter) in self._rules.items())

    def watch(self, stage: Stage, recipients: tuple[str, ...]) -> bool:
        """Whether it is worth while to gather the facts for this stage."""
        if self._rules and any(rule.stage is stage for rule, _ in self._rules.values()):
            return True
        return self.by_address and any(map(_BY_ADDRESS.match, recipients))

    def decide(self, stage: Stage, facts: Facts) -> tuple[Action, ...]:
        """What to do, in order; only the last one may stop the dialog. Counts the hits."""
        actions: list[Action] = []
        for action in self._due(stage, facts):
            actions.append(action)
            if not isinstance(action, Delay | Slow):
                break
        return tuple(actions)

    def _due(self, stage: Stage, facts: Facts) -> Iterator[Action]:
        for rule, counter in tuple(self._rules.values()):
            if rule.stage is stage and meets(rule.match, facts) and counter.fires(self.now()):
                yield rule.action
        if self.by_address:
            for recipient in facts.recipients:
                asked = asked_by_address(recipient)
                if asked is not None and asked[0] is stage:
                    yield asked[1]


_BY_ADDRESS = re.compile(
    r"fail-([45][0-9]{2})(-after-data)?@.*|slow-([0-9]{1,3})s@.*|(drop-data)@.*", re.IGNORECASE | re.DOTALL
)


def asked_by_address(recipient: str) -> tuple[Stage, Action] | None:
    """What an address asks for by itself: `fail-450@`, `fail-550-after-data@`, `slow-5s@`, `drop-data@`."""
    found = _BY_ADDRESS.fullmatch(recipient)
    if found is None:
        return None
    code, after_data, seconds, _ = found.groups()
    if code is not None:
        refusal = Refuse(int(code), f"As the address {recipient.partition('@')[0].lower()} asks")
        return (Stage.ACCEPT if after_data else Stage.RCPT), refusal
    return (Stage.RCPT, Delay(float(seconds))) if seconds is not None else (Stage.DATA, Cut(0))
