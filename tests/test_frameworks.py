"""Frameworks send into the mailbox of the test without a word of set-up, and are as before after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from catcher.clients.scope import Endpoint, Login
from catcher.testing.frameworks import _django_settings

DJANGO_SETTINGS = """
SECRET_KEY = "x"
USE_TZ = True
EMAIL_HOST = "mail.invalid"
EMAIL_USE_TLS = True
"""

IN_PYTEST = """
import asyncio

import pytest
from celery import Celery
from django.conf import settings
from django.core import mail as django_mail
from fastapi_mail import ConnectionConfig, FastMail, MessageSchema, MessageType
from flask import Flask
from flask_mail import Mail, Message

flask_app = Flask(__name__)
flask_app.config.update(TESTING=True, MAIL_SERVER="mail.invalid", MAIL_USE_TLS=True, MAIL_DEFAULT_SENDER="shop@example.com")
flask_mail = Mail(flask_app)

fast_mail = FastMail(ConnectionConfig(
    MAIL_USERNAME="", MAIL_PASSWORD="", MAIL_PORT=25, MAIL_SERVER="mail.invalid", MAIL_STARTTLS=True,
    MAIL_SSL_TLS=False, MAIL_FROM="shop@example.com", SUPPRESS_SEND=1,
))
message = MessageSchema(subject="fastapi", recipients=["bob@example.com"], body="hi", subtype=MessageType.plain)

celery_app = Celery()
celery_app.conf.task_always_eager = True


@celery_app.task
def send_later(subject):
    return send(subject)


def send(subject):
    return django_mail.send_mail(subject, "hi", "shop@example.com", ["bob@example.com"])


def test_django(mailbox):
    send("django")
    assert mailbox.wait(timeout=5).subject == "django"
    assert mailbox.wait().login == mailbox.name


def test_django_keeps_nothing_of_it():
    assert settings.EMAIL_BACKEND.endswith("locmem.EmailBackend")
    send("not caught")
    assert len(django_mail.outbox) == 1


@pytest.mark.catcher(frameworks=False)
def test_django_is_left_alone_when_asked(mailbox):
    send("not caught")
    assert mailbox.messages == []


def test_the_catcher_itself_takes_mail_without_a_login(catcher):
    send("no login")
    assert catcher.wait(timeout=5).mailbox == "default"


def test_flask(mailbox):
    with flask_app.app_context():
        flask_mail.send(Message("flask", recipients=["bob@example.com"], body="hi"))
    assert mailbox.wait(timeout=5).subject == "flask"


def test_flask_keeps_nothing_of_it():
    assert flask_mail.state.suppress
    assert flask_mail.connect().mail.server == "mail.invalid"


def test_fastapi(mailbox):
    asyncio.run(fast_mail.send_message(message))
    assert mailbox.wait(timeout=5).subject == "fastapi"


def test_fastapi_keeps_nothing_of_it():
    assert fast_mail.config.MAIL_SERVER == "mail.invalid"


def test_a_task_of_celery_in_this_process(mailbox):
    send_later.delay("celery")
    assert mailbox.wait(timeout=5).subject == "celery"
"""

IN_DJANGO = """
from django.core.mail import send_mail
from django.test import SimpleTestCase

from catcher import CatcherMixin


class Tests(CatcherMixin, SimpleTestCase):
    def test_django_sends_into_the_mailbox(self):
        send_mail("from django", "hi", "shop@example.com", ["bob@example.com"])
        self.assertEqual(self.mailbox.wait(timeout=5).subject, "from django")

    def test_and_each_test_has_its_own(self):
        self.assertEqual(self.mailbox.messages, [])
"""


def test_in_pytest_they_send_into_the_mailbox(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(project=DJANGO_SETTINGS, test_it=IN_PYTEST)
    pytester.makeini("[pytest]\nDJANGO_SETTINGS_MODULE = project\npythonpath = .\n")

    pytester.runpytest_subprocess().assert_outcomes(passed=9)


def test_in_djangos_own_runner_they_send_into_the_mailbox(tmp_path: Path) -> None:
    (tmp_path / "project.py").write_text(DJANGO_SETTINGS)
    (tmp_path / "tests.py").write_text(IN_DJANGO)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "django", "test", "--settings", "project", "tests"]

    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "Ran 2 tests" in done.stderr


@pytest.mark.parametrize("mailers", [None, {}])
def test_one_way_to_send_is_set_by_the_old_names(mailers: dict[str, Any] | None) -> None:
    told = _django_settings(mailers, Endpoint("127.0.0.1", 2525), Login("mine", "any"))

    assert (told["EMAIL_HOST"], told["EMAIL_PORT"], told["EMAIL_HOST_USER"]) == ("127.0.0.1", 2525, "mine")


def test_several_ways_to_send_all_lead_to_the_mailbox() -> None:
    mailers = {"default": {"BACKEND": "x"}, "news": {"BACKEND": "y"}}

    told = _django_settings(mailers, Endpoint("127.0.0.1", 2525), Login("mine", "any"))

    assert list(told) == ["MAILERS"]
    assert {name: each["OPTIONS"]["username"] for name, each in told["MAILERS"].items()} == {
        "default": "mine", "news": "mine",
    }  # fmt: skip
