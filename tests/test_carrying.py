"""`catcher export` and `catcher import`: every format there and back, and the mail of other catchers."""

from __future__ import annotations

import mailbox
import os
import sqlite3
import sys
import zipfile
from base64 import b64encode
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
import zstandard

from catcher import Catcher, embedded
from catcher.cli import main
from catcher.core.archives.jsonl import Line, line_of
from catcher.core.message import Envelope
from catcher.terminal import Progress

THEN = datetime(2020, 2, 29, 23, 59, 58, tzinfo=UTC)
NEWER = datetime(2021, 1, 1, tzinfo=UTC)
RAW = b"From: ann@example.com\r\nTo: bob@example.com\r\nSubject: one/two\r\n\r\nFrom here\r\n\xff bare\nfeed\r\n"
OTHER = b"To: kim@example.com\r\nSubject: other\r\n\r\nHello"


class Known(NamedTuple):
    """What is kept of a mail."""

    raw: bytes
    received_at: datetime
    read: bool = False
    mailbox: str = "default"
    sender: str = ""
    recipients: tuple[str, ...] = ()


FIRST = Known(RAW, THEN, True, "team", "bounce@example.com", ("bob@example.com", "kim@example.com"))
SECOND = Known(OTHER, NEWER, False, "default", "", ("kim@example.com",))


@pytest.fixture
def empty(catcher: Catcher, monkeypatch: pytest.MonkeyPatch) -> Catcher:
    """The catcher that the commands ask."""
    monkeypatch.setenv("CATCHER_URL", catcher.url)
    return catcher


@pytest.fixture
def full(empty: Catcher) -> Catcher:
    """The same with two mails of long ago."""
    lines = (
        Line(each.raw, None, None, each.mailbox, each.received_at, each.read,
             Envelope(each.sender, each.recipients, "helo", "127.0.0.1:5"))
        for each in (FIRST, SECOND)
    )  # fmt: skip
    empty.import_lines(b"".join(map(line_of, lines)))
    return empty


def known(catcher: Catcher) -> list[Known]:
    """What is kept, oldest first."""
    return [
        Known(catcher.raw(row["id"]), row["received_at"], row["read"], row["mailbox"], row["sender"],
              tuple(row["recipients"]))
        for row in reversed(list(catcher.summaries()))
    ]  # fmt: skip


def named(each: Known, sender: str | None = None) -> Known:
    """What is left of it in a format that knows the octets and the time alone."""
    recipients = ("bob@example.com",) if each.raw == RAW else ("kim@example.com",)
    of_header = "ann@example.com" if each.raw == RAW else ""
    return Known(
        each.raw, each.received_at, sender=of_header if sender is None else sender, recipients=recipients
    )


@pytest.mark.parametrize(
    ("output", "left"),
    [
        ("mail.jsonl", [FIRST, SECOND]),
        ("mail.mbox", [named(FIRST, FIRST.sender), named(SECOND, "")]),
        ("mail.zip", [named(FIRST), named(SECOND)]),
        ("maildir", [named(FIRST)._replace(read=True), named(SECOND)]),
        ("eml", [named(FIRST), named(SECOND)]),
    ],
)
def test_there_and_back(full: Catcher, tmp_path: Path, output: str, left: list[Known]) -> None:
    path = tmp_path / output
    format_named = ["--format", output] if "." not in output else []

    assert main(["export", *format_named, "--output", str(path)]) == 0
    full.clear()
    assert main(["import", str(path)]) == 0

    assert known(full) == left
    assert [each.name for each in tmp_path.iterdir()] == [output]


def test_other_programs_read_what_was_written(full: Catcher, tmp_path: Path) -> None:
    for output in ("mail.mbox", "mail.zip", "mail.maildir"):
        assert main(["export", "--format", output.partition(".")[2], "--output", str(tmp_path / output)]) == 0

    with closing(mailbox.mbox(tmp_path / "mail.mbox", create=False)) as box:
        assert [each["subject"] for each in box] == ["one/two", "other"]
    maildir = mailbox.Maildir(tmp_path / "mail.maildir", create=False)
    assert {each["subject"]: (each.get_subdir(), each.get_date()) for each in maildir} == {
        "one/two": ("cur", THEN.timestamp()),
        "other": ("new", NEWER.timestamp()),
    }
    with zipfile.ZipFile(tmp_path / "mail.zip") as archive:
        assert [archive.read(each) for each in archive.namelist()] == [RAW, OTHER]


