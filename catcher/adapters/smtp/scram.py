"""Passwords that are never kept: what a server stores of one (RFC 5802, RFC 7677), and its file."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode
from binascii import Error as Base64Error

from catcher.core.wire import Value

ITERATIONS = 4096
"""RFC 7677, section 4 asks for at least as many; more would only slow down tests."""

_WRITTEN = re.compile(r"SCRAM-SHA-256\$([1-9][0-9]{0,6}):([^$]+)\$([^:]+):(.+)")


class AccountsError(ValueError):
    """A line of a file of accounts cannot be read; the text says which and what was expected."""


class Verifier(Value):
    """Checks a password without knowing it. Written as PostgreSQL writes it, after RFC 5803."""

    iterations: int
    salt: bytes
    stored_key: bytes
    server_key: bytes

    @staticmethod
    def of(password: str, salt: bytes | None = None, iterations: int = ITERATIONS) -> Verifier:
        """The verifier for a new password; the salt is random when None."""
        salt = salt or secrets.token_bytes(16)
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
        client_key = digest(salted, b"Client Key")
        return Verifier(iterations, salt, hashlib.sha256(client_key).digest(), digest(salted, b"Server Key"))

    def accepts(self, password: str) -> bool:
        """Whether it is that password."""
        return hmac.compare_digest(
            Verifier.of(password, self.salt, self.iterations).stored_key, self.stored_key
        )

    def accepts_proof(self, auth_message: bytes, proof: bytes) -> bool:
        """Whether the client that said `auth_message` knows the password (RFC 5802, section 3)."""
        signature = digest(self.stored_key, auth_message)
        client_key = bytes(a ^ b for a, b in zip(signature, proof, strict=False))
        return hmac.compare_digest(hashlib.sha256(client_key).digest(), self.stored_key)

    def signature(self, auth_message: bytes) -> bytes:
        """What shows the client that the server knows the verifier."""
        return digest(self.server_key, auth_message)

    def __str__(self) -> str:
        salt, stored, server = (_text(part) for part in (self.salt, self.stored_key, self.server_key))
        return f"SCRAM-SHA-256${self.iterations}:{salt}${stored}:{server}"


def digest(key: bytes, octets: bytes) -> bytes:
    """HMAC with SHA-256."""
    return hmac.digest(key, octets, "sha256")


def _text(octets: bytes) -> str:
    return b64encode(octets).decode("ascii")


def read_verifier(text: str) -> Verifier:
    """The inverse of `str(verifier)`. Raises ValueError."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError("expected SCRAM-SHA-256$iterations:salt$stored-key:server-key")
    try:
        salt, stored, server = (b64decode(found[n], validate=True) for n in (2, 3, 4))
    except Base64Error as error:
        raise ValueError("expected base64 for salt and keys") from error
    return Verifier(int(found[1]), salt, stored, server)


def read_accounts(text: str) -> dict[str, Verifier]:
    """A file with a line `login:verifier` for each account; empty lines and `#` comments are skipped.

    Raises AccountsError.
    """
    accounts: dict[str, Verifier] = {}
    for number, line in enumerate(text.splitlines(), 1):
        login, _, written = line.strip().partition(":")
        if not login or login.startswith("#"):
            continue
        try:
            accounts[login] = read_verifier(written.strip())
        except ValueError as error:
            raise AccountsError(
                f"line {number} of the accounts ({login}): {error}; write login:verifier"
            ) from None
    return accounts
