"""The operations on mailboxes: which there are, and away with one."""

from __future__ import annotations

from starlette.responses import Response

from catcher.adapters.http.operations import MAILBOX, Answer, Asked, Desk, Operation, json
from catcher.adapters.http.presenting import mailbox_list
from catcher.core.shapes import MailboxList, Removal
from catcher.core.wire import changed


async def list_mailboxes(desk: Desk, _: Asked) -> Response:
    return json({"mailboxes": mailbox_list(await desk.post_office.mailboxes())})


async def remove_mailbox(desk: Desk, asked: Asked) -> Response:
    """The desk is that of the mailbox; one that is not there is gone already, so that a clean-up may be repeated."""
    desk.rules.clear()
    return json({"removed": len(await desk.post_office.drop(asked["mailbox"]))})


_NAME = changed(MAILBOX, help="the name of a mailbox", in_path=True)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/api/mailboxes", list_mailboxes, "Lists the mailboxes; each is there from its first mail on.",
        (), (Answer(200, "all of them", MailboxList),),
    ),
    Operation(
        "DELETE", "/api/mailboxes/{mailbox}", remove_mailbox,
        "Removes a mailbox with all its mail, and the rules that are for it.",
        (_NAME,), (Answer(200, "how many mails it held; 0 when there was no such mailbox", Removal),),
    ),
)  # fmt: skip
