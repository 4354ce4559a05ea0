"""The operations on rules: failures on purpose, set and taken away while the catcher runs."""

from __future__ import annotations

from starlette.responses import Response

from catcher.adapters.http.operations import (
    MAILBOX,
    NUMBER,
    Answer,
    Asked,
    Desk,
    Operation,
    Parameter,
    id_in_path,
    json,
)
from catcher.adapters.http.problems import MALFORMED, NOT_FOUND, Refused
from catcher.core.rules import Rule, RuleError
from catcher.core.ruling import Standing
from catcher.core.shapes import Removal, RuleList, Switch
from catcher.core.wire import changed

_EXAMPLE = '{"stage": "rcpt", "action": {"type": "refuse", "code": 450}}'


async def list_rules(desk: Desk, _: Asked) -> Response:
    return json({"rules": desk.rules.standing()})


async def add_rule(desk: Desk, asked: Asked) -> Response:
    rule = await asked.shaped(Rule, _EXAMPLE)
    try:
        standing = desk.rules.add(rule)
    except RuleError as error:
        raise Refused(MALFORMED, str(error)) from error
    return json(standing, 201, Location=f"rules/{standing.id}")


async def read_rule(desk: Desk, asked: Asked) -> Response:
    return _told(asked, desk.rules.get(asked["rule"]))


async def switch_rule(desk: Desk, asked: Asked) -> Response:
    switch = await asked.shaped(Switch, '{"enabled": false}')
    return _told(asked, desk.rules.switch(asked["rule"], enabled=switch["enabled"]))


async def remove_rule(desk: Desk, asked: Asked) -> Response:
    if not desk.rules.remove(asked["rule"]):
        raise _unknown(asked)
    return json({"removed": 1})


async def remove_rules(desk: Desk, _: Asked) -> Response:
    return json({"removed": desk.rules.clear()})


def _told(asked: Asked, standing: Standing | None) -> Response:
    if standing is None:
        raise _unknown(asked)
    return json(standing)


def _unknown(asked: Asked) -> Refused:
    return Refused(
        NOT_FOUND, f"there is no rule with id {asked['rule']}; GET /api/rules lists those there are"
    )


_RULE_ID = Parameter("rule", id_in_path, NUMBER, "the id of a rule", in_path=True)

_ONE = "/api/rules/{rule}"
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/rules", list_rules, "Lists the failures on purpose, in the order in which they decide.",
        (MAILBOX,), (Answer(200, "all rules, with their hits", RuleList),),
    ),
    Operation(
        "POST", "/api/rules", add_rule, "Sets a failure on purpose, behind those that are set.",
        (changed(MAILBOX, help="the rule is for this mailbox alone"),), (Answer(201, "the rule is set", Standing),), Rule,
    ),
    Operation(
        "DELETE", "/api/rules", remove_rules, "Takes all rules away, or all for one mailbox.",
        (MAILBOX,), (Answer(200, "how many there were", Removal),),
    ),
    Operation(
        "GET", _ONE, read_rule, "One rule, and how often it fired.",
        (_RULE_ID,), (Answer(200, "the rule", Standing),),
    ),
    Operation(
        "PATCH", _ONE, switch_rule, "Lets a rule rest, or work again.",
        (_RULE_ID,), (Answer(200, "the rule as it is now", Standing),), Switch,
    ),
    Operation(
        "DELETE", _ONE, remove_rule, "Takes one rule away.", (_RULE_ID,), (Answer(200, "it is gone", Removal),)
    ),
)  # fmt: skip
