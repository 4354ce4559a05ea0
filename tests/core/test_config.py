from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from catcher.core.config import Config, ConfigError, configured, options


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
