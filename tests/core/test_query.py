from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catcher.core.matching import describe, matches
from catcher.core.query import (
    MAX_CONDITIONS,
    MAX_OCTETS,
    And,
    Brought,
    Has,
    HeaderText,
    How,
    Id,
    Not,
    Or,
    Order,
    Query,
    QueryError,
    Received,
    Size,
    Tag,
    Text,
    TextField,
    Trait,
    Word,
    fold,
    header_condition,
    text_condition,
    word_condition,
)
from catcher.core.query_text import parse
from tests.support import draft, kept

BOB = Text(TextField.TO, "bob")
DAY = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", And()),
        ("   ", And()),
        ("Hello", Word("hello")),
        ("GRÜSSE Straße", And((Word("grüsse"), Word("strasse")))),
        ('"two  words"', Word("two words")),
        (r'"a \"quoted\" word"', Word('a "quoted" word')),
        ("to:bob", BOB),
        ("TO:Bob", BOB),
        ('subject:"your order"', Text(TextField.SUBJECT, "your order")),
        ("message-id:x@y", Text(TextField.MESSAGE_ID, "x@y")),
        ("to:bob subject:hi", And((BOB, Text(TextField.SUBJECT, "hi")))),
        ("-to:bob", Not(BOB)),
        ("- to:bob", And((Word("-"), BOB))),
        ("to:bob OR from:ann", Or((BOB, Text(TextField.FROM, "ann")))),
        ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("-(a OR b)", Not(Or((Word("a"), Word("b"))))),
        ("(a b) c", And((Word("a"), Word("b"), Word("c")))),
        ("a OR (b OR c)", Or((Word("a"), Word("b"), Word("c")))),
        ("a ()", Word("a")),
        ("(" * 16 + "a" + ")" * 16, Word("a")),
        ("or", Word("or")),
        ("--a", Word("a")),
        ("-" * 999 + "a", Not(Word("a"))),
        ("a@b.c 12:30", And((Word("a@b.c"), Word("12:30")))),
        ("https://x.test/a?b=1:2", Word("https://x.test/a?b=1:2")),
        ("http://x HTTPS://Y", And((Word("http://x"), Word("https://y")))),
        ("-http://x", Not(Word("http://x"))),
        ("subject:http://x", Text(TextField.SUBJECT, "http://x")),
        ("100% a_b", And((Word("100%"), Word("a_b")))),
        ("header:X-Trace=abc", HeaderText("x-trace", "abc")),
        ('header:"X-Trace=a b"', HeaderText("x-trace", "a b")),
        ("header:List-Id", HeaderText("list-id", "")),
        ("has:attachment is:unread", And((Has(Trait.ATTACHMENT), Has(Trait.UNREAD)))),
        ("size>10k size<2M", And((Size(Order.GREATER, 10_000), Size(Order.LESS, 2_000_000)))),
        ("size>999999999999999g", Size(Order.GREATER, MAX_OCTETS)),
        ("size>500", Size(Order.GREATER, 500)),
        ("before:2026-05-01", Received(Order.LESS, DAY)),
        ("after:2026-05-01", Received(Order.GREATER, datetime(2026, 5, 1, 23, 59, 59, 999999, UTC))),
        ("after:2026-05-01T02:00:00+02:00", Received(Order.GREATER, DAY)),
        ("before:2026-05-01T00:00:00Z", Received(Order.LESS, DAY)),
        ("to:=Bob", Text(TextField.TO, "bob", How.EQUALS)),
        ('to="Bob  B"', Text(TextField.TO, "bob b", How.EQUALS)),
        ("SUBJECT=x", Text(TextField.SUBJECT, "x", How.EQUALS)),
        ('sender:=""', Text(TextField.SENDER, "", How.EQUALS)),
        ("subject:a=b", Text(TextField.SUBJECT, "a=b")),
        ("token=a x=y", And((Word("token=a"), Word("x=y")))),
        ("message-id:<X@y>", Text(TextField.MESSAGE_ID, "x@y")),
        ("/Order [0-9]+/", Word("Order [0-9]+", How.REGEX)),
        (r"(-/a\/(b|c)/)", Not(Word("a/(b|c)", How.REGEX))),
        (r"subject:/^a b\\/ x", And((Text(TextField.SUBJECT, r"^a b\\", How.REGEX), Word("x")))),
        ('subject:"/a/"', Text(TextField.SUBJECT, "/a/")),
        ("header:X-Trace=/a b/", HeaderText("x-trace", "a b", How.REGEX)),
        ('header:X-Trace="a b"', HeaderText("x-trace", "a b")),
        ("header:X-Trace:=a=b", HeaderText("x-trace", "a=b", How.EQUALS)),
        ('header:X-Trace:=""', HeaderText("x-trace", "", How.EQUALS)),
        ("header:X-Trace=", HeaderText("x-trace", "")),
        ('tag:Shop -tag:"Two  words"', And((Tag("shop"), Not(Tag("two words"))))),
        ("session:7", Brought(7)),
        ("id:7", Id(frozenset({7}))),
        ("id:7,9,8", Id(frozenset({7, 8, 9}))),
    ],
)
def test_texts_are_read(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "complaint", "position"),
    [
        ("colour:red", "there is no field 'colour'", 0),
        ("to:bob colour:red", "there is no field 'colour'", 7),
        ("to:", "expected some text here", 0),
        ('to:""', "expected some text here", 0),
        ('a "open', "this '\"' has no closing one", 2),
        ("a (b", "this '(' has no ')'", 2),
        ("a b)", "a ')' without its '('", 3),
        ("a OR", "OR needs a condition on both sides", 2),
        ("OR a", "OR needs a condition on both sides", 0),
        ("size:10", "sizes are compared: size>10k or size<2M", 0),
        ("size>ten", "expected a size such as 500, 10k or 2M, not 'ten'", 0),
        ("size>٣", "expected a size such as 500, 10k or 2M", 0),
        ("subject<b", "'subject' is not compared by '<'; use 'subject:'", 0),
        ("has:wings", "expected one of has:attachment", 0),
        ("is:attachment", "expected one of has:attachment", 0),
        ("before:yesterday", "expected a date as 2026-05-01", 0),
        ("after:2026-13-01", "expected a date as 2026-05-01", 0),
        ("after:0001-01-01T00:00:00+14:00", "expected a date as 2026-05-01", 0),
        ("id:x", "expected ids such as 7 or 7,8,9, not 'x'", 0),
        ("id:" + "9" * 30, "expected ids such as 7 or 7,8,9", 0),
        ("session:x", "expected the id of a session, such as 7, not 'x'", 0),
        ('a tag:""', "expected the name of a tag", 2),
        ("tag:=x", "'tag' is not compared by ':='; use 'tag:'", 0),
        ("header:=x", "expected header:Name=text", 0),
        ("a /b", "this '/' has no closing one", 2),
        ("/path/to/", "this '/' has no closing one", 0),
        ("subject:/a(b/c", "this '/' has no closing one", 0),
        ("subject://", "this '/' has no closing one", 0),
        ("a body:/(b/", "this is no regular expression of RE2: missing )", 2),
        (r"/(a)\1/", "this is no regular expression of RE2: invalid escape sequence", 0),
        ("/a{900}{900}/", "this is no regular expression of RE2", 0),
        (f"/{'a' * 501}/", "a regular expression has 500 characters at most, not 501", 0),
        ("subject:=", 'expected some text here, or "" for an empty value', 0),
        ("header:X:=", 'expected some text here, or "" for an empty value', 0),
        ("has:=html", "'has' is not compared by ':='; use 'has:'", 0),
        ("id=7", "'id' is not compared by '='; use 'id:'", 0),
        ("size=7", "sizes are compared: size>10k or size<2M", 0),
        ("(" * 20 + "a" + ")" * 20, "more than 16 nested '('", 16),
        ("a " * (MAX_CONDITIONS + 1), "the query has more than 200 conditions", 400),
        ("a\0b", r"expected text, not '\x00', which no mail has", 1),
        ("to:\ud800", r"expected text, not '\ud800', which no mail has", 3),
        ("a " * 10_000, "the query has 20000 characters; 4000 are allowed", 4_000),
        ("x" * 5_000, "the query has 5000 characters; 4000 are allowed", 4_000),
    ],
)
def test_mistakes_are_pointed_at(text: str, complaint: str, position: int) -> None:
    with pytest.raises(QueryError) as refused:
        parse(text)

    assert complaint in str(refused.value)
    assert refused.value.position == position


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_with_a_position_within_it(text: str) -> None:
    position = 0
    try:
        parse(text)
    except QueryError as error:
        position = error.position
    assert 0 <= position <= len(text)


