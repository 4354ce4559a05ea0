"""Bytes become clean text, whatever charset is declared."""

from __future__ import annotations

import pytest

from catcher.core.parsing.charsets import decoded, known

WIDENED = [
    ("gb2312", "镕", "gb18030"),
    ("GBK", "𠮷", "gb18030"),
    ("shift_jis", "①髙", "cp932"),
    ("euc-kr", "똠", "cp949"),
    ("ks_c_5601-1987", "똠", "cp949"),
    ("big5", "碁", "cp950"),
    ("iso-8859-1", "“€”", "cp1252"),
    ("latin1", "“€”", "cp1252"),
    ("iso-8859-9", "€ş", "cp1254"),
    ("us-ascii", "Grüße", "utf-8"),
    ("x-sjis", "日本", "cp932"),
    ("iso-8859-8-i", "שלום", "iso-8859-8"),
    ("'utf-8'", "Grüße", "utf-8"),
    ("iso-2022-jp", "ｱｲｳ", "iso2022_jp_ext"),
    ("win-1251", "Привет", "cp1251"),
    ("koi8-ru", "Ґанок", "koi8-u"),
]
READ_OTHERWISE = [
    (b"Gr\xc3\xbc\xc3\x9fe", "x-nonsense", "Grüße"),
    (b"Gr\xfc\xdfe", "x-nonsense", "Grüße"),
    (b"Gr\xfc\xdfe", "utf-8", "Grüße"),
    (b"Gr\xc3\xbc\xc3\x9fe", "utf-16", "Grüße"),
    ("äöüäöüäöü".encode() + b"\xe2\x82", "utf-8", "äöüäöüäöü\N{REPLACEMENT CHARACTER}"),
    ("你好世界你好世界".encode("gb18030") + b"\xff", "gb2312", "你好世界你好世界\N{REPLACEMENT CHARACTER}"),
]
NO_CHARSETS = [
    "base64", "hex", "quopri", "uu", "zip", "bz2", "rot13", "idna", "punycode", "unicode-escape", "raw_unicode_escape",
    "undefined", "mbcs", "oem", "", " ", "x" * 1_000, "ut\0f-8", "../utf_8", "utf-8.evil", "\u0430scii", "aliases",
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "codec"), WIDENED)
def test_a_label_stands_for_the_larger_charset(label: str, text: str, codec: str) -> None:
    assert decoded(text.encode(codec), label) == (text, True)


@pytest.mark.parametrize(("octets", "label", "text"), READ_OTHERWISE)
def test_what_does_not_fit_its_label_is_read_as_well_as_possible(
    octets: bytes, label: str, text: str
) -> None:
    assert decoded(octets, label) == (text, False)


@pytest.mark.parametrize("name", NO_CHARSETS)
def test_no_codec_but_a_charset_is_run(name: str) -> None:
    assert known(name) is None


def test_text_is_clean() -> None:
    assert decoded(b"a\0b")[0] == "a\N{REPLACEMENT CHARACTER}b"
    assert decoded(b"+2AA-", "utf-7")[0].encode("utf-8")
