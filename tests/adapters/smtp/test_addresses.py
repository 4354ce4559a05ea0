"""What stands behind MAIL FROM: and RCPT TO: is read tolerantly; what both read, aiosmtpd reads the same."""

from __future__ import annotations

import time

import pytest
from aiosmtpd.smtp import SMTP
from hypothesis import given
from hypothesis import strategies as st

from catcher.adapters.smtp import addresses
from catcher.adapters.smtp.addresses import (
    FROM,
    TO,
    Path,
    allowed,
    clean_text,
    oddities,
    path_behind,
    read_parameters,
    read_path,
)

LONG = "x" * 60_000


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("<a@b.c>", Path("a@b.c")),
        ("<a@b.c> SIZE=3 X", Path("a@b.c", "SIZE=3 X")),
        ("<a@b.c>\tSIZE=3", Path("a@b.c", "SIZE=3")),
        ("<a@b.c>SIZE=3", Path("a@b.c", "SIZE=3")),
        ("a@b.c", Path("a@b.c")),
        ("a@b.c SIZE=3", Path("a@b.c", "SIZE=3")),
        ("< a@b.c >", Path("a@b.c")),
        ("<>", Path("")),
        ("< > X", Path("", "X")),
        ("<postmaster>", Path("postmaster")),
        ("Postmaster X=1", Path("Postmaster", "X=1")),
        ('<"a b"@c>', Path('"a b"@c')),
        ('<"a>b@c"@d> X', Path('"a>b@c"@d', "X")),
        ('"a b"@c X', Path('"a b"@c', "X")),
        ("<@one,@two:a@b>", Path("a@b")),
        ("<a@[127.0.0.1]>", Path("a@[127.0.0.1]")),
        ("<grün@bücher.example>", Path("grün@bücher.example")),
        (f"<{LONG}@b>", Path(f"{LONG}@b")),
        (f'<"{LONG} y"@b> X', Path(f'"{LONG} y"@b', "X")),
        (f"<@{LONG}:a@b>", Path("a@b")),
        ("<a..b@c>", Path("a..b@c")),
        ("", None),
        ("<", None),
        ("<<a@b>>", None),
        ("a@b>", None),
        ("Name <a@b>", None),
        ("<a@[", None),
        ("<a@[127.0.0.1", None),
    ],
)
def test_a_path_is_read(text: str, path: Path | None) -> None:
    assert read_path(text) == path


@pytest.mark.parametrize(
    "text",
    ["<" + "(" * 990, "<" + "a." * 490 + "@b>", "<" + '"\\"' * 300, "<" + ",@a" * 300, '<"' + "\\" * 60_000,
     "<" + '"' * 60_000, "<" + " " * 60_000],
)  # fmt: skip
def test_a_hostile_path_takes_no_time(text: str) -> None:
    began = time.process_time()
    read_path(text)

    # Less than a millisecond each; what is exponential would not end.
    assert time.process_time() - began < 5


ATOMS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=5
)


@given(
    st.one_of(
        st.builds("<{}@{}>{}".format, ATOMS, ATOMS, st.sampled_from(["", " SIZE=1", " A B=2"])),
        st.text('<>@. ab"\\()[]:,;=é', max_size=12),
    )
)
def test_the_fast_way_reads_what_aiosmtpd_reads(text: str) -> None:
    found = addresses._USUAL.fullmatch(text)
    if found is None:
        return
    parser = object.__new__(SMTP)
    address, rest = parser._getaddr(text)

    assert (found[1], found[2] or "") == (address, (rest or "").strip())


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (b"plain", "plain"),
        ("grün".encode(), "grün"),
        (b"gr\xfcn", "grün"),
        (b"gr\x81n", "gr\ufffdn"),
        (b"nul\0", "nul\ufffd"),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd"),
    ],
)
def test_text_is_clean(octets: bytes, text: str) -> None:
    assert clean_text(octets) == text


@given(st.binary())
def test_any_octets_become_text_that_databases_take(octets: bytes) -> None:
    text = clean_text(octets)

    assert "\0" not in text
    text.encode("utf-8")


def test_the_keyword_may_be_written_with_blanks_and_in_any_case() -> None:
    assert path_behind(FROM, "from : <a>") == "<a>"
    assert path_behind(TO, "TO:<a>") == "<a>"
    assert path_behind(TO, "FROM:<a>") is None
    assert path_behind(TO, "TO:") is None


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("", {}),
        ("size=3 BODY=8bitmime", {"SIZE": "3", "BODY": "8bitmime"}),
        ("X=a=b  SMTPUTF8", {"X": "a=b", "SMTPUTF8": ""}),
        ("SIZE=1 SIZE=2", {"SIZE": "1"}),
        ("=3", None),
        ("a,b", None),
    ],
)
def test_parameters_are_read(text: str, parameters: dict[str, str] | None) -> None:
    assert read_parameters(text) == parameters


@pytest.mark.parametrize(
    ("parameters", "fine"),
    [
        ({"SIZE": "3", "BODY": "binarymime", "X": "?"}, True),
        ({"NOTIFY": "success,FAILURE", "RET": "full", "BY": "-10;RT"}, True),
        ({"SIZE": "-3"}, False),
        ({"SIZE": ""}, False),
        ({"REQUIRETLS": "yes"}, False),
        ({"NOTIFY": "NEVER,DELAY"}, False),
    ],
)
def test_values_are_those_that_the_standards_allow(parameters: dict[str, str], fine: bool) -> None:
    assert allowed(parameters) is fine


@pytest.mark.parametrize(
    ("argument", "utf8", "found"),
    [
        (b"FROM:<ann@example.com>", False, []),
        (b"from:<ann@example.com> SIZE=10", False, []),
        (b"FROM:<>", False, []),
        (b"FROM:<Postmaster>", False, []),
        (b'FROM:<"a b"@example.com>', False, []),
        ("FROM:<bücher@example.com>".encode(), True, []),
        ("FROM:<bücher@example.com>".encode(), False, ["is not ASCII"]),
        (b"FROM: <ann@example.com>", False, ["a blank behind its colon"]),
        (b"FROM:ann@example.com", False, ["no angle brackets"]),
        (b"FROM: ann@example.com", False, ["a blank behind its colon", "no angle brackets"]),
        (b"FROM:<@relay.example:ann@example.com>", False, ["a source route"]),
        (b"FROM:<" + b"a" * 65 + b"@example.com>", False, ["longer than 64 bytes"]),
    ],
)
def test_what_other_servers_may_refuse_is_noted(argument: bytes, utf8: bool, found: list[str]) -> None:
    path = read_path(path_behind(FROM, clean_text(argument)) or "")
    assert path is not None
    noted = oddities("MAIL FROM", argument, path.address, utf8=utf8)

    assert len(noted) == len(found)
    assert all(part in text for part, text in zip(found, noted, strict=True))
