"""Every setting does what its help says, seen from outside: through a real socket."""

from __future__ import annotations

import smtplib
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import catcher
from catcher.core.mailboxes import read_mailbox_rules
from catcher.server import ServeError

MAIL = "Subject: x\n\nHello\n"


@contextmanager
def plain(box: catcher.Catcher) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP(*box.smtp) as smtp:
        smtp.ehlo()
        yield smtp


def send(smtp: smtplib.SMTP, *recipients: str) -> dict[str, tuple[int, bytes]]:
    return smtp.sendmail("ann@example.com", recipients or ("bob@example.com",), MAIL)


def trusting(box: catcher.Client) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=box.ca_pem.decode())


def test_the_submission_port_wants_starttls_first_and_the_plain_one_does_not() -> None:
    with catcher.embedded(tls="auto", submission_port=0) as box:
        with plain(box) as smtp:
            send(smtp)
        with smtplib.SMTP("localhost", box.submission.port) as smtp:
            with pytest.raises(smtplib.SMTPSenderRefused, match=r"5\.7\.0"):
                send(smtp)
            smtp.starttls(context=trusting(box))
            send(smtp)
        assert len(box.messages) == 2


def test_starttls_can_be_required_everywhere() -> None:
    with catcher.embedded(tls="auto", starttls_required=True) as box, plain(box) as smtp:
        assert smtp.docmd("MAIL", "FROM:<ann@example.com>")[0] == 530


def test_lmtp_answers_for_each_recipient() -> None:
    with catcher.embedded(lmtp_port=0) as box, smtplib.LMTP(*box.lmtp) as lmtp:
        lmtp.ehlo("client")
        lmtp.mail("ann@example.com")
        for name in ("bob", "fail-450-after-data", "kim"):
            lmtp.rcpt(f"{name}@example.com")
        codes = [lmtp.data(MAIL)[0], lmtp.getreply()[0], lmtp.getreply()[0]]

        assert codes == [250, 450, 250]
        assert box.wait().recipients == ("bob@example.com", "kim@example.com")


def test_unix_sockets_for_smtp_and_lmtp(tmp_path: Path) -> None:
    here, there = tmp_path / "smtp.sock", tmp_path / "lmtp.sock"
    with catcher.embedded(smtp_socket=here, lmtp_socket=there) as box:
        with smtplib.LMTP(str(there)) as lmtp:
            send(lmtp)
        with socket.socket(socket.AF_UNIX) as raw:
            raw.connect(str(here))
            assert raw.recv(100).startswith(b"220 catcher ESMTP")
        assert box.wait().recipients == ("bob@example.com",)
    assert not here.exists()
    assert not there.exists()


@pytest.mark.parametrize(
    ("settings", "kept"),
    [
        ({}, [1, 2, 3, 4]),
        ({"keep_messages": 3}, [2, 3, 4]),
        ({"keep_bytes": 50}, [3, 4]),
        ({"mailbox_messages": 1}, [2, 4]),
        ({"mailbox_bytes": 30}, [2, 4]),
        ({"keep_for": timedelta(days=1), "durability": "normal"}, [1, 2, 3, 4]),
    ],
    ids=str,
)
def test_what_is_kept_is_bounded_and_what_went_is_told(
    settings: dict[str, Any], kept: list[int], tmp_path: Path
) -> None:
    """Mails 1 and 2 are in one mailbox, 3 and 4 in another; each has 21 octets."""
    with catcher.embedded(data=tmp_path / "mail.db", **settings) as box:
        for mailbox in ("ann", "bob"):
            with plain(box) as smtp:
                smtp.login(mailbox, "any")
                send(smtp)
                send(smtp)
        figures = box.health["messages"], box.health["evicted"], box.health["bytes"]

        assert sorted(mail["id"] for mail in box.summaries()) == kept
        assert figures == (len(kept), 4 - len(kept), 21 * len(kept))


def test_a_socket_that_cannot_be_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(ServeError, match=r"--smtp-socket .*; choose another place"),
        catcher.embedded(smtp_socket=tmp_path / "missing" / "smtp.sock"),
    ):
        pass


def test_it_calls_itself_as_it_is_told() -> None:
    with catcher.embedded(hostname="mx.example.com") as box, smtplib.SMTP() as smtp:
        assert smtp.connect(*box.smtp)[1].startswith(b"mx.example.com ESMTP")