WORDS = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
    .map(fold)
    .filter(bool)
)
PATTERNS = st.sampled_from(
    [
        ".",
        "^a",
        "b$",
        r"\d{2,}",
        "stra(ß|ss)e",
        "(?-i)A|x y",
        r"\bB",
        "[^a]",
        r"a/b|\\",
        "Ü",
        r'"q"',
        "(x+x+)+y",
    ]
)
ASKED = st.one_of(
    WORDS.map(lambda text: (text, How.CONTAINS)),
    (WORDS | st.just("")).map(lambda text: (text, How.EQUALS)),
    PATTERNS.map(lambda pattern: (pattern, How.REGEX)),
)
CONDITIONS: st.SearchStrategy[Query] = st.one_of(
    ASKED.filter(lambda asked: asked[1] is not How.EQUALS).map(lambda asked: word_condition(*asked)),
    st.builds(lambda field, asked: text_condition(field, *asked), st.sampled_from(TextField), ASKED),
    st.builds(
        lambda name, asked: header_condition(name, *asked),
        st.sampled_from(["x-trace", "list id"]),
        ASKED | st.just(("", How.CONTAINS)),
    ),
    st.builds(Has, st.sampled_from(Trait)),
    st.builds(Size, st.sampled_from(Order), st.integers(0, 10**9)),
    st.builds(Tag, WORDS),
    st.builds(Brought, st.integers(0, 10**9)),
    st.builds(Id, st.frozensets(st.integers(0, 10**9), min_size=1, max_size=4)),
    st.builds(
        Received, st.sampled_from(Order), st.datetimes(datetime(1990, 1, 1), timezones=st.just(UTC))
    ),
)  # fmt: skip
QUERIES = st.recursive(
    CONDITIONS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)


MAILS = [
    kept(draft()),
    kept(
        draft("or (x)", body='say "hi" \\ -a', headers=(("X-Trace", "a=b"),), files=("b.pdf",)), 2, read=True
    ),
    kept(draft("", from_=(), to=(), body="", has_html=True, defects=("broken",)), 3),
]


@given(QUERIES)
def test_a_query_in_words_is_the_same_query(query: Query) -> None:
    again = parse(describe(query))

    assert parse(describe(again)) == again
    assert [matches(again, *mail) for mail in MAILS] == [matches(query, *mail) for mail in MAILS]


@given(st.one_of(CONDITIONS, CONDITIONS.map(Not)))
def test_one_condition_in_words_is_the_same_value(query: Query) -> None:
    assert parse(describe(query)) == query


@given(st.text(st.characters(codec="ascii") | st.sampled_from(" \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f")) | st.text())
def test_text_is_folded_the_same_whether_ascii_or_not(text: str) -> None:
    assert fold(text) == " ".join(text.casefold().split())
