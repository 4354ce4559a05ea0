from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catcher.core.framing import FRAME_HEAD, Scheme, framed
from catcher.core.html import remote_count

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
    assert framed(html, URLS) == FRAME_HEAD + shown


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
    assert framed(html, URLS) == FRAME_HEAD + html


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
    assert framed(html, {}) == shown.replace("|", FRAME_HEAD)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<a href=x target=_top>", "<a href=x target=_blank>"),
        ("<a href=x target='shop' rel=\"opener\">", "<a href=x target='_blank' rel=\"noopener\">"),
        ("<AREA TARGET=x>", "<AREA TARGET=_blank>"),
        ("<p target=x rel=y>", "<p target=x rel=y>"),
        ("<link rel=stylesheet href=x>", "<link rel=stylesheet href=x>"),
    ],
)
def test_no_link_has_a_target_of_its_own(html: str, shown: str) -> None:
    assert framed(html, {}) == FRAME_HEAD + shown


@pytest.mark.parametrize(
    ("html", "light", "dark"),
    [
        (
            "<style>@media (prefers-color-scheme: dark) { p {} }</style>",
            "<style>@media (max-width:0) { p {} }</style>",
            "<style>@media (min-width:0) { p {} }</style>",
        ),
        (
            "<style>@media screen and ( Prefers-Color-Scheme:LIGHT ) { p {} }</style>",
            "<style>@media screen and (min-width:0) { p {} }</style>",
            "<style>@media screen and (max-width:0) { p {} }</style>",
        ),
        (
            "<style>:root { color-scheme: light dark; supported-color-schemes: light dark }</style>",
            "<style>:root { color-scheme:light; supported-color-schemes: light dark }</style>",
            "<style>:root { color-scheme:dark; supported-color-schemes: light dark }</style>",
        ),
        (
            "<meta content='dark light' name='Color-Scheme'>",
            "<meta content='light' name='Color-Scheme'>",
            "<meta content='dark' name='Color-Scheme'>",
        ),
        (
            '<source media="(prefers-color-scheme: dark)"><p style="color-scheme:light dark">',
            '<source media="(max-width:0)"><p style="color-scheme:light">',
            '<source media="(min-width:0)"><p style="color-scheme:dark">',
        ),
    ],
)
def test_a_mail_is_told_which_colours_are_preferred(html: str, light: str, dark: str) -> None:
    assert framed(html, {}) == FRAME_HEAD + html
    assert framed(html, {}, "light") == FRAME_HEAD + light
    assert framed(html, {}, "dark") == FRAME_HEAD + dark


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "html",
    [
        "<p>(prefers-color-scheme: dark)</p><!-- (prefers-color-scheme: dark) -->",
        "<p title='(prefers-color-scheme: dark)'>",
        "<style>:root { color-scheme: dark }</style><style>p { color-scheme: only light }</style>",
        "<style>@media (prefers-color-scheme) { p {} }</style>",
        "<meta name=description content='light dark'>",
    ],
)
def test_what_prefers_nothing_stays_as_it_is(html: str, scheme: Scheme) -> None:
    assert framed(html, {}, scheme) == FRAME_HEAD + html


HOSTILE_PIECES = [
    "<", "<a ", '<a "', "<a x='", "<img src=", "<!--", "<!-- -", "<!---->", "<style>", "url(", 'url("', "/*", "/**",
    "@import ", "<img srcset=a,,,,", ",,,,", " ", "<a    ", "<a =", "<?", "<?>", "</", "<a/", "<div>", "<svg><title>",
    "(prefers-color-scheme", "color-scheme:", "light dark ", "( ", "<a target=",
    "<a style=url(", "&quot;", "<a b=&quot;", "cid:", "<!doctype ", "-", "=", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("before", ["", "<img srcset='", "<style>", "<p style='", "<!--", "<?"])
def test_hostile_html_takes_time_in_proportion_to_its_length(before: str) -> None:
    for piece in HOSTILE_PIECES:
        html = before + piece * (100_000 // len(piece))
        begun = perf_counter()
        framed(html, URLS, "dark")
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

    whole = shown.replace(FRAME_HEAD, "", 1).replace("parts/2?key=k", "cid:logo@x")
    assert whole == html or "<a target=" in html
    assert remote_count(html) >= 0
