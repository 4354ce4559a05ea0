"""Certificates for the SMTP listeners: people's own, or made here so that clients can really verify them.

The only module that knows trustme.
"""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from catcher.core.wire import Value

if TYPE_CHECKING:
    import trustme

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
CA_FILE = "ca.pem"
KEY_FILE = "ca-key.pem"


class TlsError(Exception):
    """The certificate cannot be used; the text says why and what to do."""


class Identity(Value):
    """What a server shows in a TLS handshake. `ca_pem` is what clients must trust, when it was made here."""

    context: ssl.SSLContext
    ca_pem: bytes | None = None


def own(certificate: Path, key: Path | None = None) -> Identity:
    """A certificate chain and key from PEM files; the key may be in the same file. Raises TlsError."""
    context = _server_context()
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise TlsError(
            f"cannot use the certificate {certificate}{f' with the key {key}' if key else ''}: {error};"
            " expected PEM files that belong together"
        ) from error
    return Identity(context)


def made_here(names: tuple[str, ...] = (), folder: Path | None = None) -> Identity:
    """A certificate for localhost and these names, by a CA that is kept in the folder, or only in memory.

    A CA found in the folder is used again: clients who trust it need not learn a new one. Raises TlsError.
    """
    import trustme  # noqa: PLC0415 - what it loads costs a start without TLS a tenth of its time

    authority = trustme.CA(organization_name="Catcher local CA") if folder is None else _kept(folder)
    context = _server_context()
    leaf = authority.issue_cert(*dict.fromkeys((*LOCAL_NAMES, *names)), common_name="localhost")
    leaf.configure_cert(context)
    return Identity(context, authority.cert_pem.bytes())


def _server_context() -> ssl.SSLContext:
    # Old clients come too, so the lowest version that still counts as secure is allowed (RFC 8996).
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _kept(folder: Path) -> trustme.CA:
    import trustme  # noqa: PLC0415 - see made_here

    certificate, key = folder / CA_FILE, folder / KEY_FILE
    try:
        if certificate.exists() and key.exists():
            return trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())
        authority = trustme.CA(organization_name="Catcher local CA")
        folder.mkdir(parents=True, exist_ok=True)
        _write(key, authority.private_key_pem.bytes(), 0o600)
        _write(certificate, authority.cert_pem.bytes(), 0o644)
    except (OSError, ValueError) as error:
        raise TlsError(
            f"cannot keep or use the CA in {folder}: {error}; mend or remove that folder"
        ) from error
    return authority


def _write(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
