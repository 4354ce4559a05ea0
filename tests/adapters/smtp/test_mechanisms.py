"""AUTH, mechanism by mechanism, without a connection."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode

import pytest

from catcher.adapters.smtp.mechanisms import (
    BadCredentials,
    BadForm,
    Exchange,
    Login,
    cram_md5,
    login,
    oauthbearer,
    offered,
    plain,
    scram_sha_256,
    xoauth2,
)
from catcher.adapters.smtp.scram import AccountsError, Verifier, digest, read_accounts

ACCOUNTS = {"shop": Verifier.of("secret")}


def played(exchange: Exchange, *responses: bytes) -> tuple[list[bytes], Login]:
    """The challenges, and who logged in."""
    challenges = [next(exchange)]
    for response in responses:
        try:
            challenges.append(exchange.send(response))
        except StopIteration as end:
            return challenges, end.value
    raise AssertionError(f"still asked for more: {challenges}")


@pytest.mark.parametrize("accounts", [None, ACCOUNTS])
def test_plain_and_login_take_a_name_and_a_password(accounts: dict[str, Verifier] | None) -> None:
    assert played(plain(accounts, "h"), b"\0shop\0secret")[1] == Login("shop", "secret")
    challenges, who = played(login(accounts, "h"), b"shop", b"secret")
    assert challenges == [b"Username:", b"Password:"]
    assert who == Login("shop", "secret")


@pytest.mark.parametrize("response", [b"\0shop\0wrong", b"\0eve\0secret"])
def test_accounts_refuse_others(response: bytes) -> None:
    with pytest.raises(BadCredentials):
        played(plain(ACCOUNTS, "h"), response)


def test_a_password_may_be_any_octets() -> None:
    assert played(plain(None, "h"), b"\0sh\xfcp\0\xff")[1].name == "shüp"


def test_cram_md5_names_its_host_and_takes_a_proof() -> None:
    (challenge,), who = played(cram_md5(None, "host.example"), b"the shop " + b"0" * 32)

    assert challenge.startswith(b"<")
    assert challenge.endswith(b"@host.example>")
    assert who == Login("the shop", "0" * 32)


def test_tokens_are_told_with_a_user() -> None:
    token = b"user=shop\x01auth=Bearer secret\x01\x01"
    assert played(xoauth2(ACCOUNTS, "h"), token)[1] == Login("shop", "secret")
    token = b"n,a=shop,\x01host=h\x01port=25\x01auth=Bearer secret\x01\x01"
    assert played(oauthbearer(ACCOUNTS, "h"), token)[1] == Login("shop", "secret")


def test_a_refused_token_is_told_in_a_challenge_first() -> None:
    exchange = xoauth2(ACCOUNTS, "h")
    next(exchange)
    assert b'"status"' in exchange.send(b"user=shop\x01auth=Bearer wrong\x01\x01")
    with pytest.raises(BadCredentials):
        exchange.send(b"")


class ScramClient:
    """The client's side of RFC 5802."""

    def __init__(self, name: str, password: str) -> None:
        self.password = password
        self.bare = f"n={name},r=client-nonce"

    def final(self, server_first: bytes) -> bytes:
        first = dict(part.split("=", 1) for part in server_first.decode().split(","))
        salted = hashlib.pbkdf2_hmac("sha256", self.password.encode(), b64decode(first["s"]), int(first["i"]))
        without_proof = f"c={b64encode(b'n,,').decode()},r={first['r']}"
        self.auth_message = f"{self.bare},{server_first.decode()},{without_proof}".encode()
        key = digest(salted, b"Client Key")
        signature = digest(hashlib.sha256(key).digest(), self.auth_message)
        proof = bytes(a ^ b for a, b in zip(key, signature, strict=True))
        self.server_signature = digest(digest(salted, b"Server Key"), self.auth_message)
        return f"{without_proof},p={b64encode(proof).decode()}".encode()


def test_scram_shows_each_side_that_the_other_knows() -> None:
    client = ScramClient("shop", "secret")
    exchange = scram_sha_256(ACCOUNTS, "h")
    next(exchange)
    server_first = exchange.send(b"n,," + client.bare.encode())
    server_final = exchange.send(client.final(server_first))

    assert server_final == b"v=" + b64encode(client.server_signature)
    with pytest.raises(StopIteration) as end:
        exchange.send(b"")
    assert end.value.value.name == "shop"


@pytest.mark.parametrize(("name", "password"), [("shop", "wrong"), ("eve", "secret")])
def test_scram_refuses_others(name: str, password: str) -> None:
    client = ScramClient(name, password)
    exchange = scram_sha_256(ACCOUNTS, "h")
    next(exchange)
    final = client.final(exchange.send(b"n,," + client.bare.encode()))
    with pytest.raises(BadCredentials):
        exchange.send(final)


def test_scram_computes_what_the_standard_does() -> None:
    """The example of RFC 7677, section 3."""
    verifier = Verifier.of("pencil", b64decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096)
    auth_message = (
        b"n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
        b"s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
    )

    assert verifier.accepts_proof(auth_message, b64decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))
    assert b64encode(verifier.signature(auth_message)) == b"6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="


@pytest.mark.parametrize(
    ("exchange", "responses"),
    [
        (plain(None, "h"), [b"shop"]),
        (cram_md5(None, "h"), [b"shop"]),
        (cram_md5(None, "h"), [b"shop abc"]),
        (xoauth2(None, "h"), [b"auth=Bearer x\x01\x01"]),
        (xoauth2(None, "h"), [b"user=shop\x01auth=Basic x\x01\x01"]),
        (oauthbearer(None, "h"), [b"n,,\x01auth=Bearer x\x01\x01"]),
        (scram_sha_256(None, "h"), [b"p=tls-unique,,n=shop,r=x"]),
        (scram_sha_256(None, "h"), [b"n,,n=shop"]),
        (scram_sha_256(None, "h"), [b"n,,n=shop,r=x", b"c=biws,r=other,p=AAAA"]),
        (scram_sha_256(ACCOUNTS, "h"), [b"", b""]),
    ],
)
def test_a_wrong_form_is_told_as_such(exchange: Exchange, responses: list[bytes]) -> None:
    with pytest.raises(BadForm):
        played(exchange, *responses)


def test_only_what_can_succeed_is_offered() -> None:
    assert offered(None) == ("PLAIN", "LOGIN", "CRAM-MD5", "XOAUTH2", "OAUTHBEARER")
    assert offered({}) == ("PLAIN", "LOGIN", "SCRAM-SHA-256", "XOAUTH2", "OAUTHBEARER")


def test_a_file_of_accounts_is_read() -> None:
    text = f"# who may\n\nshop:{Verifier.of('secret')}\n ann@example.com: {Verifier.of('x')} \n"
    accounts = read_accounts(text)

    assert list(accounts) == ["shop", "ann@example.com"]
    assert accounts["shop"].accepts("secret")
    assert not accounts["shop"].accepts("x")


@pytest.mark.parametrize("line", ["shop", "shop:secret", "shop:SCRAM-SHA-256$4096:!$a:b"])
def test_a_wrong_line_of_accounts_is_named_without_the_password(line: str) -> None:
    with pytest.raises(AccountsError, match=r"line 2 of the accounts \(shop\): expected") as error:
        read_accounts(f"\n{line}")
    assert "secret" not in str(error.value)
