"""What a test wants from a mail: links, codes, pictures, tables, text of the HTML, how to unsubscribe, events.

Its law: it never raises on a mail, whatever it holds, and takes time in proportion to its size; what was left out for
that is told. Its words and patterns take longer to make than all the rest of a catcher's start, so they are made when
something is first drawn.
"""

from __future__ import annotations

from catcher.core.extract.values import Extracts, Selection, SelectorError

__all__ = ["SelectorError", "check_selector", "extracts", "selection"]


def extracts(raw: bytes) -> Extracts:
    """All that can be drawn from a mail."""
    from catcher.core.extract import drawing  # noqa: PLC0415 - see above

    return drawing.extracts(raw)


def selection(raw: bytes, css: str) -> Selection:
    """The elements of the mail's HTML that match; none when it has no HTML. Raises SelectorError."""
    from catcher.core.extract import drawing  # noqa: PLC0415 - see above

    return drawing.selection(raw, css)


def check_selector(css: str) -> None:
    """Raise SelectorError, with the place of the mistake, unless it is one that can be looked for."""
    from catcher.core.extract import markup  # noqa: PLC0415 - see above

    markup.check_selector(css)
