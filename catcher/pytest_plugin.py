"""Fixtures for pytest: a catcher in process, empty for each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # loaded in every run of pytest, so nothing heavy before a test asks for it
    from catcher.in_process import Catcher


@pytest.fixture(scope="session")
def catcher_server() -> Iterator[Catcher]:
    """One catcher for the whole run, on free ports; each xdist worker has its own."""
    import catcher  # noqa: PLC0415 - see above

    with catcher.embedded() as server:
        yield server


@pytest.fixture
def catcher(catcher_server: Catcher) -> Catcher:
    """The run's catcher, without mail and rules: send to `catcher.smtp`, then `catcher.wait(to=...)`."""
    catcher_server.clear()
    catcher_server.rules.clear()
    return catcher_server
