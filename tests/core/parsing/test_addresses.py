"""Address lists are read as people meant them, and no address takes another along."""

from __future__ import annotations

import pytest

from catcher.core.message import Address
from catcher.core.parsing.addresses import MAX_ADDRESSES, address_lists

HEALTHY = {
    "ann@x": [("", "ann@x")],
    "Ann <ann@x>, bob@y": [("Ann", "ann@x"), ("", "bob@y")],
    '"Archer, Ann" <ann@x>': [("Archer, Ann", "ann@x")],
    '"Ann (HR)" <ann@x>': [("Ann (HR)", "ann@x")],
    r'"Ann \"A\" Archer" <ann@x>': [('Ann "A" Archer', "ann@x")],
    '"a@b" <c@d>': [("a@b", "c@d")],
    "O'Neil <o@x>": [("O'Neil", "o@x")],
    "=?utf-8?q?Archer=2C_Ann?= <ann@x>, b@y": [("Archer, Ann", "ann@x"), ("", "b@y")],
    '"=?utf-8?q?J=C3=B6rg?=" <j@x>': [("Jörg", "j@x")],
    "Jörg <jörg@bücher.example>": [("Jörg", "jörg@bücher.example")],
    '"a b"@x': [("", '"a b"@x')],
    '<"a>b, c"@x>': [("", '"a>b, c"@x')],
    "ann @ x . org": [("", "ann@x.org")],
    "ann@[IPv6:::1], bob@[192.0.2.1]": [("", "ann@[IPv6:::1]"), ("", "bob@[192.0.2.1]")],
    "<@relay,@other:ann@x>": [("", "ann@x")],
    '<@relay,@other:"a:b"@x>': [("", '"a:b"@x')],
    'Friends: ann@x, "Bob: B" <b@y>; c@z': [("", "ann@x"), ("Bob: B", "b@y"), ("", "c@z")],
    "undisclosed-recipients:;": [],
    "A:;, B:;": [],
    "ann@x (Ann)": [("Ann", "ann@x")],
    "ann@x (a (nested) b)": [("a nested b", "ann@x")],
    r"ann@x (a \) b), bob@y": [("a ) b", "ann@x"), ("", "bob@y")],
    'ann@x (5" disk), bob@y': [('5" disk', "ann@x"), ("", "bob@y")],
    "ann@x (=?utf-8?q?J=C3=B6rg?=)": [("Jörg", "ann@x")],
    "<ann@x (home)>": [("home", "ann@x")],
    "": [],
}
BROKEN = {
    "ann@x,": [("", "ann@x")],
    "Ann Archer": [("Ann Archer", "")],
    "Ann Archer ann@x": [("Ann Archer", "ann@x")],
    "<ann@x>Ann": [("Ann", "ann@x")],
    "<<ann@x>>": [("", "ann@x")],
    "Ann <ann@x> Bob <bob@y>": [("Ann", "ann@x"), ("Bob", "bob@y")],
    "Ann <ann@x> <bob@y>": [("Ann", "ann@x"), ("", "bob@y")],
    "ann@x bob@y": [("", "ann@x bob@y")],
    "mailto:ann@x": [("", "ann@x")],
    "<>": [],
    "(only a comment)": [],
}
COMPLAINED = [
    ("Ann <ann@x, bob@y", [("Ann", "ann@x"), ("", "bob@y")], "has a '<' without its '>'"),
    ("ann@x (Ann, bob@y", [("Ann, bob@y", "ann@x")], "has a '(' without its ')'"),
    ('Ann "A <ann@x>, bob@y', [('Ann "A', "ann@x"), ("", "bob@y")], "has a '\"' without its pair"),
    (r"To\"x <c@d>, e@f", [(r"To\"x", "c@d"), ("", "e@f")], "has a '\"' without its pair"),
    ("ann@x" + "," * 12, [("", "ann@x")], "has 11 places without an address"),
]


def read(text: str) -> list[tuple[str, str]]:
    return [(found.name, found.address) for found in address_lists([text])[0]]


@pytest.mark.parametrize(("text", "expected"), (HEALTHY | BROKEN).items())
def test_a_list_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected
    assert address_lists([text])[1] == []


@pytest.mark.parametrize(("text", "expected", "wrong"), COMPLAINED)
def test_a_list_with_an_open_end_is_read_and_named(
    text: str, expected: list[tuple[str, str]], wrong: str
) -> None:
    assert read(text) == expected
    assert address_lists([text])[1] == [wrong]


def test_several_fields_are_one_list() -> None:
    assert address_lists(["a@x", "", "b@y"]) == ((Address("", "a@x"), Address("", "b@y")), [])


def test_what_one_field_leaves_open_does_not_reach_into_the_next() -> None:
    found, _ = address_lists(['"Ann <a@x>', "b@y (", "c@z"])
    assert [each.address for each in found] == ["a@x", "b@y", "c@z"]


def test_a_list_too_long_is_read_up_to_a_bound() -> None:
    found, wrong = address_lists(["a@b," * (MAX_ADDRESSES + 10)])
    assert len(found) == MAX_ADDRESSES
    assert wrong == [f"is too long; it was read up to address {MAX_ADDRESSES}"]
