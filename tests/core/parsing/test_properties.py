"""Whatever the bytes: reading never raises, never stalls, and what it gives can be stored and shown."""

from __future__ import annotations

import time
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catcher.core.message import Content, Part
from catcher.core.parsing import content, digest, part_body
from catcher.core.wire import Value, field_names
from tests.core.parsing.test_mails import CASES

MAILS = st.sampled_from(sorted(case.raw for case in CASES.values()))
MUTATED = st.one_of(
    st.binary(max_size=400),
    MAILS,
    st.builds(lambda raw, at: raw[:at], MAILS, st.integers(0, 600)),
    st.builds(lambda one, other, at: one[:at] + other[at:], MAILS, MAILS, st.integers(0, 300)),
    st.builds(
        lambda raw, at, what: raw[:at] + what + raw[at:], MAILS, st.integers(0, 300), st.binary(max_size=20)
    ),
)


def strings(value: object) -> list[str]:
    """Every text in a value of ours."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | list):
        return [text for each in value for text in strings(each)]
    if isinstance(value, Value):
        return [text for name in field_names(type(value)) for text in strings(getattr(value, name))]
    return []


def numbers(part: Part) -> list[int]:
    return [part.number, *(number for inner in part.parts for number in numbers(inner))]


@settings(max_examples=400, deadline=None)
@given(MUTATED)
def test_whatever_comes_is_read(raw: bytes) -> None:
    cheap, read = digest(raw), content(raw)

    assert not any("could not be read" in defect for defect in read.defects)
    for text in (*strings(cheap), *strings(read)):
        text.encode()
        assert "\0" not in text
    assert cheap.outline.has_html == (read.html is not None)
    assert [file.filename for file in cheap.outline.attachments] == [
        file.filename for file in read.attachments
    ]
    assert read.root is not None
    assert numbers(read.root) == list(range(len(numbers(read.root))))
    assert all(part_body(raw, number) is not None for number in numbers(read.root))
    assert part_body(raw, len(numbers(read.root))) is None


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40
).filter(str.strip)


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS, WORDS, st.binary(max_size=200))
def test_a_healthy_mail_comes_out_as_it_went_in(subject: str, text: str, html: str, file: bytes) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@example.com", "bob@example.com", subject
    mail["Date"] = "Fri, 01 May 2026 12:00:00 +0000"
    mail.set_content(text)
    mail.add_alternative(f"<p>{html}</p>", subtype="html")
    mail.add_attachment(file, maintype="application", subtype="octet-stream", filename="ü x.bin")

    raw = mail.as_bytes(policy=SMTP)
    read = content(raw)

    assert digest(raw).outline.subject.split() == subject.split()
    assert (read.text or "").rstrip("\n") == text.rstrip("\n")
    assert html in (read.html or "")
    (attachment,) = read.attachments
    assert attachment.filename == "ü x.bin"
    part = part_body(raw, attachment.part)
    assert part is not None
    assert part.body == file


FLOODS = {
    "nested parts": b"From: a@x\r\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(1_500)),
    "a header of a megabyte": b"Subject: " + b"x" * 1_000_000 + b"\r\n\r\nhi",
    "encoded words": b"Subject: " + b"=?utf-8?Q?abc?= " * 60_000 + b"\r\n\r\nhi",
    "beginnings of encoded words": b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\r\n\r\nhi",
    "headers": b"".join(b"X-H%d: v\r\n" % n for n in range(50_000)) + b"\r\nhi",
    "a folded header": b"Subject: a\r\n" + b" b\r\n" * 300_000 + b"\r\nx",
    "attachments": b"Content-Type: multipart/mixed; boundary=B\r\n\r\n"
    + b"".join(b"--B\r\nContent-Type: application/x; name=a%d\r\n\r\nx\r\n" % n for n in range(5_000)) + b"--B--\r\n",
    "a boundary of 70,000": b"Content-Type: multipart/mixed; boundary=" + b"B" * 70_000 + b"\r\n\r\n" + (b"--" + b"B" * 70_000 + b"\r\n\r\nx\r\n") * 10,
    "boundary lines": b"Content-Type: multipart/mixed; boundary=B\r\n\r\n" + b"--B\r\n" * 100_000,
    "commas": b"Cc: " + b"," * 50_000 + b"\r\n\r\n",
    "addresses": b"Cc: " + b"a@b.c," * 50_000 + b"\r\n\r\n",
    "open brackets": b"To: " + b"<" * 20_000 + b"\r\n\r\n",
    "open comments": b"To: " + b"(" * 20_000 + b"\r\n\r\n",
    "escaped quotes": b"To: " + b'"\\' * 20_000 + b"\r\n\r\n",
    "parameters": b"Content-Type: text/plain" + b'; a="' * 30_000 + b"\r\n\r\nx",
    "pieces of a parameter": b"Content-Type: text/plain" + b"".join(b"; a*%d=b" % n for n in range(10_000)) + b"\r\n\r\nx",
    "open styles": b"Content-Type: text/html\r\n\r\n" + b"<style>" * 200_000 + b"</x>",
    "open tags": b"Content-Type: text/html\r\n\r\n" + b"<a " * 1_000_000,
    "open comments in HTML": b"Content-Type: text/html\r\n\r\n" + b"<!--" * 500_000,
    "entities": b"Content-Type: text/html\r\n\r\n" + b"&amp" * 1_000_000,
    "ten megabytes of HTML": b"Content-Type: text/html\r\n\r\n" + b"<p>hello <b>x</b> &amp; </p>\n" * 350_000,
    "flowed lines": b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \r\n" * 500_000,
    "a date": b"Date: " + b"1" * 100_000 + b"\r\n\r\nx",
    "hops": b"Received: from " + b"a by " * 200_000 + b"; x\r\n\r\nx",
    "no line at all": b"x" * 1_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_read_in_time(name: str) -> None:
    raw = FLOODS[name]
    begun = time.process_time()
    digest(raw)
    read: Content = content(raw)

    # Each takes well under a second; what a hostile mail could make quadratic would take minutes.
    assert time.process_time() - begun < 10
    assert not any("could not be read" in defect for defect in read.defects)


@pytest.mark.parametrize(
    ("name", "defect"),
    [
        ("nested parts", "Parts are nested deeper than 50"),
        ("boundary lines", "There are more than 10000 parts"),
        ("addresses", "The list of addresses in Cc is too long"),
        ("a header of a megabyte", "A line is longer than 998 bytes"),
        ("a date", "The Date cannot be read"),
    ],
)
def test_a_flood_is_named(name: str, defect: str) -> None:
    assert any(defect in told for told in content(FLOODS[name]).defects)
