"""The commands that ask a running catcher: the same questions that the API answers, for the shell."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass

from catcher.application.store import StoreError
from catcher.clients.errors import CatcherError, MailArrived, NoMailArrived, NotAsExpected
from catcher.core.query import QueryError
from catcher.core.rules import RuleError
from catcher.core.shapes import Summary
from catcher.core.wire import encode
from catcher.http_client import Client
from catcher.mail import Mail
from catcher.rule_commands import rules
from catcher.sample import SendError, sample, send
from catcher.terminal import fail, printable


def run(given: argparse.Namespace) -> int:
    """Run one command; gives the exit code."""
    try:
        COMMANDS[given.command](given)
    except (CatcherError, NoMailArrived, MailArrived, NotAsExpected, SendError, StoreError) as error:
        return fail(error, 1)
    except (QueryError, RuleError) as error:
        return fail(error, 2)
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


@contextmanager
def _client(given: argparse.Namespace) -> Iterator[Client]:
    """The catcher that is asked, or the mailbox of it that was named."""
    with Client(given.url, token=given.token) as client:
        mailbox = getattr(given, "mailbox", None)
        yield client if mailbox is None else client.mailbox(mailbox)


def _list(given: argparse.Namespace) -> None:
    with _client(given) as client:
        for summary in client.summaries(" ".join(given.query)):
            print(encode(summary).decode() if given.json else _row(summary))


def _row(summary: Summary) -> str:
    received = summary["received_at"].astimezone()
    recipients = ", ".join(summary["recipients"])
    return printable(
        f"{summary['id']:>6}  {received:%Y-%m-%d %H:%M:%S}  {summary['sender'] or '<>'} -> {recipients}"
        f"  {summary['subject'] or '(no subject)'}"
    )


def _show(given: argparse.Namespace) -> None:
    with _client(given) as client:
        _print_mail(client, given.id, given)


def _wait(given: argparse.Namespace) -> None:
    with _client(given) as client:
        mail = client.wait(" ".join(given.query), timeout=given.timeout, after=given.after)
        _print_mail(client, mail.id, given)


def _none(given: argparse.Namespace) -> None:
    with _client(given) as client:
        client.none(" ".join(given.query), within=given.within, after=given.after)


def _expect(given: argparse.Namespace) -> None:
    with _client(given) as client:
        found = client.expect(
            " ".join(given.query),
            count=given.count,
            at_least=given.at_least,
            at_most=given.at_most,
            within=given.within,
            quiet=given.quiet,
            after=given.after,
            in_order=given.in_order,
            exactly=given.exactly,
        )
    for mail in found:
        recipients = ", ".join(mail.recipients)
        print(
            printable(
                f"{mail.id:>6}  {mail.sender or '<>'} -> {recipients}  {mail.subject or '(no subject)'}"
            )
        )


def _mailboxes(given: argparse.Namespace) -> None:
    with _client(given) as client:
        if given.verb == "drop":
            print(f"{client.drop()} deleted")
            return
        for one in client.mailboxes():
            print(printable(f"{one['total']:>6}  {one['unread']:>6} unread  {one['name']}"))


def _print_mail(client: Client, message_id: int, given: argparse.Namespace) -> None:
    if given.raw:
        sys.stdout.buffer.write(client.raw(message_id))
        sys.stdout.buffer.flush()
        return
    mail = client.get(message_id)
    if given.code:
        print(printable(_code(mail)))
    elif given.links:
        for link in mail.links:
            print(printable(link.href))
    else:
        print(printable(_readable(mail)))


def _code(mail: Mail) -> str:
    """For a shell script, which needs the code and nothing else."""
    if not mail.codes:
        raise CatcherError(
            f"expected a one-time code in mail {mail.id}, found none that is likely; 'catcher show {mail.id}' shows it"
        )
    return mail.codes[0].value


def _readable(mail: Mail) -> str:
    lines = [
        f"Mail {mail.id}, received {mail.received_at.astimezone():%Y-%m-%d %H:%M:%S}, {mail.size} bytes",
        f"Envelope: {mail.sender or '<>'} -> {', '.join(mail.recipients)}",
        *(f"{name}: {value}" for name, value in mail.headers),
        *(f"Attachment: {a.filename or a.content_type} ({a.size} bytes)" for a in mail.attachments),
        *(f"Defect: {defect}" for defect in mail.defects),
        "",
        mail.text or mail.html,
    ]
    return "\n".join(lines)


def _delete(given: argparse.Namespace) -> None:
    query = " ".join(given.query)
    if bool(query) == given.all:
        raise CatcherError("expected either a query or --all, so that nothing is deleted by mistake")
    with _client(given) as client:
        removed = client.clear() if given.all else client.delete(query)
    print(f"{removed} deleted")


def _health(given: argparse.Namespace) -> None:
    with _client(given) as client:
        health = client.health
    print(encode(health).decode())
    if health["writing"] != "ok":
        raise CatcherError(f"the catcher keeps no new mail: {health['writing']}")


def _export(given: argparse.Namespace) -> None:
    from catcher.carrying_commands import export  # noqa: PLC0415 - the formats, of which only two commands need anything

    export(given)


def _import(given: argparse.Namespace) -> None:
    from catcher.carrying_commands import take_in  # noqa: PLC0415 - see _export

    take_in(given)


def _ca(given: argparse.Namespace) -> None:
    with _client(given) as client:
        print(client.ca_pem.decode(), end="")


def _account(given: argparse.Namespace) -> None:
    """No catcher is asked: the line is for a file that one reads at its start."""
    if not given.name or ":" in given.name or given.name.startswith("#"):
        raise CatcherError(
            f"expected a login name without ':' that does not begin with '#', not {given.name!r}"
        )
    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if not password:
        raise CatcherError("expected a password on standard input, found nothing")
    from catcher.adapters.smtp import Verifier  # noqa: PLC0415 - the SMTP server, of which only this command needs a part

    print(f"{given.name}:{Verifier.of(password)}")


def _recover(given: argparse.Namespace) -> None:
    """No catcher is asked: it may not even start on a damaged file."""
    from catcher.adapters.stores.recovery import recover  # noqa: PLC0415 - the store, of which only this command needs a part

    new = given.new or given.file.with_name(given.file.name + ".recovered")
    done = recover(given.file, new, _progress)
    print(f"{done.mails} mails are recovered in {new}: catcher serve --data {new}")
    if done.lost:
        print(f"{done.lost} mails are lost: their octets cannot be read", file=sys.stderr)
    if done.without_envelope:
        print(f"{done.without_envelope} mails have lost their envelope and mailbox", file=sys.stderr)


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {of} mails", end="" if done < of else "\n", file=sys.stderr, flush=True)


def _send(given: argparse.Namespace) -> None:
    recipients = tuple(given.to or ["bob@example.com"])
    with _client(given) as client:
        reply = send(client.smtp, given.sender, recipients, _mail_to_send(given, recipients))
    print(reply)


def _mail_to_send(given: argparse.Namespace, recipients: tuple[str, ...]) -> bytes:
    if given.file is None:
        return sample(given.sender, recipients)
    try:
        return sys.stdin.buffer.read() if str(given.file) == "-" else bytes(given.file.read_bytes())
    except OSError as error:
        raise SendError(f"cannot read {given.file}: {error.strerror}") from error


COMMANDS = {
    "list": _list,
    "show": _show,
    "wait": _wait,
    "none": _none,
    "expect": _expect,
    "mailboxes": _mailboxes,
    "delete": _delete,
    "export": _export,
    "import": _import,
    "rules": rules,
    "ca": _ca,
    "account": _account,
    "health": _health,
    "recover": _recover,
    "send": _send,
}
