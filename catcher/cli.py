"""The command line: `catcher serve`, and commands that ask a running catcher.

Exit codes: 0 it is so, 1 it is not (no mail, no catcher, refused), 2 the command line is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from catcher.core.config import options
from catcher.core.rules import Stage
from catcher.core.version import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - has no public name

SENDMAIL_NAMES = frozenset({"sendmail", "mailq", "newaliases"})
DEFAULT_URL = "http://127.0.0.1:8025"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. Called by the name of sendmail, it is sendmail."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    as_sendmail = arguments is None and Path(sys.argv[0]).name in SENDMAIL_NAMES
    try:
        if as_sendmail or words[:1] == ["sendmail"]:
            return _sendmail(words if as_sendmail else words[1:])
        given = _parser().parse_args(words)
        return _serve(given) if given.command == "serve" else _ask(given)
    except KeyboardInterrupt:
        return 130


def _sendmail(words: Sequence[str]) -> int:
    from catcher import sendmail  # noqa: PLC0415 - see _ask

    return sendmail.main(words)


def _serve(given: argparse.Namespace) -> int:
    from catcher import serving  # noqa: PLC0415 - the server costs time that the other commands need not spend

    return serving.run({option.name: getattr(given, option.name) for option in options()})


def _ask(given: argparse.Namespace) -> int:
    from catcher import commands  # noqa: PLC0415 - its HTTP client costs time that `serve` need not spend

    return commands.run(given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="catcher", description="Catches all mail that is sent to it, shows it, and relays none."
    )
    parser.add_argument("--version", action="version", version=f"catcher {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _serve_parser(commands)
    _asking_parsers(commands)
    _send_parser(commands)
    account = _command(commands, "account", "print a line for --accounts, for a password on standard input")
    account.add_argument("name", metavar="NAME")
    recover = _command(commands, "recover", "read what can be read of a damaged --data file into a new one")
    recover.add_argument("file", type=Path, metavar="FILE", help="the damaged file; it is not written")
    recover.add_argument("new", type=Path, nargs="?", metavar="NEW", help="the new one (FILE.recovered)")
    commands.add_parser("sendmail", help="a stand-in for /usr/sbin/sendmail; see CATCHER_SMTP")
    return parser


def _command(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(command=name)
    return parser


def _serve_parser(commands: Commands) -> None:
    parser = _command(commands, "serve", "catch mail, until Ctrl-C")
    for name, group in groupby(options(), key=lambda option: option.group):
        section = parser.add_argument_group(name)
        for option in group:
            section.add_argument(
                option.flag, metavar=option.metavar, help=f"{option.help} [{option.variable}]"
            )


def _asking_parsers(commands: Commands) -> None:
    listing = _asking(commands, "list", "list the mail that matches, newest first")
    listing.add_argument("query", nargs="*", metavar="QUERY", help="for example: to:bob subject:welcome")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    _add_mailbox(listing)

    show = _asking(commands, "show", "show one mail")
    show.add_argument("id", type=int, metavar="ID")
    _add_what_is_shown(show)

    wait = _asking(commands, "wait", "wait for a mail that matches, and show it")
    wait.add_argument("query", nargs="*", metavar="QUERY", help="for example: to:bob subject:welcome")
    wait.add_argument("--timeout", type=float, default=10.0, metavar="SECONDS", help="at most (10)")
    wait.add_argument("--after", type=int, metavar="ID", help="leave out this mail and all before it")
    _add_what_is_shown(wait)
    _add_mailbox(wait)

    delete = _asking(commands, "delete", "delete the mail that matches")
    delete.add_argument("query", nargs="*", metavar="QUERY", help="for example: to:bob, or id:7")
    delete.add_argument("--all", action="store_true", help="all mail")
    _add_mailbox(delete)

    _expecting_parsers(commands)
    _mailboxes_parsers(commands)
    _carrying_parsers(commands)
    _rules_parsers(commands)
    _asking(commands, "ca", "print the CA of --tls auto (PEM), for clients that verify")
    _asking(commands, "health", "say whether a catcher answers, and where it listens")


def _expecting_parsers(commands: Commands) -> None:
    none = _asking(commands, "none", "succeed when no mail matches")
    none.add_argument("query", nargs="*", metavar="QUERY", help="for example: to:eve")
    none.add_argument("--within", type=float, default=0.0, metavar="SECONDS", help="and none comes (0)")
    expect = _asking(
        commands, "expect", "succeed when the mail is as expected, and list it; else say why not"
    )
    expect.add_argument(
        "query", nargs="*", metavar="QUERY", help="the mail that is looked at; all without one"
    )
    expect.add_argument("--count", type=int, metavar="N", help="so many and no more")
    expect.add_argument("--at-least", type=int, metavar="N", help="so many or more (1)")
    expect.add_argument("--at-most", type=int, metavar="N", help="so many or fewer")
    expect.add_argument(
        "--in-order", action="append", default=[], metavar="QUERY", help="a mail for each that is given, in this order"
    )  # fmt: skip
    expect.add_argument(
        "--exactly", action="append", metavar="QUERY", help="one mail for each that is given, and no other"
    )
    expect.add_argument("--within", type=float, metavar="SECONDS", help="it must be so within (10)")
    expect.add_argument(
        "--quiet",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="and not one too many comes for so long (0)",
    )
    for parser in (none, expect):
        parser.add_argument("--after", type=int, metavar="ID", help="leave out this mail and all before it")
        _add_mailbox(parser)


def _mailboxes_parsers(commands: Commands) -> None:
    mailboxes = _asking(commands, "mailboxes", "list the mailboxes, or drop one")
    verbs = mailboxes.add_subparsers(dest="verb", metavar="VERB")
    drop = verbs.add_parser("drop", help="remove one with all its mail and rules")
    drop.add_argument("mailbox", metavar="NAME")
    _add_place(drop, argparse.SUPPRESS, argparse.SUPPRESS)


def _add_mailbox(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mailbox", metavar="NAME", help="only mail of this mailbox")


def _carrying_parsers(commands: Commands) -> None:
    export = _asking(commands, "export", "write the mail that matches into a file or a folder")
    export.add_argument("query", nargs="*", metavar="QUERY", help="for example: to:bob; all mail without one")
    export.add_argument(
        "--format", metavar="FORMAT", help="zip (of .eml files), mbox, jsonl, maildir or eml; else by the name of --output"
    )  # fmt: skip
    export.add_argument("--output", type=Path, required=True, metavar="PATH", help="- for standard output")

    take_in = _asking(
        commands, "import", "take in mail: .eml, mbox, Maildir, zip, JSON lines, or another catcher's"
    )
    take_in.add_argument(
        "path", nargs="+", type=Path, metavar="PATH",
        help="a file or a folder; also Mailpit's database, MailHog's Maildir and MailDev's folder",
    )  # fmt: skip
    take_in.add_argument("--mailbox", metavar="NAME", help="where to put all of it; else where it was")


def _add_what_is_shown(parser: argparse.ArgumentParser) -> None:
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--raw", action="store_true", help="exactly as it was sent")
    shown.add_argument("--code", action="store_true", help="only its likeliest one-time code")
    shown.add_argument("--links", action="store_true", help="only its links, one a line")


def _rules_parsers(commands: Commands) -> None:
    rules = _asking(commands, "rules", "list failures on purpose, or set and remove them")
    verbs = rules.add_subparsers(dest="verb", metavar="VERB")
    add = verbs.add_parser("add", help="set one: catcher rules add rcpt 450 4.2.1 Busy --first 2")
    add.add_argument("stage", metavar="STAGE", help=", ".join(Stage))
    add.add_argument(
        "action", nargs="+", metavar="ACTION",
        help="a reply code from 400 to 599 with its text, delay SECONDS, drop, cut BYTES, slow BYTES, discard",
    )  # fmt: skip
    for name in ("mailbox", "sender", "recipient", "login", "helo", "peer"):
        add.add_argument(f"--{name}", metavar="PATTERN", help="only for these; * and ? stand for anything")
    add.add_argument("--header", metavar="NAME:PATTERN", help="only for mail with such a header; at accept")
    add.add_argument("--min-size", type=int, metavar="BYTES", help="only for mail as large; at accept")
    add.add_argument("--max-size", type=int, metavar="BYTES", help="only for mail no larger; at accept")
    when = add.add_mutually_exclusive_group()
    when.add_argument("--first", type=int, metavar="N", help="only the first N times")
    when.add_argument("--every", type=int, metavar="N", help="only every Nth time")
    when.add_argument("--after", type=int, metavar="N", help="not the first N times")
    when.add_argument("--rate", metavar="N/SECONDS", help="once more than N came in so many seconds")
    when.add_argument("--chance", type=float, metavar="P", help="with this probability, 0 to 1")
    for verb, text in (("remove", "remove one"), ("on", "let one work again"), ("off", "let one rest")):
        verbs.add_parser(verb, help=text).add_argument("id", type=int, metavar="ID")
    clear = verbs.add_parser("clear", help="remove all, or those for one mailbox")
    clear.add_argument("--mailbox", metavar="NAME")
    for verb_parser in verbs.choices.values():
        _add_place(verb_parser, argparse.SUPPRESS, argparse.SUPPRESS)


def _asking(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    parser = _command(commands, name, text)
    _add_place(parser, os.environ.get("CATCHER_URL", DEFAULT_URL), os.environ.get("CATCHER_TOKEN"))
    return parser


def _add_place(parser: argparse.ArgumentParser, url: str, token: str | None) -> None:
    parser.add_argument("--url", default=url, help=f"the catcher to ask ({DEFAULT_URL}) [CATCHER_URL]")
    parser.add_argument("--token", default=token, help="for one that asks for it (--tokens) [CATCHER_TOKEN]")


def _send_parser(commands: Commands) -> None:
    parser = _asking(commands, "send", "send a sample mail, or a file, to the catcher")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an .eml; - for standard input")
    parser.add_argument("--sender", default="ann@example.com", metavar="ADDRESS")
    parser.add_argument("--to", action="append", metavar="ADDRESS", help="may be given several times")
