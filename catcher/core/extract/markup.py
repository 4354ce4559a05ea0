"""The HTML of a mail as a tree: the only module that knows selectolax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from catcher.core.extract.taming import MAX_NODES, tamed
from catcher.core.extract.values import SelectorError

MAX_SELECTOR_CHARS = 1_000


@dataclass(slots=True)
class Element:
    """An element and what is in it. Names are in lower case; an attribute without a value has an empty one."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)


class Found:
    """An element that was selected."""

    def __init__(self, node: LexborNode) -> None:
        self._node = node

    @property
    def html(self) -> str:
        """The element as HTML."""
        return self._node.html or ""

    @property
    def element(self) -> Element:
        """The element as a value."""
        return _element(self._node)


class Page:
    """The tree of some HTML. `defects` says what was left out of it, in words."""

    def __init__(self, html: str, max_nodes: int = MAX_NODES) -> None:
        kept, self.defects = tamed(html, max_nodes)
        self._parser = LexborHTMLParser(kept)

    @property
    def root(self) -> Element:
        """The whole, from `<html>` on."""
        node = self._parser.root
        return Element("html") if node is None else _element(node)

    def select(self, css: str) -> Iterator[Found]:
        """The elements that match, in order. Raises SelectorError."""
        check_selector(css)
        return (Found(node) for node in self._parser.css(css))


def check_selector(css: str) -> None:
    """Raise SelectorError, with the place of the mistake, unless it is one that can be looked for."""
    if len(css) > MAX_SELECTOR_CHARS:
        raise SelectorError(css, MAX_SELECTOR_CHARS)
    nothing = LexborHTMLParser("")
    if not _reads(nothing, css):
        end = next((end for end in range(len(css), 0, -1) if _reads(nothing, css[:end])), 0)
        raise SelectorError(css, end)


def _reads(parser: LexborHTMLParser, css: str) -> bool:
    try:
        parser.css(css)
    except (SelectolaxError, ValueError):
        return False
    return True


def _element(top: LexborNode) -> Element:
    """The tree below a node, built without recursion: it may be deep."""
    root = Element(_tag(top), _attributes(top))
    around = [root]
    node: LexborNode | None = top.first_child
    while node is not None:
        if node.is_text_node:
            around[-1].children.append(node.text_content or "")
        elif node.is_element_node:
            element = Element(_tag(node), _attributes(node))
            around[-1].children.append(element)
            if (child := node.first_child) is not None:
                around.append(element)
                node = child
                continue
        node = _next(node, around)
    return root


def _next(node: LexborNode, around: list[Element]) -> LexborNode | None:
    following = node.next
    while following is None:
        around.pop()
        parent = node.parent
        if not around or parent is None:
            return None
        node, following = parent, parent.next
    return following


def _tag(node: LexborNode) -> str:
    return node.tag or ""


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}
