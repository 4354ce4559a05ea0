"""Real relays with the catcher as their smart host: Exim, Sendmail, OpenSMTPD and nullmailer.

Debian does not let them be installed side by side. So their packages are unpacked only, and each runs in a mount
namespace of its own, in which the users and folders that are compiled into it exist; the machine is not changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from catcher import Mail
from tests.clients.conftest import Secured
from tests.clients.programs import SECONDS

UNPACKED = Path(".cache/relays").absolute()
USERS = ("Debian-exim", "opensmtpd", "opensmtpq", "smmta", "smmsp")
MAIL = b"From: ann@example.com\nTo: bob@example.com\nSubject: by relay\n\n.dot\n"

EXIM = """
primary_hostname = staging.example
spool_directory = {home}/exim
log_file_path = {home}/exim/log-%s
exim_path = {unpacked}/usr/sbin/exim4
exim_user = mail
exim_group = mail
keep_environment =
begin routers
all:
  driver = manualroute
  route_list = * localhost byname
  transport = out
  self = send
begin transports
out:
  driver = smtp
  port = {port}
  allow_localhost
  hosts_require_tls = *
  tls_verify_certificates = {home}/ca.pem
  tls_verify_hosts = *
begin retry
"""

SENDMAIL = r"""
V10/Berkeley
Djstaging.example
O QueueDirectory={home}/sendmail
O DeliveryMode=i
O DefaultUser=mail:mail
O EightBitMode=pass8
O HelpFile=/dev/null
O CACertFile={home}/ca.pem
Troot mail
Hreceived: from $j by $j id $i; $b
H?D?Date: $a
Scanonify=3
R$* < $* > $*	$2
Sfinal=4
Sparse=0
R$*	$#relay $@ [127.0.0.1] $: $1
S1
Mlocal, P=/bin/false, F=lsDFMAw5:/|@qSPfhn9, S=1, R=1, T=DNS/RFC822/X-Unix, A=false
Mprog, P=/bin/false, F=lsDFMoqeu9, S=1, R=1, D=/, T=X-Unix/X-Unix/X-Unix, A=false
Mrelay, P=[IPC], F=mDFMuXa8k, S=1, R=1, E=\r\n, L=2040, T=DNS/RFC822/SMTP, A=TCP $h {port}
"""

OPENSMTPD = """
listen on socket
action "out" relay host smtp://127.0.0.1:{port}
match from any for any action "out"
"""

NAMESPACE = """
set -e
mount --bind {home}/passwd /etc/passwd
mount --bind {home}/group /etc/group
mount --bind {home}/hosts /etc/hosts
hostname staging.example
exec "$@"
"""

WITH_OPENSMTPD = """
set -e
mount --bind {home}/passwd /etc/passwd
mount --bind {home}/group /etc/group
for each in /mnt /run /var/spool /var/lib; do mount -t tmpfs tmpfs $each; done
mkdir -p /mnt/sbin /var/lib/opensmtpd/empty /var/spool/smtpd/offline
cp {unpacked}/usr/sbin/smtpctl {unpacked}/usr/sbin/smtpd /mnt/sbin
chmod 711 /var/spool/smtpd
chmod 770 /var/spool/smtpd/offline
chgrp opensmtpq /var/spool/smtpd/offline /mnt/sbin/smtpctl
chmod 2755 /mnt/sbin/smtpctl
mount -t overlay overlay -o lowerdir=/mnt/sbin:/usr/sbin /usr/sbin
ln -s /usr/sbin/smtpctl /run/sendmail
/run/sendmail -f ann@example.com bob@example.com || [ $? = 75 ]  # queued, as nobody serves yet
exec smtpd -d -f {home}/smtpd.conf
"""


@pytest.fixture
def home(secured: Secured) -> Path:
    """The folder of the relays' files, once everything is there that they need."""
    allowed = subprocess.run(["unshare", "--mount", "--uts", "true"], capture_output=True, check=False)
    if os.geteuid() != 0 or allowed.returncode != 0:
        pytest.skip("mount namespaces are for root only")
    if not UNPACKED.is_dir():
        pytest.skip("the relays are not here; `make test` fetches them where apt is there")
    new = [(name, 990 + number) for number, name in enumerate(USERS)]
    passwd = "".join(f"{name}:x:{number}:{number}::/:/usr/sbin/nologin\n" for name, number in new)
    group = "".join(f"{name}:x:{number}:\n" for name, number in new)
    (secured.home / "passwd").write_text(Path("/etc/passwd").read_text() + passwd)
    (secured.home / "group").write_text(Path("/etc/group").read_text() + group)
    (secured.home / "hosts").write_text("127.0.0.1 localhost\n127.0.0.1 staging.example staging\n")
    return secured.home


