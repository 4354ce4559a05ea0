from __future__ import annotations

import re

import pytest

from catcher.adapters.http.bodies import INERT_TYPES
from catcher.core.framing import FRAME_HEAD
from catcher.sample import sample
from tests.adapters.http.conftest import Site

HTML_MAIL = (
    b"From: ann@example.com\r\nTo: bob@example.com\r\nSubject: html\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: text/html; charset="utf-8"\r\n\r\n<p>Hello <img src="https://tracker.example/x.png"></p>\r\n'
)


def part(content_type: str, body: bytes = b"x", extra: str = "") -> bytes:
    """A mail of one part."""
    head = f"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: {content_type}\r\n{extra}\r\n"
    return head.encode() + body


async def test_text_is_utf_8_and_missing_text_or_html_is_told(site: Site) -> None:
    await site.deliver(body="Grüße\r\n")
    await site.keep(HTML_MAIL)

    assert (await site.client.get("/api/messages/1/text")).text.strip() == "Grüße"
    assert (await site.client.get("/api/messages/1/html")).json()["detail"] == "mail 1 has no HTML"
    assert (await site.client.get("/api/messages/2/text")).json()["detail"] == "mail 2 has no plain text"


async def test_html_comes_with_a_policy_that_forbids_scripts_and_the_network(site: Site) -> None:
    await site.keep(HTML_MAIL)

    blocked = (await site.client.get("/api/messages/1/html")).headers["content-security-policy"]
    loaded = (await site.client.get("/api/messages/1/html?remote=1")).headers["content-security-policy"]

    for policy in (blocked, loaded):
        assert policy.startswith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'")
        assert "script" not in policy
    assert "http:" not in blocked
    assert "img-src 'self' data: http: https:" in loaded


async def test_pictures_of_the_mail_are_reached_by_relative_urls(site: Site) -> None:
    await site.keep(sample("ann@example.com", ("bob@example.com",)))

    html = (await site.client.get("/api/messages/1/html")).text
    (picture, _) = (await site.client.get("/api/messages/1")).json()["attachments"]

    found = re.search(rf'src="(parts/{picture["part"]}\?key=[^"]+)"', html)
    assert found
    answer = await site.client.get(f"/api/messages/1/{found[1]}")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    stranger = await site.client.get(f"/api/messages/1/parts/{picture['part']}?key=guessed")
    assert stranger.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml"])
async def test_parts_that_could_run_are_only_ever_downloads(site: Site, content_type: str) -> None:
    raw = (
        f"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: {content_type}; name=x\r\n"
        "Content-Disposition: attachment; filename=x\r\n\r\n<script>alert(1)</script>\r\n"
    )
    await site.keep(raw.encode())

    answer = await site.client.get("/api/messages/1/parts/0")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox;")


async def test_a_file_name_of_any_script_is_offered_whole_and_as_ascii(site: Site) -> None:
    raw = (
        "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf\r\n"
        "Content-Disposition: attachment; filename*=UTF-8''R%C3%A9sum%C3%A9%20%22x%22.pdf\r\n\r\n%PDF\r\n"
    )
    await site.keep(raw.encode())

    disposition = (await site.client.get("/api/messages/1/parts/0?download=1")).headers["content-disposition"]

    assert disposition.startswith('attachment; filename="R_sum_ ')
    assert "filename*=UTF-8''R%C3%A9sum%C3%A9" in disposition


@pytest.mark.parametrize("content_type", sorted(INERT_TYPES))
async def test_inert_parts_are_shown_in_place_unless_they_are_to_be_saved(
    site: Site, content_type: str
) -> None:
    await site.keep(part(f"{content_type.upper()}; charset=latin1; name=a.bin", b"\xe9"))

    shown = await site.client.get("/api/messages/1/parts/0")
    saved = await site.client.get("/api/messages/1/parts/0?download=true")

    assert shown.headers["content-type"].partition(";")[0] == content_type
    assert shown.headers["content-disposition"].startswith('inline; filename="a.bin"')
    assert saved.headers["content-disposition"].startswith('attachment; filename="a.bin"')
    assert shown.content == saved.content == b"\xe9"
    policy = shown.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert policy.startswith("sandbox;") == (content_type != "application/pdf")


