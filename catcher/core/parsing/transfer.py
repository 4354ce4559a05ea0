"""Content-Transfer-Encoding undone (RFC 2045, section 6). What is broken is decoded as far as it goes."""

from __future__ import annotations

import binascii
import re

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_IN_ALPHABET = bytes(octet for octet in range(256) if octet not in _ALPHABET)
_ALLOWED_BESIDE = b" \t\r\n="
_NOT_ALLOWED = bytes(octet for octet in range(256) if octet not in _ALPHABET + _ALLOWED_BESIDE)
_BROKEN_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?(?:\n|\Z))")
_UU_BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} [^\r\n]*\r?\n")

KNOWN = frozenset(
    {"", "7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "uuencode", "x-uue"}
)


def undone(octets: bytes, encoding: str) -> tuple[bytes, str]:
    """The decoded bytes, and what was wrong with them (empty when nothing was)."""
    match encoding:
        case "base64":
            return from_base64(octets)
        case "quoted-printable":
            wrong = "a '=' that encodes nothing" if _BROKEN_ESCAPE.search(octets) else ""
            return binascii.a2b_qp(octets), wrong
        case "x-uuencode" | "uuencode" | "x-uue":
            return _from_uuencode(octets)
        case "" | "7bit" | "8bit" | "binary":
            return octets, ""
        case _:
            return octets, f"an unknown encoding {encoding[:60]!r}; the bytes are shown as sent"


def from_base64(octets: bytes) -> tuple[bytes, str]:
    """Characters outside the alphabet are passed over, as RFC 2045 section 6.8 asks; a cut end is completed."""
    wrong = "characters that are not base64" if octets.translate(None, _ALPHABET + _ALLOWED_BESIDE) else ""
    first, _, rest = octets.partition(b"=")
    if not rest.strip(_ALLOWED_BESIDE):
        runs = [first]
    elif wrong:  # text that a mailing list put below
        runs, wrong = [first], "text behind the end of its base64"
    else:
        runs, wrong = octets.split(b"="), "several pieces of base64, each with its own end"
    letters = [run.translate(None, _NOT_IN_ALPHABET) for run in runs]
    if any(len(run) % 4 == 1 for run in letters):
        wrong = wrong or "base64 that is cut off"
    return b"".join(_from_letters(run) for run in letters), wrong


def _from_letters(letters: bytes) -> bytes:
    """A last letter alone holds six bits, which are no byte."""
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _from_uuencode(octets: bytes) -> tuple[bytes, str]:
    begin = _UU_BEGIN.search(octets)
    if begin is None:
        return octets, "no 'begin' line of uuencode"
    decoded = bytearray()
    for line in octets[begin.end() :].splitlines():
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            decoded += binascii.a2b_uu(line)
        except binascii.Error:
            return bytes(decoded), "a line that is not uuencode"
    return bytes(decoded), ""
