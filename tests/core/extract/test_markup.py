from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catcher.core.extract import extracts, visible
from catcher.core.extract.markup import Element, Page, check_selector
from catcher.core.extract.selecting import MAX_ELEMENTS, select
from catcher.core.extract.taming import MAX_ATTRIBUTES, MAX_CHARS, MAX_DEPTH, tamed
from catcher.core.extract.values import Selected, SelectorError
from catcher.core.extract.walking import elements

HTML = '<table class=order><tr><td>Tea<td class="total big">4\n <b>EUR</b></table><p hidden>x</p>'


def nodes(root: Element) -> int:
    return sum(1 + sum(isinstance(child, str) for child in each.children) for each in elements(root))


@pytest.mark.parametrize(
    ("css", "texts"),
    [
        ("td", ["Tea", "4 EUR"]),
        (".total", ["4 EUR"]),
        ("td:last-child > b", ["EUR"]),
        ("table, b", ["Tea 4 EUR", "EUR"]),
        ("td:has(b)", ["4 EUR"]),
        ("p[hidden]", [""]),
        ("h1", []),
    ],
)
def test_elements_are_selected_in_order(css: str, texts: list[str]) -> None:
    assert [each.text for each in select(HTML, css).elements] == texts


def test_a_selected_element_has_tag_html_and_attributes() -> None:
    (found,) = select('<a HREF="/x?a=1&amp;b=2" download>Go</a>', "a").elements

    assert found == Selected(
        "a", "Go", '<a href="/x?a=1&amp;b=2" download="">Go</a>', {"href": "/x?a=1&b=2", "download": ""}
    )


@pytest.mark.parametrize(
    ("css", "position"),
    [("", 0), ("$", 0), ("td:foo", 2), ("td > > b", 3), ("td, ,b", 2), ("td::before", 2), ("p[", 1)],
)
def test_a_mistake_in_a_selector_is_placed(css: str, position: int) -> None:
    with pytest.raises(SelectorError) as caught:
        check_selector(css)

    assert caught.value.position == position


@pytest.mark.parametrize(
    "html",
    ["<p>x" * (MAX_ELEMENTS + 1), "<b>" * 100 + "x" * 100_000],
    ids=["many", "one inside another"],
)
def test_a_selection_without_end_is_cut_and_told(html: str) -> None:
    found = select(html, "body *")

    assert 0 < len(found.elements) <= MAX_ELEMENTS
    assert "the rest is left out" in found.defects[-1]


def test_honest_html_is_left_as_it_is() -> None:
    html = f"<!doctype html><html><head><title>T</title><style>p > b {{}}</style></head><body>{HTML}<br/></body></html>"

    assert tamed(html) == (html, ())


@pytest.mark.parametrize("row", ["<tr><td>x", "<li>x", "<p>x", "<dd>x</dd>", "<tr><td><b>x"])
def test_end_tags_that_may_be_omitted_do_not_make_it_deep(row: str) -> None:
    html = "<table>" + row * 2_000

    assert tamed(html) == (html, ())


FEW_NODES = 5_000
A_FEW = 3
ALWAYS_THERE = 10
"""Nodes that are in every tree, such as html, head and body, and those around the last ones."""
FORMATTING = "<p>" + "".join(f"<b a{n}>" for n in range(250)) + "</p>"
HOSTILE = {
    "deep": "<div>" * 40_000,
    "deep tables": "<table><tr><td>" * 5_000,
    "unclosed formatting": "<b>" * 40_000,
    "formatting opened again": FORMATTING + "<p>x</p>" * 20_000,
    "formatting around pictures": FORMATTING + "<p><img></p>" * 20_000,
    "formatting around rows": FORMATTING + "<table><td>x</table>x" * 5_000,
    "misplaced ends": "<b><div></b>" * 10_000,
    "links": "<a href=https://x.example/>x</a>" * 10_000,
    "attributes": "<p " + " ".join(f"a{n}" for n in range(50_000)) + ">",
    "a tag without end": "<p a='" + "x" * 1_000_000,
    "lists": "<ul><li>" * 20_000,
    "foreign": "<svg><style><g>" * 10_000,
    "templates": "<template><div>" * 10_000,
    "selects": "<select><title><template><div>" * 10_000,
    "ends only": "</p></br>" * 20_000,
    "comments": "<!-->" * 50_000,
    "brackets": "<" * 500_000,
    "text": "x &amp; " * 100_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_html_is_bounded(html: str) -> None:
    root = Page(html, FEW_NODES).root

    assert nodes(root) <= FEW_NODES + MAX_DEPTH
    assert isinstance(visible.text(root), str)


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<div>" * (MAX_DEPTH + 1), f"Elements are nested deeper than {MAX_DEPTH}; those below were read as text only"),
        ("<br>x" * FEW_NODES, f"The HTML has more than {FEW_NODES} elements and texts; the rest was not read"),
        ("<p " + " ".join(f"abc{n}" for n in range(200)) + ">", f"A tag has more than {MAX_ATTRIBUTES} attributes; the others were not read"),
        (" " * MAX_CHARS + "x", f"The HTML is longer than {MAX_CHARS} characters; the rest was not read"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_told(html: str, told: str) -> None:
    assert told in Page(html, FEW_NODES).defects


def test_what_is_too_deep_is_read_as_text() -> None:
    text = visible.text(Page("<div>" * 1_000 + "seen" + "</div>" * 1_000 + "<p>after").root)

    assert text == "seen\nafter"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([
    "<p>", "</p>", "<b>", "</b>", "<b x>", "<a href=x>", "</a>", "<table>", "</table>", "<td>", "</td>", "<tr>", "<li>", "<ul>",
    "</ul>", "<div>", "</div>", "<svg>", "<select>", "<title>", "</title>", "<font>", "</font>", "<object>", "</object>",
    "<button>", "</button>", "<h1>", "</h2>", "<body>", "<form>", "<br>", "</br>", "<img>", "x", "<style>", "</style>", "<nobr>",
]), max_size=60).map("".join))  # fmt: skip
def test_any_mixture_of_tags_has_at_most_a_few_times_the_nodes_that_are_counted(html: str) -> None:
    repeated = html * 40
    there = nodes(Page(repeated).root) - ALWAYS_THERE

    assert there < A_FEW or tamed(repeated, there // A_FEW)[1]


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=400))
def test_any_bytes_are_drawn_from(body: bytes) -> None:
    found = extracts(b"Content-Type: text/html\n\n" + body)

    assert found.html_text is not None
