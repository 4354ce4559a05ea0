from __future__ import annotations

import pytest

from catcher.core.extract.unsubscribing import unsubscribe
from catcher.core.extract.values import Unsubscribe
from catcher.core.message import Header

POST = ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


def headers(*fields: tuple[str, str]) -> list[Header]:
    return [Header(name, value, value) for name, value in fields]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ([("List-Unsubscribe", "<https://x.example/u>")], Unsubscribe(("https://x.example/u",), False)),
        (
            [("list-unsubscribe", "<mailto:u@x.example?subject=u>, <https://x.example/u>"), POST],
            Unsubscribe(("mailto:u@x.example?subject=u", "https://x.example/u"), True),
        ),
        (
            [("List-Unsubscribe", "(by mail) <mailto:u@x.example>"), POST],
            Unsubscribe(("mailto:u@x.example",), False),
        ),
        ([("List-Unsubscribe", "<http://x.example/u>"), POST], Unsubscribe(("http://x.example/u",), False)),
        ([("List-Unsubscribe", "<https://x.example/\n u>")], Unsubscribe(("https://x.example/u",), False)),
        ([("List-Unsubscribe", "https://x.example/u")], Unsubscribe((), False)),
        ([POST], None),
        ([], None),
    ],
)
def test_how_to_unsubscribe(fields: list[tuple[str, str]], found: Unsubscribe | None) -> None:
    assert unsubscribe(headers(*fields)) == found
