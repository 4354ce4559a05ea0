"""Mails made to stall or crash a reader: each is read in bounded time, and what is wrong with it is named.

The bound is far above what is measured (a fifth of a second), so that a busy machine does not fail the test; what
it is there to catch takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import cycle, islice
from time import process_time

import pytest

from catcher.core.parsing import content, digest, part_body

MOST_SECONDS = 10

HEAD = b"From: ann@example.org\r\nDate: Tue, 3 Mar 2026 10:00:00 +0100\r\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def header(value: bytes, name: bytes = b"Cc") -> bytes:
    return HEAD + name + b": " + value + b"\r\n\r\ntext\r\n"


def body(octets: bytes, content_type: bytes = b"text/plain", encoding: bytes = b"8bit") -> bytes:
    head = HEAD + b"Content-Type: " + content_type + b"\r\nContent-Transfer-Encoding: " + encoding
    return head + b"\r\n\r\n" + octets


def html(octets: bytes) -> bytes:
    return body(octets, b"text/html; charset=utf-8")


def nested(depth: int, boundaries: Callable[[int], bytes]) -> bytes:
    opened = (
        b"Content-Type: multipart/mixed; boundary=%b\r\n\r\n--%b\r\n" % (boundaries(n), boundaries(n))
        for n in range(depth)
    )
    return HEAD + b"".join(opened) + b"\r\ntext\r\n"


NESTED_LOOKALIKES = nested(50, lambda n: b"b" * (n + 1))
LONG_BOUNDARY = b"b" * 70_000
SAID = {
    "1,500 parts in each other": (nested(1_500, lambda n: b"b%d" % n), "nested deeper"),
    "20,000 parts in each other": (nested(20_000, lambda n: b"b%d" % n), "nested deeper"),
    "parts in each other under one boundary": (nested(5_000, lambda _: b"b"), "boundary never comes"),
    "100,000 boundary lines": (MIXED + b"--b\r\n" * 100_000, "more than 10000 parts"),
    "a million boundary lines": (MIXED + b"--b\n" * 1_000_000, "more than 10000 parts"),
    "half a million lines like a boundary": (MIXED + b"--bx\r\n" * 500_000, "boundary"),
    "a million boundaries in one line": (MIXED + b"--b" * 1_000_000, "boundary never comes"),
    "lines like the boundaries of 50 levels": (NESTED_LOOKALIKES + b"--bbbx\r\n" * 200_000, "boundary"),
    "boundaries of 50 levels in one line": (NESTED_LOOKALIKES + b"--b" * 1_000_000, "last boundary"),
    "white space behind boundaries": (MIXED + (b"\n--b" + b" " * 990 + b"x") * 2_000, "boundary never comes"),
    "a boundary of 70,000 characters": (
        HEAD + b'Content-Type: multipart/mixed; boundary="%b"\r\n\r\n--%b\r\n\r\ntext\r\n--%b--'
        % (LONG_BOUNDARY, LONG_BOUNDARY, LONG_BOUNDARY),
        "longer than 998",
    ),
    "a header of 1 MB": (header(b"x" * 1_048_576, b"X-Long"), "longer than 998"),
    "a field said 50,000 times": (b"From: a@example.org\r\n" * 50_000, "more than one From"),
    "50,000 commas": (header(b"," * 50_000), "places without an address"),
    "a million commas": (header(b"," * 1_000_000), "too long"),
    "deep comments": (header(b"(" * 100_000), "a '(' without"),
    "20,000 open brackets": (header(b"<" * 20_000), "a '<' without"),
    "half a million open literals": (header(b"[" * 500_000), "too long"),
    "half a million quotes": (header(b'"\\' * 250_000), "too long"),
    "a quote never closed before 60,000 others": (header(b'"' + b'\\"' * 60_000), "without its pair"),
    "a comment of backslashes": (header(b"(" + b"\\" * 120_001), "a '(' without"),
    "60,000 brackets without commas": (header(b"<a@b>" * 60_000), "too long"),
    "a million addresses in a thousand fields": (
        HEAD + (b"Cc: " + b"a@b.c," * 1_000 + b"\r\n") * 1_000,
        "too long",
    ),
    "a date of 1 MB": (b"From: a@example.org\r\nDate: " + b"1 " * 500_000 + b"\r\n\r\n", "Date cannot be read"),
    "punycode": (body(b"a-\xff" * 300_000, b"text/plain; charset=punycode"), "does not fit its charset"),
    "idna": (body(b"xn--\xff" * 200_000, b"text/plain; charset=idna"), "does not fit its charset"),
    "nothing but equals signs": (body(b"=" * 1_000_000, encoding=b"quoted-printable"), "encodes nothing"),
    "uuencode without an end": (body(b"begin 644 " * 100_000, encoding=b"uuencode"), "no 'begin'"),
    "no header and every byte": (bytes(range(256)) * 20_000, "There is no header"),
}  # fmt: skip
UNSAID = {
    "5,000 attachments": MIXED
    + b"--b\r\nContent-Disposition: attachment; filename=a\r\n\r\nx\r\n" * 5_000
    + b"--b--",
    "5,000 HTML parts": MIXED + b"--b\r\nContent-Type: text/html\r\n\r\n<b>x</b>\r\n" * 5_000 + b"--b--",
    "10,000 parts of no charset": MIXED
    + b"--b\r\nContent-Type: text/plain; charset=no\r\n\r\n\xff\r\n" * 9_990,
    "50,000 headers": b"X-Header: y\r\n" * 50_000 + HEAD,
    "50,000 Received": b"Received: from a by b; Tue, 3 Mar 2026 10:00:00 +0100\r\n" * 50_000 + HEAD,
    "100 Received without sense": (b"Received: from a by " + b"b with " * 500 + b"; x\r\n") * 100 + HEAD,
    "a subject of 80,000 encoded words": header(b"=?utf-8?q?a?= " * 80_000, b"Subject"),
    "encoded words never closed": header(b"=?a?q?" * 200_000, b"Subject"),
    "encoded words of equals signs": header(b"=?a?q?" + b"=?=" * 300_000, b"Subject"),
    "encoded words far apart": header(b"=?a?q?b?=" + b" " * 1_000_000, b"Subject"),
    "a folded header of 1 MB": header(b"a" + b"\r\n a" * 262_144),
    "a million semicolons": header(b"text/plain" + b";" * 1_000_000, b"Content-Type"),
    "parameters of quotes": header(b"text/plain;" + b'a="' * 300_000, b"Content-Type"),
    "10,000 segments of a name": header(
        b"text/plain;" + b"".join(b"name*%d*=a;" % n for n in range(10_000)), b"Content-Type"
    ),
    "a boundary behind 100,000 open comments": header(
        b"multipart/mixed; boundary=b" + b" (" * 100_000, b"Content-Type"
    ),
    "a date of comments": header(b"(" * 100_000 + b")" * 100_000, b"Date"),
    "boundaries before runs of carriage returns": MIXED + (b"\n--b" + b"\r" * 990) * 2_000,
    "carriage returns before every line feed": (HEAD + b"\r\n").replace(b"\r\n", b"\r\r\n")
    + b"\r\r\n" * 700_000,
    "HTML of <": html(b"<" * 2_000_000),
    "HTML of open styles": html(b"<style" * 300_000),
    "HTML of styles closed by half": html(b"<style>" + b"</style " * 250_000),
    "HTML of comments": html(b"<!--" * 500_000),
    "HTML of blocks closed by half": html(b"</p " * 500_000),
    "HTML of divisions in each other": html(b"<div>" * 400_000),
    "HTML of character references": html(b"&#1" * 700_000),
    "HTML with an endless character reference": html(b"&#" + b"1" * 1_000_000 + b";"),
    "HTML of 20 MB in ten parts": MIXED
    + (b"--b\r\nContent-Type: text/html\r\n\r\n" + b"&#1" * 700_000 + b"\r\n") * 10
    + b"--b--",
    "flowed text": body(b"> a \r\n" * 300_000, b"text/plain; format=flowed"),
    "UTF-7": body(b"+AGE-" * 200_000, b"text/plain; charset=utf-7"),
    "text of 10 MB": body(b"Hello world \r\n" * 700_000),
    "only carriage returns": HEAD.replace(b"\r\n", b"\r") + b"\r" + b"a\r" * 1_000_000,
}
EVERY = {name: raw for name, (raw, _) in SAID.items()} | UNSAID


@cache
def defects(name: str) -> tuple[str, ...]:
    return digest(EVERY[name]).outline.defects


def seconds(read: Callable[[], object]) -> float:
    """Time of this process alone: what others do on the machine does not count."""
    began = process_time()
    read()
    return process_time() - began


@pytest.mark.parametrize("name", EVERY)
def test_a_hostile_mail_is_read_in_bounded_time_and_not_given_up(name: str) -> None:
    raw = EVERY[name]
    assert seconds(lambda: digest(raw)) < MOST_SECONDS
    assert seconds(lambda: content(raw)) < MOST_SECONDS
    assert seconds(lambda: part_body(raw, 1)) < MOST_SECONDS
    assert not [sentence for sentence in defects(name) if "could not be read" in sentence]
    assert len(defects(name)) <= 50


@pytest.mark.parametrize("name", SAID)
def test_what_is_hostile_about_a_mail_is_named(name: str) -> None:
    assert SAID[name][1] in " / ".join(defects(name))


def test_defects_are_not_repeated() -> None:
    told = content(MIXED + b"--b\r\n\r\n\xff\r\n" * 20).defects
    assert len(told) == len(set(told))


def test_a_part_beyond_the_bounds_stays_in_the_part_around_it() -> None:
    deep = nested(60, lambda n: b"b%d" % n) + b"needle"
    (kept,) = content(deep).attachments
    part = part_body(deep, kept.part)
    assert part is not None
    assert part.body.endswith(b"needle")


def test_all_of_a_mail_is_seen_by_search_up_to_a_bound() -> None:
    words = "".join(islice(cycle("word "), 2 * 1024 * 1024))
    found = digest(HEAD + b"\r\n" + words.encode()).body
    assert len(found) == 1024 * 1024
