from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from catcher.core.wire import ShapeError, Tagged, decode, encode, schemas


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    at: datetime | None = None
    names: tuple[str, ...] = ()


class Gone(Tagged, tag="gone"):
    ids: list[int]


class Come(Tagged, tag="come"):
    id: int


def test_what_is_written_is_read_back() -> None:
    point = Point(1, datetime(2026, 5, 1, 12, 0, 0, 7, timezone(timedelta(hours=2))), ("a", "\u2028😀"))
    assert decode(encode(point), Point) == point


def test_times_in_utc_end_in_z() -> None:
    assert encode(datetime(2026, 5, 1, tzinfo=UTC)) == b'"2026-05-01T00:00:00Z"'


def test_a_tagged_shape_says_which_it_is() -> None:
    assert encode(Gone([1])) == b'{"type":"gone","ids":[1]}'
    assert isinstance(decode(b'{"type":"come","id":1}', Gone | Come), Come)  # type: ignore[arg-type] # a union is a shape, though not a type


def test_unknown_keys_are_ignored() -> None:
    assert decode('{"x": 1, "y": 2}', Point) == Point(1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "truncated"),
        (b"{", "truncated"),
        (b"\xff", "malformed"),
        (b'{"x": "1"}', "Expected `int`, got `str` - at `$.x`"),
        (b'{"x": 1, "names": ["\xff"]}', "utf-8"),
        (b'{"x": 1, "at": "yesterday"}', "at `$.at`"),
        (b'{"y": 1}', "missing required field `x`"),
        ('{"x": "\ud800"}', "surrogates"),
    ],
)
def test_what_has_another_shape_is_refused_with_the_place(text: bytes | str, why: str) -> None:
    with pytest.raises(ShapeError, match="(?i)" + why.replace("$", r"\$")):
        decode(text, Point)


@pytest.mark.parametrize("shape", [Any, list[Any], dict[str, Any]])
def test_deep_nesting_is_refused(shape: Any) -> None:
    with pytest.raises(ShapeError):
        decode(b"[" * 100_000, shape)


def test_shapes_describe_themselves() -> None:
    references, components = schemas([Point], "#/components/{name}")
    assert references == [{"$ref": "#/components/Point"}]
    assert components["Point"]["required"] == ["x"]
