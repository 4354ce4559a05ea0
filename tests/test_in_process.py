from __future__ import annotations

import signal
import smtplib
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

import catcher
from catcher import CatcherError, MailArrived, NoMailArrived
from catcher.core.archives.jsonl import Line
from catcher.core.wire import decode
from catcher.sample import sample
from catcher.server import ServeError

WELCOME = (
    "From: Ann Archer <ann@example.com>\r\nTo: Bob <bob@example.com>\r\nSubject: Grüße\r\n"
    "X-Trace: one\r\nX-Trace: two\r\n\r\nHello Bob, your code is 314159.\r\n"
).encode()


def send(box: catcher.Catcher, raw: bytes = WELCOME, *recipients: str) -> None:
    with smtplib.SMTP(*box.smtp) as smtp:
        smtp.sendmail("ann@example.com", recipients or ("bob@example.com",), raw)


def test_a_mail_goes_in_by_smtp_and_comes_out_by_wait() -> None:
    with catcher.embedded() as box:
        send(box, WELCOME, "bob@example.com", "eve@example.com")
        mail = box.wait(to="BOB@example.com", subject="grüsse", timeout=5)

        assert mail.subject == "Grüße"
        assert (mail.from_[0].name, mail.from_[0].address) == ("Ann Archer", "ann@example.com")
        assert mail.sender == "ann@example.com"
        assert mail.recipients == ("bob@example.com", "eve@example.com")
        assert mail.bcc == ("eve@example.com",)
        assert "314159" in mail.text
        assert mail.html == ""
        assert mail.headers["x-trace"] == "one"
        assert mail.headers.all("X-Trace") == ("one", "two")
        assert "X-Missing" not in mail.headers
        assert mail.raw == WELCOME


def test_a_wait_that_began_before_the_mail_was_sent_returns_it() -> None:
    with catcher.embedded() as box:
        sender = threading.Thread(target=send, args=(box,))
        sender.start()
        assert box.wait(to="bob@example.com", timeout=10).subject == "Grüße"
        sender.join()


def test_messages_are_in_the_order_of_arrival_and_clear_empties() -> None:
    with catcher.embedded() as box:
        for number in range(3):
            send(box, f"Subject: {number}\r\n\r\n".encode())

        assert [mail.subject for mail in box.messages] == ["0", "1", "2"]
        assert box.clear() == 3
        assert box.messages == []


def test_more_than_one_page_of_messages_is_given_whole() -> None:
    with catcher.embedded() as box:
        with smtplib.SMTP(*box.smtp) as smtp:
            for number in range(120):
                smtp.sendmail("a@example.com", ["b@example.com"], f"Subject: {number}\n\n")

        assert [int(mail.subject) for mail in box.find(sender="a@example.com")] == list(range(120))


def test_after_leaves_out_what_was_there_before() -> None:
    with catcher.embedded() as box:
        send(box)
        first = box.wait(to="bob@example.com")
        send(box)

        assert box.wait(to="bob@example.com", after=first).id > first.id
        assert [mail.id for mail in box.wait_many(2, to="bob@example.com")] == [first.id, first.id + 1]


def test_a_time_out_lists_what_arrived_and_which_condition_each_missed() -> None:
    with catcher.embedded() as box:
        send(box)
        with pytest.raises(NoMailArrived) as failed:
            box.wait(to="bob@example.com", subject="goodbye", timeout=0)

        assert str(failed.value) == (
            "expected 1 mail matching to:bob@example.com subject:goodbye within 0 s; 0 came"
            " (0 of any kind arrived meanwhile)\n"
            "  mail 1 from ann@example.com to bob@example.com: 'Grüße'\n"
            "    ok   to:bob@example.com\n"
            "    MISS subject:goodbye   (it has: Grüße)"
        )


def test_none_returns_when_nothing_matches_and_raises_when_something_does() -> None:
    with catcher.embedded() as box:
        send(box)
        box.none(to="eve@example.com")
        with pytest.raises(MailArrived, match=r"mail 1 from ann@example.com to bob@example.com"):
            box.none(to="bob@example.com")


