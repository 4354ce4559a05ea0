from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catcher.core.html import framed, remote_count

BASE = '<base target="_blank">'
URLS = {"logo@x": "parts/2?key=k", "a b": "parts/3", "Mixed": "parts/4"}


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<img src="cid:logo@x">', '<img src="parts/2?key=k">'),
        ("<img src='cid:logo@x'>", "<img src='parts/2?key=k'>"),
        ("<img src=cid:logo@x>", "<img src=parts/2?key=k>"),
        ("<img src = cid:logo@x />", "<img src = parts/2?key=k />"),
        ('<IMG alt=">" SRC="CID:logo@x"/>', '<IMG alt=">" SRC="parts/2?key=k"/>'),
        ('<img src=" cid:logo@x\n">', '<img src=" parts/2?key=k\n">'),
        ('<img src="cid:logo%40x">', '<img src="parts/2?key=k">'),
        ('<img src="cid:logo&#64;x">', '<img src="parts/2?key=k">'),
        ('<img src="cid:%3Clogo@x%3E">', '<img src="parts/2?key=k">'),
        ('<img src="cid:a%20b">', '<img src="parts/3">'),
        ('<img src="cid:mixed"><img src="cid:MIXED">', '<img src="parts/4"><img src="parts/4">'),
        ('<td background="cid:logo@x">', '<td background="parts/2?key=k">'),
        ('<video poster="cid:logo@x">', '<video poster="parts/2?key=k">'),
        ('<object data="cid:logo@x">', '<object data="parts/2?key=k">'),
        ('<svg><image xlink:href="cid:logo@x"/></svg>', '<svg><image xlink:href="parts/2?key=k"/></svg>'),
        ('<img srcset="cid:logo@x 1x, cid:Mixed 2x">', '<img srcset="parts/2?key=k 1x, parts/4 2x">'),
        ('<img srcset="cid:logo@x,cid:Mixed">', '<img srcset="cid:logo@x,cid:Mixed">'),
        ('<p style="background: url(cid:logo@x)">', '<p style="background: url(parts/2?key=k)">'),
        ('<p style="background: url(&quot;cid:logo@x&quot;)">', '<p style="background: url(&quot;parts/2?key=k&quot;)">'),
        ("<style>p { background: URL( 'cid:logo@x' ) }</style>", "<style>p { background: URL( 'parts/2?key=k' ) }</style>"),
        ("<style>@import 'cid:logo@x';</style>", "<style>@import 'parts/2?key=k';</style>"),
        ('<img src="cid:logo@x', '<img src="parts/2?key=k'),
    ],
)  # fmt: skip
def test_content_ids_are_replaced_where_a_browser_loads_them(html: str, shown: str) -> None:
    assert framed(html, URLS) == BASE + shown


