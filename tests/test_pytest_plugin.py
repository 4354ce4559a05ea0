from __future__ import annotations

import smtplib

import pytest

from catcher import Client

# What this process has imported is not imported anew by each run inside it.
pytestmark = pytest.mark.usefixtures("mailbox")


@pytest.fixture(autouse=True)
def quiet_plugins(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another plugin wants to be told, in each run inside this one."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-o asyncio_default_fixture_loop_scope=function")


SEND = """
    import smtplib

    def send(catcher, subject):
        with smtplib.SMTP(*catcher.smtp) as smtp:
            smtp.sendmail("ann@example.com", ["bob@example.com"], f"Subject: {subject}\\n\\nHello\\n")
"""


def test_the_fixture_is_there_by_installation_and_empty_for_each_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        SEND
        + """
    def test_one(catcher):
        send(catcher, "one")
        assert catcher.wait(subject="one", timeout=5).text.strip() == "Hello"
        assert len(catcher.messages) == 1

    def test_two(catcher):
        assert catcher.messages == []
        send(catcher, "two")
        assert [mail.subject for mail in catcher.messages] == ["two"]
    """
    )

    pytester.runpytest_subprocess().assert_outcomes(passed=2)


def test_a_failed_wait_is_a_failed_test_that_explains_itself(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        SEND
        + """
    def test_it(catcher):
        send(catcher, "Welcome")
        catcher.wait(sender="ann", subject="goodbye", timeout=0)
    """
    )

    result = pytester.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*MISS subject:goodbye   (it has: Welcome)*"])


def test_it_works_under_xdist(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        SEND
        + """
    import pytest

    @pytest.mark.parametrize("number", range(20))
    def test_it(catcher, number):
        send(catcher, f"mail {number}")
        assert [mail.subject for mail in catcher.messages] == [f"mail {number}"]
    """
    )

    pytester.runpytest_subprocess("-n", "2").assert_outcomes(passed=20)


def test_a_run_that_does_not_use_it_loads_nothing_of_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
    import sys

    def test_it():
        assert not {"aiosmtpd", "starlette", "uvicorn", "httpx", "mailparser"} & set(sys.modules)
    """
    )

    pytester.runpytest_subprocess("-p", "no:anyio").assert_outcomes(passed=1)


def test_a_run_that_asks_nothing_over_http_loads_nothing_for_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        SEND
        + """
    import sys

    def test_it(mailbox):
        with smtplib.SMTP(*mailbox.smtp) as smtp:
            smtp.login(*mailbox.login)
            smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: hello")
        assert mailbox.wait(to="bob").subject == "hello"
        assert not {"uvicorn", "httpx", "websockets"} & set(sys.modules)
    """
    )

    pytester.runpytest_subprocess().assert_outcomes(passed=1)


SUITE = (
    SEND
    + """
    import asyncio
    import re

    import pytest
    from catcher import MailLike

    def log_in_and_send(box, subject):
        with smtplib.SMTP(*box.smtp) as smtp:
            smtp.login(*box.login)
            smtp.sendmail("ann@example.com", ["bob@example.com"], f"Subject: {subject}\\n\\nHello\\nBob\\n")
