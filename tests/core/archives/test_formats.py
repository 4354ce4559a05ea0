"""Every format gives back what was put in, however it comes; and what is damaged is named, and passed over."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catcher.core import wire
from catcher.core.archives import FORMS, WRITTEN, Carried, Format, Item, Unreadable
from catcher.core.message import Envelope, Message, Tls
from tests.support import draft, kept

LARGEST = 100_000
MOMENT = datetime(2026, 5, 1, 12, 30, 15, 123456, UTC)
FROM_LINE = b"From x Fri May  1 12:00:00 2026\n"
RAWS = (
    b"Subject: a\r\n\r\nFrom here\r\n>From there\r\n>>From\r\n\r\n",
    b"no end of line",
    b"\n",
    b"\n\n",
    b"a\r\n\r\n\r\n",
    b"From ann@example.com Fri May  1 12:00:00 2026\nFrom x 1:00 2026",
    bytes(range(256)) * 20,
)


def message(number: int, raw: bytes, **changed: object) -> Message:
    made, _ = kept(draft(subject=f"mail/{number}: Ünïcode", raw=raw), number)
    return wire.changed(made, **{"received_at": MOMENT + timedelta(seconds=number), **changed})


def written(format: Format, raws: Iterable[bytes], **changed: object) -> bytes:  # noqa: A002 - its name in the API
    make = FORMS[format].writer
    assert make is not None
    writer = make()
    pieces = [writer.add(message(number, raw, **changed), raw) for number, raw in enumerate(raws, 1)]
    return b"".join([*pieces, writer.end()])


def read(format: Format, octets: bytes, step: int = 1 << 20) -> list[Item]:  # noqa: A002 - as above
    reader = FORMS[format].reader(LARGEST, io.BytesIO())

    def items() -> Iterator[Item]:
        for start in range(0, len(octets), step):
            yield from reader.take(octets[start : start + step])
        yield from reader.end()

    return list(items())


def raws_of(items: list[Item]) -> list[bytes]:
    return [each.raw for each in items if isinstance(each, Carried)]


@pytest.mark.parametrize("step", [1, 7, 1 << 20])
@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_is_read_back(name: Format, step: int) -> None:
    items = read(name, written(name, RAWS), step)

    assert raws_of(items) == list(RAWS)
    times = [each.received_at for each in items if isinstance(each, Carried)]
    exact = timedelta() if name is Format.JSONL else timedelta(seconds=1)
    for number, time in enumerate(times, 1):
        assert time is not None
        assert timedelta() <= MOMENT + timedelta(seconds=number) - time <= exact


PIECES = st.sampled_from([b"From ", b">", b"\n", b"\r\n", b"a", b"\0", b" 1:00 2026\n"])


@pytest.mark.parametrize("name", WRITTEN)
@given(raws=st.lists(st.lists(PIECES, min_size=1).map(b"".join)), step=st.integers(1, 50))
@settings(max_examples=40)
def test_whatever_the_octets_are(name: Format, raws: list[bytes], step: int) -> None:
    assert raws_of(read(name, written(name, raws), step)) == raws


def test_json_lines_keep_all_that_is_known() -> None:
    envelope = Envelope(
        "ann@exämple.com", ("bob@example.com", "bob@example.com"), "helo", "127.0.0.1:5", Tls("TLSv1.3", "AES"), "shop",
        (("SIZE", "7"),), ((("NOTIFY", "NEVER"),), ()), ("odd",),
    )  # fmt: skip

    (item,) = read(Format.JSONL, written(Format.JSONL, [b"x"], envelope=envelope, mailbox="team", read=True))

    assert item == Carried("line 1", b"x", envelope, MOMENT + timedelta(seconds=1), "team", read=True)


@pytest.mark.parametrize("sender", ["", '"odd name"@example.com', "ünï@example.com"])
def test_an_mbox_keeps_the_sender_and_the_header_names_the_recipients(sender: str) -> None:
    raw = b"To: bob@example.com\r\nStatus: RO\r\n\r\n"

    (item,) = read(Format.MBOX, written(Format.MBOX, [raw], envelope=Envelope(sender, ("x@example.com",))))

    assert isinstance(item, Carried)
    assert item.envelope == Envelope(sender, ("bob@example.com",))
    assert item.read


@pytest.mark.parametrize(
    ("line", "sender", "moment"),
    [
        ("From ann@example.com Fri May  1 12:00:00 2026", "ann@example.com", datetime(2026, 5, 1, 12, tzinfo=UTC)),
        ("From ann@example.com Fri May 01 12:00:00 +0200 2026", "ann@example.com", datetime(2026, 5, 1, 10, tzinfo=UTC)),
        ("From ann@example.com  Fri May  1 12:00:00 2026 +0200", "ann@example.com", datetime(2026, 5, 1, 10, tzinfo=UTC)),
        ("From - Fri May  1 12:00:00 2026", None, datetime(2026, 5, 1, 12, tzinfo=UTC)),
        ("From MAILER-DAEMON Fri May  1 12:00:00 2026\r", "", datetime(2026, 5, 1, 12, tzinfo=UTC)),
        ("From nobody 99:99 in 2026", None, None),
        ("From x Fri Foo  1 12:00:00 2026", "x", None),
    ],
)  # fmt: skip
def test_lines_before_mails_as_others_write_them(
    line: str, sender: str | None, moment: datetime | None
) -> None:
    (item,) = read(Format.MBOX, f"{line}\nSubject: a\n\nFrom now on\n\n".encode())

    assert isinstance(item, Carried)
    assert item.raw == b"Subject: a\n\nFrom now on\n"
    assert item.received_at == moment
    assert (item.envelope.sender if item.envelope else None) == sender


def test_an_mbox_with_crlf_throughout() -> None:
    items = read(Format.MBOX, b"From a Fri May  1 12:00:00 2026\r\nA: 1\r\n\r\nx\r\n\r\n" * 2)

    assert raws_of(items) == [b"A: 1\r\n\r\nx\r\n"] * 2


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("step", [1000, 1 << 20])
def test_a_mail_that_is_too_large_is_named_and_the_others_are_read(name: Format, step: int) -> None:
    items = read(name, written(name, [b"first", b"From x\n" * LARGEST, b"last"]), step)

    assert raws_of(items) == [b"first", b"last"]
    (failure,) = [each for each in items if isinstance(each, Unreadable)]
    assert f"at most {LARGEST} bytes" in failure.reason


@pytest.mark.parametrize(
    ("name", "octets", "reason"),
    [
        (Format.JSONL, b'{"raw": "YQ=="}\nno\n\n{"raw": "Yg=="}\n', "expected a JSON object"),
        (Format.JSONL, b'{"raw": "YQ=="}\n{"raw": 7}\n{"raw": "Yg=="}', "Expected `bytes`"),
        (Format.JSONL, b'{"raw": "YQ=="}\n{"raw": ""}\n{"raw": "Yg=="}', "nothing in it"),
        (Format.JSONL, b'{"raw": "YQ=="}\n{"raw": "Yw==", "mailbox": "\\u0000"}\n{"raw": "Yg=="}', "found NUL"),
        (Format.JSONL, b'{"raw": "YQ=="}\n{"raw": "Yw==", "envelope": {"sender": "\\u0000", "recipients": []}}\n{"raw": "Yg=="}', "NUL"),  # noqa: E501
        (Format.MBOX, FROM_LINE + b"a\n" + FROM_LINE + b"\n" + FROM_LINE + b"b\n", "nothing in it"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(name: Format, octets: bytes, reason: str) -> None:
    items = read(name, octets)

    assert raws_of(items) == [b"a", b"b"]
    (failure,) = [each for each in items if isinstance(each, Unreadable)]
    assert reason in failure.reason
    assert "2" in failure.name


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("octets", [b"", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_archive_is_said_so(name: Format, octets: bytes) -> None:
    items = read(name, octets)

    assert all(isinstance(each, Unreadable) for each in items) or name is Format.EML
    assert bool(items) or (octets == b"" and name in (Format.JSONL, Format.MBOX))


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, octets in members.items():
            archive.writestr(name, octets)
    return file.getvalue()


def test_a_zip_of_others_gives_its_mails_alone() -> None:
    octets = zipped(
        **{"in/a.eml": b"a", "read.me": b"b", "__MACOSX/._a.eml": b"c", "B.EML": b"d", "empty.eml": b""}
    )

    items = read(Format.ZIP, octets)

    assert raws_of(items) == [b"a", b"d"]
    assert [each.name for each in items if isinstance(each, Unreadable)] == ["empty.eml"]


def test_a_damaged_member_of_a_zip_is_named() -> None:
    octets = bytearray(zipped(**{"a.eml": b"a" * 500, "b.eml": b"b"}))
    octets[len("a.eml") + 30 + 3] ^= 0xFF

    items = read(Format.ZIP, bytes(octets))

    assert raws_of(items) == [b"b"]
    assert [each.name for each in items if isinstance(each, Unreadable)] == ["a.eml"]


def test_the_names_in_a_zip_are_safe_and_the_subjects() -> None:
    with zipfile.ZipFile(io.BytesIO(written(Format.ZIP, [b"a", b"b"]))) as archive:
        assert archive.namelist() == ["000001 mail-1_ Ünïcode.eml", "000002 mail-2_ Ünïcode.eml"]
        assert archive.testzip() is None