def test_a_proxy_says_who_the_client_is() -> None:
    with catcher.embedded(proxy_protocol=True) as box:
        with socket.create_connection(box.smtp) as raw, raw.makefile("rwb") as lines:
            lines.write(b"PROXY TCP4 203.0.113.7 192.0.2.1 4711 25\r\nEHLO client\r\n")
            lines.write(b"MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n")
            lines.flush()
            while not lines.readline().startswith(b"354"):
                pass
            lines.write(b"Subject: x\r\n\r\n.\r\n")
            lines.flush()
            assert lines.readline().startswith(b"250")
        assert peer_of_newest(box) == "203.0.113.7:4711"


@pytest.mark.parametrize("apart", [False, True])
def test_a_proxy_in_front_of_tls_says_who_the_client_is(apart: bool) -> None:
    with catcher.embedded(tls="auto", proxy_protocol=True, smtps_port=0) as box:
        tls = ssl.create_default_context(cadata=box.ca_pem.decode())
        into, out_of = ssl.MemoryBIO(), ssl.MemoryBIO()
        client = tls.wrap_bio(into, out_of, server_hostname="localhost")
        with pytest.raises(ssl.SSLWantReadError):
            client.do_handshake()
        header, hello = b"PROXY TCP4 203.0.113.7 192.0.2.1 4711 465\r\n", out_of.read()
        with socket.create_connection(box.smtps) as raw:
            for packet in (header, hello) if apart else (header + hello,):
                raw.sendall(packet)

            def talk(step: Callable[[], bytes | None]) -> bytes | None:
                while True:
                    try:
                        return step()
                    except ssl.SSLWantReadError:
                        raw.sendall(out_of.read())
                        into.write(raw.recv(65536))

            talk(client.do_handshake)
            raw.sendall(out_of.read())
            assert (talk(client.read) or b"").startswith(b"220 ")
            client.write(b"EHLO x\r\nMAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n")
            raw.sendall(out_of.read())
            while b"354 " not in (talk(client.read) or b""):
                pass
            client.write(b"Subject: x\r\n\r\n.\r\n")
            raw.sendall(out_of.read())
            assert (talk(client.read) or b"").startswith(b"250 ")
        assert peer_of_newest(box) == "203.0.113.7:4711"
        assert box.wait().envelope.tls is not None


def test_a_client_speaks_for_another_where_xclient_is_on() -> None:
    with catcher.embedded() as box, plain(box) as smtp:
        assert smtp.docmd("XCLIENT", "ADDR=203.0.113.7 PORT=4711")[0] == 500
    with catcher.embedded(xclient=True) as box, plain(box) as smtp:
        assert smtp.docmd("XCLIENT", "ADDR=203.0.113.7 PORT=4711")[0] == 220
        smtp.ehlo()
        send(smtp)
        assert peer_of_newest(box) == "203.0.113.7:4711"


def peer_of_newest(box: catcher.Catcher) -> str:
    return box.wait().envelope.peer


def test_a_login_can_be_required() -> None:
    with catcher.embedded(auth_required=True) as box, plain(box) as smtp:
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            send(smtp)
        assert refused.value.smtp_code == 530
        smtp.login("shop", "any")
        send(smtp)


def test_only_those_in_the_file_may_log_in(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    command = [sys.executable, "-m", "catcher", "account", "shop"]
    made = subprocess.run(command, input="s3cret\n", capture_output=True, text=True, check=True)
    assert "s3cret" not in made.stdout
    file.write_text(f"# who may\n\n{made.stdout}")
    with catcher.embedded(accounts=file) as box, plain(box) as smtp:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            smtp.login("shop", "wrong")
        with pytest.raises(smtplib.SMTPAuthenticationError):
            smtp.login("other", "s3cret")
        smtp.login("shop", "s3cret")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("shop:secret", r"line 1 of the accounts \(shop\): expected SCRAM-SHA-256"),
        ("", "nobody is in it; 'catcher account NAME' makes a line"),
        (None, "No such file"),
    ],
)
def test_a_file_of_accounts_that_cannot_be_read_is_told(
    tmp_path: Path, text: str | None, complaint: str
) -> None:
    file = tmp_path / "accounts"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ServeError, match=f"--accounts .*{complaint}"), catcher.embedded(accounts=file):
        pass


def test_a_login_may_need_encryption() -> None:
    with (
        catcher.embedded(tls="auto", auth_needs_tls=True) as box,
        smtplib.SMTP("localhost", box.smtp.port) as smtp,
    ):
        assert smtp.docmd("EHLO", "client")[0] == 250
        assert smtp.docmd("AUTH", "PLAIN AHNob3AAeA==")[0] == 538
        smtp.starttls(context=trusting(box))
        smtp.login("shop", "any")