"""
)


def test_a_mailbox_is_for_one_test_alone(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        SUITE
        + """
    @pytest.mark.parametrize("number", range(3))
    def test_isolated(mailbox, number):
        assert mailbox.messages == []
        log_in_and_send(mailbox, f"mail {number}")
        assert [mail.subject for mail in mailbox.messages] == [f"mail {number}"]
        assert mailbox.name.startswith("test-isolated-")

    def test_what_others_send_is_elsewhere(mailbox, catcher):
        send(catcher, "to all")
        assert mailbox.messages == []
        assert catcher.wait().mailbox == "default"

    def test_former_mailboxes_are_gone(catcher_server):
        assert [row["name"] for row in catcher_server.mailboxes()] == ["default"]

    @pytest.mark.asyncio
    async def test_asyncio(mailbox, async_mailbox):
        waiting = asyncio.create_task(async_mailbox.wait(to="bob", timeout=5))
        await asyncio.to_thread(log_in_and_send, mailbox, "asyncio")
        assert (await waiting).subject == "asyncio"

    @pytest.mark.anyio
    async def test_anyio(catcher, async_catcher):
        await asyncio.to_thread(send, catcher, "anyio")
        assert (await async_catcher.wait(timeout=5)).subject == "anyio"

    @pytest.mark.catcher(auth_required=True)
    class TestSettings:
        def test_a_marker_sets_up_the_server(self, catcher, mailbox, catcher_server):
            assert catcher.url != catcher_server.url
            with pytest.raises(smtplib.SMTPException):
                send(catcher, "x")
            log_in_and_send(mailbox, "x")
            assert mailbox.wait(timeout=5).login == mailbox.name

        @pytest.mark.catcher(max_recipients=7)
        def test_the_nearest_marker_is_added(self, catcher, request):
            assert catcher.health["status"] == "ok"
            assert len(request.getfixturevalue("catcher_servers")._clients) == 3
    """
    )

    result = pytester.runpytest_inprocess("--strict-markers", "-W", "error::ResourceWarning")

    result.assert_outcomes(passed=9)


def test_a_failure_shows_what_differs_and_leaves_the_mails_as_files(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        SUITE
        + """
    def test_mail(mailbox):
        log_in_and_send(mailbox, "Welcome")
        assert mailbox.wait() == MailLike(subject="Goodbye", text="Hello\\nEve", to=[])

    def test_list(catcher):
        send(catcher, "Welcome")
        assert catcher.messages == [MailLike(subject=re.compile("^Wel")), MailLike(subject="more")]

    def test_among(catcher):
        send(catcher, "Welcome")
        assert MailLike(cc="eve@example.com") in catcher.messages

    def test_nothing_came(mailbox):
        mailbox.wait(timeout=0)

    @pytest.mark.catcher("auto")
    def test_not_named(catcher): pass

    @pytest.mark.catcher(colour="red")
    def test_unknown(catcher): pass
    """
    )

    result = pytester.runpytest_inprocess("-vv", "--catcher-save-dir", "caught", "--html", "report.html")

    result.assert_outcomes(failed=4, errors=2)
    result.stdout.fnmatch_lines(["*expected settings by name, as in catcher(tls='auto')*", "*colour*"])
    result.stdout.fnmatch_lines(
        [
            "E*assert <Mail 1 from ann@example.com to bob@example.com: 'Welcome'> == MailLike(subject='Goodbye'*",
            "E*subject:", "E*expected 'Goodbye'", "E*found    'Welcome'", "E*- Eve", "E*+ Bob",
            "*Caught mail*", "1 in mailbox test-mail-*, written to *caught*", "*1-Welcome.eml*",
            "E*assert 1 mails == 2 mails", "E*only on the right: MailLike(subject='more')",
            "E*cc:", "E*expected 'eve@example.com'", "E*found    []*",
            ">*mailbox.wait(timeout=0)", "*no mail in mailbox test-nothing-came-*",
        ]
    )  # fmt: skip
    (saved,) = pytester.path.glob("caught/*test_mail/1-Welcome.eml")
    assert saved.read_bytes() == b"Subject: Welcome\r\n\r\nHello\r\nBob\r\n"
    assert saved.as_uri() in (pytester.path / "report.html").read_text()


def test_without_a_folder_named_the_mails_are_in_the_cache_until_the_next_run(
    pytester: pytest.Pytester,
) -> None:
    failing = pytester.makepyfile(
        SUITE
        + """
    def test_it(mailbox):
        log_in_and_send(mailbox, "Welcome")
        assert False
    """
    )
    pytester.runpytest_inprocess()
    assert len(list(pytester.path.glob(".pytest_cache/**/*.eml"))) == 1

    failing.write_text("def test_it(mailbox): pass")
    pytester.runpytest_inprocess()
    assert list(pytester.path.glob(".pytest_cache/**/*.eml")) == []


def test_one_catcher_serves_all_workers(pytester: pytest.Pytester, catcher_server: Client) -> None:
    pytester.makepyfile(
        SUITE
        + """
    @pytest.mark.parametrize("number", range(20))
    def test_it(mailbox, number):
        for part in range(3):
            log_in_and_send(mailbox, f"mail {number} {part}")
        found = [mail.subject for mail in mailbox.wait_many(3, timeout=10)]
        assert found == [f"mail {number} {part}" for part in range(3)]
        assert mailbox.count() == 3

    def test_the_sidecar_is_left_as_it_is(catcher):
        assert catcher.find(mailbox="of-somebody-else")

    def test_failed(mailbox):
        log_in_and_send(mailbox, "to look at")
        assert False
    """
    )
    catcher_server.reset()
    others = catcher_server.mailbox("of-somebody-else")
    with smtplib.SMTP(*others.smtp) as smtp:
        smtp.login(*others.login)
        smtp.sendmail("ann@example.com", ["bob@example.com"], "Subject: mine\n\n")
    pytester.makeini(f"[pytest]\ncatcher_url = {catcher_server.url}/\n")

    result = pytester.runpytest_subprocess("-n", "2")

    result.assert_outcomes(passed=21, failed=1)
    result.stdout.fnmatch_lines(["*Caught mail*", "*to-look-at.eml*"])
    left = [row["name"] for row in catcher_server.mailboxes()]
    assert [name.rpartition("-")[0] for name in left] == ["of-somebody", "test-failed"]


def test_snapshots_are_approved_once_and_compared_from_then_on(pytester: pytest.Pytester) -> None:
    test = pytester.makepyfile(
        SUITE
        + """
    def test_same(mailbox, assert_email_snapshot):
        log_in_and_send(mailbox, "Welcome")
        assert_email_snapshot(mailbox.wait())
        assert_email_snapshot(mailbox.wait(), "second", normalise=[("Bob", "<name>")])

    def test_other(mailbox, assert_email_snapshot):
        log_in_and_send(mailbox, "Welcome")
        assert_email_snapshot(mailbox.wait(), "other")
    """
    )
    pytester.runpytest_inprocess("--catcher-update-snapshots").assert_outcomes(passed=2)
    (folder,) = pytester.path.glob("email_snapshots/*")
    assert (folder / "second.txt").read_text() == "Subject: Welcome\n\n--- text ---\nHello\n<name>\n"

    (folder / "other.txt").write_text("Subject: Goodbye\n")
    test.write_text(test.read_text() + "\n\ntest_missing = test_same")
    result = pytester.runpytest_inprocess()

    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        ["*the mail is not as approved in *other.txt*", "*-Subject: Goodbye", "*+Subject: Welcome"]
    )
    result.stdout.fnmatch_lines(
        ["*no mail is approved in *test_missing.txt; approve what came with --catcher-up*"]
    )


def test_options_and_marker_are_described(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_inprocess("--help")
    result.stdout.fnmatch_lines(
        ["*--catcher-url=URL*", "*--catcher-save-dir=FOLDER*", "*--catcher-update-snapshots*"]
    )
    result.stdout.fnmatch_lines(["*catcher_url (string):*", "*catcher_save_dir (string):*"])

    pytester.runpytest_inprocess("--markers").stdout.fnmatch_lines(["@pytest.mark.catcher(frameworks=True*"])
