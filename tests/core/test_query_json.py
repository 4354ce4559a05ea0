from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catcher.core.query import MAX_CONDITIONS, QueryError
from catcher.core.query_json import MAX_DEPTH, query_of, read_query
from catcher.core.query_text import parse


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, ""),
        ("to:bob OR hi", "to:bob OR hi"),
        ({"to": "Bob@X"}, "to:bob@x"),
        ({"to": "bob", "subject": "a  b"}, 'to:bob subject:"a b"'),
        ({"subject": {"regex": "^a/b"}}, r"subject:/^a\/b/"),
        ({"subject": {"equals": ""}}, 'subject:=""'),
        ({"subject": {"contains": "a", "regex": "b"}}, "subject:a subject:/b/"),
        ({"message-id": {"equals": "<X@y>"}}, "message-id:=x@y"),
        ({"text": "say (hi)"}, '"say (hi)"'),
        ({"text": {"regex": "a|b"}}, "/a|b/"),
        ({"header": {"X-Trace": "abc", "List-Id": True}}, "header:x-trace=abc header:list-id"),
        ({"header": {"X": {"equals": "a"}}}, "header:x:=a"),
        ({"has": "html", "is": "unread"}, "has:html is:unread"),
        ({"size": {">": 10, "<": "2M"}}, "size>10 size<2M"),
        ({"before": "2026-05-01", "after": "2026-04-01"}, "before:2026-05-01 after:2026-04-01"),
        ({"id": 7}, "id:7"),
        ({"id": [7, 8]}, "id:7,8"),
        ({"all": [{"to": "a"}, "b"]}, "to:a b"),
        ({"tag": "Big  Sale", "session": 7}, 'tag:"big sale" session:7'),
        ({"any": [{"to": "a", "cc": "b"}, "c"], "is": "read"}, "((to:a cc:b) OR c) is:read"),
        ({"not": {"to": "a"}}, "-to:a"),
        ({"not": {"any": [{"to": "a"}, {"to": "b"}]}}, "-(to:a OR to:b)"),
    ],
)
def test_json_says_what_the_words_say(value: object, words: str) -> None:
    assert query_of(value) == parse(words)


def nested(depth: int) -> object:
    return {"not": nested(depth - 1)} if depth else "a"


TOO_DEEP = ".".join(["not"] * (MAX_DEPTH + 1))


@pytest.mark.parametrize(
    ("value", "complaint", "path"),
    [
        (7, "expected an object or a query in words instead of 7", "the query"),
        ([], "expected an object or a query in words instead of []", "the query"),
        ("colour:red", "there is no field 'colour'", "the query"),
        ({"any": ["a", "to:"]}, "expected some text here (at character 1)", "any[1]"),
        ({"colour": "red"}, "there is no 'colour'; there are text, from, to", "colour"),
        ({"to": 7}, "expected a text, or an object with 'contains' or 'equals' or 'regex' instead of 7", "to"),
        ({"to": ["a"]}, "expected a text, or an object", "to"),
        ({"to": {}}, "expected a text, or an object", "to"),
        ({"to": " "}, "expected some text", "to"),
        ({"to": "a\0"}, r"expected text, not '\x00', which no mail has", "to"),
        ({"to": "\ud800"}, r"expected text, not '\ud800', which no mail has", "to"),
        ({"to": "a" * 5_000}, "expected at most 4000 characters, not 5000", "to"),
        ({"to": {"like": "a"}}, "expected 'contains' or 'equals' or 'regex', not 'like'", "to.like"),
        ({"to": {"equals": None}}, "expected a text instead of null", "to.equals"),
        ({"any": [{}, {"subject": {"regex": "("}}]}, "no regular expression of RE2: missing )", "any[1].subject.regex"),
        ({"text": {"equals": "a"}}, "expected 'contains' or 'regex', not 'equals'", "text.equals"),
        ({"header": "X"}, "expected an object instead of \"X\"", "header"),
        ({"header": {" ": "x"}}, "expected the name of a header", "header. "),
        ({"header": {"X": False}}, "expected a text, or an object", "header.X"),
        ({"size": {"above": 7}}, "expected '<' or '>', not 'above'", "size.above"),
        ({"size": {">": -1}}, "expected a size such as 500, 10k or 2M, not '-1'", "size.>"),
        ({"size": {">": True}}, "expected a text instead of true", "size.>"),
        ({"before": "soon"}, "expected a date as 2026-05-01", "before"),
        ({"has": "wings"}, "expected one of has:attachment", "has"),
        ({"id": "7"}, 'expected an id, or a list of ids, instead of "7"', "id"),
        ({"id": []}, "expected an id, or a list of ids, instead of []", "id"),
        ({"id": [True]}, "expected an id, or a list of ids, instead of a list", "id"),
        ({"id": [2**70]}, "expected an id", "id"),
        ({"id": list(range(1_000))}, "expected at most 900 ids, not 1000", "id"),
        ({"any": []}, "expected a list of queries instead of []", "any"),
        ({"all": {"to": "a"}}, "expected a list of queries instead of an object", "all"),
        (nested(MAX_DEPTH + 1), "queries within each other", TOO_DEEP),
        (nested(900), "queries within each other", TOO_DEEP),
        ({"any": ["a"] * (MAX_CONDITIONS + 1)}, "expected at most 200 conditions, not 201", "the query"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_path(value: object, complaint: str, path: str) -> None:
    with pytest.raises(QueryError) as refused:
        query_of(value)

    assert complaint in str(refused.value)
    assert refused.value.path == path


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["to", "any", "not", "size", ">", "regex", "id", "header", "x"]), inner, max_size=3),
    ),
    max_leaves=10,
)  # fmt: skip


@given(VALUES)
def test_whatever_is_sent_is_read_or_refused_with_a_path(value: object) -> None:
    path = "none"
    try:
        query_of(json.loads(json.dumps(value)))
    except QueryError as error:
        path = error.path
    assert path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"to": "bob"}', "to:bob"),
        (' { "any": ["a", {"to": "b"}]}', "a OR to:b"),
        ("to:bob", "to:bob"),
        ("{{name}}", '"{{name}}"'),
        ("{}", '"{}"'),
        ("", ""),
    ],
)
def test_a_text_is_json_when_it_can_be_nothing_else(text: str, words: str) -> None:
    assert read_query(text) == parse(words)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"to": bob}', "expected JSON, as it begins with '{': Expecting value (at character 8)"),
        ('{"any": [{"colour": 1}]}', "there is no 'colour'; there are text,"),
        ('{"not":' * 100_000, "expected at most 32 queries within each other"),
    ],
)
def test_json_that_can_not_be_read_is_pointed_at(text: str, complaint: str) -> None:
    with pytest.raises(QueryError) as error:
        read_query(text)

    assert complaint in str(error.value)