def test_an_export_holds_what_matches_and_goes_to_standard_output_too(
    full: Catcher, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", "subject:other", "--format", "jsonl", "--output", "-"]) == 0

    (line,) = capfdbinary.readouterr().out.splitlines()
    assert b64encode(OTHER) in line


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--output", "mail"], "expected --format, one of eml, maildir, jsonl, mbox, zip"),
        (["--output", "mail.eml"], "expected --format"),
        (["--output", "-", "--format", "maildir"], "needs one as --output"),
        (["--output", "there.zip"], "is there already"),
        (["--output", "there.zip/x.zip"], "cannot write there.zip/x.zip"),
    ],
)
def test_an_export_that_cannot_be_says_why(
    full: Catcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], told: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("there.zip").write_text("mine")

    assert main(["export", *arguments]) == 1

    assert told in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["there.zip"]


def test_an_export_that_fails_leaves_nothing_behind(empty: Catcher, tmp_path: Path) -> None:
    for name in ("mail.zip", "maildir"):
        assert (
            main(
                [
                    "export",
                    "to:",
                    "--format",
                    name.partition(".")[2] or name,
                    "--output",
                    str(tmp_path / name),
                ]
            )
            == 2
        )

    assert list(tmp_path.iterdir()) == []


def mailpits(path: Path) -> None:
    """A database as Mailpit 1.33 makes it, with two tenants; one mail is plain, as it is with --compression 0."""
    compressed = zstandard.ZstdCompressor().compress
    added = b"Message-ID: <x@mailpit>\r\nReturn-Path: <bounce@example.com>\r\nReceived: by mailpit\r\n"
    facts = (
        '{"From":{"Name":"Ann","Address":"ann@example.com"},"To":[{"Name":"","Address":"bob@example.com"}],'
        '"Cc":null,"Bcc":[{"Name":"","Address":"kim@example.com"}],"Username":"shop"}'
    )
    with closing(sqlite3.connect(path)) as db:
        for tenant in ("", "other_"):
            db.execute(
                f'CREATE TABLE "{tenant}mailbox" (Created INTEGER NOT NULL, ID TEXT NOT NULL, MessageID TEXT NOT NULL,'
                " Subject TEXT NOT NULL, Metadata TEXT, Size INTEGER NOT NULL, Inline INTEGER NOT NULL, Attachments"
                " INTEGER NOT NULL, Read INTEGER, SearchText TEXT, Snippet TEXT NOT NULL DEFAULT '')"
            )
            db.execute(
                f'CREATE TABLE "{tenant}mailbox_data"'
                " (ID TEXT KEY NOT NULL, Email BLOB, Compressed INTEGER NOT NULL DEFAULT '0')"
            )
        for tenant, name, moment, meta, read, stored in (
            ("", "b", NEWER, "{}", 0, OTHER),
            ("", "a", THEN, facts, 1, compressed(added + RAW)),
            ("other_", "c", NEWER, "{}", 0, compressed(OTHER)),
            ("other_", "d", NEWER, "{}", 0, compressed(OTHER)[:-3]),
            ("other_", "e", NEWER, "{}", 0, None),
        ):
            created = int(moment.timestamp() * 1000)
            db.execute(
                f'INSERT INTO "{tenant}mailbox" VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?)',
                (created, name, "", "", meta, 1, read, "", ""),
            )
            db.execute(
                f'INSERT INTO "{tenant}mailbox_data" VALUES (?, ?, ?)', (name, stored, stored != OTHER)
            )
        db.commit()


