"""Bytes to text, whatever charset is declared. Every result is clean: no NUL and no lone surrogates."""

from __future__ import annotations

import codecs
import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

WIDER = {
    # Senders name the smaller charset and use the larger one; the larger reads both (WHATWG Encoding, "labels").
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
    "iso2022_jp": "iso2022_jp_ext",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
ALIASES = {
    # Names seen in mail that Python does not know.
    "ansi_x3.110-1983": "latin-1",
    "cp-850": "cp850",
    "cp-1251": "cp1251",
    "koi8-ru": "koi8-u",
    "win-1251": "cp1251",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
    "x-unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "default": "utf-8",
}
NOT_CHARSETS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)
"""Python calls these text encodings, but no mail may choose them: they are slow, or read something else."""

BROKEN_OF_FOREIGN = 8
"""A text of a charset may have one broken place in so many 8-bit bytes; other charsets break far more often."""
_BYTES_OF_8_BIT = bytes(range(128, 256))

_SHIFTING = re.compile(r"2022|hz|utf[-_]?(?:7|16|32)|ibm|cp037|cp500", re.IGNORECASE)
"""Charsets in which ASCII bytes may mean something else."""

_ODD = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Text that can be stored and sent anywhere: NUL and lone surrogates become U+FFFD."""
    if text.isascii():  # nearly always, and then there are no surrogates to look for
        return text.replace("\0", REPLACEMENT)
    return _ODD.sub(REPLACEMENT, text)


def decoded(octets: bytes, declared: str = "") -> tuple[str, bool]:
    """The text, and whether it could be read as declared (or, with nothing declared, as UTF-8)."""
    if octets.isascii() and not (declared and _SHIFTING.search(declared)):
        return clean(octets.decode("ascii")), True
    charset = known(declared) if declared else "utf-8"
    for candidate in dict.fromkeys((charset, "utf-8")):
        if candidate:
            try:
                return clean(octets.decode(candidate)), candidate == charset
            except ValueError:
                continue
    # One broken byte, or a mail that was cut off, must not make all the rest unreadable.
    text = _mostly(octets, charset or "utf-8")
    return (text if text is not None else clean(octets.decode("cp1252", "replace"))), False


def _mostly(octets: bytes, charset: str) -> str | None:
    """The text with U+FFFD where the bytes are broken; None when so much is broken that it was another charset."""
    text = clean(octets.decode(charset, "replace"))
    foreign = len(octets) - len(octets.translate(None, _BYTES_OF_8_BIT))
    return text if text.count(REPLACEMENT) * BROKEN_OF_FOREIGN <= foreign else None


def known(declared: str) -> str | None:
    """Python's name of the charset, widened; None when there is no such text encoding."""
    name = declared.strip().strip("\"'").lower()
    name = ALIASES.get(name, name)
    if not name or len(name) > 40 or not name.isascii() or "\0" in name:
        return None
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    # The attribute is how Python itself tells text encodings from transforms such as zip and rot13.
    if not getattr(found, "_is_text_encoding", True) or found.name.replace("_", "-") in NOT_CHARSETS:
        return None
    return WIDER.get(found.name, found.name)
