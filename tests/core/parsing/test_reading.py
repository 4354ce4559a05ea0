"""Text for reading: from HTML, and from flowed text."""

from __future__ import annotations

import pytest

from catcher.core.parsing.reading import html_text, snippet, unflowed

HTML = {
    "<p>One</p><p>Two</p>": "One\nTwo",
    "<p>One<br>Two<br/>Three</p>": "One\nTwo\nThree",
    "a\n  b\t c": "a b c",
    "<td>a</td><td>b</td>": "a b",
    "&lt;b&gt; &amp;amp; &nbsp;x&#8364;": "<b> &amp; x€",
    "<style>p {}</style>a<script>b</script>c": "ac",
    "<STYLE type='x'>p {}</STYLE >a": "a",
    "<styled>kept</styled>": "kept",
    "a<!-- <p>b</p> -->c": "ac",
    "a<!-- never closed": "a",
    "a<style>never closed": "a",
    "<title>Title</title>Body": "Body",
    "1 < 2 and 3 > 2": "1 < 2 and 3 > 2",
    "a <b": "a <b",
    "<!doctype html><?xml?>a": "a",
    "zero\u200bwidth": "zerowidth",
    "&#x110000;&#xD800;&#99999999999;": "\N{REPLACEMENT CHARACTER}" * 3,
    "": "",
}
FLOWED = [
    ("one \ntwo\nthree", False, "one two\nthree"),
    ("one \ntwo", True, "onetwo"),
    ("> a \n> b\nc", False, "> a b\nc"),
    (">a \n>>b", False, "> a \n>> b"),
    (" >not quoted", False, ">not quoted"),
    ("bye \n-- \nAnn", False, "bye \n-- \nAnn"),
    ("a \r\nb\r\n", False, "a b\n"),
]


@pytest.mark.parametrize(("html", "text"), HTML.items())
def test_html_becomes_the_text_that_a_reader_sees(html: str, text: str) -> None:
    assert html_text(html) == text


@pytest.mark.parametrize(("sent", "delete_space", "read"), FLOWED)
def test_flowed_lines_are_joined(sent: str, delete_space: bool, read: str) -> None:
    assert unflowed(sent, delete_space=delete_space) == read


def test_a_snippet_is_the_first_words_on_one_line() -> None:
    assert snippet("\n" * 5_000 + "a\n\n  b\tc") == "a b c"
    assert len(snippet("word " * 1_000)) <= 200
