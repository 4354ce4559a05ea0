"""Every setting of the server, declared once: the flags, the CATCHER_ variables and the help are made from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from catcher.core.mailboxes import BY_DEFAULT, MailboxRule, read_mailbox_rules
from catcher.core.retention import NO_BOUND, Retention

KIBI = 1024
MEBI = 1024 * KIBI

MAX_SECONDS = 86_400

MESSAGES_IN_MEMORY = 20_000
OCTETS_IN_MEMORY = 256 * MEBI
"""What is kept without --data when nothing else is said: in all, it takes half a gigabyte of memory at most."""

ALL = "all"

_OCTETS = re.compile(r"([0-9]{1,15})([mMgG]?)")
_AGE = re.compile(r"([0-9]{1,5})([smhd])")
_SECONDS_IN = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}

LISTENING = "where to listen"
MAIL = "what to do with mail"
TLS = "encryption"
LOGIN = "logging in"
LIMITS = "limits"


class ConfigError(ValueError):
    """A setting cannot be used; the text names it, what was expected and what came."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting as people write it. `read` turns text into the value, or raises ValueError."""

    name: str
    group: str
    default: Any
    metavar: str
    help: str
    read: Callable[[str], Any]

    @property
    def flag(self) -> str:
        """As on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """As in the environment."""
        return "CATCHER_" + self.name.upper()


def _option(group: str, default: Any, metavar: str, read: Callable[[str], Any], text: str) -> Any:
    return field(default=default, metadata={"group": group, "metavar": metavar, "read": read, "help": text})


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise ValueError("a port from 1 to 65535, or 0 for any free one")
    return int(text)


def _tls(text: str) -> str:
    if text not in ("auto", "off"):
        raise ValueError("auto or off")
    return text


def _on_or_off(text: str) -> bool:
    if text not in ("on", "off"):
        raise ValueError("on or off")
    return text == "on"


def _octets(text: str) -> int:
    found = _OCTETS.fullmatch(text)
    if not found or not int(found[1]):
        raise ValueError(
            "a number of bytes such as 1000000, of mebibytes such as 50M, or of gibibytes such as 2G"
        )
    return int(found[1]) * {"": 1, "m": MEBI, "g": KIBI * MEBI}[found[2].lower()]


def _or_all(read: Callable[[str], int]) -> Callable[[str], int]:
    def bound(text: str) -> int:
        if text == ALL:
            return NO_BOUND
        try:
            return read(text)
        except ValueError as error:
            raise ValueError(f"{error}, or {ALL}") from None

    return bound


def _age(text: str) -> timedelta | None:
    found = _AGE.fullmatch(text)
    if text != ALL and not (found and int(found[1])):
        raise ValueError(f"a time such as 7d, 12h, 30m or 90s, or {ALL}")
    return timedelta(seconds=int(found[1]) * _SECONDS_IN[found[2]]) if found else None


def _durability(text: str) -> str:
    if text not in ("full", "normal"):
        raise ValueError("full or normal")
    return text


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text)):
        raise ValueError("a number of 1 or more")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MAX_SECONDS:
        raise ValueError(f"seconds above 0, up to {MAX_SECONDS}")
    return seconds


def _hostname(text: str) -> str:
    if not (text.isascii() and text.isprintable() and text.split() == [text]):
        raise ValueError("a host name, such as mail.example.com")
    return text


def _host(text: str) -> str:
    if not text.strip():
        raise ValueError("an address or a host name, such as 127.0.0.1")
    return text.strip()


def _path(text: str) -> Path:
    if not text:
        raise ValueError("a file name")
    return Path(text).expanduser()


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in text.split(",") if name.strip())


@dataclass(frozen=True, slots=True)
class Config:
    """What a server is told at its start, once. Sizes are in bytes, times in seconds."""

    host: str = _option(LISTENING, "127.0.0.1", "ADDRESS", _host, "the address to listen on; 0.0.0.0 for all")
    smtp_port: int = _option(LISTENING, 1025, "PORT", _port, "where to send mail; 0 for any free port")
    http_port: int = _option(
        LISTENING, 8025, "PORT", _port, "where the inbox and the API are; 0 for any free port"
    )
    submission_port: int | None = _option(
        LISTENING,
        None,
        "PORT",
        _port,
        "also listen where STARTTLS must come first (classically 587); needs TLS",
    )
    smtps_port: int | None = _option(
        LISTENING, None, "PORT", _port, "also listen for TLS from the first byte (classically 465); needs TLS"
    )
    lmtp_port: int | None = _option(LISTENING, None, "PORT", _port, "also listen for LMTP (classically 24)")
    smtp_socket: Path | None = _option(
        LISTENING, None, "FILE", _path, "also listen for SMTP on this Unix socket"
    )
    lmtp_socket: Path | None = _option(
        LISTENING, None, "FILE", _path, "also listen for LMTP on this Unix socket"
    )
    hostname: str = _option(
        LISTENING, "catcher", "NAME", _hostname, "how the catcher calls itself in its greeting"
    )
    proxy_protocol: bool = _option(
        LISTENING,
        False,
        "on|off",
        _on_or_off,
        "on: every SMTP connection begins with a PROXY header (1 or 2)",
    )
    xclient: bool = _option(
        LISTENING, False, "on|off", _on_or_off, "on: any client may say for whom it speaks (XCLIENT)"
    )
    allow_host: tuple[str, ...] = _option(
        LISTENING, (), "NAMES", _names,
        "host names, separated by commas, under which browsers may reach the inbox",
    )  # fmt: skip

    data: Path | None = _option(
        MAIL, None, "FILE", _path, "keep the mail in this file, across restarts; in memory when not given"
    )
    durability: str = _option(
        MAIL, "full", "full|normal", _durability,
        "full: a mail is on the disk before its 250; normal: the last may be lost when the machine fails",
    )  # fmt: skip
    keep_messages: int | None = _option(
        MAIL, None, "NUMBER|all", _or_all(_count),
        f"keep the newest so many mails ({MESSAGES_IN_MEMORY} in memory, all with --data)",
    )  # fmt: skip
    keep_bytes: int | None = _option(
        MAIL, None, "BYTES|all", _or_all(_octets),
        f"keep the newest mails up to this size ({OCTETS_IN_MEMORY // MEBI}M in memory, all with --data)",
    )  # fmt: skip
    keep_for: timedelta | None = _option(
        MAIL, None, "TIME|all", _age, "keep mail for so long, such as 7d, 12h, 30m or 90s (all)"
    )
    mailbox_messages: int = _option(
        MAIL, NO_BOUND, "NUMBER|all", _or_all(_count), "in each mailbox, keep the newest so many mails (all)"
    )
    mailbox_bytes: int = _option(
        MAIL,
        NO_BOUND,
        "BYTES|all",
        _or_all(_octets),
        "in each mailbox, keep the newest mails up to this size (all)",
    )
    mailbox_by: tuple[MailboxRule, ...] = _option(
        MAIL, BY_DEFAULT, "RULES", read_mailbox_rules,
        "what names a mail's mailbox, the first first (login,header); also plus, helo:PATTERN=MAILBOX,"
        " peer:PATTERN=MAILBOX",
    )  # fmt: skip
    rules: Path | None = _option(
        MAIL, None, "FILE", _path, "failures on purpose that are set from the start, as TOML"
    )
    fail_by_address: bool = _option(
        MAIL, True, "on|off", _on_or_off,
        "on: recipients such as fail-450@ or slow-5s@ make a delivery fail on purpose",
    )  # fmt: skip

    tls: str = _option(
        TLS, "off", "auto|off", _tls,
        "auto offers STARTTLS with a certificate made here; 'catcher ca' shows its CA",
    )  # fmt: skip
    tls_names: tuple[str, ...] = _option(
        TLS, (), "NAMES", _names, "further names and addresses, separated by commas, for that certificate"
    )
    tls_cert: Path | None = _option(
        TLS, None, "FILE", _path, "offer STARTTLS with this certificate chain (PEM)"
    )
    tls_key: Path | None = _option(
        TLS, None, "FILE", _path, "the key of --tls-cert, when it is in another file"
    )
    starttls_required: bool = _option(
        TLS, False, "on|off", _on_or_off, "on: nothing is accepted before STARTTLS (530), on every port"
    )

    auth_required: bool = _option(
        LOGIN, False, "on|off", _on_or_off, "on: mail is refused before a login (530)"
    )
    auth_needs_tls: bool = _option(
        LOGIN, False, "on|off", _on_or_off, "on: a login without encryption is refused (538)"
    )
    accounts: Path | None = _option(
        LOGIN, None, "FILE", _path,
        "who may log in, a line each of 'catcher account'; when not given, anyone with any password",
    )  # fmt: skip
    tokens: Path | None = _option(
        LOGIN, None, "FILE", _path,
        "who may ask over HTTP, a line each: TOKEN MAILBOX, or TOKEN * for all mail; when not given, anyone",
    )  # fmt: skip
    show_passwords: bool = _option(
        LOGIN, False, "on|off", _on_or_off, "on: transcripts show passwords instead of masking them"
    )

    max_message: int = _option(
        LIMITS, 50 * MEBI, "BYTES", _octets, "the largest mail that is accepted (50M); above it: 552"
    )
    max_recipients: int = _option(
        LIMITS, 10_000, "NUMBER", _count, "recipients of one mail (10000); above it: 452"
    )
    max_command: int = _option(
        LIMITS, 64 * KIBI, "BYTES", _octets, "the longest command line (65536); above it: 500"
    )
    max_bad_commands: int = _option(
        LIMITS, 20, "NUMBER", _count, "bad commands in a row (20) before a session is closed: 421"
    )
    max_connections: int = _option(
        LIMITS, 900, "NUMBER", _count, "SMTP connections at once on each port (900); above it: 421"
    )
    idle_seconds: float = _option(
        LIMITS, 300.0, "SECONDS", _seconds, "how long a client may say nothing (300); then 421"
    )
    data_seconds: float = _option(
        LIMITS, 180.0, "SECONDS", _seconds, "how long a mail may stand still on its way in (180); then 421"
    )
    max_memory: int = _option(
        LIMITS, 64 * MEBI, "BYTES", _octets, "for mail on its way in (64M); what is over waits on the disk"
    )

    @property
    def retention(self) -> Retention:
        """How much mail is kept: what is not said is bounded in memory, and not on a disk."""
        in_memory = self.data is None
        return Retention(
            mails=self.keep_messages or (MESSAGES_IN_MEMORY if in_memory else NO_BOUND),
            octets=self.keep_bytes or (OCTETS_IN_MEMORY if in_memory else NO_BOUND),
            age=self.keep_for,
            mailbox_mails=self.mailbox_messages,
            mailbox_octets=self.mailbox_bytes,
        )


def options() -> Iterator[Option]:
    """All settings, in the order of the help."""
    for each in fields(Config):
        yield Option(name=each.name, default=each.default, **each.metadata)


def configured(flags: Mapping[str, str | None], environment: Mapping[str, str]) -> Config:
    """The settings: a flag wins over a variable, a variable over the default. Raises ConfigError."""
    values: dict[str, Any] = {}
    for option in options():
        given, source = flags.get(option.name), option.flag
        if given is None:
            given, source = environment.get(option.variable), option.variable
        if given is not None:
            values[option.name] = _read(option, given, source)
    return Config(**values)


def _read(option: Option, text: str, source: str) -> Any:
    try:
        return option.read(text)
    except ValueError as error:
        raise ConfigError(f"{source}: expected {error}, not {text!r}") from None
