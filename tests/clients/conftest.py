"""A catcher that offers TLS with a certificate made at its start, and the file that its clients trust."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import catcher


@dataclass(frozen=True)
class Secured:
    """A catcher with TLS; `ca` is a file that any user may read, `home` a folder beside it."""

    box: catcher.Catcher
    home: Path

    @property
    def ca(self) -> Path:
        return self.home / "ca.pem"

    @property
    def port(self) -> str:
        return str(self.box.smtp.port)


@pytest.fixture(scope="module")
def secured_server() -> Iterator[Secured]:
    # Unix sockets have short names, and the relays' own users must be able to enter: so not below tmp_path.
    home = Path(tempfile.mkdtemp(prefix="relay", dir="/tmp"))
    home.chmod(0o755)
    with catcher.embedded(tls="auto") as box:
        (home / "ca.pem").write_bytes(box.ca_pem)
        yield Secured(box, home)
    shutil.rmtree(home)


@pytest.fixture
def secured(secured_server: Secured) -> Secured:
    """The same, without mail of the test before."""
    secured_server.box.clear()
    return secured_server
