"""The SMTP server: the only place that knows aiosmtpd. Every mail is accepted and kept, none is relayed."""

from catcher.adapters.smtp.scram import AccountsError, Verifier, read_accounts
from catcher.adapters.smtp.server import Listener, listen
from catcher.adapters.smtp.service import Deliver, Intake
from catcher.adapters.smtp.settings import SmtpSettings
from catcher.core.session import Listener as Kind

__all__ = [
    "AccountsError",
    "Deliver",
    "Intake",
    "Kind",
    "Listener",
    "SmtpSettings",
    "Verifier",
    "listen",
    "read_accounts",
]
