"""The query language in SQL: each condition as one expression over `messages m` and `search s`.

It must answer as `catcher.core.matching` does; `instr` is used because LIKE has wildcards and folds ASCII only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import assert_never

from catcher.core.query import (
    EXACT_FIELDS,
    WORD_FIELDS,
    And,
    Condition,
    Has,
    HeaderText,
    Id,
    Not,
    Or,
    Query,
    Received,
    Size,
    Text,
    Trait,
    Word,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

TRAITS = {
    Trait.ATTACHMENT: "m.attachments > 0",
    Trait.HTML: "m.has_html",
    Trait.DEFECT: "m.defects > 0",
    Trait.READ: "m.read",
    Trait.UNREAD: "NOT m.read",
}


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression and the values of its question marks."""

    text: str
    values: tuple[str | int, ...] = ()


def microseconds(moment: datetime) -> int:
    """The time as the database keeps it: whole microseconds since 1970, UTC."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def where(query: Query) -> Sql:
    """The expression that is true for the mails that match."""
    match query:
        case And(parts):
            return _joined(" AND ", parts, empty="1")
        case Or(parts):
            return _joined(" OR ", parts, empty="0")
        case Not(inner):
            negated = where(inner)
            return Sql(f"NOT ({negated.text})", negated.values)
        case _:
            return _condition(query)


def _joined(operator: str, parts: tuple[Query, ...], empty: str) -> Sql:
    each = [where(part) for part in parts]
    return Sql(
        operator.join(f"({one.text})" for one in each) or empty,
        tuple(value for one in each for value in one.values),
    )


def _condition(condition: Condition) -> Sql:
    match condition:
        case Word(text):
            either = " OR ".join(f'instr(s."{field}", ?)' for field in WORD_FIELDS)
            return Sql(either, (text,) * len(WORD_FIELDS))
        case Text(field, text) if field in EXACT_FIELDS:
            return Sql(f's."{field}" = ?', (text,))
        case Text(field, text):
            return Sql(f'instr(s."{field}", ?)', (text,))
        case HeaderText(name, text):
            return Sql(
                "EXISTS (SELECT 1 FROM json_each(s.headers) h WHERE json_extract(h.value, '$[0]') = ?"
                " AND instr(json_extract(h.value, '$[1]'), ?))",
                (name, text),
            )
        case Has(trait):
            return Sql(TRAITS[trait])
        case Size(order, octets):
            return Sql(f"m.size {order} ?", (octets,))
        case Received(order, moment):
            return Sql(f"m.received_at {order} ?", (microseconds(moment),))
        case Id(ids):
            return Sql(f"m.id IN ({', '.join('?' * len(ids))})", tuple(sorted(ids)))
        case _:
            assert_never(condition)
