"""Which catcher is asked, and which of its mailboxes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from catcher.clients.errors import CatcherError
from catcher.core.places import shown

DEFAULT_URL = "http://127.0.0.1:8025"
ALL_ADDRESSES = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on
ANY_PASSWORD = "any"  # noqa: S105 - the catcher lets everybody in, unless it was told otherwise


class Endpoint(NamedTuple):
    """Where a server listens; unpacks into `smtplib.SMTP(*endpoint)`."""

    host: str
    port: int

    def __str__(self) -> str:
        return shown(self.host, self.port)


class Login(NamedTuple):
    """What to log in with; unpacks into `smtp.login(*login)`."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Scope:
    """A catcher's URL and a mailbox; all mailboxes when none is named.

    `token` lets in where a catcher asks for one; `smtp` is where it is known without asking.
    """

    url: str
    mailbox: str | None = None
    token: str | None = field(default=None, repr=False)
    smtp: Endpoint | None = None

    def of(self, mailbox: str) -> Scope:
        """The scope of one mailbox. Raises ValueError for a name that no login could carry."""
        if not mailbox.strip() or not mailbox.isprintable():
            raise ValueError(f"expected the name of a mailbox, of printable characters, not {mailbox!r}")
        return replace(self, mailbox=mailbox.strip())

    @property
    def login(self) -> Login:
        """With what an application logs in so that its mail goes into the mailbox. Raises CatcherError without one."""
        if self.mailbox is None:
            raise CatcherError("a login belongs to one mailbox; choose it first, with mailbox(name)")
        return Login(self.mailbox, ANY_PASSWORD)

    def endpoint(self, shown: str) -> Endpoint:
        """What is shown as host:port. What listens on all addresses is reached under the one of the URL."""
        host, _, port = shown.rpartition(":")
        host = host.strip("[]")
        reached = urlsplit(self.url).hostname or host
        return Endpoint(reached if host in ALL_ADDRESSES else host, int(port))

    def environment(self, smtp: Endpoint) -> dict[str, str]:
        """The variables of `operations.as_environment`."""
        login = f"{quote(self.mailbox, safe='')}:{ANY_PASSWORD}@" if self.mailbox else ""
        variables = dict.fromkeys(("SMTP_URL", "MAIL_URL", "EMAIL_URL"), f"smtp://{login}{smtp}")
        variables |= dict.fromkeys(("SMTP_HOST", "EMAIL_HOST", "MAIL_HOST", "MAIL_SERVER"), smtp.host)
        variables |= dict.fromkeys(("SMTP_PORT", "EMAIL_PORT", "MAIL_PORT"), str(smtp.port))
        variables |= {"CATCHER_URL": self.url, "CATCHER_SMTP": str(smtp)}
        if self.token:
            variables["CATCHER_TOKEN"] = self.token
        if self.mailbox:
            users = ("SMTP_USER", "EMAIL_HOST_USER", "MAIL_USERNAME", "CATCHER_MAILBOX")
            variables |= dict.fromkeys(users, self.mailbox)
            passwords = ("SMTP_PASSWORD", "EMAIL_HOST_PASSWORD", "MAIL_PASSWORD")
            variables |= dict.fromkeys(passwords, ANY_PASSWORD)
        return variables
