"""Real mail programs for the tests; a missing one is a failure in CI, and a skip elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 30.0


def program(name: str) -> str:
    """The path of an installed program."""
    path = shutil.which(name) or shutil.which(name, path=f"/usr/sbin:/sbin:{Path(sys.executable).parent}")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed; `make test` installs it where apt is there")
        pytest.skip(f"{name} is not installed")
    return path


def run(*command: str, given: bytes = b"") -> str:
    """Run to the end and give what it printed; it must succeed."""
    done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, check=False)
    printed = (done.stdout + done.stderr).decode(errors="replace")
    assert done.returncode == 0, printed
    return printed
