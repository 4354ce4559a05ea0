"""The query language in SQL: each condition as one expression over `messages m` and `search s`.

It must answer as `catcher.core.matching` does; `instr` is used because LIKE has wildcards and folds ASCII only.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import assert_never

from catcher.core.patterns import found
from catcher.core.query import (
    TAG_HEADERS,
    WORD_FIELDS,
    And,
    Brought,
    Condition,
    Has,
    HeaderText,
    How,
    Id,
    In,
    Not,
    Or,
    Query,
    Received,
    Size,
    Tag,
    Text,
    TextField,
    Trait,
    Word,
    framed,
)
from catcher.core.wire import Value

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FACTS = ("m.received_at", "m.size", "m.attachments", "m.has_html", "m.defects")
"""Columns of the index `facts`."""

TRAITS = {
    Trait.ATTACHMENT: "m.attachments > 0",
    Trait.HTML: "m.has_html",
    Trait.DEFECT: "m.defects > 0",
    Trait.READ: "m.read",
    Trait.UNREAD: "NOT m.read",
}


class Sql(Value):
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
    return _all_of(operator, [where(part) for part in parts], empty)


def _all_of(operator: str, each: list[Sql], empty: str = "0") -> Sql:
    return Sql(
        operator.join(f"({one.text})" for one in each) or empty,
        tuple(value for one in each for value in one.values),
    )


def register(connection: sqlite3.Connection) -> None:
    """Give the connection what the expressions use."""
    connection.create_function("found", 2, found, deterministic=True)


def _condition(condition: Condition) -> Sql:
    match condition:
        case Word(text, how):
            return _all_of(" OR ", [_meets(how, text, f's."{field}"') for field in WORD_FIELDS])
        case Text(field, text):
            return _meets(condition.comparison, text, f's."{field}"', field)
        case HeaderText(name, text, how):
            met = _meets(how, text, "json_extract(h.value, '$[1]')")
            return Sql(
                "EXISTS (SELECT 1 FROM json_each(s.headers) h WHERE json_extract(h.value, '$[0]') = ?"
                f" AND ({met.text}))",
                (name, *met.values),
            )
        case Has(trait):
            return Sql(TRAITS[trait])
        case Size(order, octets):
            return Sql(f"m.size {order} ?", (octets,))
        case Received(order, moment):
            return Sql(f"m.received_at {order} ?", (microseconds(moment),))
        case Id(ids):
            return Sql(f"m.id IN ({', '.join('?' * len(ids))})", tuple(sorted(ids)))
        case Tag(name):
            return _tagged(name)
        case Brought(session):
            return Sql("json_extract(CAST(m.envelope AS TEXT), '$.session') IS ?", (session,))
        case In(mailbox):
            return Sql("m.mailbox = ?", (mailbox,))
        case _:
            assert_never(condition)


def _tagged(name: str) -> Sql:
    tight = "',' || replace(replace(json_extract(h.value, '$[1]'), ', ', ','), ' ,', ',') || ','"
    return Sql(
        f"""instr(s."rcpt", ?) OR EXISTS (SELECT 1 FROM json_each(s.headers) h
        WHERE json_extract(h.value, '$[0]') IN ({", ".join("?" * len(TAG_HEADERS))}) AND instr({tight}, ?))""",
        (f"+{name}@", *TAG_HEADERS, f",{name},"),
    )


def _meets(how: How, wanted: str, values: str, field: TextField | None = None) -> Sql:
    match how:
        case How.CONTAINS:
            return Sql(f"instr({values}, ?)", (wanted,))
        case How.EQUALS:
            whole = framed(field, wanted)
            between = f"instr(char(10) || {values} || char(10), ?)"
            return Sql(" OR ".join([between] * len(whole)), whole)
        case How.REGEX:
            return Sql(f"found(?, {values})", (wanted,))
        case _:
            assert_never(how)
