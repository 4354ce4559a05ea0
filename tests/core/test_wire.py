from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from catcher.core.wire import ShapeError, Tagged, Value, changed, decode, encode, field_names, schemas


class Point(Value):
    x: int
    at: datetime | None = None
    names: tuple[str, ...] = ()


class Place(Value):
    x: int
    at: datetime | None = None
    names: tuple[str, ...] = ()


class Gone(Tagged, tag="gone"):
    ids: list[int]


class Come(Tagged, tag="come"):
    id: int


def test_a_value_is_its_fields_and_its_class() -> None:
    point = Point(1, names=("a",))

    assert point == Point(1, None, ("a",)) == copy.deepcopy(point) == pickle.loads(pickle.dumps(point))
    assert hash(point) == hash(Point(1, None, ("a",)))
    assert point != Point(2, names=("a",))
    assert point != Place(1, names=("a",))  # type: ignore[comparison-overlap] # of another class
    assert repr(point) == "Point(x=1, at=None, names=('a',))"
    assert field_names(Point) == ("x", "at", "names")
    match point:
        case Point(x, names=(name,)):
            assert (x, name) == (1, "a")
        case _:
            pytest.fail("a value is made for match")


def test_a_value_stays_as_it_is() -> None:
    point = Point(1)

    assert changed(point, x=2) == Point(2)
    with pytest.raises(AttributeError):
        point.x = 3  # type: ignore[misc] # it is frozen
    with pytest.raises(AttributeError):
        point.y = 3  # type: ignore[attr-defined] # it has slots
    with pytest.raises(TypeError):
        changed(point, y=3)
    assert point == Point(1)


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
