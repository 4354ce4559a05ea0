"""Regular expressions that are always answered: time is linear in the text, whatever the expression.

The only module that knows RE2. Its syntax is Perl's without backreferences and look-around, which is what makes
others run for ever. An expression is looked for in folded text, and so ignores case as all comparisons do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re2

MAX_PATTERN_CHARS = 500
MAX_PROGRAM_BYTES = 1024 * 1024
"""Bounds the time for one character: an expression that needs more is refused."""
MAX_COMPILED = 32


class PatternError(ValueError):
    """The expression cannot be; the text says why."""


def check(pattern: str) -> None:
    """Raises PatternError when the expression cannot be looked for."""
    if not pattern:
        raise PatternError("expected a regular expression, not nothing")
    if len(pattern) > MAX_PATTERN_CHARS:
        raise PatternError(
            f"a regular expression has {MAX_PATTERN_CHARS} characters at most, not {len(pattern)}"
        )
    _compiled(pattern)


def found(pattern: str, text: str) -> bool:
    """Whether the expression is found in a folded text; `^` and `$` are where a line of it begins and ends."""
    return _compiled(pattern).search(text.encode()) is not None


@lru_cache(maxsize=MAX_COMPILED)
def _compiled(pattern: str) -> re2._Regexp:
    try:
        import re2  # noqa: PLC0415 - a platform without it has all but regular expressions
    except ImportError as error:
        raise PatternError(
            "regular expressions need the package google-re2, which is not installed here"
        ) from error
    options = re2.Options()
    options.max_mem = MAX_PROGRAM_BYTES
    options.case_sensitive = False
    options.never_capture = True
    options.never_nl = True  # line feeds stand between the values of a field
    options.log_errors = False
    try:
        return re2.compile(b"(?m)" + _folded(pattern).encode(), options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        said = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise PatternError(f"this is no regular expression of RE2: {said}") from error


def _folded(pattern: str) -> str:
    r"""The expression as folded text needs it; what a backslash escapes (`\S`, `\pL`) stays as it is."""
    return re.sub(
        r"\\(?:[pP]\{[^}]*\}|[pP]?.)|[^\\]+",
        lambda part: part[0] if part[0].startswith("\\") else part[0].casefold(),
        pattern,
        flags=re.DOTALL,
    )
