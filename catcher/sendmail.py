"""A stand-in for /usr/sbin/sendmail that hands every mail to the catcher: for PHP, cron and scripts.

It takes the options that programs use, ignores the others as other replacements do, and exits with the
codes of sysexits.h, which callers know.
"""

from __future__ import annotations

import getpass
import os
import re
import socket
import sys
import threading
from collections.abc import Mapping, Sequence
from email.parser import BytesHeaderParser
from email.utils import formataddr, getaddresses
from typing import BinaryIO

from catcher.core.wire import Value
from catcher.sample import SendError, send

EX_USAGE = 64  # the command line is wrong
EX_NOINPUT = 66  # no recipients
EX_TEMPFAIL = 75  # nobody took the mail; trying again later may help

DEFAULT_SMTP = "127.0.0.1:1025"
WITH_VALUE = frozenset("BCDFLNORVXbdefhmopqr")
"""Single-letter options that have a value, as Sendmail and Postfix read them."""
VALUE_ATTACHED_ONLY = frozenset("bdeomq")
"""Of these, the value is never the next word: `-oi`, `-bs`, `-q30m`."""
SMTP_CHUNK_OCTETS = 64 * 1024


class UsageError(Exception):
    """The command line cannot be followed."""


class Invocation(Value):
    """What the caller asked for."""

    recipients: tuple[str, ...] = ()
    sender: str | None = None
    full_name: str = ""
    from_headers: bool = False
    dot_ends: bool = True
    mode: str = "m"
    verbose: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Take one mail from standard input; gives the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        invocation = read_arguments(words)
        endpoint = smtp_endpoint(os.environ)
        if invocation.mode == "s":
            return _relay_dialog(endpoint, sys.stdin.buffer, sys.stdout.buffer)
        if invocation.mode != "m":
            return 0  # -bp, -bi and the like: there is no queue and there are no aliases to speak of
        return _submit(invocation, endpoint, sys.stdin.buffer)
    except UsageError as error:
        print(f"sendmail: {error}", file=sys.stderr)
        return EX_USAGE
    except (SendError, OSError) as error:
        print(f"sendmail: {error}", file=sys.stderr)
        return EX_TEMPFAIL


def smtp_endpoint(environment: Mapping[str, str]) -> tuple[str, int]:
    """Where the catcher listens: CATCHER_SMTP as host:port. Raises UsageError."""
    given = environment.get("CATCHER_SMTP", DEFAULT_SMTP)
    host, _, port = given.rpartition(":")
    if not host or not port.isdigit():
        raise UsageError(f"CATCHER_SMTP: expected host:port such as {DEFAULT_SMTP}, not {given!r}")
    return host.strip("[]"), int(port)


def read_arguments(words: Sequence[str]) -> Invocation:
    """Understand the command line; options that mean nothing here are skipped with their values."""
    options: list[tuple[str, str]] = []
    left = list(words)
    recipients: list[str] = []
    while left:
        word = left.pop(0)
        if word == "--":
            recipients += left
            break
        if len(word) < 2 or word[0] != "-":
            recipients.append(word)
            continue
        name, value = word[1], word[2:]
        if not value and name in WITH_VALUE and name not in VALUE_ATTACHED_ONLY:
            if not left:
                raise UsageError(f"option -{name} needs a value")
            value = left.pop(0)
        if name in WITH_VALUE:
            options.append((name, value))
        else:
            options += [(letter, "") for letter in word[1:]]
    return _invocation(options, recipients)


def _invocation(options: Sequence[tuple[str, str]], recipients: Sequence[str]) -> Invocation:
    last = dict(options)
    given = {name for name, _ in options}
    return Invocation(
        recipients=tuple(part.strip() for each in recipients for part in each.split(",") if part.strip()),
        sender=last.get("f", last.get("r")),
        full_name=last.get("F", ""),
        from_headers="t" in given,
        dot_ends="i" not in given and ("o", "i") not in options,
        mode=last.get("b", "m") or "m",
        verbose="v" in given,
    )


def _submit(invocation: Invocation, endpoint: tuple[str, int], given: BinaryIO) -> int:
    raw = prepared(given.read(), dot_ends=invocation.dot_ends)
    sender = (
        invocation.sender if invocation.sender is not None else f"{getpass.getuser()}@{socket.gethostname()}"
    )
    sender = sender.strip().removeprefix("<").removesuffix(">")
    recipients = invocation.recipients
    if invocation.from_headers:
        recipients = tuple(dict.fromkeys((*recipients, *header_recipients(raw))))
        raw = without_header(raw, b"bcc")
    if not recipients:
        print("sendmail: no recipients: name them, or use -t and write them into the mail", file=sys.stderr)
        return EX_NOINPUT
    raw = _with_from(raw, formataddr((invocation.full_name, sender)))
    reply = send(endpoint, sender, recipients, raw)
    if invocation.verbose:
        print(f"{', '.join(recipients)}... {reply}")
    return 0


def prepared(given: bytes, *, dot_ends: bool) -> bytes:
    """The mail with the line ends of SMTP; unless -i was given, a line with a single dot ends it."""
    raw = re.sub(rb"\r?\n", b"\r\n", given)
    if dot_ends:
        raw = re.split(rb"(?:^|(?<=\r\n))\.\r\n", raw, maxsplit=1)[0]
    return raw


def header_recipients(raw: bytes) -> tuple[str, ...]:
    """The addresses of To, Cc and Bcc, each once."""
    headers = BytesHeaderParser().parsebytes(raw)
    fields = [str(value) for name in ("to", "cc", "bcc") for value in headers.get_all(name, [])]
    return tuple(dict.fromkeys(address for _, address in getaddresses(fields) if address))


def without_header(raw: bytes, name: bytes) -> bytes:
    """The mail without that field, and nothing else changed."""
    head, blank, body = raw.partition(b"\r\n\r\n")
    kept = re.sub(rb"(?im)^" + name + rb"[ \t]*:.*(?:\n[ \t].*)*\n?", b"", head + b"\r\n").removesuffix(
        b"\r\n"
    )
    return kept + blank + body


def _with_from(raw: bytes, author: str) -> bytes:
    """Sendmail adds a From field where there is none; without it the mail would name no author."""
    head = raw.partition(b"\r\n\r\n")[0]
    if re.search(rb"(?im)^from[ \t]*:", head):
        return raw
    return f"From: {author}\r\n".encode() + raw


def _relay_dialog(endpoint: tuple[str, int], given: BinaryIO, answers: BinaryIO) -> int:
    """-bs: the caller speaks SMTP on standard input; pass it on, and the replies back."""
    with socket.create_connection(endpoint) as connection:
        speaker = threading.Thread(target=_pass_on, args=(given, connection), daemon=True)
        speaker.start()
        while reply := connection.recv(SMTP_CHUNK_OCTETS):
            answers.write(reply)
            answers.flush()
    return 0


def _pass_on(given: BinaryIO, connection: socket.socket) -> None:
    """A caller may end its lines with LF alone; SMTP wants CRLF."""
    for line in given:
        connection.sendall(line.rstrip(b"\r\n") + b"\r\n")
    connection.shutdown(socket.SHUT_WR)
