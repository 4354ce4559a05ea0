"""The blocking and the asynchronous client: the same methods, the same mail, the same errors."""

from __future__ import annotations

import asyncio
import re
import smtplib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

import catcher as package
from catcher import AsyncClient, CatcherError, Client, MailArrived, NoMailArrived, NotAsExpected
from catcher.clients import operations, rules
from catcher.core.query import QueryError
from catcher.rules_client import AsyncClientRules, ClientRules


def send(box: Client, subject: str = "Welcome", body: str = "Hello Bob", **headers: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@example.com", "bob@example.com", subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    send_mail(box, mail)


def send_mail(box: Client, mail: EmailMessage) -> None:
    with smtplib.SMTP(*box.smtp) as smtp:
        if box.name:
            smtp.login(*box.login)
        smtp.send_message(mail)


@pytest.fixture
async def awaited(mailbox: Client) -> AsyncIterator[AsyncClient]:
    async with package.async_client(mailbox.url) as client:
        yield client.mailbox(mailbox.name or "")


def public(owner: type) -> set[str]:
    return {name for name in dir(owner) if not name.startswith("_")}


def test_both_clients_have_the_same_names() -> None:
    assert public(AsyncClient) - public(Client) == {"aclose", "like"}
    assert public(Client) - public(AsyncClient) == {"close"}
    assert public(ClientRules) == public(AsyncClientRules)


@pytest.mark.parametrize("module", [operations, rules])
def test_every_operation_has_words_and_is_a_method_of_the_clients(module: Any) -> None:
    named = {
        name
        for name, value in vars(module).items()
        if callable(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }
    named -= {"page", "export", "Circumstances", "hits", "switch", "remove", "remove_if_set"}

    assert named <= public(Client if module is operations else ClientRules)
    assert all(getattr(module, name).__doc__ for name in named)


async def test_one_mail_is_the_same_from_every_client(mailbox: Client, awaited: AsyncClient) -> None:
    waiting = asyncio.create_task(awaited.wait(to="bob"))
    await asyncio.to_thread(send, mailbox)
    mail = await waiting

    assert mail == mailbox.wait(to="bob") == await awaited.get(mail.id)
    assert mail.raw == mailbox.raw(mail.id) == await awaited.raw(mail.id)
    assert await awaited.messages == mailbox.messages == [mail]
    assert [row["id"] async for row in awaited.summaries()] == [mail.id]
    assert await awaited.smtp == mailbox.smtp
    assert await awaited.as_environment() == mailbox.as_environment()


async def test_a_whole_expectation_holds_or_is_explained(mailbox: Client, awaited: AsyncClient) -> None:
    for subject in ("Order", "Invoice", "Shipped"):
        send(mailbox, subject)

    assert [mail.subject for mail in mailbox.expect(count=3)] == ["Order", "Invoice", "Shipped"]
    assert len(await awaited.expect({"subject": "order"}, to="bob", at_least=1, at_most=2)) == 1
    assert len(mailbox.expect(in_order=["subject:order", {"subject": {"equals": "shipped"}}])) >= 2
    assert len(mailbox.expect(exactly=["order", "invoice", "shipped"])) == 3
    after = mailbox.wait(subject="shipped")
    assert await awaited.expect(exactly=[], after=after, quiet=0.01) == []
    with pytest.raises(NotAsExpected, match=r"(?s)subject:order.*MISS subject:order"):
        await awaited.expect(subject="order", count=2, within=0.01)
    with pytest.raises(NotAsExpected):
        mailbox.expect(in_order=["shipped", "order"], within=0)


def test_a_catcher_that_stops_while_it_is_waited_upon_is_told() -> None:
    with ThreadPoolExecutor(1) as thread:
        with package.embedded() as box:
            client = package.client(box.url)
            waiting = thread.submit(client.wait, timeout=60)
        with client, pytest.raises(CatcherError, match=r"the catcher stops|no catcher answers"):
            waiting.result()


def test_a_token_lets_in(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens"
    tokens.write_text("secret-of-all *\nsecret-of-mine mine\n")
    with package.embedded(tokens=tokens) as box:
        with pytest.raises(CatcherError, match="token"):
            box.count()
        with package.client(box.url, token="secret-of-mine") as mine:
            assert mine.count() == 0
            assert mine.as_environment()["CATCHER_TOKEN"] == "secret-of-mine"
            with pytest.raises(CatcherError, match="mailbox"):
                mine.mailbox("yours").count()
            assert "secret" not in repr(mine.scope)


async def test_mail_is_carried_from_one_mailbox_to_another(
    mailbox: Client, awaited: AsyncClient, catcher: Client
) -> None:
    for number in range(3):
        send(mailbox, f"mail {number}")
    lines = list(mailbox.export_lines(subject="mail"))

    assert [line async for line in awaited.export_lines(subject="mail")] == lines
    assert len(lines) == 3
    assert catcher.mailbox("copy").import_lines(b"\n".join(lines))["imported"] == 3
    assert [mail.subject for mail in catcher.mailbox("copy").messages] == ["mail 0", "mail 1", "mail 2"]
    assert (await awaited.import_lines(lines[0]))["imported"] == 1
    with pytest.raises(QueryError):
        next(mailbox.export_lines("("))


Ask = Callable[[Any], Awaitable[Any] | Any]


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (lambda box: box.wait(subject="goodbye", timeout=0), NoMailArrived, "MISS subject:goodbye"),
        (lambda box: box.none(to="bob"), MailArrived, "from ann@example.com to bob@example.com: 'Welcome'"),
        (lambda box: box.get(0), CatcherError, "no mail with id 0"),
        (lambda box: box.wait("(", timeout=0), QueryError, "at character"),
        (lambda box: box.wait(subject=re.compile("(")), re.error, "unterminated"),
        (lambda box: box.wait(subject=re.compile(r"(a)\1")), QueryError, "at subject"),
        (lambda box: box.find(colour="red"), TypeError, "no condition 'colour'"),
        (lambda box: box.expect(count=1, at_most=2), TypeError, "either count"),
        (lambda box: box.delete(), CatcherError, "query that is not empty"),
        (lambda box: box.smtps, CatcherError, "start it with --smtps-port"),
        (lambda box: box.ca_pem, CatcherError, "--tls auto"),
        (lambda box: box.rules.get(0), CatcherError, "no rule with id 0"),
    ],
)
async def test_both_clients_say_the_same_of_what_cannot_be(
    mailbox: Client, awaited: AsyncClient, ask: Ask, error: type[Exception], words: str
) -> None:
    send(mailbox)
    with pytest.raises(error) as blocking:
        ask(mailbox)
    with pytest.raises(error) as asynchronous:
        await ask(awaited)

    assert words in str(blocking.value)
    assert str(asynchronous.value) == str(blocking.value)


async def test_a_wait_that_is_given_up_leaves_the_client_usable(awaited: AsyncClient) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(awaited.wait(timeout=60), timeout=0.01)

    assert await awaited.count() == 0


async def test_rules_stand_for_an_async_block(mailbox: Client, awaited: AsyncClient) -> None:
    async with awaited.rules.fail(450, "4.2.1 Busy", first=1) as rule:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            await asyncio.to_thread(send, mailbox)
        assert await rule.hits == 1
        await rule.switch(enabled=False)
        assert [one.rule.match.mailbox for one in await awaited.rules.standing()] == [mailbox.name]
    assert await awaited.rules.standing() == []

    await (await awaited.rules.delay(0.01)).remove()
    await awaited.rules.discard()
    assert await awaited.rules.clear() == 1


def test_a_mailbox_sees_changes_and_clears_its_own_mail_alone(catcher: Client) -> None:
    mine, yours = catcher.mailbox("mine"), catcher.mailbox("yours")
    for box in (mine, yours, yours):
        send(box)

    assert [(row["name"], row["total"]) for row in catcher.mailboxes()] == [("mine", 1), ("yours", 2)]
    assert (mine.count(), yours.count(), catcher.count()) == (1, 2, 3)
    assert mine.mark_all() == 1
    assert [mail.read for mail in catcher.messages] == [True, False, False]
    assert {mail.mailbox for mail in yours.wait_many(2)} == {"yours"}
    with pytest.raises(NoMailArrived):
        mine.wait_many(2, timeout=0)
    assert len(mine.sessions()) == 1
    with yours.rules.fail(550) as rule:
        send(mine)
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send(yours)
        assert rule.hits == 1
    assert yours.clear() == 2
    assert mine.delete(subject="welcome") == 2
    send(mine)
    assert mine.drop() == 1
    assert catcher.mailboxes() == []
    with pytest.raises(CatcherError, match="choose it first"):
        catcher.drop()


@pytest.mark.parametrize("name", ["a b", "Größe", "a/b?c#d", "100%"])
def test_a_mailbox_may_have_any_printable_name(catcher: Client, name: str) -> None:
    box = catcher.mailbox(name)
    mail = EmailMessage()
    mail["X-Catcher-Mailbox"], mail["To"], mail["From"] = name, "bob@example.com", "ann@example.com"
    send_mail(catcher, mail)

    assert box.wait(timeout=1).mailbox == name
    assert box.drop() == 1


@pytest.mark.parametrize("name", ["", " ", "a\nb"])
def test_a_name_that_no_login_could_carry_is_told(catcher: Client, name: str) -> None:
    with pytest.raises(ValueError, match="expected the name of a mailbox"):
        catcher.mailbox(name)


def test_reset_takes_mail_and_rules(catcher: Client) -> None:
    with package.client(catcher.url) as remote:
        mine = remote.mailbox("mine")
        for box in (mine, catcher):
            send(box)
            box.rules.fail(450)
        mine.reset()
        assert [mail.mailbox for mail in catcher.messages] == ["default"]
        assert len(catcher.rules.standing()) == 1

        remote.reset()
    assert (catcher.messages, catcher.rules.standing()) == ([], [])


def test_after_the_last_id_comes_what_is_new(mailbox: Client) -> None:
    send(mailbox, "one")
    before = mailbox.last_id
    send(mailbox, "two")

    assert mailbox.wait(after=before).subject == "two"


def test_conditions_may_be_patterns(mailbox: Client) -> None:
    send(mailbox, "Order 4711 / paid")

    assert len(mailbox.find(subject=re.compile(r"order [0-9]+ / paid$"))) == 1
    mailbox.none(subject=re.compile(r"order [0-9]{5}"))


def test_a_subprocess_is_told_where_to_send(catcher: Client) -> None:
    told = catcher.mailbox("a b").as_environment()
    host, port = catcher.smtp

    assert told["SMTP_URL"] == told["MAIL_URL"] == f"smtp://a%20b:any@{host}:{port}"
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"]) == (host, str(port))
    assert (told["EMAIL_HOST_USER"], told["SMTP_PASSWORD"]) == ("a b", "any")
    assert told["CATCHER_URL"] == catcher.url
    assert "SMTP_USER" not in catcher.as_environment()


def test_the_environment_names_the_catcher(catcher: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATCHER_URL", catcher.url + "/")
    with package.client() as client:
        assert client.url == catcher.url
        assert repr(client.mailbox("mine")) == f"<Client of {catcher.url}, mailbox 'mine'>"


@pytest.mark.parametrize("url", ["localhost:8025", "http://a b:x", "ftp://localhost"])
def test_what_is_no_url_is_told(url: str) -> None:
    with pytest.raises(CatcherError, match="expected a URL such as http"):
        package.client(url).wait(timeout=0)


def test_another_server_is_not_taken_for_a_catcher() -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        client = package.client(f"http://127.0.0.1:{stranger.getsockname()[1]}")

        async def answer() -> None:
            connection, _ = await asyncio.to_thread(stranger.accept)
            with connection:
                connection.recv(10_000)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

        async def ask() -> None:
            await asyncio.gather(answer(), asyncio.to_thread(lambda: client.smtp))

        with client, pytest.raises(CatcherError, match="not the answer of a catcher"):
            asyncio.run(ask())


def test_a_mail_stays_whole_when_the_catcher_lost_it(mailbox: Client, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@example.com", "bob@example.com", "Your order: 1/2"
    mail.set_content("See the files.")
    mail.add_attachment("item;pieces\nTinte;3\n", subtype="csv", filename="order.csv")
    mail.add_attachment(b'{"total": 7}', "application", "json", filename="order.json")
    mail.add_attachment("Größe".encode("latin-1"), "text", "plain", params={"charset": "latin-1"})
    send_mail(mailbox, mail)
    caught = mailbox.wait()
    mailbox.clear()

    table, order, note = caught.attachments
    assert table.csv(delimiter=";") == [{"item": "Tinte", "pieces": "3"}]
    assert order.json() == {"total": 7}
    assert order.bytes == order.content == b'{"total": 7}'
    assert note.text == "Größe"
    assert caught.save(tmp_path).name == f"{caught.id}-2.eml"
    assert caught.save(tmp_path / "order.eml").read_bytes() == caught.raw
    assert repr(caught) == (f"<Mail {caught.id} from ann@example.com to bob@example.com: 'Your order: 1/2'>")
