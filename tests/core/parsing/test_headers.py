"""Fields are found in the bytes, and their words and parameters decoded."""

from __future__ import annotations

import pytest

from catcher.core.parsing.headers import decoded_words, parameters, read_head

WORDS = {
    "plain": "plain",
    "=?utf-8?Q?a?= =?utf-8?Q?b?=": "ab",
    "=?utf-8?Q?a?=  b =?utf-8?Q?c?=": "a  b c",
    "x =?utf-8?Q?a?=": "x a",
    "=?utf-8?Q?K=C3?= =?utf-8?Q?=B6ln?=": "Köln",
    "=?utf-8?B?w4?= =?utf-8?Q?a?=": "\N{LATIN CAPITAL LETTER A WITH TILDE}a",
    "=?iso-8859-1?q?=FC?= =?utf-8?q?=C3=BC?=": "üü",
    "=?us-ascii'en?Q?x?= =?utf-8*en?Q?y?=": "xy",
    "=?utf-8?Q?a_b=5Fc?=": "a b_c",
    "=?utf-8?Q?what??=": "what?",
    "=?utf-8?X?a?= =?utf-8?Q?b?=": "=?utf-8?X?a?= b",
    "=?utf-8?Q?open": "=?utf-8?Q?open",
    "=?utf-8?Q??=": "",
    "=??Q?a?=": "=??Q?a?=",
    "a=?utf-8?Q?b?=c": "abc",
}
PARAMETERS = [
    ("text/plain", "text/plain", {}),
    ("TEXT/Plain; CHARSET=UTF-8", "text/plain", {"charset": "UTF-8"}),
    ('text/plain; charset="us-ascii" (Plain)', "text/plain", {"charset": "us-ascii"}),
    ("text/plain; charset=us-ascii (Plain text)", "text/plain", {"charset": "us-ascii"}),
    ("text/plain (a comment); charset=x", "text/plain", {"charset": "x"}),
    ('a/b; name="a;b=c.pdf"', "a/b", {"name": "a;b=c.pdf"}),
    (r'a/b; name="a\"b\\c"', "a/b", {"name": 'a"b\\c'}),
    ("a/b; name=a b (1).pdf", "a/b", {"name": "a b (1).pdf"}),
    ("a/b; name*=utf-8''%C3%BC", "a/b", {"name": "ü"}),
    ("a/b; name*1=b; name*0=a", "a/b", {"name": "ab"}),
    ("a/b; name*0*=iso-8859-1'de'%FC; name*1=x", "a/b", {"name": "üx"}),
    ("a/b; name=plain; name*=utf-8''better", "a/b", {"name": "better"}),
    ("a/b; name=first; name=second", "a/b", {"name": "first"}),
    ("a/b; name*x=1; =y; ; boundary = b", "a/b", {"name": "1", "boundary": "b"}),
    ("", "", {}),
]
LINE_ENDS = [b"\r\n", b"\n", b"\r"]


@pytest.mark.parametrize(("text", "read"), WORDS.items())
def test_encoded_words_are_decoded(text: str, read: str) -> None:
    assert decoded_words(text) == read


@pytest.mark.parametrize(("text", "value", "given"), PARAMETERS)
def test_parameters_are_read(text: str, value: str, given: dict[str, str]) -> None:
    assert parameters(text) == (value, given)


@pytest.mark.parametrize("line_end", LINE_ENDS)
def test_fields_are_found_up_to_the_first_empty_line(line_end: bytes) -> None:
    octets = b"A: 1\n b\nB:2\n\nC: 3\n".replace(b"\n", line_end)
    head = read_head(octets)
    assert [(field.name, field.value) for field in head.fields] == [("A", "1 b"), ("B", "2")]
    assert octets[head.body_start :].startswith(b"C: 3")


def test_a_stray_carriage_return_does_not_cut_a_value() -> None:
    head = read_head(b"A: 1\r2\r\nB: 3\r\n\r\n")
    assert [field.name for field in head.fields] == ["A", "B"]
