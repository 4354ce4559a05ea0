from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from catcher.core.config import (
    MESSAGES_IN_MEMORY,
    OCTETS_IN_MEMORY,
    Config,
    ConfigError,
    configured,
    options,
)
from catcher.core.retention import NO_BOUND, Retention


def test_without_flags_and_variables_the_defaults_hold() -> None:
    assert configured({}, {}) == Config()


def test_every_field_is_an_option_with_a_flag_a_variable_and_a_help_text() -> None:
    described = {option.name: option for option in options()}

    assert set(described) == {field.name for field in fields(Config)}
    assert described["smtp_port"].flag == "--smtp-port"
    assert described["smtp_port"].variable == "CATCHER_SMTP_PORT"
    assert all(option.help for option in described.values())


def test_a_flag_wins_over_a_variable() -> None:
    config = configured({"smtp_port": "2525"}, {"CATCHER_SMTP_PORT": "2626", "CATCHER_HOST": "0.0.0.0"})

    assert config.smtp_port == 2525
    assert config.host == "0.0.0.0"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("http_port", "0", 0),
        ("data", "mail.db", Path("mail.db")),
        ("max_message", "1000", 1000),
        ("max_message", "2M", 2 * 1024 * 1024),
        ("keep_bytes", "2g", 2 * 1024**3),
        ("keep_messages", "all", NO_BOUND),
        ("mailbox_messages", "10", 10),
        ("keep_for", "36h", timedelta(hours=36)),
        ("keep_for", "all", None),
        ("durability", "normal", "normal"),
        ("allow_host", "Mail.Example, other.example ", ("mail.example", "other.example")),
        ("host", " ::1 ", "::1"),
    ],
)
def test_texts_become_values(name: str, text: str, value: object) -> None:
    assert getattr(configured({name: text}, {}), name) == value


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        (
            "smtp_port",
            "65536",
            "--smtp-port: expected a port from 1 to 65535, or 0 for any free one, not '65536'",
        ),
        ("smtp_port", "-1", "--smtp-port: expected a port"),
        ("http_port", "http", "--http-port: expected a port"),
        ("http_port", "²", "--http-port: expected a port"),
        ("max_message", "0", "--max-message: expected a number of bytes"),
        ("max_message", "lots", "--max-message: expected a number of bytes"),
        ("keep_messages", "0", "--keep-messages: expected a number of 1 or more, or all, not '0'"),
        ("keep_bytes", "1T", "--keep-bytes: expected a number of bytes"),
        ("keep_for", "7", "--keep-for: expected a time such as 7d, 12h, 30m or 90s, or all, not '7'"),
        ("keep_for", "0d", "--keep-for: expected a time"),
        ("durability", "none", "--durability: expected full or normal"),
        ("host", " ", "--host: expected an address"),
        ("data", "", "--data: expected a file name"),
    ],
)
def test_bad_texts_are_refused_with_what_was_expected(name: str, text: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as refused:
        configured({name: text}, {})

    assert str(refused.value).startswith(complaint)


def test_a_bad_variable_is_named_as_the_variable() -> None:
    with pytest.raises(ConfigError, match="CATCHER_HTTP_PORT: expected a port"):
        configured({}, {"CATCHER_HTTP_PORT": "x"})


@pytest.mark.parametrize(
    ("config", "mails", "octets"),
    [
        (Config(), MESSAGES_IN_MEMORY, OCTETS_IN_MEMORY),
        (Config(keep_messages=10, keep_bytes=NO_BOUND), 10, NO_BOUND),
        (Config(data=Path("mail.db")), NO_BOUND, NO_BOUND),
        (Config(data=Path("mail.db"), keep_messages=10), 10, NO_BOUND),
    ],
    ids=["in memory", "in memory, as said", "on a disk", "on a disk, as said"],
)
def test_what_is_kept_is_bounded_in_memory_and_all_of_it_on_a_disk(
    config: Config, mails: int, octets: int
) -> None:
    assert config.retention == Retention(mails, octets)
