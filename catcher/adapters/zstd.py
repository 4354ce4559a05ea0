"""Compression (RFC 8878): the one module that knows the library for it."""

from __future__ import annotations

import threading

import zstandard

LEVEL = 1
"""The fastest: a mail of 4 KB takes about 15 us, and most of what there is to gain is gained."""


class Damaged(Exception):
    """These octets cannot be decompressed."""


class _OfThread(threading.local):
    """A compressor takes longer to make than a small mail to compress, and serves one thread at a time."""

    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=LEVEL)


_of_thread = _OfThread()


def compressed(octets: bytes) -> bytes:
    """A frame that knows its size."""
    return _of_thread.compressor.compress(octets)


def decompressed(frame: bytes, max_octets: int) -> bytes:
    """What was compressed, of at most so many octets. Raises Damaged."""
    try:
        with zstandard.ZstdDecompressor().stream_reader(frame, read_across_frames=True) as reader:
            octets = reader.read(max_octets + 1)
        announced = zstandard.frame_content_size(frame)
    except zstandard.ZstdError as error:
        raise Damaged(str(error)) from error
    if len(octets) > max_octets:
        raise Damaged(f"there are more than {max_octets} octets in it")
    if len(octets) < announced:  # the library reads a frame that was cut as if that were its end
        raise Damaged(f"expected {announced} octets in it, found {len(octets)}")
    return octets
