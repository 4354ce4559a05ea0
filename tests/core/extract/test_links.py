from __future__ import annotations

import pytest

from catcher.core.extract.links import links, urls
from catcher.core.extract.markup import Page
from catcher.core.extract.values import Link


def of(html: str, text: str | None = None) -> list[tuple[str, str]]:
    return [(link.href, link.text) for link in links(Page(html).root, text)]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="https://x.example/">Go</a>', [("https://x.example/", "Go")]),
        ('<a href="https://x.example/?a=1&amp;b=%20">Go</a>', [("https://x.example/?a=1&b=%20", "Go")]),
        ("<a href=' https://x.example/a\n b '>Go</a>", [("https://x.example/a b", "Go")]),
        ("<a href=https://x.example/><b>Go</b>\n now</a>", [("https://x.example/", "Go now")]),
        ("<a href=https://x.example/><img src=a.png alt='The shop'></a>", [("https://x.example/", "The shop")]),
        ("<a href=https://x.example/></a><a href=https://x.example/>Go</a>", [("https://x.example/", "Go")]),
        ("<a href=b>1</a><a href=a>2</a><a href=b>3</a>", [("b", "1"), ("a", "2")]),
        ("<map><area href=https://x.example/ alt=Map></map>", [("https://x.example/", "Map")]),
        ("<a href=mailto:ann@x.example>Ann</a><a href=tel:+1>Call</a>", [("mailto:ann@x.example", "Ann"), ("tel:+1", "Call")]),
        ("<a href=myapp://reset>Open</a>", [("myapp://reset", "Open")]),
        ("<a href=#top>Top</a><a>No</a><a href=''>No</a><a href='javascript:x()'>No</a>", []),
        ("<a href=https://track.example/?to=https%3A%2F%2Fx.example>Go</a>", [("https://track.example/?to=https%3A%2F%2Fx.example", "Go")]),
    ],
)  # fmt: skip
def test_links_of_html(html: str, found: list[tuple[str, str]]) -> None:
    assert of(html) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://x.example/a.", ["https://x.example/a"]),
        ("See <https://x.example/a>, please", ["https://x.example/a"]),
        ("(https://x.example/a)", ["https://x.example/a"]),
        ("https://x.example/a_(b)", ["https://x.example/a_(b)"]),
        ("[https://x.example/a]: x", ["https://x.example/a"]),
        ('"https://x.example/a?b=c#d"!', ["https://x.example/a?b=c#d"]),
        ("请点击https://x.example/a。谢谢", ["https://x.example/a"]),
        ("こちらhttps://x.example/aをご覧ください", ["https://x.example/a"]),
        ("https://bücher.example/straße", ["https://bücher.example/straße"]),
        ("myapp://open?x=1 and ftp://x.example/f", ["myapp://open?x=1", "ftp://x.example/f"]),
        ("mailto:ann@x.example", ["mailto:ann@x.example"]),
        ("www.x.example/a", ["www.x.example/a"]),
        ("HTTPS://X.EXAMPLE/", ["HTTPS://X.EXAMPLE/"]),
        ("no links: a/b, http:, x.example, https://", []),
    ],
)
def test_links_of_text(text: str, found: list[str]) -> None:
    assert list(urls(text)) == found


def test_links_of_html_come_first_and_each_is_told_once() -> None:
    found = links(
        Page("<a href=https://x.example/a>Go</a>").root,
        "https://x.example/b https://x.example/a www.x.example",
    )

    assert found == (
        Link("https://x.example/a", "Go", "html"),
        Link("https://x.example/b", "https://x.example/b", "text"),
        Link("http://www.x.example", "www.x.example", "text"),
    )
