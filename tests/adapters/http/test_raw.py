from __future__ import annotations

import pytest

from catcher.adapters.http.raw import wanted_range
from catcher.adapters.stores.bodies import CHUNK_OCTETS
from tests.adapters.http.conftest import Site


async def test_raw_is_byte_identical(site: Site) -> None:
    raw = b"Subject: x\r\n\r\n" + bytes(range(256)) + b"\n.\r\n"
    await site.keep(raw)

    shown = await site.client.get("/api/messages/1/raw")
    saved = await site.client.get("/api/messages/1/raw?download=1")

    assert shown.content == saved.content == raw
    assert shown.headers["content-type"] == "message/rfc822"
    assert saved.headers["content-disposition"].startswith('attachment; filename="1.eml"')


@pytest.mark.parametrize("octets", [CHUNK_OCTETS - 1, CHUNK_OCTETS, CHUNK_OCTETS + 1, 3 * CHUNK_OCTETS])
async def test_a_large_mail_is_given_out_in_pieces(site: Site, octets: int) -> None:
    raw = (b"Subject: x\r\n\r\n" + bytes(range(256)) * (octets // 256 + 1))[:octets]
    await site.keep(raw)

    answer = await site.client.get("/api/messages/1/raw")

    assert answer.content == raw
    assert answer.headers["content-length"] == str(octets)
    assert (await site.client.head("/api/messages/1/raw")).headers["content-length"] == str(octets)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", None),
        ("bytes=0-0", range(1)),
        ("bytes=2-5", range(2, 6)),
        ("bytes=2-", range(2, 10)),
        ("bytes=2-99", range(2, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=5-4", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_a_range_is_read(header: str, wanted: range | None) -> None:
    assert wanted_range(header, 10) == wanted


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_a_range_of_what_is_not_there_is_empty(header: str) -> None:
    assert wanted_range(header, 10) == range(0)


@pytest.mark.parametrize("start", [0, 7, CHUNK_OCTETS - 1, CHUNK_OCTETS, 2 * CHUNK_OCTETS])
@pytest.mark.parametrize("length", [1, 1000, CHUNK_OCTETS + 1])
async def test_a_piece_is_given_out_of_a_large_mail(site: Site, start: int, length: int) -> None:
    raw = b"Subject: x\r\n\r\n" + bytes(range(256)) * (4 * CHUNK_OCTETS // 256)
    await site.keep(raw)

    answer = await site.client.get(
        "/api/messages/1/raw", headers={"Range": f"bytes={start}-{start + length - 1}"}
    )

    assert answer.status_code == 206
    assert answer.content == raw[start : start + length]
    assert answer.headers["content-range"] == f"bytes {start}-{start + length - 1}/{len(raw)}"


async def test_a_range_beyond_the_end_is_told(site: Site) -> None:
    await site.keep(b"Subject: x\r\n\r\n")

    answer = await site.client.get("/api/messages/1/raw", headers={"Range": "bytes=99-"})

    assert answer.status_code == 416
    assert answer.headers["content-range"] == "bytes */14"
