"""Links, from the HTML and from the plain text, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catcher.core.extract import visible
from catcher.core.extract.markup import Element
from catcher.core.extract.values import Link
from catcher.core.extract.walking import elements

MAX_LINKS = 100_000
_NOT_FOLLOWED = re.compile(r"\s*(?:#|javascript:|data:|cid:|$)", re.IGNORECASE)
_URL = re.compile(
    r"(?<![a-z0-9+.-])(?:[a-z][a-z0-9+.-]{1,31}://|www\.(?=[a-z0-9])|mailto:(?=[^\s@]{1,99}@))"
    r"[^\s<>\"\u0000-\u001f\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uff65]{1,8000}+",
    re.IGNORECASE,
)
"""Chinese, Japanese and Korean are written without a space behind an address."""
_CLOSING = {")": "(", "]": "[", "}": "{"}


def links(root: Element | None, text: str | None) -> tuple[Link, ...]:
    """Links in order: those of the HTML, then those that only the text has. At most MAX_LINKS."""
    found: dict[str, Link] = {}
    for link in (*(_of_html(root) if root else ()), *of_text(text or "")):
        known = found.setdefault(link.href, link)
        if not known.text:
            found[link.href] = link
        if len(found) >= MAX_LINKS:
            break
    return tuple(found.values())


def of_text(text: str) -> Iterator[Link]:
    """The addresses that stand in plain text; the text of such a link is itself."""
    for written in urls(text):
        href = f"http://{written}" if written[:4].lower() == "www." else written
        yield Link(href, written, "text")


def urls(text: str) -> Iterable[str]:
    """Every address as it is written, without the punctuation that ends its sentence."""
    return (text[start:end] for start, end in url_spans(text))


def url_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where they stand."""
    for found in _URL.finditer(text):
        written = _without_punctuation(found[0])
        if written.rstrip(":/"):
            yield found.start(), found.start() + len(written)


def _without_punctuation(url: str) -> str:
    while url:
        last = url[-1]
        if last in ".,;:!?'*_>\u2026\u2019\u201d\u00bb" or (last in _CLOSING and _unmatched(url, last)):
            url = url[:-1]
        else:
            break
    return url


def _unmatched(url: str, closing: str) -> bool:
    return url.count(closing) > url.count(_CLOSING[closing])


def _of_html(root: Element) -> Iterator[Link]:
    for element in elements(root):
        href = element.attributes.get("href")
        if element.tag in {"a", "area"} and href is not None and not _NOT_FOLLOWED.match(href):
            yield Link(_as_followed(href), _shown(element), "html")


def _as_followed(href: str) -> str:
    """As browsers take it: without line ends and tabs, and white space around (URL standard, section 4.4)."""
    return href.strip().translate({9: None, 10: None, 13: None})


def _shown(element: Element) -> str:
    words = " ".join(visible.text(element).split())
    if words or element.tag == "area":
        return words or element.attributes.get("alt", "")
    pictures = (each.attributes.get("alt", "") for each in elements(element) if each.tag == "img")
    return " ".join(" ".join(pictures).split())
