"""Every setting of the server, declared once: the flags, the CATCHER_ variables and the help are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

MEBI = 1024 * 1024


class ConfigError(ValueError):
    """A setting cannot be used; the text names it, what was expected and what came."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting as people write it. `read` turns text into the value, or raises ValueError."""

    name: str
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


def _option(default: Any, metavar: str, read: Callable[[str], Any], text: str) -> Any:
    return field(default=default, metadata={"metavar": metavar, "read": read, "help": text})


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
    number = text.lower().removesuffix("m")
    if not (number.isascii() and number.isdigit() and int(number)):
        raise ValueError("a number of bytes such as 1000000, or of mebibytes such as 50M")
    return int(number) * (MEBI if text.lower().endswith("m") else 1)


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
    """What a server is told at its start, once."""

    host: str = _option("127.0.0.1", "ADDRESS", _host, "the address to listen on; 0.0.0.0 for all")
    smtp_port: int = _option(1025, "PORT", _port, "where to send mail; 0 for any free port")
    http_port: int = _option(8025, "PORT", _port, "where the inbox and the API are; 0 for any free port")
    data: Path | None = _option(
        None, "FILE", _path, "keep the mail in this file, across restarts; in memory when not given"
    )
    tls: str = _option(
        "off",
        "auto|off",
        _tls,
        "auto offers STARTTLS with a certificate made here; 'catcher ca' shows its CA",
    )
    tls_cert: Path | None = _option(None, "FILE", _path, "offer STARTTLS with this certificate chain (PEM)")
    tls_key: Path | None = _option(None, "FILE", _path, "the key of --tls-cert, when it is in another file")
    smtps_port: int | None = _option(
        None, "PORT", _port, "also listen for SMTP over TLS from the first byte (classically 465); needs TLS"
    )
    fail_by_address: bool = _option(
        True,
        "on|off",
        _on_or_off,
        "on: recipients such as fail-450@ or slow-5s@ make a delivery fail on purpose",
    )
    rules: Path | None = _option(
        None, "FILE", _path, "failures on purpose that are set from the start (TOML, see 'catcher rules')"
    )
    max_message: int = _option(50 * MEBI, "BYTES", _octets, "the largest mail that is accepted (50M)")
    allow_host: tuple[str, ...] = _option(
        (), "NAMES", _names, "host names, separated by commas, under which browsers may reach the inbox"
    )


def options() -> Iterator[Option]:
    """All settings, in the order of the help."""
    for each in fields(Config):
        yield Option(each.name, each.default, **each.metadata)


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
