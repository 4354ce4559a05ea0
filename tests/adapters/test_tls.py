from __future__ import annotations

import asyncio
import ssl
import stat
from pathlib import Path

import pytest
import trustme

from catcher.adapters.tls import Identity, TlsError, made_here, own


async def greeted(identity: Identity, trust: bytes, name: str) -> str:
    """Shake hands as a client that verifies; gives the TLS version."""

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220\r\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=identity.context)
    async with server:
        client = ssl.create_default_context(cadata=trust.decode())
        reader, writer = await asyncio.open_connection(
            *server.sockets[0].getsockname(), ssl=client, server_hostname=name
        )
        assert await reader.read() == b"220\r\n"
        version = str(writer.get_extra_info("ssl_object").version())
        writer.close()
        return version


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1", "mail.test"])
async def test_a_client_that_trusts_the_ca_can_verify_every_name(name: str) -> None:
    identity = made_here(("mail.test",))
    assert identity.ca_pem is not None

    assert await greeted(identity, identity.ca_pem, name) == "TLSv1.3"


async def test_a_name_that_was_not_given_is_not_certified() -> None:
    identity = made_here()
    assert identity.ca_pem is not None

    with pytest.raises(ssl.SSLCertVerificationError):
        await greeted(identity, identity.ca_pem, "mail.test")


async def test_the_ca_is_kept_in_the_folder_and_used_again(tmp_path: Path) -> None:
    first = made_here(folder=tmp_path / "tls")
    second = made_here(folder=tmp_path / "tls")

    assert first.ca_pem is not None
    assert first.ca_pem == second.ca_pem == (tmp_path / "tls" / "ca.pem").read_bytes()
    assert await greeted(second, first.ca_pem, "localhost")
    assert stat.S_IMODE((tmp_path / "tls" / "ca-key.pem").stat().st_mode) == 0o600


def test_a_spoiled_ca_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    made_here(folder=tmp_path)
    (tmp_path / "ca.pem").write_text("spoiled")

    with pytest.raises(TlsError, match="mend or remove that folder"):
        made_here(folder=tmp_path)

    assert (tmp_path / "ca.pem").read_text() == "spoiled"


async def test_people_may_bring_their_own_certificate(tmp_path: Path) -> None:
    authority = trustme.CA()
    leaf = authority.issue_cert("shop.test")
    leaf.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "both.pem"))

    identity = own(tmp_path / "both.pem")

    assert identity.ca_pem is None
    assert await greeted(identity, authority.cert_pem.bytes(), "shop.test")


def test_a_missing_or_wrong_certificate_is_told(tmp_path: Path) -> None:
    (tmp_path / "wrong.pem").write_text("wrong")

    for path in (tmp_path / "missing.pem", tmp_path / "wrong.pem"):
        with pytest.raises(TlsError, match="expected PEM files that belong together"):
            own(path)
