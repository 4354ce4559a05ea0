"""README's table of queries: every one in it finds the mail that it is about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catcher.core.matching import matches
from catcher.core.message import Address
from catcher.core.query import TextField
from catcher.core.query_json import KEYS, read_query
from catcher.core.query_text import parse
from tests.support import addresses, draft, kept

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
SECTION = README.split("## Queries")[1].split("\n## ")[0]
ROWS = [line.split("|")[1] for line in SECTION.splitlines() if line.startswith("| `")]
QUERIES = [query for row in ROWS for query in re.findall(r"`([^`]+)`", row)]

MAIL = kept(
    draft(
        "Your order 4711", from_=(Address("Ann", "shop@example.com"),), to=addresses("bob@example.com"),
        cc=addresses("kim@example.com"), sender="shop@example.com",
        recipients=("bob@example.com", "eve+orders@example.com"), body="Welcome. 4711 has the code 314159.",
        headers=(("List-Id", "<shop>"), ("X-Shop", "Berlin")), files=("invoice.pdf",), has_html=True,
        defects=("broken",), mailbox="team", login="team", session=7, raw=b"x" * 1_001,
        message_id="42@shop.example.com",
    ), 3,
)  # fmt: skip


@pytest.mark.parametrize(
    "query", [query for query in QUERIES if query not in ("is:read", "after:2026-05-01")]
)
def test_each_finds_the_mail_that_it_is_about(query: str) -> None:
    assert matches(parse(query), *MAIL)


def test_every_field_is_in_the_table() -> None:
    fields = set(KEYS) - {"text", "all", "any", "not"}

    assert {field for field in fields if not re.search(rf"`-?\(?{field}[:<>]", " ".join(ROWS))} == set()
    assert fields >= set(map(str, TextField))


def test_the_json_says_what_it_looks_like() -> None:
    (text,) = re.findall(r"`(\{.+\})`", SECTION)

    assert read_query(text) == parse("to:bob subject:/^your order/ -is:read")
