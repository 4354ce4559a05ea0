"""Names of files are safe to write to any disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catcher.core.parsing.filenames import safe

CASES = {
    "report.pdf": "report.pdf",
    "  my   report.pdf ": "my report.pdf",
    "../../x": "x",
    "/etc/passwd": "passwd",
    "C:\\Users\\ann\\x.txt": "x.txt",
    "..": "",
    ".": "",
    "": "",
    "folder/": "",
    "a\nb\tc\0d.txt": "a_b_c_d.txt",
    'a<b>c:d"e|f?g*h': "a_b_c_d_e_f_g_h",
    "gpj\u202eexe.scr": "gpj_exe.scr",
    "trailing. . ": "trailing",
    "CON": "_CON",
    "nul.tar.gz": "_nul.tar.gz",
    "com1 .txt": "_com1 .txt",
    "LPT²": "_LPT²",
    "console.txt": "console.txt",
    "x" * 300 + ".pdf": "x" * 196 + ".pdf",
    "x" * 300: "x" * 200,
    "名" * 300 + ".pdf": "名" * 65 + ".pdf",
}


@pytest.mark.parametrize(("name", "expected"), CASES.items())
def test_a_name_becomes_safe(name: str, expected: str) -> None:
    assert safe(name) == expected


@given(st.text())
def test_every_name_is_safe_and_stays_so(name: str) -> None:
    made = safe(name.encode("utf-8", "replace").decode())
    assert len(made.encode()) <= 200
    assert not set(made) & set('/\\:*?"<>|\0\r\n')
    assert made not in (".", "..")
    assert safe(made) == made
