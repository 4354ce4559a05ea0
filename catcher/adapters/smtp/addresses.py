"""What stands behind MAIL FROM: and RCPT TO: - a path and parameters - read tolerantly into clean text.

A strict expression answers for nearly all addresses; aiosmtpd's parser reads the others; what even that
refuses is taken as it stands when its bounds are plain.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from aiosmtpd.smtp import SMTP

MAX_PARSED_CHARS = 1_000
"""Longer ones are not given to aiosmtpd's parser: it takes quadratic time, and recursion for each bracket."""

MAX_LOCAL_PART_OCTETS = 64
"""RFC 5321, section 4.5.3.1.1; longer ones are taken too, and noted."""

FROM = re.compile(r"FROM[ \t]*:[ \t]*", re.IGNORECASE)
TO = re.compile(r"TO[ \t]*:[ \t]*", re.IGNORECASE)
_ATOM = r"[^\s\x00-\x20\x7f()<>@,:;.\"\[\]\\]+"
_USUAL = re.compile(rf"<({_ATOM}(?:\.{_ATOM})*@{_ATOM}(?:\.{_ATOM})*)>(?:[ \t]+(.*))?", re.DOTALL)
_NULL = re.compile(r"<[ \t]*>[ \t]*(.*)", re.DOTALL)
_ROUTE = re.compile(r"@[^:<>\s]*:")
_QUOTED = r'"(?:[^"\\]|\\.)*"[^<> \t]*'
_ANGLED = re.compile(rf"<({_QUOTED}|[^<> \t]+)>[ \t]*(.*)", re.DOTALL)
_BARE = re.compile(rf"({_QUOTED}|[^<> \t]+)(?:[ \t]+([^<>]*))?", re.DOTALL)
_PARAMETER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)(?:=(.*))?", re.DOTALL)
_C1 = re.compile(rb"[\x80-\x9f]")


class Path(NamedTuple):
    """An address without brackets and source route, and the text of the parameters behind it.

    The null path has the address `""`.
    """

    address: str
    parameters: str = ""


_ATOMS = rb"[!#-'*+\-/-9=?A-Z^-~]+(?:\.[!#-'*+\-/-9=?A-Z^-~]+)*"
_BY_THE_BOOK = re.compile(
    rb"<((?=[^@]{1,%d}@)%s@%s)>(?: ([!-~ ]*))?" % (MAX_LOCAL_PART_OCTETS, _ATOMS, _ATOMS)
)


def usual_path(keyword: bytes, argument: bytes) -> tuple[str, str] | None:
    """What nearly every client sends, read in one go: `FROM:<a@b.example> SIZE=10`; None for anything else.

    Gives a path's parts, which every server would accept as they were written.
    """
    if not argument.startswith(keyword):
        return None
    found = _BY_THE_BOOK.fullmatch(argument, len(keyword))
    if found is None:
        return None
    address, parameters = found.groups()
    return address.decode("ascii"), parameters.decode("ascii") if parameters else ""


def oddities(command: str, argument: bytes, address: str, *, utf8: bool) -> list[str]:
    """What other servers may refuse of what was accepted but is not usual; `utf8` says that SMTPUTF8 was given."""
    behind = argument.partition(b":")[2]
    written = behind.strip()
    found = []
    if behind != written and behind[:1].isspace():
        found.append(f"{command} has a blank behind its colon")
    if not written.startswith(b"<"):
        found.append(f"The address of {command} has no angle brackets")
    elif written.startswith(b"<@"):
        found.append(f"The address of {command} has a source route, which RFC 5321 asks to leave out")
    if not (address.isascii() or utf8):
        found.append(f"The address of {command} is not ASCII, and SMTPUTF8 was not asked for")
    if len(address.rpartition("@")[0].encode()) > MAX_LOCAL_PART_OCTETS:
        found.append(f"The local part in {command} is longer than {MAX_LOCAL_PART_OCTETS} bytes")
    return found


def clean_text(octets: bytes) -> str:
    """Text that every database takes: no NUL, no lone surrogates.

    UTF-8 where it is; else Latin-1, unless that would make control characters of it; else UTF-8 with U+FFFD
    for what cannot be read. NUL becomes U+FFFD too.
    """
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        text = octets.decode("utf-8", "replace") if _C1.search(octets) else octets.decode("latin-1")
    return text.replace("\0", "\ufffd")


def path_behind(keyword: re.Pattern[str], argument: str) -> str | None:
    """The argument without `FROM` or `TO`; None when it does not begin so, or nothing stands behind."""
    found = keyword.match(argument)
    return argument[found.end() :] or None if found else None


def read_path(text: str) -> Path | None:
    """The path at the beginning, or None when there is none: unclosed brackets, blanks, nothing."""
    if found := _USUAL.fullmatch(text):
        return Path(found[1], found[2] or "")
    if found := _NULL.fullmatch(text):
        return Path("", found[1])
    if text.startswith(("<", '"')) and (path := _parsed(text)):
        return path
    return _as_it_stands(text)


def _parsed(text: str) -> Path | None:
    if len(text) > MAX_PARSED_CHARS:
        return None
    try:
        address, rest = _stock_parser(text)
    except Exception:  # noqa: BLE001 - the standard library's parser raises many things on hostile input
        return None
    return Path(address, (rest or "").strip()) if address and address != "@" else None


class _AddressParser(SMTP):
    def __init__(self) -> None:
        """Without a connection: the parser needs none."""

    def __call__(self, text: str) -> tuple[str | None, str | None]:
        return self._getaddr(text)


_stock_parser = _AddressParser()


def _as_it_stands(text: str) -> Path | None:
    found = _ANGLED.fullmatch(text) or _BARE.fullmatch(text)
    if found is None:
        return None
    return Path(_ROUTE.sub("", found[1], count=1), (found[2] or "").strip())


def read_parameters(text: str) -> dict[str, str] | None:
    """`SIZE=10 BODY=8BITMIME` as a dictionary with upper-case keywords; None when one is not of that form.

    A parameter without a value has `""`. Of repeated ones the first counts.
    """
    parameters: dict[str, str] = {}
    for word in text.split():
        found = _PARAMETER.fullmatch(word)
        if found is None:
            return None
        parameters.setdefault(found[1].upper(), found[2] or "")
    return parameters


_DSN = re.compile(r"NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY))*")
_ALLOWED = {
    "SIZE": re.compile(r"[0-9]{1,20}"),  # RFC 1870
    "BODY": re.compile(r"7BIT|8BITMIME|BINARYMIME"),  # RFC 6152, RFC 3030
    "SMTPUTF8": re.compile(r""),  # RFC 6531
    "REQUIRETLS": re.compile(r""),  # RFC 8689
    "RET": re.compile(r"FULL|HDRS"),  # RFC 3461, section 4.3
    "NOTIFY": _DSN,  # RFC 3461, section 4.1
    "BY": re.compile(r"-?[0-9]{1,9};[NR]T?"),  # RFC 2852
}


def allowed(parameters: dict[str, str]) -> bool:
    """No parameter that a standard describes has a value that it forbids. Unknown ones may have any."""
    return all(
        key not in _ALLOWED or _ALLOWED[key].fullmatch(value.upper()) is not None
        for key, value in parameters.items()
    )
