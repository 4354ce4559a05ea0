"""The mechanisms of AUTH (RFC 4954): what each says and expects, without a connection.

A mechanism is a generator: it yields challenges, is sent responses (both decoded), and returns who logged in.
Its law: a wrong form raises BadForm, wrong credentials BadCredentials; without accounts, any pass.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Generator, Mapping

from catcher.adapters.smtp.addresses import clean_text
from catcher.adapters.smtp.scram import Verifier
from catcher.core.wire import Value

Accounts = Mapping[str, Verifier]


class BadForm(Exception):
    """The response does not have the form of this mechanism."""


class BadCredentials(Exception):
    """These credentials are not accepted."""

    def __init__(self, login: str) -> None:
        super().__init__(login)
        self.login = login


class Login(Value):
    """Who logged in, and the password, token or proof that was shown."""

    name: str
    secret: str


Exchange = Generator[bytes, bytes, Login]
Mechanism = Callable[[Accounts | None, str], Exchange]
"""Called with the accounts (None: anybody) and the server's host name."""


def _checked(accounts: Accounts | None, login: Login) -> Login:
    if accounts is not None:
        verifier = accounts.get(login.name)
        if verifier is None or not verifier.accepts(login.secret):
            raise BadCredentials(login.name)
    return login


def plain(accounts: Accounts | None, _hostname: str) -> Exchange:
    """RFC 4616: authorization identity, NUL, login, NUL, password."""
    parts = (yield b"").split(b"\0")
    if len(parts) != 3:
        raise BadForm
    return _checked(accounts, Login(clean_text(parts[1]), clean_text(parts[2])))


def login(accounts: Accounts | None, _hostname: str) -> Exchange:
    """Never a standard; Outlook and PHPMailer expect these two prompts to the letter."""
    name = yield b"Username:"
    password = yield b"Password:"
    return _checked(accounts, Login(clean_text(name), clean_text(password)))


def cram_md5(accounts: Accounts | None, hostname: str) -> Exchange:
    """RFC 2195. It needs the plain password on the server's side, so it is for catchers without accounts."""
    response = yield f"<{secrets.token_hex(8)}@{hostname}>".encode()
    name, blank, proof = response.rpartition(b" ")
    if not blank or len(proof) != 32:
        raise BadForm
    if accounts is not None:
        raise BadCredentials(clean_text(name))
    return Login(clean_text(name), clean_text(proof))


def xoauth2(accounts: Accounts | None, _hostname: str) -> Exchange:
    """Google's and Microsoft's form: user=...^Aauth=Bearer token^A^A."""
    fields = _fields((yield b"").split(b"\x01"))
    if "user" not in fields:
        raise BadForm
    return (yield from _bearer(accounts, fields["user"], fields))


def oauthbearer(accounts: Accounts | None, _hostname: str) -> Exchange:
    """RFC 7628, section 3.1: a GS2 header with the user, then key=value pairs."""
    parts = (yield b"").split(b"\x01")
    user = next((p[2:] for p in parts[0].split(b",") if p.startswith(b"a=")), None)
    if user is None:
        raise BadForm
    return (yield from _bearer(accounts, _unescaped(clean_text(user)), _fields(parts[1:])))


def _fields(parts: list[bytes]) -> dict[str, str]:
    pairs = (clean_text(part).partition("=") for part in parts)
    return {key: value for key, equals, value in pairs if equals}


def _bearer(accounts: Accounts | None, user: str, fields: dict[str, str]) -> Exchange:
    scheme, _, token = fields.get("auth", "").partition(" ")
    if scheme.lower() != "bearer":
        raise BadForm
    try:
        return _checked(accounts, Login(user, token.strip()))
    except BadCredentials:
        # RFC 7628, section 3.2.3: the error is told in a challenge, the client answers with a dummy
        yield json.dumps({"status": "invalid_token", "schemes": "bearer"}).encode()
        raise


def scram_sha_256(accounts: Accounts | None, _hostname: str) -> Exchange:
    """RFC 7677. Without accounts the server cannot sign; it then ends without a signature."""
    gs2, bare = _client_first((yield b""))
    first = _attributes(bare)
    name, nonce = _unescaped(first.get("n", "")), first.get("r", "")
    if not name or not nonce:
        raise BadForm
    nonce += secrets.token_hex(12)
    verifier = (accounts or {}).get(name) or Verifier.of(secrets.token_hex())
    server_first = f"r={nonce},s={b64encode(verifier.salt).decode()},i={verifier.iterations}"
    final = clean_text((yield server_first.encode()))
    without_proof, _, proof = final.rpartition(",p=")
    said = _attributes(without_proof)
    if said.get("r") != nonce or said.get("c") != b64encode(gs2.encode()).decode():
        raise BadForm
    if accounts is None:
        return Login(name, proof)
    auth_message = f"{bare},{server_first},{without_proof}".encode()
    if name not in accounts or not verifier.accepts_proof(auth_message, _decoded(proof)):
        raise BadCredentials(name)
    yield b"v=" + b64encode(verifier.signature(auth_message))
    return Login(name, proof)


def _client_first(octets: bytes) -> tuple[str, str]:
    """The GS2 header, and the rest. Channel binding (`p=`) is not offered."""
    parts = clean_text(octets).split(",", 2)
    if len(parts) != 3 or parts[0] not in {"n", "y"}:
        raise BadForm
    return f"{parts[0]},{parts[1]},", parts[2]


def _attributes(text: str) -> dict[str, str]:
    return {part[:1]: part[2:] for part in text.split(",") if part[1:2] == "="}


def _unescaped(name: str) -> str:
    """RFC 5802, section 5.1: a name's comma and equals sign are written so."""
    return name.replace("=2C", ",").replace("=3D", "=")


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Base64Error, ValueError):
        raise BadForm from None


class Offer(Value):
    """A mechanism, and whether the client speaks first, so that it may save a round trip."""

    mechanism: Mechanism
    client_first: bool
    with_accounts: bool
    without_accounts: bool


MECHANISMS: dict[str, Offer] = {
    "PLAIN": Offer(plain, client_first=True, with_accounts=True, without_accounts=True),
    "LOGIN": Offer(login, client_first=True, with_accounts=True, without_accounts=True),
    "CRAM-MD5": Offer(cram_md5, client_first=False, with_accounts=False, without_accounts=True),
    "SCRAM-SHA-256": Offer(scram_sha_256, client_first=True, with_accounts=True, without_accounts=False),
    "XOAUTH2": Offer(xoauth2, client_first=True, with_accounts=True, without_accounts=True),
    "OAUTHBEARER": Offer(oauthbearer, client_first=True, with_accounts=True, without_accounts=True),
}


def offered(accounts: Accounts | None) -> tuple[str, ...]:
    """The names to announce: those that can succeed with, or without, accounts."""
    return tuple(
        name
        for name, offer in MECHANISMS.items()
        if (offer.without_accounts if accounts is None else offer.with_accounts)
    )
