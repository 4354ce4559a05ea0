"""The collection of mails with and without one-time codes.

A file holds mails one after another: a line `=== kind | code`, with `-` for none; the subject; the plain text; and
behind a line `--- html` the HTML. Either text may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "mails" / "codes"
_FRAME = (
    '<html><body style="background-color:#f5f5f5"><table width="600" role="presentation"><tr><td>{html}</td></tr>'
    '</table><img src="https://example.com/open/482913.gif" width="1" height="1"></body></html>'
)


@dataclass(frozen=True)
class CodeMail:
    """A mail of the collection; `code` is what a person would type, empty for a mail without one."""

    name: str
    code: str
    raw: bytes


def mails(part: str) -> Iterator[CodeMail]:
    """Those of one part, `seen` or `held-out`."""
    for path in sorted((FOLDER / part).glob("*.txt")):
        for entry in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            heading, _, rest = entry.partition("\n")
            kind, _, code = heading.rpartition(" | ")
            yield CodeMail(f"{path.stem}: {kind}", "" if code == "-" else code, _raw(rest))


def typed(code: str) -> str:
    """The code without what people may leave out, to compare: spaces, and dashes between digits; ASCII digits."""
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in code).replace(" ", "")
    return plain.replace("-", "") if plain.replace("-", "").isdecimal() else plain


def _raw(written: str) -> bytes:
    subject, _, body = written.removeprefix("Subject: ").partition("\n")
    text, _, html = body.partition("--- html\n")
    mail = EmailMessage()
    mail["From"] = "noreply@example.com"
    mail["To"] = "bob@example.net"
    mail["Subject"] = subject
    if text.strip() or not html:
        mail.set_content(text.strip() + "\n")
    if html:
        framed = html if html.startswith("<!") else _FRAME.format(html=html)
        mail.add_alternative(framed, subtype="html") if text.strip() else mail.set_content(
            framed, subtype="html"
        )
    return mail.as_bytes()
