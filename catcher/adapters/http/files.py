"""The operation that gives all files of a mail in one."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Iterable, Iterator

from starlette.responses import Response

from catcher.adapters.http.downloads import NOTHING_MAY_RUN, disposition, headers
from catcher.adapters.http.operations import MESSAGE_ID, Answer, Asked, Desk, Operation, unknown
from catcher.adapters.http.problems import NOT_FOUND, Refused
from catcher.core.message import PartBody

_MEDIA_TYPE = "application/zip"


async def read_files(desk: Desk, asked: Asked) -> Response:
    files = await desk.post_office.files(asked["id"])
    if files is None:
        raise unknown(asked["id"])
    if not files:
        raise Refused(NOT_FOUND, f"mail {asked['id']} has no files")
    told = headers(NOTHING_MAY_RUN)
    told["Content-Disposition"] = disposition("attachment", f"{asked['id']}-files.zip")
    return Response(await asyncio.to_thread(_zipped, files), headers=told, media_type=_MEDIA_TYPE)


def _zipped(files: tuple[PartBody, ...]) -> bytes:
    """Not compressed: pictures and documents are already, and a mail is small."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, file in zip(distinct(each.filename for each in files), files, strict=True):
            archive.writestr(zipfile.ZipInfo(name), file.body)
    return made.getvalue()


def distinct(names: Iterable[str]) -> Iterator[str]:
    """Each name once, whatever the case: a second `a.pdf` becomes `a (2).pdf`; a file without one gets one."""
    given: set[str] = set()
    for number, name in enumerate(names, 1):
        stem, dot, ending = (name or f"file-{number}").rpartition(".")
        if not stem:
            stem, dot, ending = ending, "", ""
        candidate, again = f"{stem}{dot}{ending}", 1
        while candidate.casefold() in given:
            again += 1
            candidate = f"{stem} ({again}){dot}{ending}"
        given.add(candidate.casefold())
        yield candidate


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/messages/{id}/files", read_files, "All files of the mail, inline ones too, in one zip.",
        (MESSAGE_ID,), (Answer(200, "the zip", media_type=_MEDIA_TYPE),),
    ),
)  # fmt: skip
