"""The tree of a mail: where its parts begin and end, whatever its line ends and boundaries are like."""

from __future__ import annotations

import pytest

from catcher.core.parsing.defects import Defects
from catcher.core.parsing.structure import Node, tree

MIXED = (
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\nContent-Type: text/plain\r\n\r\none\r\n"
    b"--b\r\nContent-Type: image/png\r\n\r\ntwo\r\n--b--\r\nepilogue\r\n"
)
HEALTHY = "multipart/mixed[text/plain image/png]"
UNOPENED = "multipart/mixed"


def multipart(value: bytes, body: bytes) -> bytes:
    return b"Content-Type: multipart/" + value + b"\r\n\r\n" + body


SHAPES: dict[str, tuple[bytes, str, str]] = {
    "healthy": (MIXED, HEALTHY, ""),
    "line feeds": (MIXED.replace(b"\r\n", b"\n"), HEALTHY, ""),
    "carriage returns": (MIXED.replace(b"\r\n", b"\r"), HEALTHY, ""),
    "carriage returns, with the last line end of SMTP": (MIXED.replace(b"\r\n", b"\r") + b"\r\n", HEALTHY, ""),
    "CR CR LF": (MIXED.replace(b"\r\n", b"\r\r\n"), HEALTHY, ""),
    "white space behind the boundary": (MIXED.replace(b"--b\r", b"--b \t\r"), HEALTHY, ""),
    "a comment behind the boundary parameter": (MIXED.replace(b"=b\r", b"=b (x)\r"), HEALTHY, ""),
    "a boundary that looks like an encoded word": (
        multipart(b'mixed; boundary="=?utf-8?q?b?="', b"--=?utf-8?q?b?=\r\n\r\none\r\n--=?utf-8?q?b?=--"),
        "multipart/mixed[text/plain]", "",
    ),
    "brackets in a boundary": (MIXED.replace(b"=b\r", b"=b(1)\r").replace(b"--b", b"--b(1)"), HEALTHY, ""),
    "the boundary in another case": (MIXED.replace(b"--b", b"--B"), UNOPENED, "boundary never comes"),
    "another boundary": (MIXED.replace(b"=b\r", b"=c\r"), UNOPENED, "boundary never comes"),
    "no boundary": (MIXED.replace(b"; boundary=b", b""), UNOPENED, "names no boundary"),
    "an empty boundary": (MIXED.replace(b"=b\r", b'=""\r'), UNOPENED, "names no boundary"),
    "no end": (MIXED.partition(b"--b--")[0], HEALTHY, "last boundary of the mail is missing"),
    "a line that only begins like the end": (MIXED.replace(b"--b--", b"--b--x"), HEALTHY, "last boundary"),
    "a part behind the end": (MIXED + b"--b\r\n\r\nthree", HEALTHY, ""),
    "digest": (multipart(b"digest; boundary=b", b"--b\r\n\r\nSubject: x\r\n\r\n--b--"),
               "multipart/digest[message/rfc822]", ""),
    "an inner part without its end": (
        multipart(b"mixed; boundary=o", b"--o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n"
                  b"--i\r\n\r\none\r\n--o\r\nContent-Type: image/png\r\n\r\ntwo\r\n--o--"),
        "multipart/mixed[multipart/alternative[text/plain] image/png]", "last boundary of part 1 is missing",
    ),
    "a boundary that begins another": (
        multipart(b"mixed; boundary=b", b"--b\r\nContent-Type: multipart/alternative; boundary=bb\r\n\r\n"
                  b"--bb\r\n\r\none\r\n--bb--\r\n--b--"),
        "multipart/mixed[multipart/alternative[text/plain]]", "",
    ),
    "one boundary for both": (
        multipart(b"mixed; boundary=b", b"--b\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
                  b"--b\r\n\r\none\r\n--b--"),
        "multipart/mixed[multipart/alternative text/plain]", "Part 1 is multipart/alternative but its boundary",
    ),
    "an attached message is a leaf": (
        b"Content-Type: message/rfc822\r\n\r\n" + MIXED, "message/rfc822", ""
    ),
    "a garbage type": (b"Content-Type: what is this\r\n\r\nx", "text/plain", "cannot be read"),
    "an empty type": (b"Content-Type:\r\n\r\nx", "text/plain", ""),
    "nothing": (b"", "text/plain", ""),
}  # fmt: skip


def shape(node: Node) -> str:
    below = " ".join(map(shape, node.children))
    return f"{node.content_type}[{below}]" if below else node.content_type


@pytest.mark.parametrize("name", SHAPES)
def test_a_mail_has_its_shape(name: str) -> None:
    raw, expected, wrong = SHAPES[name]
    defects = Defects()
    assert shape(tree(raw, defects)) == expected
    assert [sentence for sentence in defects.told() if wrong and wrong in sentence] == list(defects.told())
    assert bool(defects.told()) == bool(wrong)


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r"])
def test_the_line_end_before_a_boundary_is_not_of_the_part(line_end: bytes) -> None:
    raw = MIXED.replace(b"\r\n", line_end)
    assert [raw[node.start : node.end] for node in tree(raw, Defects()).children] == [b"one", b"two"]


def test_a_part_keeps_a_carriage_return_of_its_own() -> None:
    raw = MIXED.replace(b"two", b"two\r")
    assert raw[slice(*_place(tree(raw, Defects()).children[1]))] == b"two\r"


def test_parts_are_numbered_in_the_order_they_are_written() -> None:
    raw = SHAPES["an inner part without its end"][0]
    assert [node.number for node in tree(raw, Defects()).walk()] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("value", "encoding"),
    [
        (b"base64", "base64"),
        (b" BASE64 ", "base64"),
        (b'"base64"', "base64"),
        (b"base64; x=y", "base64"),
        (b"quoted-printable (as ever)", "quoted-printable"),
        (b"", ""),
        (b";", ""),
    ],
)
def test_an_encoding_is_one_word(value: bytes, encoding: str) -> None:
    assert tree(b"Content-Transfer-Encoding: " + value + b"\r\n\r\n", Defects()).encoding == encoding


def _place(node: Node) -> tuple[int, int]:
    return node.start, node.end
