"""What a test expects of mail as one value, and whether the mails that came are so: pure, and with the reason.

Its law: a judgement that is not `Met` names what was expected and what came.
"""

from __future__ import annotations

from collections.abc import Sequence

from catcher.core.matching import describe, predicate
from catcher.core.message import Message, SearchText
from catcher.core.query import EVERYTHING, Query
from catcher.core.wire import Value

Mails = Sequence[tuple[Message, SearchText]]


class Expectation(Value):
    """Of the mails that match `query`: how many there are, and what more is to be so of them.

    `in_order`: there is a mail for each of these queries, one after the other; others may come between.
    `exactly`: there is one mail for each of these queries, in any order, and no other.
    """

    query: Query = EVERYTHING
    at_least: int = 1
    at_most: int | None = None
    in_order: tuple[Query, ...] = ()
    exactly: tuple[Query, ...] = ()


class Met(Value):
    """All is as expected. `messages` are the mails, in the order of the queries where there are several."""

    messages: tuple[Message, ...]


class Unmet(Value):
    """Something is missing, which may still come: a mail that meets `missing`."""

    why: str
    missing: Query


class Broken(Value):
    """Something came that was not expected; whatever comes more cannot mend that."""

    why: str
    culprit: Message


Judgement = Met | Unmet | Broken


def judge(expected: Expectation, mails: Mails) -> Judgement:
    """Whether these mails, which all match the query and are in the order of arrival, are what is expected."""
    messages = tuple(message for message, _ in mails)
    if expected.at_most is not None and len(mails) > expected.at_most:
        return Broken(f"expected {_how_many(expected)}; {_came(mails)}", messages[expected.at_most])
    if expected.exactly:
        return _judge_set(expected.exactly, mails)
    if expected.in_order:
        judged = _judge_order(expected.in_order, mails)
        if isinstance(judged, Unmet):
            return judged
        messages = judged.messages
    if len(mails) < expected.at_least:
        return Unmet(f"expected {_how_many(expected)}; {_came(mails)}", expected.query)
    return Met(messages)


def _judge_order(queries: tuple[Query, ...], mails: Mails) -> Met | Unmet:
    """The first mail that meets the first query, the first behind it that meets the second, and so on."""
    found: list[Message] = []
    left = iter(mails)
    for number, query in enumerate(queries, 1):
        meets = predicate(query)
        following = next((message for message, text in left if meets(message, text)), None)
        if following is None:
            behind = f" behind mail {found[-1].id} ({found[-1].outline.subject!r})" if found else ""
            early = [message for message, text in mails if meets(message, text)]
            instead = f"; mail {early[-1].id} came before it" if early and found else ""
            total = len(queries)
            why = (
                f"expected in this order {_listed(queries)}; there is no mail for number {number} of {total}"
            )
            return Unmet(
                f"{why}, {describe(query)},{behind}{instead}" if behind else f"{why}, {describe(query)}",
                query,
            )
        found.append(following)
    return Met(tuple(found))


def _judge_set(queries: tuple[Query, ...], mails: Mails) -> Judgement:
    """Pairs each mail with a query of its own, as many as can be (Kuhn's way)."""
    meets = [predicate(query) for query in queries]
    fitting = [[n for n, fits in enumerate(meets) if fits(*mail)] for mail in mails]
    mail_of: dict[int, int] = {}

    def place(mail: int, tried: set[int]) -> bool:
        for query in fitting[mail]:
            if query not in tried:
                tried.add(query)
                if query not in mail_of or place(mail_of[query], tried):
                    mail_of[query] = mail
                    return True
        return False

    for number, (message, _) in enumerate(mails):
        if not place(number, set()):
            what = "is one too many" if fitting[number] else "is none of them"
            why = (
                f"expected exactly {_listed(queries)}; mail {message.id} {what}: {message.outline.subject!r}"
            )
            return Broken(why, message)
    missing = [number for number in range(len(queries)) if number not in mail_of]
    if missing:
        there = ", ".join(describe(queries[number]) or "anything" for number in missing)
        why = f"expected exactly {_listed(queries)}; there is no mail for {there}; {_came(mails)}"
        return Unmet(why, queries[missing[0]])
    return Met(tuple(mails[mail_of[number]][0] for number in range(len(queries))))


def _how_many(expected: Expectation) -> str:
    low, high = expected.at_least, expected.at_most
    if high == low:
        count = "no" if low == 0 else str(low)
    elif high is None:
        count = f"{low} or more"
    else:
        count = f"at most {high}" if low == 0 else f"{low} to {high}"
    return f"{count} mail{'' if high == 1 else 's'} matching {describe(expected.query) or 'anything'}"


def _came(mails: Mails) -> str:
    return f"{len(mails)} came" if mails else "none came"


def _listed(queries: tuple[Query, ...]) -> str:
    return " and ".join(f"({describe(query) or 'anything'})" for query in queries)
