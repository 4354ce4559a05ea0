from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

from catcher.adapters.http.files import distinct
from tests.adapters.http.conftest import Site


async def test_all_files_of_a_mail_come_in_one(site: Site) -> None:
    made = EmailMessage()
    made.set_content("Hello\n")
    for name, body in (("a.txt", b"one"), ("../../A.txt", b"two"), ("", b"three")):
        made.add_attachment(body, maintype="application", subtype="x-odd", filename=name)
    await site.keep(made.as_bytes())

    answer = await site.client.get("/api/messages/1/files")

    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith('attachment; filename="1-files.zip"')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == {"a.txt": b"one", "A (2).txt": b"two", "file-3": b"three"}


async def test_a_mail_without_files_or_no_mail_says_so(site: Site) -> None:
    await site.deliver()

    assert (await site.client.get("/api/messages/1/files")).json()["detail"] == "mail 1 has no files"
    assert (await site.client.get("/api/messages/2/files")).status_code == 404


def test_every_file_has_a_name_and_none_has_that_of_another() -> None:
    names = ["a.pdf", "A.PDF", "a.pdf", "", "noending", "noending", ".hidden", "a (2).pdf"]

    assert list(distinct(names)) == [
        "a.pdf", "A (2).PDF", "a (3).pdf", "file-4", "noending", "noending (2)", "hidden", "a (2) (2).pdf",
    ]  # fmt: skip
