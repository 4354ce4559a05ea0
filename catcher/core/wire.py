"""Values, and JSON in and out: the only module that knows msgspec.

Shapes are values and TypedDicts; what is written here can be read back here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, dataclass_transform

import msgspec

T = TypeVar("T")

Absent = msgspec.UnsetType
ABSENT = msgspec.UNSET
"""The value of a field that is left out."""

_encoder = msgspec.json.Encoder()


field = msgspec.field
"""`field(default_factory=...)`: a default that is made anew for each value."""


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Value(msgspec.Struct, frozen=True):
    """A frozen value with slots: equal to another of its class with equal fields, made for `match`.

    What a frozen dataclass is, at a thirtieth of the time to define it, which every start pays for each class.
    """


class Record(Value, forbid_unknown_fields=True):
    """A shape that people write: an unknown key is an error, so that a typo is never passed over."""


class Tagged(Record, tag_field="type"):
    """A shape that is one of several: its field `type` tells which. `class Gone(Tagged, tag="gone")`."""


class ShapeError(ValueError):
    """The JSON is not of the expected shape; the text says where and what was expected."""


def encode(value: object) -> bytes:
    """The value as compact JSON in UTF-8; times with an offset of zero end in `Z` (RFC 3339)."""
    return _encoder.encode(value)


def decode(data: bytes | str, shape: type[T]) -> T:
    """Read a value of the given shape; raises ShapeError. Unknown keys are ignored."""
    try:
        return msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ShapeError(str(error)) from error


def shaped(value: object, shape: type[T]) -> T:
    """Plain lists and dictionaries, such as TOML gives, as a value of the shape; raises ShapeError."""
    try:
        return msgspec.convert(value, type=shape)
    except msgspec.ValidationError as error:
        raise ShapeError(str(error)) from error


V = TypeVar("V", bound=Value)


def as_plain(value: Record) -> dict[str, Any]:
    """A record as the dictionary that it is in JSON; one of several begins with its `type`."""
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain


def changed(value: V, **fields: Any) -> V:
    """The value with some fields changed."""
    return msgspec.structs.replace(value, **fields)


def field_names(shape: type[Value]) -> tuple[str, ...]:
    """The names of a value's fields, in order."""
    return shape.__struct_fields__


def schemas(shapes: Iterable[Any], ref_template: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """JSON Schema (2020-12) of the shapes, and of all that they name."""
    references, components = msgspec.json.schema_components(shapes, ref_template=ref_template)
    return list(references), components


def note(text: str) -> msgspec.Meta:
    """A description to put on a field by `Annotated`; it appears in the API's description."""
    return msgspec.Meta(description=text)
