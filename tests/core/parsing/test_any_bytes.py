"""Reading never raises and always gives clean text: on any bytes, and on real mails that were damaged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catcher.core.message import Content, Part
from catcher.core.parsing import Digest, content, digest, part_body
from catcher.core.wire import Value, field_names
from tests.core.parsing.test_collection import EXPECTED, agree, raw_of

PIECES = [
    b"\r\n", b"\n", b"\r", b"\r\n\r\n", b" ", b"\t", b"\0", b"\xff", b"\xe9", b"From: a@b\r\n", b"Subject: ", b"To: ",
    b"Content-Type: multipart/mixed; boundary=b\r\n", b"Content-Type: text/html; charset=utf-8\r\n",
    b"Content-Type: text/plain; charset=utf-7; format=flowed\r\n", b"Content-Type: message/rfc822\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Transfer-Encoding: x-uuencode\r\n", b"Content-Disposition: attachment; filename*0*=utf-8''a%00\r\n",
    b"Received: from a by b; ", b"Date: Tue, 3 Mar 2026 10:00:00 +0100\r\n", b"--b\r\n", b"--b--", b"=?utf-8?B?",
    b"=?utf-16?Q?=D8=00?=", b"?=", b"=E4", b"+2AA-", b"begin 644 a\r\n", b"&#xD800;", b"&#", b"9" * 5_000, b"<p>",
    b"<!--", b"cid:%", b"<", b">", b"(", b")", b",", b";", b":", b'"', b"\\", b"*", b"'", b"abcd", b"Zm9v",
]  # fmt: skip

any_bytes = st.binary(max_size=2_000)
built_mails = st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join)


@st.composite
def damaged_mails(draw: st.DrawFn) -> bytes:
    raw = bytearray(raw_of(draw(st.sampled_from(sorted(EXPECTED)))))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        stop = start + draw(st.integers(0, 40))
        raw[start:stop] = draw(st.sampled_from(PIECES) | st.binary(max_size=20))
    return bytes(raw)


def texts(value: object) -> Iterator[str]:
    """Every string inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif isinstance(value, Value):
        for name in field_names(type(value)):
            yield from texts(getattr(value, name))


def numbers(part: Part) -> Iterator[int]:
    yield part.number
    for each in part.parts:
        yield from numbers(each)


def check(raw: bytes) -> None:
    cheap, whole = digest(raw), content(raw)
    for read in (cheap, whole):
        assert_clean(read)
    agree(cheap, whole)
    assert whole.root is not None
    counted = list(numbers(whole.root))
    assert counted == list(range(len(counted)))
    for number in counted:
        part = part_body(raw, number)
        assert part is not None
    assert part_body(raw, len(counted)) is None
    if cheap.outline.date is not None:
        assert cheap.outline.date.utcoffset() is not None


def assert_clean(read: Digest | Content) -> None:
    for text in texts(read):
        assert "\0" not in text
        text.encode("utf-8")
    defects = read.outline.defects if isinstance(read, Digest) else read.defects
    assert not [sentence for sentence in defects if "could not be read" in sentence]


CUTS = 12

relaxed = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(any_bytes)
def test_any_bytes_are_read(raw: bytes) -> None:
    check(raw)


@relaxed
@given(built_mails)
def test_mails_of_odd_pieces_are_read(raw: bytes) -> None:
    check(raw)


@relaxed
@given(damaged_mails())
def test_damaged_mails_are_read(raw: bytes) -> None:
    check(raw)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mail_is_read_wherever_it_is_cut(name: str) -> None:
    raw = raw_of(name)
    for end in range(0, len(raw), max(1, len(raw) // CUTS)):
        check(raw[:end])
