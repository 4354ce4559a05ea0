"""What is wrong with a mail, in words: collected while it is read, each once, and not without end."""

from __future__ import annotations

MAX_DEFECTS = 50


class Defects:
    """A growing list of sentences."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}

    def add(self, sentence: str) -> None:
        """Note a defect; a sentence that is there already is not repeated."""
        if len(self._sentences) < MAX_DEFECTS:
            self._sentences[sentence] = None

    def told(self) -> tuple[str, ...]:
        """All that were noted, in order."""
        return tuple(self._sentences)
