"""Every dialog of tests/dialogs goes as it is written, however the network cuts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from catcher.adapters.smtp import replies
from catcher.adapters.smtp.replies import Reply
from tests.adapters.smtp.playing import play, read

DIALOGS = sorted((Path(__file__).parents[2] / "dialogs").glob("*.smtp"))

ELSEWHERE = {450, 451, 551}
"""Codes that a catcher gives when a rule or a failing store says so; see test_failures."""


@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
async def test_a_dialog_goes_as_it_is_written(path: Path) -> None:
    await play(read(path))


@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
@pytest.mark.parametrize("chunk", [1, 7])
async def test_a_dialog_goes_the_same_in_small_pieces(path: Path, chunk: int) -> None:
    script = read(path)
    if script.options.get("whole"):
        pytest.skip("what came too early is part of this dialog")
    await play(script, chunk)


def test_every_reply_code_of_the_standard_is_reached() -> None:
    wanted = {
        220, 221, 235, 250, 252, 214, 334, 354, 421, 450, 451, 452, 454, 500, 501, 502, 503, 504, 530, 535, 538,
        550, 551, 552, 553, 554, 555,
    }  # fmt: skip
    reached = {code for path in DIALOGS for code in read(path).codes}

    assert wanted - reached == ELSEWHERE


def test_every_reply_of_the_table_has_an_enhanced_code_that_fits() -> None:
    for name, reply in vars(replies).items():
        if isinstance(reply, Reply) and reply.code != 354:
            for line in reply.octets.decode().splitlines():
                first = line[4:].partition(" ")[0].split(".")
                assert len(first) == 3, name
                assert first[0] == str(reply.code)[0], name
