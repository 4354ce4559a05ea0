"""Which rules meet, when they fire, and what they make happen."""

from __future__ import annotations

import pytest

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
from catcher.core.ruling import Facts, Rules, asked_by_address, meets

FACTS = Facts(
    mailbox="shop",
    sender="Ann@Example.com",
    recipients=("bob@example.org", "eve@[127.0.0.1]"),
    login="shop",
    helo="client.example",
    peer="127.0.0.1:4711",
    headers=(("Subject", " Invoice 7 "), ("subject", "other")),
    size=100,
)


@pytest.mark.parametrize(
    ("match", "met"),
    [
        (Match(), True),
        (Match(mailbox="shop"), True),
        (Match(mailbox="Shop"), False),
        (Match(sender="ann@*"), True),
        (Match(sender="bob@*"), False),
        (Match(recipient="BOB@example.???"), True),
        (Match(recipient="eve@[127.0.0.1]"), True),
        (Match(recipient="nobody@*"), False),
        (Match(login="s*"), True),
        (Match(login="x"), False),
        (Match(helo="*.example"), True),
        (Match(peer="127.0.0.1:*"), True),
        (Match(header=HeaderPattern("SUBJECT", "invoice*")), True),
        (Match(header=HeaderPattern("X-Other", "*")), False),
        (Match(min_size=100, max_size=100), True),
        (Match(min_size=101), False),
        (Match(max_size=99), False),
        (Match(sender="ann@*", mailbox="other"), False),
    ],
)
def test_a_rule_meets_what_it_names(match: Match, met: bool) -> None:
    assert meets(match, FACTS) is met


def test_what_is_not_known_yet_is_not_met() -> None:
    assert not meets(Match(min_size=0), Facts())
    assert not meets(Match(login="*"), Facts())
    assert not meets(Match(recipient="*"), Facts())


@pytest.mark.parametrize(
    ("schedule", "fired"),
    [
        (Always(), "xxxxxx"),
        (First(2), "xx...."),
        (Every(3), "..x..x"),
        (After(4), "....xx"),
        (AboveRate(2, 10), "..xx.."),
        (Chance(0), "......"),
        (Chance(1), "xxxxxx"),
    ],
)
def test_a_rule_fires_by_its_schedule(schedule: Schedule, fired: str) -> None:
    times = iter([0.0, 1, 2, 3, 20, 21])
    rules = Rules(lambda: next(times))
    rules.add(Rule(Stage.MAIL, Drop(), schedule=schedule))
    happened = [rules.decide(Stage.MAIL, FACTS) for _ in range(6)]

    assert "".join("x" if actions else "." for actions in happened) == fired
    assert rules.standing()[0].hits == fired.count("x")


def test_the_same_seed_gives_the_same_failures() -> None:
    def fired(seed: int) -> list[bool]:
        rules = Rules(lambda: 0)
        rules.add(Rule(Stage.MAIL, Drop(), schedule=Chance(0.5, seed)))
        return [bool(rules.decide(Stage.MAIL, FACTS)) for _ in range(50)]

    assert fired(1) == fired(1) != fired(2)
    assert 10 < sum(fired(1)) < 40


def test_only_rules_that_meet_count() -> None:
    rules = Rules(lambda: 0)
    rules.add(Rule(Stage.MAIL, Drop(), Match(mailbox="other"), First(1)))

    assert rules.decide(Stage.MAIL, FACTS) == ()
    assert rules.decide(Stage.RCPT, Facts(mailbox="other")) == ()
    assert rules.decide(Stage.MAIL, Facts(mailbox="other")) == (Drop(),)
    assert rules.decide(Stage.MAIL, Facts(mailbox="other")) == ()


def test_delays_add_up_until_a_rule_decides() -> None:
    rules = Rules(lambda: 0)
    for action in (Delay(1), Delay(2), Refuse(450), Drop()):
        rules.add(Rule(Stage.MAIL, action))

    assert rules.decide(Stage.MAIL, FACTS) == (Delay(1), Delay(2), Refuse(450))
    assert [standing.hits for standing in rules.standing()] == [1, 1, 1, 0]


def test_rules_are_taken_away() -> None:
    rules = Rules(lambda: 0)
    first, _ = rules.add(Rule(Stage.MAIL, Drop())), rules.add(Rule(Stage.QUIT, Drop()))

    assert rules.watch(Stage.MAIL)
    assert rules.remove(first.id)
    assert not rules.remove(first.id)
    assert not rules.watch(Stage.MAIL)
    assert rules.watch(Stage.QUIT)
    rules.clear()
    assert not rules.watch(Stage.QUIT)
    assert rules.standing() == ()


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("fail-450@x.example", (Stage.RCPT, Refuse(450, "As the address fail-450 asks"))),
        ("FAIL-550-after-data@x", (Stage.ACCEPT, Refuse(550, "As the address fail-550-after-data asks"))),
        ("slow-5s@x.example", (Stage.RCPT, Delay(5))),
        ("drop-data@x.example", (Stage.DATA, Cut(0))),
        ("fail-250@x.example", None),
        ("fail-4500@x.example", None),
        ("slow@x.example", None),
        ("bob@fail-450.example", None),
    ],
)
def test_an_address_asks_for_a_failure(address: str, asked: tuple[Stage, Action] | None) -> None:
    assert asked_by_address(address) == asked


def test_addresses_decide_after_rules_and_not_when_that_is_off() -> None:
    facts = Facts(recipients=("bob@example.com", "fail-450@example.com"))
    rules = Rules(lambda: 0)
    assert [rules.asked(recipient) for recipient in facts.recipients] == [False, True]
    assert len(rules.decide(Stage.RCPT, facts)) == 1
    rules.add(Rule(Stage.RCPT, Refuse(550, "first")))
    assert rules.decide(Stage.RCPT, facts) == (Refuse(550, "first"),)

    quiet = Rules(lambda: 0, by_address=False)
    assert not any(map(quiet.asked, facts.recipients))
    assert quiet.decide(Stage.RCPT, facts) == ()


def test_rules_that_cannot_be_are_refused_with_what_was_expected() -> None:
    with pytest.raises(RuleError, match="from 400 to 599, not 250"):
        Refuse(250)
    with pytest.raises(RuleError, match="1 or more, not 0"):
        Every(0)
    with pytest.raises(RuleError, match="one octet a second at least, not 0"):
        Slow(0)
    with pytest.raises(RuleError, match="discard works at accept only, not at mail"):
        Rule(Stage.MAIL, Discard())
    with pytest.raises(RuleError, match="cut works at data only, not at rcpt"):
        Rule(Stage.RCPT, Cut(1))