@pytest.mark.parametrize(
    "html",
    [
        "",
        "plain text, cid:logo@x, no markup",
        '<p>src="cid:logo@x" in the text</p>',
        '<a href="cid:logo@x">link</a>',
        '<img alt="cid:logo@x">',
        '<img src="cid:unknown">',
        '<img src="https://x/?cid:logo@x">',
        '<!-- <img src="cid:logo@x"> -->',
        '<!-- unfinished <img src="cid:logo@x">',
        '<textarea><img src="cid:logo@x"></textarea>',
        "<title><img src=cid:logo@x></title>",
        '<script>"<img src=cid:logo@x>"</script>',
        "<style>/* url(cid:logo@x) */</style>",
        "<plaintext><img src=cid:logo@x>",
        '</p src="cid:logo@x">',
        "<p title='<img src=cid:logo@x>'>",
        "\r\n\t<b>line ends\r\nand \x00 odd & characters &amp; stay</b>",
    ],
)
def test_everything_else_stays_as_it_is(html: str) -> None:
    assert framed(html, URLS) == BASE + html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<!DOCTYPE html><p>x", "<!DOCTYPE html>|<p>x"),
        ("\n <!doctype html PUBLIC '-//W3C//DTD'>\n<html>", "\n <!doctype html PUBLIC '-//W3C//DTD'>|\n<html>"),
        ("\ufeff<!-- a -- b --><?xml?><!doctype html>x", "\ufeff<!-- a -- b --><?xml?><!doctype html>|x"),
        ("<!--><!doctype html>x", "<!--><!doctype html>|x"),
        ("text <!doctype html>", "|text <!doctype html>"),
        ("<!-- unfinished <!doctype html>", "|<!-- unfinished <!doctype html>"),
        ("<html><base href='https://x/' target=_top>", "|<html><base href='https://x/' target=_top>"),
    ],
)  # fmt: skip
def test_links_are_made_to_open_outside_without_leaving_standards_mode(html: str, shown: str) -> None:
    assert framed(html, {}) == shown.replace("|", BASE)


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("", 0),
        ('<img src="https://x/a.png"><img src="HTTP://x/b.png"><img src="//x/c.png">', 3),
        ('<img src="https://x/a.png"><img src="https://x/a.png">', 1),
        ('<img src="https://x/?a=1&amp;b=2"><img src="https://x/?a=1&b=2">', 1),
        ('<img src="data:image/png;base64,AAAA"><img src="cid:logo@x"><img src="/a.png">', 0),
        ("<img src='\\\\x/a.png'>", 1),
        ('<img srcset="https://x/1.png 1x, //x/2.png 2x, data:image/gif;base64,A,B 3x">', 2),
        ('<a href="https://x/">link</a><form action="https://x/"></form>', 0),
        ('<link rel="stylesheet" href="https://x/a.css"><link href="https://x/b.css" rel="ICON">', 2),
        ('<link rel="canonical" href="https://x/"><link href="https://x/">', 0),
        ('<link rel="preconnect" href="//x"><link rel="dns-prefetch" href="//y">', 2),
        ("<style>@import url(https://x/a.css); @import \"https://x/b.css\"; p { background: url('//x/c.png') }</style>", 3),
        ("<style>@font-face { src: url(https://x/f.woff2) format('woff2') }</style>", 1),
        ("<style>/* url(https://x/a.png) */ p { color: red }</style>", 0),
        ('<p style="background-image:url(&#39;https://x/a.png&#39;)">', 1),
        ('<table background="https://x/a.png"><td background=https://x/b.png>', 2),
        ('<video src="https://x/v" poster="https://x/p"><audio src=//x/a><source src=//x/s><track src=//x/t></video>', 5),
        ('<iframe src="https://x/"></iframe><object data="https://x/o"></object><embed src="https://x/e">', 3),
        ('<input type=image src="https://x/i"><svg><image href="https://x/j"/><use xlink:href="https://x/k#l"/></svg>', 3),
        ("<!--[if mso]><img src='https://x/a.png'><![endif]-->", 0),
        ("<noscript><img src='https://x/a.png'></noscript>", 1),
        ("https://x/ in the text, and src=https://x/", 0),
    ],
)  # fmt: skip
def test_what_would_be_loaded_from_elsewhere_is_counted(html: str, count: int) -> None:
    assert remote_count(html) == count


HOSTILE_PIECES = [
    "<", "<a ", '<a "', "<a x='", "<img src=", "<!--", "<!-- -", "<!---->", "<style>", "url(", 'url("', "/*", "/**",
    "@import ", "<img srcset=a,,,,", ",,,,", " ", "<a    ", "<a =", "<?", "<?>", "</", "<a/", "<div>", "<svg><title>",
    "<a style=url(", "&quot;", "<a b=&quot;", "cid:", "<!doctype ", "-", "=", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("before", ["", "<img srcset='", "<style>", "<p style='", "<!--", "<?"])
def test_hostile_html_takes_time_in_proportion_to_its_length(before: str) -> None:
    for piece in HOSTILE_PIECES:
        html = before + piece * (100_000 // len(piece))
        begun = perf_counter()
        framed(html, URLS)
        remote_count(html)
        # A tenth of a second here; what is quadratic takes minutes.
        assert perf_counter() - begun < 5, (before, piece)


@given(
    st.lists(st.sampled_from([*HOSTILE_PIECES, ">", "'", '"', "-->", "logo@x", "</style>", "src", "a"])).map(
        "".join
    )
)
def test_any_text_comes_through_whole(html: str) -> None:
    shown = framed(html, URLS)

    assert shown.replace(BASE, "", 1).replace("parts/2?key=k", "cid:logo@x") == html
    assert remote_count(html) >= 0