def test_mailpits_database(empty: Catcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mailpit # 1.db"
    mailpits(path)

    assert main(["import", str(path)]) == 1

    printed = capsys.readouterr()
    assert printed.out == "3 mails imported, 2 not\n"
    assert f"{path}: d: " in printed.err
    assert f"{path}: e: its octets are missing" in printed.err
    first, *others = known(empty)
    assert first.raw.endswith(RAW)
    assert first[1:] == (THEN, True, "shop", "bounce@example.com", ("bob@example.com", "kim@example.com"))
    assert [each.raw for each in others] == [OTHER, OTHER]


def touched(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def test_mailhogs_maildir(empty: Catcher, tmp_path: Path) -> None:
    said = b"HELO:<shop>\r\nFROM:<bounce@example.com>\r\nTO:<bob@example.com>\r\nTO:<kim@example.com>\r\n\r\n"
    for name, octets, moment in (("b=@mailhog.example", b"HELO:<x>\r\nFROM:<>\r\n\r\n" + OTHER, NEWER),
                                 ("a=@mailhog.example", said + RAW, THEN)):  # fmt: skip
        (tmp_path / name).write_bytes(octets)
        touched(tmp_path / name, moment)

    assert main(["import", str(tmp_path)]) == 0

    assert known(empty) == [FIRST._replace(read=False, mailbox="default"), SECOND._replace(recipients=())]
    assert empty.wait("subject:one").envelope.helo == "shop"


def test_maildevs_folder_without_the_attachments_beside_the_mails(empty: Catcher, tmp_path: Path) -> None:
    for name, octets in (
        ("a.eml", RAW),
        ("a/attached.eml", OTHER),
        ("a/file.pdf", b"x"),
        ("below/b.eml", OTHER),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(octets)
        touched(tmp_path / name, NEWER if "b" in name else THEN)

    assert main(["import", str(tmp_path)]) == 0

    assert known(empty) == [named(FIRST), named(SECOND)]


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
    empty: Catcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fine.eml").write_bytes(OTHER)
    (tmp_path / "empty.eml").write_bytes(b"")
    (tmp_path / "odd.jsonl").write_bytes(b'{"raw": "YQ=="}\n{\n')
    (tmp_path / "none").mkdir()
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as db:
        db.execute("CREATE TABLE accounts (name)")
    (tmp_path / "damaged.db").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    paths = ["missing", "empty.eml", "none", "foreign.db", "damaged.db", "odd.jsonl", "fine.eml"]

    assert main(["import", *(str(tmp_path / path) for path in paths)]) == 1

    printed = capsys.readouterr()
    assert printed.out == "2 mails imported, 6 not\n"
    *told, last = printed.err.splitlines()
    assert last == "catcher: 6 mails could not be imported"
    for path, line in zip(paths, told, strict=False):
        assert line.startswith(f"catcher: {tmp_path / path}: "), line
    assert [each.raw for each in known(empty)] == [b"a", OTHER]


def test_a_mail_that_the_catcher_refuses_is_named_by_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "large.eml").write_bytes(b"x" * 2000)
    with embedded(max_message=1000) as box:
        monkeypatch.setenv("CATCHER_URL", box.url)
        assert main(["import", "--mailbox", "team", str(tmp_path)]) == 1

    assert f"{tmp_path / 'large.eml'}: expected a mail of at most 1000 bytes" in capsys.readouterr().err


def test_all_of_an_import_can_go_into_one_mailbox(full: Catcher, tmp_path: Path) -> None:
    main(["export", "--output", str(tmp_path / "mail.jsonl")])
    full.clear()

    assert main(["import", "--mailbox", "mine", str(tmp_path / "mail.jsonl")]) == 0

    assert [each.mailbox for each in known(full)] == ["mine", "mine"]


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_on_a_terminal_and_wiped_off(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = {}
    for stream in (_Terminal(), StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        with Progress("importing \x1b]0;x") as progress:
            progress.tell(1, 2)
            progress.tell(2, 2)
        drawn[type(stream)] = stream.getvalue()

    assert drawn[StringIO] == ""
    assert "#" * 15 + "." * 15 + "]  50%" in drawn[_Terminal]
    assert drawn[_Terminal].count("\x1b") == drawn[_Terminal].count("\x1b[K")
    assert drawn[_Terminal].endswith("\r\x1b[K")
