"""Transfer encodings are undone as far as they go, and what was wrong is said."""

from __future__ import annotations

import pytest

from catcher.core.parsing.transfer import undone

CASES = [
    ("base64", b"SGVsbG8=\r\n", b"Hello", ""),
    ("base64", b"SGVs\r\n bG8=", b"Hello", ""),
    ("base64", b"SGVsbG8", b"Hello", ""),
    ("base64", b"SGVsb", b"Hel", "base64 that is cut off"),
    ("base64", b"SGVs!bG8=", b"Hello", "characters that are not base64"),
    ("base64", b"SGVsbG8=\r\n-- \r\nlist", b"Hello", "text behind the end of its base64"),
    ("base64", b"SGU=bGxv", b"Hello", "several pieces of base64, each with its own end"),
    ("base64", b"", b"", ""),
    ("base64", b"====", b"", ""),
    ("quoted-printable", b"a=3Db=\r\nc=20\r\n", b"a=bc \r\n", ""),
    ("quoted-printable", b"a=3db", b"a=b", ""),
    ("quoted-printable", b"100=%", b"100=%", "a '=' that encodes nothing"),
    ("x-uuencode", b"begin 644 a\n#0V%T\n`\nend\n", b"Cat", ""),
    ("x-uuencode", b"no uuencode", b"no uuencode", "no 'begin' line of uuencode"),
    ("7bit", b"a=3D", b"a=3D", ""),
    ("", b"\xff", b"\xff", ""),
    ("rot13", b"abc", b"abc", "an unknown encoding 'rot13'; the bytes are shown as sent"),
]


@pytest.mark.parametrize(("encoding", "sent", "read", "wrong"), CASES)
def test_an_encoding_is_undone(encoding: str, sent: bytes, read: bytes, wrong: str) -> None:
    assert undone(sent, encoding) == (read, wrong)
