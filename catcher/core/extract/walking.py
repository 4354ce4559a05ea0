"""Ways through a tree of elements, none of which recurses: the tree may be deep."""

from __future__ import annotations

from collections.abc import Iterator

from catcher.core.extract.markup import Element


def elements(root: Element) -> Iterator[Element]:
    """The element and all below it, in the order they are written."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [child for child in reversed(element.children) if isinstance(child, Element)]


def nearest(root: Element, tags: frozenset[str], stops: frozenset[str]) -> Iterator[Element]:
    """The elements of these tags below the root, not looking into them, nor into those where it stops."""
    waiting = [child for child in reversed(root.children) if isinstance(child, Element)]
    while waiting:
        element = waiting.pop()
        if element.tag in tags:
            yield element
        elif element.tag not in stops:
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]
