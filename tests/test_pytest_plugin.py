from __future__ import annotations

import pytest

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
