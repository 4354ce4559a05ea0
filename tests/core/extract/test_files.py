from __future__ import annotations

import pytest

from catcher.core.extract.files import as_csv, as_json, as_text


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        (b"caf\xc3\xa9", "utf-8", "café"),
        (b"caf\xe9", "iso-8859-1", "café"),
        (b"\xef\xbb\xbfhi\r\n", "", "hi\r\n"),
    ],
)
def test_a_file_as_text(body: bytes, charset: str, text: str) -> None:
    assert as_text(body, charset) == text


@pytest.mark.parametrize(
    "body", [b"a,b\r\n1,\"2,5\"\r\n", b"a;b\n1;2,5\n", b"a\tb\n1\t2,5", b"\xef\xbb\xbfa|b\n\n1|2,5\n"]
)  # fmt: skip
def test_a_file_as_rows_whatever_parts_them(body: bytes) -> None:
    assert as_csv(body) == [["a", "b"], ["1", "2,5"]]


def test_a_file_as_json() -> None:
    assert as_json(b'{"total": 4}') == {"total": 4}


def test_a_mistake_in_json_is_pointed_at() -> None:
    with pytest.raises(ValueError, match="line 1 column 2"):
        as_json(b"{]")
