"""Mails of many kinds, healthy and broken, and what a reader must find in them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from catcher.core.message import Address
from catcher.core.parsing import content, digest, part_body

HEAD = b"From: ann@example.com\r\nDate: Fri, 01 May 2026 12:00:00 +0000\r\n"


@dataclass(frozen=True)
class Case:
    """A mail and the facts that matter of it; what is None is not looked at."""

    raw: bytes
    subject: str | None = None
    text: str | None = None
    html: str | None = None
    files: list[tuple[str, str, int]] | None = None
    inline: list[str] = field(default_factory=list)
    defects: list[str] | None = None


def plain(charset: str, body: bytes, encoding: str = "8bit") -> bytes:
    return (
        HEAD
        + f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + body
    )


def multipart(kind: str, *parts: bytes, boundary: str = "b", end: bool = True) -> bytes:
    body = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    closing = f"--{boundary}--\r\n".encode() if end else b""
    return HEAD + f"Content-Type: multipart/{kind}; boundary={boundary}\r\n\r\n".encode() + body + closing


TEXT = b"Content-Type: text/plain\r\n\r\nthe text"
HTML = b"Content-Type: text/html\r\n\r\n<p>the <b>html</b> <img src='cid:dot%40x'></p>"
PICTURE = b"Content-Type: image/png; name=dot.png\r\nContent-ID: <dot@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
INNER = b"From: kim@example.com\r\nSubject: inner\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nsecret\r\n--i\r\nContent-Type: text/csv; name=inner.csv\r\n\r\n1,2\r\n--i--\r\n"


def attached(name_header: bytes) -> bytes:
    return multipart("mixed", TEXT, b"Content-Type: application/pdf\r\n" + name_header + b"\r\n\r\n%PDF")


def named(name: str) -> list[tuple[str, str, int]]:
    return [(name, "application/pdf", 4)]


CASES = {
    "plain text": Case(HEAD + b"Subject: hi\r\n\r\nHello\r\n", "hi", "Hello\n", files=[], defects=[]),
    "alternative with a picture": Case(
        multipart("alternative", TEXT, multipart("related", HTML, PICTURE, boundary="r")[len(HEAD) :]),
        text="the text", html="the <b>html</b>", files=[("dot.png", "image/png", 8)], inline=["dot.png"], defects=[],
    ),
    "an attached message keeps its text and files to itself": Case(
        multipart("mixed", TEXT, b"Content-Type: message/rfc822\r\n\r\n" + INNER),
        text="the text", files=[("", "message/rfc822", len(INNER))], defects=[],
    ),
    "an attached message in base64": Case(
        multipart("mixed", TEXT, b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64encode(INNER)),
        text="the text", files=[("", "message/rfc822", len(INNER))],
    ),
    "a digest": Case(multipart("digest", b"\r\nSubject: one\r\n\r\nx", b"\r\nSubject: two\r\n\r\ny"), text=None,
                     files=[("", "message/rfc822", 17), ("", "message/rfc822", 17)]),
    "an invitation": Case(
        multipart("alternative", TEXT, b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR"),
        text="the text", files=[("", "text/calendar", 15)], defects=[],
    ),
    "AMP beside HTML": Case(
        multipart("alternative", TEXT, b"Content-Type: text/x-amp-html\r\n\r\n<html amp4email>", HTML),
        html="the <b>html</b>", files=[("", "text/x-amp-html", 16)],
    ),
    "a bounce": Case(
        multipart("report", TEXT, b"Content-Type: message/delivery-status\r\n\r\nStatus: 5.1.1", b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n"),
        text="the text", files=[("", "message/delivery-status", 13), ("", "message/rfc822", 14)],
    ),
    "signed": Case(
        multipart("signed", TEXT, b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx"),
        text="the text", files=[("smime.p7s", "application/pkcs7-signature", 1)],
    ),
    "an HTML file is a file": Case(
        multipart("mixed", TEXT, b"Content-Type: text/html\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n<p>"),
        html=None, files=[("a.html", "text/html", 3)],
    ),
    "text in pieces around a picture": Case(multipart("mixed", TEXT, PICTURE, TEXT), text="the text\nthe text",
                                            files=[("dot.png", "image/png", 8)]),
    "a file without a name": Case(multipart("mixed", TEXT, b"Content-Type: application/x-thing\r\n\r\nxyz"),
                                  files=[("", "application/x-thing", 3)]),
    "a plain name": Case(attached(b"Content-Disposition: attachment; filename=\"a b.pdf\""), files=named("a b.pdf")),
    "a name in an encoded word": Case(attached(b"Content-Disposition: attachment; filename=\"=?utf-8?B?w6kucGRm?=\""), files=named("é.pdf")),
    "a name by RFC 2231": Case(attached(b"Content-Disposition: attachment; filename*=UTF-8''%C3%A9.pdf"), files=named("é.pdf")),
    "a long name in pieces": Case(attached(b"Content-Disposition: attachment;\r\n filename*0*=utf-8''%C3;\r\n filename*1*=%A9;\r\n filename*2=\".pdf\""), files=named("é.pdf")),
    "a name in raw 8-bit": Case(attached("Content-Disposition: attachment; filename=\"é.pdf\"".encode()), files=named("é.pdf")),
    "a name that climbs": Case(attached(b"Content-Disposition: attachment; filename=\"../../etc/x.pdf\""), files=named("x.pdf")),
    "a name of Windows": Case(attached(b"Content-Disposition: attachment; filename=\"C:\\\\dir\\\\con.pdf\""), files=named("_con.pdf")),
    "a name in Content-Type alone": Case(multipart("mixed", TEXT, b"Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF"), files=named("a.pdf")),
    "utf-8": Case(plain("utf-8", "Grüße 你好".encode()), text="Grüße 你好", defects=[]),
    "iso-8859-1 that is Windows-1252": Case(plain("iso-8859-1", "„Grüße“ €".encode("cp1252")), text="„Grüße“ €", defects=[]),
    "iso-8859-15": Case(plain("iso-8859-15", "€".encode("iso-8859-15")), text="€"),
    "iso-8859-2": Case(plain("iso-8859-2", "Łódź".encode("iso-8859-2")), text="Łódź"),
    "windows-1251": Case(plain("windows-1251", "Привет".encode("cp1251")), text="Привет"),
    "koi8-r": Case(plain("koi8-r", "Привет".encode("koi8-r")), text="Привет"),
    "gb2312 that is GBK": Case(plain("gb2312", "朱镕基".encode("gbk")), text="朱镕基", defects=[]),
    "big5": Case(plain("big5", "你好".encode("big5")), text="你好"),
    "shift_jis that is cp932": Case(plain("shift_jis", "①こんにちは".encode("cp932")), text="①こんにちは"),
    "euc-jp": Case(plain("euc-jp", "こんにちは".encode("euc-jp")), text="こんにちは"),
    "iso-2022-jp": Case(plain("iso-2022-jp", "こんにちは".encode("iso-2022-jp"), "7bit"), text="こんにちは", defects=[]),
    "euc-kr": Case(plain("euc-kr", "안녕".encode("euc-kr")), text="안녕"),
    "utf-7": Case(plain("utf-7", b"Gr+APwA3w-e", "7bit"), text="Grüße"),
    "utf-16": Case(plain("utf-16", b64encode("hällo".encode("utf-16")), "base64"), text="hällo"),
    "no charset but UTF-8": Case(HEAD + b"\r\n" + "Grüße".encode(), text="Grüße", defects=[]),
    "no charset and Latin-1": Case(HEAD + b"\r\nGr\xfc\xdfe", text="Grüße", defects=["does not fit UTF-8"]),
    "a lying charset": Case(plain("us-ascii", "Grüße".encode("cp1252")), text="Grüße", defects=["does not fit its charset 'us-ascii'"]),
    "an unknown charset": Case(plain("x-martian", "Grüße".encode()), text="Grüße", defects=["x-martian"]),
    "a charset that is none": Case(plain("zip", b"hello"), text="hello"),
    "another that is none": Case(plain("base64", b"aGVsbG8=\xff"), text="aGVsbG8=ÿ"),
    "quoted-printable": Case(plain("utf-8", b"Gr=C3=BC=C3=9Fe soft=\r\n break", "quoted-printable"), text="Grüße soft break", defects=[]),
    "broken quoted-printable": Case(plain("utf-8", b"100 = x =G1", "quoted-printable"), text="100 = x =G1", defects=["a '=' that encodes nothing"]),
    "base64": Case(plain("utf-8", b64encode(b"hello"), "base64"), text="hello", defects=[]),
    "base64 with noise": Case(plain("utf-8", b"aGVs!bG8*=", "BASE64"), text="hello", defects=["not base64"]),
    "base64 that is cut": Case(plain("utf-8", b"aGVsb", "base64"), text="hel", defects=["cut off"]),
    "uuencode": Case(plain("utf-8", b"begin 644 x\r\n%:&5L;&\\\r\n`\r\nend\r\n", "x-uuencode"), text="hello"),
    "an unknown encoding": Case(plain("utf-8", b"as sent", "x-rot13"), text="as sent", defects=["unknown encoding 'x-rot13'"]),
    "flowed text": Case(HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\none \r\ntwo\r\n> a \r\n> b\r\n-- \r\nAnn", text="one two\n> a b\n-- \nAnn"),
    "flowed with DelSp": Case(HEAD + b"Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nxx \r\nyy", text="xxyy"),
    "no boundary": Case(HEAD + b"Content-Type: multipart/mixed\r\n\r\nhello", text="hello", defects=["names no boundary"]),
    "a boundary that never comes": Case(HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\nhello", text="hello", defects=["its boundary never comes"]),
    "no end": Case(multipart("mixed", TEXT, end=False), text="the text\n", defects=["The last boundary of the mail is missing"]),
    "a boundary that begins another": Case(multipart("mixed", TEXT, multipart("alternative", TEXT, HTML, boundary="bb")[len(HEAD) :]), text="the text\nthe text", html="html"),
    "a quoted boundary": Case(HEAD + b'Content-Type: multipart/mixed; boundary="a; b"\r\n\r\n--a; b\r\n\r\nx\r\n--a; b--', text="x", defects=[]),
    "a garbage type": Case(HEAD + b"Content-Type: what is this\r\n\r\nhello", text="hello", defects=["cannot be read; it is taken as text/plain"]),
    "an empty type": Case(HEAD + b"Content-Type:\r\n\r\nhello", text="hello", defects=[]),
    "bare line feeds": Case(HEAD.replace(b"\r", b"") + b"Subject: x\n\nhello\n", "x", "hello\n", defects=["Lines end with a line feed alone"]),
    "bare carriage returns": Case(HEAD.replace(b"\n", b"") + b"Subject: x\r\rhello\r", "x", "hello\n", defects=["carriage return without"]),
    "NUL bytes": Case(HEAD + b"Subject: a\0b\r\n\r\nx\0y", "a\ufffdb", "x\ufffdy", defects=["There are NUL bytes"]),
    "no header": Case(b"\r\nhello", "", "hello", defects=["There is no header"]),
    "only a body": Case(b"hello world\r\nsecond line", "", "hello world\nsecond line", defects=["There is no header"]),
    "empty": Case(b"", "", "", defects=["The mail is empty"]),
    "only headers": Case(HEAD + b"Subject: x", "x", ""),
    "an mbox separator": Case(b"From ann Fri May  1 12:00:00 2026\r\n" + HEAD + b"Subject: x\r\n\r\nhi", "x", "hi"),
    "a folded subject": Case(HEAD + b"Subject: one\r\n two\r\n\tthree\r\n\r\n", "one two three"),
    "encoded words": Case(HEAD + b"Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_aus?= =?iso-8859-1?q?_K=F6ln?= now\r\n\r\n", "Grüße aus Köln now"),
    "a character cut in two": Case(HEAD + b"Subject: =?utf-8?B?w6TD?=\r\n =?utf-8?B?tg==?=\r\n\r\n", "äö"),
    "an encoded word of nonsense": Case(HEAD + b"Subject: =?utf-8?B?!!?= =?what\r\n\r\n", " =?what"),
    "a raw UTF-8 subject": Case(HEAD + "Subject: Grüße\r\n\r\n".encode(), "Grüße", defects=["raw 8-bit"]),
    "a raw Latin-1 subject": Case(HEAD + b"Subject: Gr\xfc\xdfe\r\n\r\n", "Grüße", defects=["raw 8-bit"]),
    "two subjects": Case(HEAD + b"Subject: one\r\nSubject: two\r\n\r\n", "one", defects=["more than one Subject"]),
    "no author and no date": Case(b"Subject: x\r\n\r\n", defects=["no From field", "no Date field"]),
    "a long line": Case(HEAD + b"\r\n" + b"x" * 1_200, defects=["A line is longer than 998 bytes"]),
    "an impossible date": Case(HEAD.replace(b"01 May 2026", b"99 Foo 2026") + b"\r\n", defects=["The Date cannot be read"]),
    "HTML alone": Case(HEAD + b"Content-Type: text/html\r\n\r\n<p>Hi</p>", text=None, html="<p>Hi</p>"),
    "HTML that names its charset itself": Case(HEAD + b"Content-Type: text/html\r\n\r\n<meta charset=koi8-r><p>" + "Привет".encode("koi8-r"), html="Привет"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_reader_finds(name: str) -> None:
    case = CASES[name]
    read = content(case.raw)
    cheap = digest(case.raw).outline

    if case.subject is not None:
        assert cheap.subject == case.subject
    if case.text is not None:
        assert read.text == case.text
    if case.html is not None:
        assert read.html is not None
        assert case.html in read.html
    if case.files is not None:
        assert [(file.filename, file.content_type, file.size) for file in read.attachments] == case.files
        assert [file.filename for file in read.attachments if file.inline] == case.inline
    if case.defects is not None:
        assert len(read.defects) >= len(case.defects)
        for defect in case.defects:
            assert any(defect in told for told in read.defects), read.defects
        if not case.defects:
            assert read.defects == ()


@pytest.mark.parametrize("name", CASES)
def test_the_cheap_reading_agrees_with_the_whole_one(name: str) -> None:
    read, cheap = content(CASES[name].raw), digest(CASES[name].raw)

    assert [(file.filename, file.content_type) for file in read.attachments] == [
        (file.filename, file.content_type) for file in cheap.outline.attachments
    ]
    assert cheap.outline.has_html == (read.html is not None)
    assert set(cheap.outline.defects) <= set(read.defects)
    assert [header.value for header in read.headers] == [value for _, value in cheap.headers]


def test_an_attached_message_is_given_back_byte_for_byte() -> None:
    raw = multipart("mixed", TEXT, b"Content-Type: message/rfc822\r\n\r\n" + INNER)

    part = part_body(raw, 2)

    assert part is not None
    assert part.body == INNER
    assert part_body(raw, 3) is None
    assert part_body(raw, -1) is None


def test_headers_are_in_order_with_duplicates_decoded_and_raw() -> None:
    raw = b"X-A: one\r\nSubject: =?utf-8?q?=C3=A9?=\r\nX-A: two\r\n folded\r\n\r\n"

    assert [(h.name, h.value, h.raw) for h in content(raw).headers] == [
        ("X-A", "one", " one"),
        ("Subject", "é", " =?utf-8?q?=C3=A9?="),
        ("X-A", "two folded", " two\r\n folded"),
    ]


def test_the_way_of_a_mail_is_read_newest_first() -> None:
    raw = (
        b"Received: from mail.example.org (mail.example.org [192.0.2.1]) by mx.example.com (Postfix) with ESMTPS\r\n"
        b" id 4ABC for <bob@example.com>; Fri, 01 May 2026 14:00:01 +0200 (CEST)\r\n"
        b"Received: garbage\r\n"
        b"Received: from laptop by mail.example.org with esmtpsa; Fri, 01 May 2026 11:59:59 +0000\r\n\r\n"
    )

    newest, garbage, oldest = content(raw).received

    assert (newest.by, newest.with_, newest.id, newest.for_) == (
        "mx.example.com (Postfix)",
        "ESMTPS",
        "4ABC",
        "bob@example.com",
    )
    assert newest.at == datetime(2026, 5, 1, 12, 0, 1, tzinfo=UTC)
    assert (garbage.from_, garbage.at) == ("", None)
    assert oldest.from_ == "laptop"


@pytest.mark.parametrize(
    ("field_value", "expected"),
    [
        ("ann@x", [("", "ann@x")]),
        ("Ann <ann@x>", [("Ann", "ann@x")]),
        ('"Archer, Ann" <ann@x>, bob@y', [("Archer, Ann", "ann@x"), ("", "bob@y")]),
        ("=?utf-8?q?J=C3=B6rg?= <j@x>", [("Jörg", "j@x")]),
        ('"=?utf-8?q?J=C3=B6rg?=" <j@x>', [("Jörg", "j@x")]),
        ("ann@x (Ann Archer)", [("Ann Archer", "ann@x")]),
        ("Ann (the boss (really)) <ann@x>", [("Ann", "ann@x")]),
        ("Team: ann@x, Bob <bob@y>;", [("", "ann@x"), ("Bob", "bob@y")]),
        ("undisclosed-recipients:;", []),
        ('"a b"@x', [("", '"a b"@x')]),
        ('"Ann" <"a b"@x>', [("Ann", '"a b"@x')]),
        ("<@relay.example,@b:ann@x>", [("", "ann@x")]),
        ("Ann Archer ann@x", [("Ann Archer", "ann@x")]),
        ("postmaster", [("", "postmaster")]),
        ("Ann <ann@x", [("Ann", "ann@x")]),
        ("ann@[IPv6:::1], bob@y", [("", "ann@[IPv6:::1]"), ("", "bob@y")]),
        ("用户@例子.test", [("", "用户@例子.test")]),
        ("Ann <ann@x>;bob@y", [("Ann", "ann@x"), ("", "bob@y")]),
        (r'"Ann \"A\" Archer" <ann@x>', [('Ann "A" Archer', "ann@x")]),
        (",,, ,", []),
        ("<>", []),
    ],
)
def test_addresses_are_read(field_value: str, expected: list[tuple[str, str]]) -> None:
    outline = digest(f"To: {field_value}\r\n\r\n".encode()).outline

    assert [(address.name, address.address) for address in outline.to] == expected


def test_a_repeated_field_is_one_list() -> None:
    outline = digest(b"To: a@x\r\nTo: b@x\r\nCc: c@x\r\n\r\n").outline

    assert outline.to == (Address("", "a@x"), Address("", "b@x"))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Fri, 01 May 2026 14:00:00 +0200", datetime(2026, 5, 1, 12, tzinfo=UTC)),
        ("1 May 2026 12:00:00 GMT", datetime(2026, 5, 1, 12, tzinfo=UTC)),
        ("Fri, 01 May 2026 12:00:00", datetime(2026, 5, 1, 12, tzinfo=UTC)),
        ("Fri, 01 May 2026 12:00:00 -9999", None),
        ("Fri, 01 May 99999999999 12:00:00 +0000", None),
        ("tomorrow", None),
    ],
)
def test_dates_are_read_or_left(date: str, expected: datetime | None) -> None:
    found = digest(f"Date: {date}\r\n\r\n".encode()).outline.date

    assert (found.astimezone(UTC) if found else None) == expected


def test_the_snippet_is_what_a_reader_reads_first() -> None:
    html = b"<head><title>no</title><style>p{color:red}</style></head><!-- no --><p>Hello&nbsp;<b>Bob</b>,</p><script>no()</script><p>bye &amp; out</p>"
    outline = digest(HEAD + b"Content-Type: text/html\r\n\r\n" + html).outline

    assert outline.snippet == "Hello Bob, bye & out"
    assert digest(HEAD + b"\r\n" + b"word " * 1_000).outline.snippet == ("word " * 1_000)[:200]
