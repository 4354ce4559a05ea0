"""TLS from the start to the wire: clients verify, instead of turning verification off."""

from __future__ import annotations

import smtplib
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
import trustme

import catcher
from catcher import CatcherError
from catcher.cli import main
from catcher.server import ServeError


def trusting(box: catcher.Client) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=box.ca_pem.decode())


def test_starttls_with_a_certificate_that_is_verified() -> None:
    with catcher.embedded(tls="auto") as box, smtplib.SMTP("localhost", box.smtp.port) as smtp:
        smtp.starttls(context=trusting(box))
        smtp.login("shop", "secret")
        smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: over TLS\n\n")

        mail = box.wait(subject="over TLS")
        assert mail.login == "shop"
        assert mail.mailbox == "shop"


def test_tls_from_the_first_byte() -> None:
    with catcher.embedded(tls="auto", smtps_port=0) as box:
        with smtplib.SMTP_SSL("localhost", box.smtps.port, context=trusting(box)) as smtp:
            smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: smtps\n\n")

        assert box.wait(subject="smtps").sender == "ann@example.com"


def test_a_client_that_does_not_trust_the_ca_refuses() -> None:
    with (
        catcher.embedded(tls="auto") as box,
        smtplib.SMTP("localhost", box.smtp.port) as smtp,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        smtp.starttls(context=ssl.create_default_context())


def test_the_ca_is_the_same_after_a_restart(tmp_path: Path) -> None:
    authorities = []
    for _ in range(2):
        with catcher.embedded(tls="auto", data=tmp_path / "mail.db") as box:
            authorities.append(box.ca_pem)

    assert authorities[0] == authorities[1] == (tmp_path / "mail.db.tls" / "ca.pem").read_bytes()


def test_people_may_bring_their_own_certificate(tmp_path: Path) -> None:
    authority = trustme.CA()
    leaf = authority.issue_cert("localhost")
    leaf.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "own.pem"))
    context = ssl.create_default_context(cadata=authority.cert_pem.bytes().decode())
    with catcher.embedded(tls_cert=tmp_path / "own.pem", smtps_port=0) as box:
        with smtplib.SMTP_SSL("localhost", box.smtps.port, context=context) as smtp:
            assert smtp.noop()[0] == 250
        with pytest.raises(CatcherError, match="this catcher made no certificate; start it with --tls auto"):
            _ = box.ca_pem


def test_without_tls_there_is_none_and_it_is_said_what_to_do() -> None:
    with catcher.embedded() as box:
        with smtplib.SMTP(*box.smtp) as smtp:
            smtp.ehlo()
            assert not smtp.has_extn("starttls")
        with pytest.raises(CatcherError, match="start it with --smtps-port"):
            _ = box.smtps
    with pytest.raises(ServeError, match="--smtps-port needs a certificate"), catcher.embedded(smtps_port=0):
        pass


def test_a_certificate_that_cannot_be_used_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "own.pem").write_text("nonsense")
    command = [
        sys.executable,
        "-m",
        "catcher",
        "serve",
        "--smtp-port",
        "0",
        "--tls-cert",
        str(tmp_path / "own.pem"),
    ]

    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("catcher: cannot use the certificate")
    assert done.stderr.count("\n") == 1


def test_the_command_ca_prints_what_to_trust(capsys: pytest.CaptureFixture[str]) -> None:
    with catcher.embedded(tls="auto") as box:
        assert main(["ca", "--url", box.url]) == 0

        assert capsys.readouterr().out == box.ca_pem.decode()
