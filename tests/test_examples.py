"""The examples for other languages, each run as it stands where its language is on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catcher import Client

EXAMPLES = Path(__file__).parent / "examples"
NODE_PACKAGES = Path(__file__).parent.parent / "web" / "node_modules"
README = (Path(__file__).parent.parent / "README.md").read_text()
SECONDS = 180.0
"""A first build of Go takes long on a slow machine."""

COMMANDS = {
    "curl.sh": ("sh", "curl.sh"),
    "fetch.test.mjs": ("node", "--test", "fetch.test.mjs"),
    "playwright.spec.mjs": ("node_modules/.bin/playwright", "test", "playwright.spec.mjs"),
    "cypress.cy.js": ("cypress", "run", "--spec", "cypress.cy.js"),
    "mail.go": ("go", "run", "mail.go"),
    "MailTest.java": ("java", "MailTest.java"),
    "mail.php": ("php", "mail.php"),
    "mail.rb": ("ruby", "mail.rb"),
    "Mail.cs": ("dotnet", "run", "Mail.cs"),
    "test_unittest.py": (sys.executable, "-m", "unittest", "test_unittest.py"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_works(name: str, catcher: Client, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(NODE_PACKAGES)
    language, *arguments = COMMANDS[name]
    if shutil.which(language) is None and not (tmp_path / language).exists():
        pytest.skip(f"{language} is not installed")
    environment = {**os.environ, **catcher.as_environment(), "CYPRESS_CATCHER_URL": catcher.url}

    done = subprocess.run(
        [language, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        timeout=SECONDS,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_example_is_run_and_named_in_readme() -> None:
    files = {path.name for path in EXAMPLES.iterdir() if path.is_file()}

    assert files == set(COMMANDS)
    assert [name for name in files if f"tests/examples/{name}" not in README] == []