@pytest.mark.parametrize("shown", [True, False])
def test_transcripts_mask_passwords_unless_asked(shown: bool) -> None:
    with catcher.embedded(show_passwords=shown) as box:
        with plain(box) as smtp:
            smtp.docmd("AUTH", "PLAIN AHNob3AAaHVudGVyMg==")
            send(smtp)
        transcript = "\n".join(line.text for line in box.sessions()[0].lines)
    assert ("AHNob3AAaHVudGVyMg==" in transcript) is shown


@pytest.mark.parametrize("flag", ["submission_port", "smtps_port", "starttls_required", "auth_needs_tls"])
def test_what_needs_a_certificate_says_so(flag: str) -> None:
    name = "--" + flag.replace("_", "-")
    with (
        pytest.raises(ServeError, match=f"{name} needs a certificate: --tls auto makes one"),
        catcher.embedded(**{flag: True if "re" in flag or "needs" in flag else 0}),
    ):
        pass


def test_further_names_are_in_the_certificate() -> None:
    with (
        catcher.embedded(tls="auto", smtps_port=0, tls_names=("mail.test", "192.0.2.7")) as box,
        socket.create_connection(box.smtps) as raw,
        trusting(box).wrap_socket(raw, server_hostname="mail.test") as secure,
    ):
        shown = str(secure.getpeercert())
    assert all(f"'{name}'" in shown for name in ("mail.test", "192.0.2.7", "localhost"))


def test_limits_and_their_replies() -> None:
    settings = {"max_message": 1000, "max_recipients": 2, "max_command": 600, "max_bad_commands": 3}
    with catcher.embedded(**settings) as box:
        with plain(box) as smtp:
            assert smtp.esmtp_features["size"] == "1000"
            assert smtp.docmd("MAIL", "FROM:<a@example.com> SIZE=1001")[0] == 552
            smtp.mail("a@example.com")
            codes = [smtp.rcpt(f"{name}@example.com")[0] for name in ("b", "c", "d")]
            assert codes == [250, 250, 452]
            assert smtp.data(b"x" * 1001)[0] == 552
            assert smtp.docmd("NOOP", "x" * 700)[0] == 500
            assert [smtp.docmd("LUNCH")[0] for _ in range(2)] == [500, 421]
        assert box.messages == []


def test_connections_are_counted() -> None:
    with catcher.embedded(max_connections=1) as box, plain(box):
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtplib.SMTP(*box.smtp)
        assert refused.value.smtp_code == 421


def test_those_who_say_nothing_are_let_go() -> None:
    with catcher.embedded(idle_seconds=0.05, data_seconds=0.05) as box:
        with socket.create_connection(box.smtp) as raw, raw.makefile("rb") as lines:
            assert [line[:3] for line in lines] == [b"220", b"421"]
        with socket.create_connection(box.smtp) as raw, raw.makefile("rb") as lines:
            raw.sendall(b"HELO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\nSubject")
            assert [line[:3] for line in lines] == [b"220", b"250", b"250", b"250", b"354", b"421"]
        assert box.messages == []


def test_the_mailbox_is_named_by_what_is_asked_for() -> None:
    rules = read_mailbox_rules("header,plus,helo:ci-*=ci")
    with catcher.embedded(mailbox_by=rules) as box:
        with smtplib.SMTP(*box.smtp, local_hostname="ci-7") as smtp:
            smtp.login("ann", "any")
            smtp.sendmail("ann@example.com", ["bob@example.com"], MAIL)
            smtp.sendmail("ann@example.com", ["bob+tag@example.com"], MAIL)
            smtp.sendmail("ann@example.com", ["bob+tag@example.com"], f"X-Catcher-Mailbox: named\n{MAIL}")
        (session,) = box.sessions()

        assert [mail.mailbox for mail in box.messages] == ["ci", "tag", "named"]
        assert session.mailboxes == ("ci", "tag", "named")
        assert [mail.id for mail in box.find(f"session:{session.id} tag:tag")] == [2, 3]


def test_a_session_without_mail_belongs_to_the_mailbox_of_its_login() -> None:
    with catcher.embedded() as box:
        for login in ("ann", "bob"):
            with smtplib.SMTP(*box.smtp) as smtp:
                smtp.login(login, "any")

        assert [session.login for session in box.mailbox("ann").sessions()] == ["ann"]
