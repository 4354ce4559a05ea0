"""Mail for approval: written once as plain text, without what differs from run to run, and compared from then on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path

from catcher.mail import Mail

FOLDER = "email_snapshots"
Replacement = tuple[str | re.Pattern[str], str]
"""A pattern, and what is written in place of all that it finds."""

LEFT_OUT = frozenset({
    "received", "return-path", "delivered-to", "dkim-signature", "message-id", "date", "mime-version",
    "content-type", "content-transfer-encoding", "x-catcher-mailbox",
})  # fmt: skip
"""Headers of the way and of the form; text and files are shown decoded."""

_TIME = r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(\s?[AaPp]\.?[Mm]\.?)?(\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
_DAY = r"((Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?"
_MONTH = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
NORMALISED: tuple[Replacement, ...] = (
    (r"\b[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b", "<uuid>"),
    (rf"\b\d{{4}}-\d{{2}}-\d{{2}}([T ]{_TIME})?", "<date>"),
    (rf"\b{_DAY}(\d{{1,2}}\.? {_MONTH},?|{_MONTH} \d{{1,2}}(st|nd|rd|th)?,?) \d{{4}}", "<date>"),
    (r"\b\d{1,2}[./]\d{1,2}[./]\d{4}\b", "<date>"),
    (rf"(?<![\d:]){_TIME}(?![\d:])", "<time>"),
    (r"(?<=[/=:?&])(?=[^/\s&\"'<>]*\d)(?=[^/\s&\"'<>]*[A-Za-z])[\w.~-]{16,}", "<token>"),
    (r"\b[0-9a-fA-F]{32,}\b", "<token>"),
)
"""UUIDs, dates, times, and long tokens of letters and digits. Codes are those that the mail names."""


def readable(mail: Mail, normalise: Iterable[Replacement] = ()) -> str:
    """The mail as a person would approve it: headers, text, HTML, and the files with their checksums."""
    lines = [f"{name}: {value}" for name, value in sorted(mail.headers) if name.lower() not in LEFT_OUT]
    for title, body in (("text", mail.text), ("html", mail.html)):
        if body:
            lines += ["", f"--- {title} ---", *(line.rstrip() for line in body.strip().splitlines())]
    codes = ((rf"(?<!\w){re.escape(code.value)}(?!\w)", "<code>") for code in mail.codes)
    text = _normalised("\n".join(lines), (*normalise, *codes, *NORMALISED))
    files = [f"{file.filename} {file.content_type} sha256 {file.sha256}" for file in mail.attachments]
    if files:
        text = "\n".join([text, "", "--- files ---", *files])
    return text + "\n"


def _normalised(text: str, replacements: Iterable[Replacement]) -> str:
    for pattern, word in replacements:
        text = re.sub(pattern, word, text)
    return text


class Snapshots:
    """The approved mails of one file of tests, in a folder beside it.

    With `update`, what comes is approved and written; else it must be as it was approved.
    """

    def __init__(self, test_file: Path, *, update: bool) -> None:
        self._folder = test_file.parent / FOLDER / test_file.stem
        self._update = update

    def check(self, mail: Mail, name: str, normalise: Iterable[Replacement] = ()) -> None:
        """Raises AssertionError, with a diff, when the mail is not the approved one."""
        __tracebackhide__ = True  # pytest then shows the line of the test
        path = self._folder / f"{_file_name(name)}.txt"
        found = readable(mail, normalise)
        approved = path.read_text("utf-8") if path.exists() else None
        if found == approved:
            return
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found, "utf-8", newline="\n")
            return
        raise AssertionError(_told(path, approved, found))


class AssertSnapshot:
    """What the fixture `assert_email_snapshot` gives: call it with a mail, and a name when a test has several."""

    def __init__(self, snapshots: Snapshots, test: str) -> None:
        self._snapshots = snapshots
        self._test = test

    def __call__(self, mail: Mail, name: str = "", *, normalise: Iterable[Replacement] = ()) -> None:
        """Raises AssertionError when the mail is not as approved. `normalise` adds patterns and what replaces them."""
        __tracebackhide__ = True  # pytest then shows the line of the test
        self._snapshots.check(mail, name or self._test, normalise)


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "mail"


def _told(path: Path, approved: str | None, found: str) -> str:
    what_to_do = "approve what came with --catcher-update-snapshots"
    if approved is None:
        return f"no mail is approved in {path}; {what_to_do}:\n{found}"
    diff = unified_diff(approved.splitlines(), found.splitlines(), "approved", "found", lineterm="")
    return "\n".join([f"the mail is not as approved in {path}; if it should be so, {what_to_do}", *diff])