@pytest.mark.parametrize(
    ("charset", "told"),
    [
        ("iso-8859-1", "iso-8859-1"),
        ('"utf-8"', "utf-8"),
        ('"x; y=\\"z"', "utf-8"),
        ("=?utf-8?q?=0D=0AX-Odd:_1?=", "utf-8"),
        ("x" * 100, "utf-8"),
        ("é", "utf-8"),
    ],
)
async def test_a_charset_of_the_mail_cannot_spoil_the_headers(site: Site, charset: str, told: str) -> None:
    await site.keep(part(f"text/plain; charset={charset}"))

    answer = await site.client.get("/api/messages/1/parts/0")

    assert answer.headers["content-type"] == f"text/plain; charset={told}"
    assert "x-odd" not in answer.headers


@pytest.mark.parametrize(
    "name",
    [
        "a%0D%0AX-Odd: 1.txt",
        "a%00b.txt",
        "..%2F..%2Fetc%2Fpasswd",
        "%F0%9F%98%80.txt",
        '%22;x="',
        "%ED%A0%80.txt",
    ],
)
async def test_a_file_name_of_the_mail_cannot_spoil_the_headers(site: Site, name: str) -> None:
    odd = f"Content-Disposition: attachment; filename*=utf-8''{name}\r\n"
    await site.keep(part("text/plain", extra=odd))

    answer = await site.client.get("/api/messages/1/parts/0")

    assert answer.status_code == 200
    assert "x-odd" not in answer.headers
    assert re.fullmatch(
        r"inline; filename=\"[ !#-\[\]-~]*\"; filename\*=UTF-8''[\w.%~-]+",
        answer.headers["content-disposition"],
    )
    assert "/" not in answer.headers["content-disposition"]


async def test_only_what_the_frame_may_show_is_given_to_it(site: Site) -> None:
    await site.keep(sample("ann@example.com", ("bob@example.com",)))
    key = re.search(r"key=([\w-]+)", (await site.client.get("/api/messages/1/html")).text)
    assert key
    await site.keep(part("image/svg+xml", b"<svg/>"))

    answer = await site.client.get(f"/api/messages/2/parts/0?key={key[1]}")

    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


async def test_links_open_outside_the_frame_and_the_address_is_told_to_nobody(site: Site) -> None:
    await site.keep(HTML_MAIL)

    answer = await site.client.get("/api/messages/1/html")

    assert answer.text.startswith(FRAME_HEAD)
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-dns-prefetch-control"] == "off"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


async def test_pictures_and_fonts_are_left_out_when_asked(site: Site) -> None:
    await site.keep(HTML_MAIL)

    answer = await site.client.get("/api/messages/1/html?remote=true&images=false&fonts=false")

    policy = answer.headers["content-security-policy"]
    assert "img-src 'none'" in policy
    assert "font-src 'none'" in policy
    assert "style-src 'unsafe-inline' http: https:" in policy


async def test_the_mail_is_shown_in_the_colours_asked_for(site: Site) -> None:
    await site.keep(part("text/html", b"<style>@media (prefers-color-scheme: dark) { p {} }</style>"))

    dark = (await site.client.get("/api/messages/1/html?scheme=dark")).text
    odd = await site.client.get("/api/messages/1/html?scheme=blue")

    assert dark.endswith("<style>@media (min-width:0) { p {} }</style>")
    assert odd.status_code == 400
    assert odd.json()["detail"] == "scheme: expected light or dark, not 'blue'"


async def test_each_part_tells_its_own_header(site: Site) -> None:
    await site.keep(sample("ann@example.com", ("bob@example.com",)))
    (picture, _) = (await site.client.get("/api/messages/1")).json()["attachments"]

    fields = (await site.client.get(f"/api/messages/1/parts/{picture['part']}/headers")).json()["headers"]

    assert {"name": "Content-Type", "value": "image/png", "raw": " image/png"} in fields
    missing = await site.client.get("/api/messages/1/parts/99/headers")
    assert missing.status_code == 404
    assert missing.json()["detail"] == "mail 1 has no part 99"
