"""Where a mail ends, and what of it is kept, does not depend on how it was cut into pieces."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catcher.adapters.smtp.body import Body, Counted, Cutting, DotEnded, Memory, Sink

PIECES = st.lists(
    st.sampled_from([b".", b"\r", b"\n", b"\r\n", b"\r\n.", b"\n.\n", b"\r\n.\r\n", b"text", b"\0"]),
    max_size=14,
).map(b"".join)


def new_body(limit: int = 1000, spool_above: int = 1000, memory: Memory | None = None) -> Body:
    return Body(memory or Memory(1000), limit, spool_above)


def by_line(octets: bytes) -> tuple[bytes, bytes] | None:
    """The mail and what lies behind it, as RFC 5321 (4.1.1.4 and 4.5.2) tells it line by line; None without end."""
    mail = b""
    while True:
        line, end, octets = octets.partition(b"\r\n")
        if not end:
            return None
        if line == b".":
            return mail, octets
        mail += line.removeprefix(b".") + end


def fed(sink: Sink, octets: bytes, sizes: list[int]) -> bytes | None:
    position = 0
    for size in [*sizes, len(octets)]:
        rest = sink.feed(octets[position : position + size])
        position += size
        if rest is not None:
            return rest + octets[position:]
    return None


@given(PIECES, st.lists(st.integers(0, 5), max_size=20), st.sampled_from([1, 5, 1000]))
def test_a_mail_ends_where_the_lone_dot_is_however_it_is_cut(
    octets: bytes, sizes: list[int], spool_above: int
) -> None:
    body = new_body(spool_above=spool_above)
    rest = fed(DotEnded(body), octets, sizes)

    expected = by_line(octets)
    assert (None if rest is None else (body.octets(), rest)) == expected
    body.close()


@pytest.mark.parametrize(
    ("octets", "looks"),
    [
        (b"x\n.\n", True),
        (b"x\n.\r\n", True),
        (b"x\r.\r", True),
        (b"x\r\n.\n", True),
        (b"x\n.\n\n", False),
        (b"x\n.", False),
        (b"", False),
    ],
)
def test_an_end_by_bare_line_feeds_is_recognised(octets: bytes, looks: bool) -> None:
    body = new_body()
    sink = DotEnded(body)
    for octet in octets:
        assert sink.feed(bytes([octet])) is None

    assert sink.looks_ended_by_bare_lf is looks
    body.close()


@given(st.binary(max_size=30), st.integers(0, 30), st.lists(st.integers(0, 5), max_size=10))
def test_a_chunk_ends_after_as_many_octets_as_were_announced(
    octets: bytes, size: int, sizes: list[int]
) -> None:
    body = new_body()
    rest = fed(Counted(body, size), octets, sizes)

    assert body.octets() == octets[:size]
    assert rest == (octets[size:] if len(octets) >= size else None)
    body.close()


def test_a_large_mail_goes_to_a_temporary_file_and_gives_the_memory_back() -> None:
    memory = Memory(1000)
    body = new_body(limit=100, spool_above=4, memory=memory)
    body.write(b"abc")
    assert (memory.used, body.spooled) == (3, False)
    body.write(b"def")

    assert (memory.used, body.spooled) == (0, True)
    assert b"".join(body.chunks()) == body.octets() == b"abcdef"
    body.close()


def test_a_small_mail_goes_to_a_file_too_when_all_sessions_together_use_their_memory() -> None:
    memory = Memory(4)
    first, second = new_body(memory=memory), new_body(memory=memory)
    first.write(b"abc")
    second.write(b"def")

    assert (first.spooled, second.spooled) == (False, True)
    assert (first.octets(), second.octets()) == (b"abc", b"def")
    first.close()
    second.close()
    assert memory.used == 0


@pytest.mark.parametrize("spool_above", [2, 1000])
def test_nothing_is_kept_of_a_mail_that_is_too_large(spool_above: int) -> None:
    memory = Memory(1000)
    body = new_body(limit=5, spool_above=spool_above, memory=memory)
    for piece in (b"abc", b"def", b"ghi"):
        body.write(piece)

    assert body.too_large
    assert (body.size, body.octets(), memory.used) == (9, b"", 0)


def test_a_disk_that_takes_nothing_is_told_and_does_not_stop_the_reading(tmp_path: Path) -> None:
    body = Body(Memory(0), 1000, 1000, tmp_path / "missing")
    body.write(b"abc")
    body.write(b"def")

    assert isinstance(body.error, FileNotFoundError)
    assert (body.size, body.octets()) == (6, b"")


def test_the_header_fields_are_read_for_rules() -> None:
    body = new_body()
    body.write(b"Subject: a\r\n b\r\nX-One: 1\r\n\r\nX-Two: 2\r\n")

    assert body.headers() == (("Subject", "a\r\n b"), ("X-One", "1"))
    body.close()


def test_a_cut_comes_with_the_octet_that_was_named() -> None:
    cuts: list[str] = []
    body = new_body()
    sink = Cutting(Counted(body, 10), 4, lambda: cuts.append("cut"))

    assert sink.feed(b"") is None
    assert sink.feed(b"abc") is None
    assert not cuts
    assert sink.feed(b"d") is None
    assert cuts == ["cut"]
    body.close()
