"""How much mail is kept. What is more goes in the order in which it came, the oldest first."""

from __future__ import annotations

from datetime import timedelta

from catcher.core.wire import Value

NO_BOUND = 2**63 - 1
"""More than there can be."""


class Retention(Value):
    """The bounds: on all mail together, and on each mailbox. `octets` are those of raw mails.

    The newest mail of all, and for their bounds that of each mailbox, stays however large it is; only its age ends it.
    A mail goes when it is older than `age`, and all mails that came before it are gone.
    """

    mails: int = NO_BOUND
    octets: int = NO_BOUND
    age: timedelta | None = None
    mailbox_mails: int = NO_BOUND
    mailbox_octets: int = NO_BOUND


KEEP_ALL = Retention()
