"""What is shipped works on its own: a wheel in an empty environment, with the page in it."""

from __future__ import annotations

import smtplib
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_page_and_the_types_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    assert "catcher/page/index.html" in names
    assert any(name.startswith("catcher/page/assets/") and name.endswith(".js") for name in names)
    assert "catcher/py.typed" in names
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {"catcher"}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a clean environment that holds the wheel and what it needs, nothing else."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home)
    programs = home / "bin"
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "--disable-pip-version-check"]
    pip += ["install", "--quiet", "--no-compile"]
    subprocess.run(
        [*pip, "--require-hashes", "-r", str(ROOT / ".requirements/run.txt")], check=True, timeout=300
    )
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, timeout=120)
    return programs


def test_an_installation_of_the_wheel_alone_serves_mail_and_page(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "catcher"), "serve", "--smtp-port", "0", "--http-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as served:
        assert served.stdout is not None
        words = [served.stdout.readline().split() for _ in range(3)]
        host, port = words[1][3].split(":")
        url = words[2][3]
        with smtplib.SMTP(host, int(port)) as smtp:
            smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: from a wheel\n\nhello\n")

        asked = [str(installed / "catcher"), "list", "--url", url]
        assert "from a wheel" in subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        page = subprocess.run(
            ["curl", "--silent", "--fail", url], capture_output=True, text=True, check=True
        ).stdout
        assert "<script" in page
        served.terminate()
        assert served.wait(timeout=10) == 0
