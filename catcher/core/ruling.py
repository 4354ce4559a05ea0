"""Deciding on failures: which rules meet a session or mail, and when they fire.

Everything is decided by what the client said, by counting, and by the clock and seed that are given: the same
dialog gives the same failures.
"""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Protocol, assert_never

from catcher.core.mailboxes import DEFAULT_MAILBOX
from catcher.core.rules import (
    AboveRate,
    Action,
    After,
    Always,
    Chance,
    Cut,
    Delay,
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
from catcher.core.wire import Record, Value, changed

MAX_RULES = 1_000


class Facts(Value):
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


def _header_meets(wanted: HeaderPattern | None, headers: tuple[tuple[str, str], ...]) -> bool:
    if wanted is None:
        return True
    name = wanted.name.casefold()
    return _like(wanted.value, (value.strip() for key, value in headers if key.casefold() == name))


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


class Standing(Record):
    """A rule that is set, with its number and how often it fired."""

    id: int
    rule: Rule
    hits: int
    enabled: bool


class RuleBook(Protocol):
    """What those who set rules need of them."""

    def add(self, rule: Rule) -> Standing:
        """Set a rule. Raises RuleError when it cannot be set here."""

    def get(self, rule_id: int) -> Standing | None:
        """The rule with that number, or None."""

    def switch(self, rule_id: int, *, enabled: bool) -> Standing | None:
        """Let a rule rest, or work again; its counts go on. None when there is none."""

    def remove(self, rule_id: int) -> bool:
        """Take a rule away; False when there was none."""

    def clear(self) -> int:
        """Take all rules away; gives how many there were."""

    def standing(self) -> tuple[Standing, ...]:
        """All rules that are set, in order, with their hits."""

    def within(self, mailbox: str) -> RuleBook:
        """The rules for one mailbox, as if there were no other."""


@dataclass(slots=True)
class _Set:
    """A rule that is set."""

    rule: Rule
    counter: _Counter
    enabled: bool = True


@dataclass(slots=True)
class Rules:
    """The rules that are set, in order. The first that stops the dialog decides; delays before it add up."""

    now: Callable[[], float]
    by_address: bool = True
    _rules: dict[int, _Set] = field(default_factory=dict)
    stages: frozenset[Stage] = frozenset()
    """Where rules are set; for those who would not even ask when there is none."""
    _last_id: int = 0

    def add(self, rule: Rule) -> Standing:
        """Set a rule. Raises RuleError when there are too many."""
        if len(self._rules) >= MAX_RULES:
            raise RuleError(f"there are {MAX_RULES} rules already, and no more are allowed; remove some")
        self._last_id += 1
        self._rules[self._last_id] = _Set(rule, _Counter(rule.schedule))
        self._note_stages()
        return Standing(self._last_id, rule, 0, enabled=True)

    def get(self, rule_id: int) -> Standing | None:
        """The rule with that number, or None."""
        one = self._rules.get(rule_id)
        return Standing(rule_id, one.rule, one.counter.hits, one.enabled) if one else None

    def switch(self, rule_id: int, *, enabled: bool) -> Standing | None:
        """Let a rule rest, or work again; its counts go on. None when there is none."""
        if one := self._rules.get(rule_id):
            one.enabled = enabled
        return self.get(rule_id)

    def remove(self, rule_id: int) -> bool:
        """Take a rule away; False when there was none."""
        gone = self._rules.pop(rule_id, None)
        self._note_stages()
        return gone is not None

    def clear(self) -> int:
        """Take all rules away; gives how many there were."""
        count = len(self._rules)
        self._rules.clear()
        self._note_stages()
        return count

    def standing(self) -> tuple[Standing, ...]:
        """All rules that are set, in order, with their hits."""
        return tuple(one for rule_id in self._rules if (one := self.get(rule_id)))

    def within(self, mailbox: str) -> RuleBook:
        """The rules that are for one mailbox; one that is set there is for it alone."""
        return _RulesOf(mailbox, self)

    def _note_stages(self) -> None:
        self.stages = frozenset(one.rule.stage for one in self._rules.values())

    def watch(self, stage: Stage) -> bool:
        """Whether a rule is set for this stage; else it is not worth while to gather the facts."""
        return stage in self.stages

    def asked(self, recipient: str) -> bool:
        """Whether the address asks for a failure by itself."""
        return self.by_address and _BY_ADDRESS.fullmatch(recipient) is not None

    def decide(self, stage: Stage, facts: Facts) -> tuple[Action, ...]:
        """What to do, in order; only the last one may stop the dialog. Counts the hits."""
        actions: list[Action] = []
        for action in self._due(stage, facts):
            actions.append(action)
            if not isinstance(action, Delay | Slow):
                break
        return tuple(actions)

    def _due(self, stage: Stage, facts: Facts) -> Iterator[Action]:
        for one in tuple(self._rules.values()):
            meant = one.enabled and one.rule.stage is stage and meets(one.rule.match, facts)
            if meant and one.counter.fires(self.now()):
                yield one.rule.action
        if self.by_address:
            for recipient in facts.recipients:
                asked = asked_by_address(recipient)
                if asked is not None and asked[0] is stage:
                    yield asked[1]


class _RulesOf(Value):
    """A rule book with the rules for one mailbox."""

    mailbox: str
    all: RuleBook

    def add(self, rule: Rule) -> Standing:
        if rule.match.mailbox not in (None, self.mailbox):
            raise RuleError(
                f"expected a rule for the mailbox {self.mailbox!r}, not for {rule.match.mailbox!r}"
            )
        return self.all.add(changed(rule, match=changed(rule.match, mailbox=self.mailbox)))

    def get(self, rule_id: int) -> Standing | None:
        one = self.all.get(rule_id)
        return one if one and one.rule.match.mailbox == self.mailbox else None

    def switch(self, rule_id: int, *, enabled: bool) -> Standing | None:
        return self.all.switch(rule_id, enabled=enabled) if self.get(rule_id) else None

    def remove(self, rule_id: int) -> bool:
        return self.get(rule_id) is not None and self.all.remove(rule_id)

    def clear(self) -> int:
        return sum(self.all.remove(one.id) for one in self.standing())

    def standing(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.all.standing() if one.rule.match.mailbox == self.mailbox)

    def within(self, mailbox: str) -> RuleBook:
        return _RulesOf(mailbox, self)


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
