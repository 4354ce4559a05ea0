"""A real Postfix hands its mail to the catcher, as the relay of a staging machine would."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from catcher import Catcher
from catcher.sample import sample
from tests.clients.conftest import Secured
from tests.clients.programs import program

MAIN = """
compatibility_level = 3.6
queue_directory = {home}/spool
data_directory = {home}/lib
mail_owner = postfix
setgid_group = postdrop
maillog_file = /dev/stdout
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = staging.example
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
relayhost = [localhost]:{port}
smtp_tls_security_level = secure
smtp_tls_secure_cert_match = hostname
smtp_tls_CAfile = {home}/ca.pem
smtp_host_lookup = native
disable_dns_lookups = yes
smtputf8_enable = yes
smtp_destination_concurrency_limit = 10
default_destination_recipient_limit = 50
"""

MASTER = """
pickup unix n - n 1 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


@pytest.fixture(scope="module")
def relay(secured_server: Secured) -> Iterator[Path]:
    """A Postfix that sends everything to the catcher, and verifies it; gives its configuration folder."""
    if os.geteuid() != 0:
        pytest.skip("Postfix starts as root only")
    home = secured_server.home
    for folder in ("conf", "spool", "lib"):
        (home / folder).mkdir()
    shutil.chown(home / "lib", "postfix")
    (home / "conf" / "main.cf").write_text(MAIN.format(home=home, port=secured_server.port))
    (home / "conf" / "master.cf").write_text(MASTER)
    command = [program("postfix"), "-c", str(home / "conf")]
    with subprocess.Popen([*command, "start-fg"], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert any("daemon started" in line for line in iter(running.stdout.readline, ""))
        yield home / "conf"
        subprocess.run([*command, "abort"], capture_output=True, check=False)


@pytest.fixture
def catcher(secured: Secured) -> Catcher:
    """The catcher behind the relay, without mail."""
    return secured.box


def submit(conf: Path, sender: str, *recipients: str, raw: bytes, options: tuple[str, ...] = ()) -> None:
    """Hand a mail to Postfix as a program on its machine would; it is queued at once."""
    environment = {**os.environ, "MAIL_CONFIG": str(conf)}
    command = [program("sendmail"), "-C", str(conf), "-f", sender, *options, "--", *recipients]
    subprocess.run(command, input=raw, env=environment, check=True, capture_output=True, timeout=30)


def test_mail_with_files_comes_through_whole(catcher: Catcher, relay: Path) -> None:
    submit(relay, "ann@example.com", "bob@example.com", raw=sample("ann@example.com", ("bob@example.com",)))
    mail = catcher.wait(to="bob@example.com", timeout=30)

    assert mail.sender == "ann@example.com"
    assert mail.recipients == ("bob@example.com",)
    assert [a.filename for a in mail.attachments] == ["dot.png", "order.csv"]
    assert "staging.example" in mail.headers["Received"]
    assert mail.envelope.tls is not None


def test_one_mail_for_many_recipients_is_one_mail_with_its_bcc(catcher: Catcher, relay: Path) -> None:
    recipients = [f"user{number}@example.com" for number in range(30)]
    raw = b"From: ann@example.com\r\nTo: user0@example.com\r\nSubject: all\r\n\r\n.\r\n..dots\r\n"
    submit(relay, "ann@example.com", *recipients, raw=raw.replace(b"\r\n.\r\n", b"\r\n. \r\n"))
    mail = catcher.wait(subject="all", timeout=30)

    assert sorted(mail.recipients) == sorted(recipients)
    assert set(mail.bcc) == set(recipients[1:])
    assert mail.text.splitlines() == [". ", "..dots"]


def test_many_mails_all_arrive(catcher: Catcher, relay: Path) -> None:
    for number in range(25):
        submit(relay, "ann@example.com", "bob@example.com", raw=f"Subject: mail {number}\n\nhello\n".encode())
    mails = catcher.wait_many(25, rcpt="bob@example.com", timeout=60)

    assert sorted(mail.subject for mail in mails) == sorted(f"mail {number}" for number in range(25))


def test_an_address_in_another_script_comes_through(catcher: Catcher, relay: Path) -> None:
    raw = "From: ann@example.com\r\nTo: 用户@例子.test\r\nSubject: 你好\r\n\r\nGrüße\r\n".encode()
    submit(relay, "ann@example.com", "用户@例子.test", raw=raw)
    mail = catcher.wait(subject="你好", timeout=30)

    assert mail.recipients == ("用户@例子.test",)
    assert mail.text.strip() == "Grüße"


def test_delivery_status_is_asked_for(catcher: Catcher, relay: Path) -> None:
    raw = b"From: ann@example.com\r\nTo: bob@example.com\r\nSubject: dsn\r\n\r\nhello\r\n"
    options = ("-N", "success,delay", "-R", "hdrs", "-V", "QQ314159")
    submit(relay, "ann@example.com", "bob@example.com", raw=raw, options=options)
    envelope = catcher.wait(subject="dsn", timeout=30).envelope

    assert {("RET", "HDRS"), ("ENVID", "QQ314159")} <= set(envelope.parameters)
    assert set(envelope.recipient_parameters[0]) == {
        ("NOTIFY", "SUCCESS,DELAY"),
        ("ORCPT", "rfc822;bob@example.com"),
    }