def written(secured: Secured, name: str, text: str) -> str:
    """A file of a relay's, with what it must know of the catcher filled in; gives its path."""
    path = secured.home / name
    path.write_text(
        text.replace("{home}", str(secured.home))
        .replace("{port}", secured.port)
        .replace("{unpacked}", str(UNPACKED))
    )
    return str(path)


def submit(secured: Secured, *command: str) -> None:
    """Hand the mail to a relay that delivers before it ends."""
    script = written(secured, "namespace.sh", NAMESPACE)
    done = subprocess.run(
        ["unshare", "--mount", "--uts", "sh", script, *command],
        input=MAIL, capture_output=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def arrived(secured: Secured) -> Mail:
    mail = secured.box.wait(subject="by relay", timeout=SECONDS)
    assert mail.sender == "ann@example.com"
    assert mail.recipients == ("bob@example.com",)
    assert mail.text.strip() == ".dot"
    assert mail.envelope.tls is not None
    return mail


def said(secured: Secured, mail: Mail) -> str:
    (session,) = secured.box.sessions(of=mail)
    return "\n".join(line.text for line in session.lines)


def test_exim_verifies_and_sends_chunks(secured: Secured, home: Path) -> None:
    (home / "exim").mkdir()
    shutil.chown(home / "exim", "mail", "mail")
    conf = written(secured, "exim.conf", EXIM)
    submit(
        secured, f"{UNPACKED}/usr/sbin/exim4", "-C", conf, "-odf", "-oi", "-f", "ann@example.com", "bob@example.com"
    )  # fmt: skip

    assert "BDAT" in said(secured, arrived(secured))


def test_sendmail_delivers_over_tls(secured: Secured, home: Path) -> None:
    (home / "sendmail").mkdir(mode=0o700)
    conf = written(secured, "sendmail.cf", SENDMAIL)
    sendmail = f"{UNPACKED}/usr/libexec/sendmail/sendmail"
    submit(
        secured, sendmail, "-C", conf, "-oi", "-N", "success", "-f", "ann@example.com", "bob@example.com"
    )  # fmt: skip

    mail = arrived(secured)
    assert ("NOTIFY", "SUCCESS") in mail.envelope.recipient_parameters[0]
    assert mail.headers["received"].startswith("from staging.example")


def test_opensmtpd_delivers_what_was_queued(secured: Secured, home: Path) -> None:
    written(secured, "smtpd.conf", OPENSMTPD)
    script = written(secured, "opensmtpd.sh", WITH_OPENSMTPD)
    with subprocess.Popen(
        ["unshare", "--mount", "sh", script],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as relay:  # fmt: skip
        try:
            assert relay.stdin is not None
            relay.stdin.write(MAIL)
            relay.stdin.close()
            arrived(secured)
        finally:
            relay.terminate()


def test_nullmailer_verifies(secured: Secured, home: Path) -> None:
    mail = home / "queued"
    mail.write_bytes(b"ann@example.com\nbob@example.com\n\n" + MAIL)
    options = (
        f"host=localhost\nport={secured.port}\nstarttls\nx509cafile={secured.ca}\nuser=shop\npass=secret\n"
    )
    done = subprocess.run(
        ["sh", "-c", f"{UNPACKED}/usr/lib/nullmailer/smtp 3<{mail}"],
        input=options.encode(), capture_output=True, timeout=SECONDS, check=False,
        env={**os.environ, "HELOHOST": "staging.example"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr

    assert arrived(secured).login == "shop"