def test_mistakes_in_conditions_are_told_at_once() -> None:
    with catcher.embedded() as box:
        with pytest.raises(TypeError, match=r"there is no condition 'colour'; there are from_, to, cc"):
            box.wait(colour="red")  # type: ignore[call-arg] # the mistake that is tested
        with pytest.raises(TypeError, match="to: expected some text, not None"):
            box.wait(to=None)  # type: ignore[arg-type] # as above
        with pytest.raises(CatcherError, match="no mail with id 99"):
            box.get(99)


def test_attachments_can_be_read_and_saved(tmp_path: Path) -> None:
    with catcher.embedded() as box:
        send(box, sample("ann@example.com", ("bob@example.com",)))
        picture, table = box.wait().attachments

        assert picture.content.startswith(b"\x89PNG")
        assert table.save(tmp_path).read_text() == "item,pieces\npaper,3\nink,1\n"


def test_two_catchers_in_one_process_do_not_see_each_others_mail() -> None:
    with catcher.embedded() as one, catcher.embedded() as other:
        send(one)

        assert len(one.messages) == 1
        assert other.messages == []


def test_settings_are_those_of_the_server(tmp_path: Path) -> None:
    with catcher.embedded(data=tmp_path / "mail.db") as box:
        send(box)
    with catcher.embedded(data=tmp_path / "mail.db") as box:
        assert box.wait().subject == "Grüße"


def test_a_catcher_that_cannot_start_raises_in_the_thread_that_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(ServeError, match=rf"port {port} of 127.0.0.1 is taken"),
            catcher.embedded(smtp_port=port),
        ):
            pass


def test_a_client_of_another_process_has_the_same_methods() -> None:
    with catcher.embedded() as box, catcher.client(box.url) as client:
        send(box)

        assert client.smtp == box.smtp
        assert client.wait(to="bob").text == box.wait(to="bob").text


def test_a_client_without_a_catcher_says_what_to_do() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        port = silent.getsockname()[1]
        with (
            catcher.client(f"http://127.0.0.1:{port}") as client,
            pytest.raises(CatcherError, match="start one with 'catcher serve'"),
        ):
            client.wait()


def test_a_catcher_on_all_addresses_is_reached_by_the_one_that_was_asked() -> None:
    with catcher.embedded(host="0.0.0.0") as box:
        port = box.url.rpartition(":")[2]
        with catcher.client(f"http://127.0.0.1:{port}") as client:
            assert client.smtp == ("127.0.0.1", box.smtp.port)


def test_the_one_who_waits_is_told_that_it_stops() -> None:
    with ThreadPoolExecutor(1) as pool:
        with catcher.embedded() as box:
            waiting = pool.submit(box.wait, timeout=60)
            until_followed(box)

        with pytest.raises(CatcherError, match="stop"):
            waiting.result()


def test_one_that_has_stopped_says_so() -> None:
    with catcher.embedded() as box:
        pass

    with pytest.raises(CatcherError, match=f"no catcher answers at {box.url} .*stopped"):
        box.count()
    with pytest.raises(CatcherError, match="stopped"):
        box.reset()


def test_a_wait_that_is_interrupted_waits_no_longer_in_the_catcher() -> None:
    class Interrupted(Exception):
        pass

    def interrupt(*_: object) -> None:
        raise Interrupted

    before = signal.signal(signal.SIGUSR1, interrupt)
    try:
        with catcher.embedded() as box, ThreadPoolExecutor(1) as pool:
            pool.submit(interrupt_when_followed, box)
            with pytest.raises(Interrupted):
                box.wait(timeout=60)
            until_followed(box, count=0)
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_its_page_and_api_are_there_for_others() -> None:
    with catcher.embedded() as box:
        send(box)

        with urlopen(f"{box.url}/api/messages/1/raw") as answer:
            assert answer.read() == WELCOME
        assert [decode(line, Line).raw for line in box.export_lines()] == [WELCOME]


def interrupt_when_followed(box: catcher.Catcher) -> None:
    until_followed(box)
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)


def until_followed(box: catcher.Catcher, count: int = 1) -> None:
    """Ask until so many wait in the catcher."""
    while True:
        with urlopen(f"{box.url}/metrics") as answer:
            if f"\ncatcher_followers {count}\n".encode() in answer.read():
                return
