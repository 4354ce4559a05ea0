"""Every mail of tests/mails says what its facts in expected.toml say."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from catcher.core.message import Address, Attachment, Content, Hop, Outline, Part
from catcher.core.parsing import Digest, content, digest, part_body

MAILS = Path(__file__).parents[2] / "mails"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((MAILS / "expected.toml").read_text("utf-8"))
OUTLINE_FACTS = ("subject", "message_id", "snippet", "has_html")


def raw_of(name: str) -> bytes:
    return (MAILS / f"{name}.eml").read_bytes()


def facts(raw: bytes, names: set[str]) -> dict[str, object]:
    """What was read of a mail, in the words of expected.toml."""
    cheap, whole = digest(raw), content(raw)
    found: dict[str, object] = {name: getattr(cheap.outline, name) for name in OUTLINE_FACTS}
    found |= {
        "from": _addresses(cheap.outline.from_),
        "to": _addresses(cheap.outline.to),
        "cc": _addresses(cheap.outline.cc),
        "reply_to": _addresses(whole.reply_to),
        "date": cheap.outline.date.isoformat() if cheap.outline.date else "",
        "body": cheap.body,
        "text": whole.text or "",
        "html": whole.html or "",
        "files": [_file(file) for file in whole.attachments],
        "sha256": [file.sha256 for file in whole.attachments],
        "bodies": [_body(raw, file) for file in whole.attachments],
        "headers": [f"{header.name}: {header.value}" for header in whole.headers],
        "hops": [_hop(hop) for hop in whole.received],
        "tree": _tree(whole.root) if whole.root else "",
    }
    return {name: value for name, value in found.items() if name in names}


def _addresses(addresses: tuple[Address, ...]) -> list[str]:
    return [f"{each.name} <{each.address}>" if each.name else each.address for each in addresses]


def _file(file: Attachment) -> str:
    return f"{file.part} {file.filename} {file.content_type} {file.size}{' inline' * file.inline}"


def _hop(hop: Hop) -> str:
    return f"{hop.by} {hop.id} {hop.for_} {hop.at.isoformat() if hop.at else ''}"


def _tree(part: Part) -> str:
    below = " ".join(map(_tree, part.parts))
    return f"{part.content_type}({below})" if below else part.content_type


def _body(raw: bytes, file: Attachment) -> str:
    part = part_body(raw, file.part)
    return part.body.decode("latin-1") if part else ""


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mail_is_read_as_its_facts_say(name: str) -> None:
    expected = EXPECTED[name]
    found = facts(raw_of(name), set(expected))
    assert found == {fact: value for fact, value in expected.items() if fact in found}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mail_holds_what_its_facts_ask_for(name: str) -> None:
    raw, expected = raw_of(name), EXPECTED[name]
    whole = content(raw)
    read = [f"{header.name}: {header.value}" for header in whole.headers]
    sent = [f"{header.name}={header.raw}" for header in whole.headers]
    assert not [text for text in expected.get("text_has", ()) if text not in (whole.text or "")]
    assert not [header for header in expected.get("headers_have", ()) if header not in read]
    assert not [header for header in expected.get("raw_has", ()) if header not in sent]
    for file, beginning in zip(whole.attachments, expected.get("bodies_begin", ()), strict=False):
        assert _body(raw, file).startswith(beginning)


@pytest.mark.parametrize("name", [name for name in EXPECTED if "defects" in EXPECTED[name]])
def test_what_is_wrong_with_a_mail_is_named(name: str) -> None:
    words = EXPECTED[name]["defects"]
    for told in (digest(raw_of(name)).outline.defects, content(raw_of(name)).defects):
        assert not [word for word in words if not any(word in sentence for sentence in told)], told
        assert words or told == ()


def test_every_mail_has_its_facts_and_every_fact_is_known() -> None:
    known = {
        *facts(b"", {*OUTLINE_FACTS, "from", "to", "cc", "reply_to", "date", "body", "text", "html", "files"}),
        "sha256", "bodies", "headers", "hops", "tree", "text_has", "headers_have", "raw_has", "bodies_begin", "defects",
    }  # fmt: skip
    assert {path.stem for path in MAILS.glob("*.eml")} == set(EXPECTED)
    assert {fact for expected in EXPECTED.values() for fact in expected} <= known


@pytest.mark.parametrize("name", EXPECTED)
def test_digest_and_content_agree(name: str) -> None:
    raw = raw_of(name)
    agree(digest(raw), content(raw))


def agree(cheap: Digest, whole: Content) -> None:
    """What both say is the same; only `content` looks into attachments and Reply-To, and keeps long values whole."""
    outline: Outline = cheap.outline
    assert set(outline.defects) <= set(whole.defects)
    assert outline.has_html == (whole.html is not None)
    assert [(file.filename, file.content_type) for file in outline.attachments] == [
        (file.filename, file.content_type) for file in whole.attachments
    ]
    assert cheap.headers == tuple((header.name, header.value[:4_000]) for header in whole.headers)
    if whole.text:
        assert cheap.body.startswith(whole.text)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_bytes_of_a_part_are_those_that_its_attachment_counted(name: str) -> None:
    raw = raw_of(name)
    for file in content(raw).attachments:
        part = part_body(raw, file.part)
        assert part is not None
        assert (len(part.body), part.filename, part.content_type) == (
            file.size,
            file.filename,
            file.content_type,
        )
        assert hashlib.sha256(part.body).hexdigest() == file.sha256


def test_there_is_no_part_with_a_number_that_no_part_has() -> None:
    assert part_body(raw_of("plain-text"), 1) is None
    assert part_body(raw_of("plain-text"), -1) is None
    assert part_body(b"", 0) is not None
