"""What a mail must have, as keywords: `to="bob@example.com", subject=re.compile("order [0-9]+")`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypedDict

from catcher.core.matching import describe
from catcher.core.query import And, How, Query, QueryError, TextField, fold, text_condition
from catcher.core.query_text import parse

Condition = str | re.Pattern[str]
"""A text that occurs in the field, whatever the case; or a pattern that is found in it."""


class Conditions(TypedDict, total=False):
    """What a mail must have: a text that occurs in that field, whatever the case, or a compiled pattern.

    A pattern is sent as it is written, and searched without regard to case.
    """

    from_: Condition
    to: Condition
    cc: Condition
    bcc: Condition
    rcpt: Condition
    sender: Condition
    subject: Condition
    body: Condition
    attachment: Condition
    type: Condition
    message_id: Condition
    login: Condition
    mailbox: Condition


def query_text(query: str, conditions: Mapping[str, Any]) -> str:
    """The query and the conditions as one text of the query language. Raises QueryError, TypeError."""
    parts: list[Query] = [parse(query)] if query else []
    parts += [_condition(name, value) for name, value in conditions.items()]
    return describe(And(tuple(parts)))


def _condition(name: str, value: object) -> Query:
    field = _field(name)
    match value:
        case re.Pattern(pattern=str(pattern)):
            try:
                return text_condition(field, pattern, How.REGEX)
            except ValueError as error:
                raise QueryError(str(error), path=name) from error
        case str() if fold(value):
            return text_condition(field, value, How.CONTAINS)
        case _:
            raise TypeError(f"{name}: expected some text, not {value!r}")


def _field(name: str) -> TextField:
    try:
        return TextField(name.rstrip("_").replace("_", "-"))
    except ValueError:
        raise TypeError(
            f"there is no condition {name!r}; there are {', '.join(Conditions.__annotations__)}"
        ) from None
