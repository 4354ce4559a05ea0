from __future__ import annotations

import socket

import pytest

from catcher import CatcherError, Client
from catcher.testing.servers import Servers, mailbox_name


def test_a_sidecar_is_shared_and_others_are_our_own(catcher_server: Client) -> None:
    with Servers(catcher_server.url + "/") as servers:
        sidecar, own = servers.get({}), servers.get({"max_recipients": 7})

        assert servers.is_shared(sidecar)
        assert sidecar.smtp == catcher_server.smtp
        assert not servers.is_shared(own)
        assert servers.get({"max_recipients": 7}) is own


def test_the_ports_of_a_sidecar_may_be_mapped(
    catcher_server: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATCHER_URL", catcher_server.url)
    monkeypatch.setenv("CATCHER_SMTP", "127.0.0.1:2525")
    with Servers.named() as servers:
        assert servers.get({}).mailbox("mine").smtp == ("127.0.0.1", 2525)


def test_a_sidecar_that_is_not_there_is_told_at_the_start() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with Servers(url) as servers, pytest.raises(CatcherError, match="no catcher answers"):
            servers.get({})


@pytest.mark.parametrize(
    ("test", "name"),
    [("test_it[a/b-Ä]", "test-it-a-b-"), ("ünï", "n-"), ("", "test-"), ("x" * 99, "x" * 60 + "-")],
)
def test_a_mailbox_is_named_for_its_test_and_never_twice(test: str, name: str) -> None:
    assert mailbox_name(test)[:-8] == name
    assert mailbox_name(test) != mailbox_name(test)
