"""Fixtures, options and reports for pytest: a catcher for the run, and a mailbox of its own for each test.

Loaded in every run of pytest that can see this package, so nothing heavy is imported before a test asks for it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from catcher.http_client import AsyncClient, Client
    from catcher.testing.servers import Servers
    from catcher.testing.snapshots import AssertSnapshot

MARKER = (
    "catcher(frameworks=True, **settings): the test's catcher is one with these settings, which are fields of"
    " catcher.core.config.Config, such as tls='auto'; frameworks=False leaves the settings of Django, Flask-Mail"
    " and FastAPI-Mail alone"
)
SAVED_IN_CACHE = "caught-mail"


def pytest_addoption(parser: pytest.Parser) -> None:
    """What can be set on the command line, and in pytest's configuration file."""
    group = parser.getgroup("catcher", "catcher: assert on mail")
    group.addoption(
        "--catcher-url", metavar="URL",
        help="use the catcher that runs there, in place of one in this process [CATCHER_URL];"
        " where to send is asked of it, unless CATCHER_SMTP says so as host:port",
    )  # fmt: skip
    group.addoption(
        "--catcher-save-dir", metavar="FOLDER",
        help="where the mails of failed tests are written as .eml (below pytest's cache)",
    )  # fmt: skip
    group.addoption(
        "--catcher-update-snapshots", action="store_true",
        help="approve the mails that assert_email_snapshot is given, as they are now",
    )  # fmt: skip
    parser.addini("catcher_url", "the catcher to use, as --catcher-url", default="")
    parser.addini(
        "catcher_save_dir", "where mails of failed tests are written, as --catcher-save-dir", default=""
    )


def pytest_configure(config: pytest.Config) -> None:
    """The marker is known, so that --strict-markers takes it."""
    config.addinivalue_line("markers", MARKER)


def pytest_sessionstart(session: pytest.Session) -> None:
    """The mails that a former run left in the cache go; workers of pytest-xdist share them with the controller."""
    config = session.config
    if not hasattr(config, "workerinput") and not _named(config, "save_dir") and hasattr(config, "cache"):
        shutil.rmtree(_save_dir(config), ignore_errors=True)


@pytest.fixture(scope="session")
def catcher_servers(pytestconfig: pytest.Config) -> Iterator[Servers]:
    """The catchers of the run, by their settings. Each worker of pytest-xdist has its own, unless a URL is given."""
    from catcher.testing.servers import Servers  # noqa: PLC0415 - see above

    with Servers.named(_named(pytestconfig, "url")) as servers:
        yield servers


@pytest.fixture(scope="session")
def catcher_server(catcher_servers: Servers) -> Client:
    """The run's catcher, as it is: nothing is cleared."""
    return catcher_servers.get({})


@pytest.fixture
def catcher(catcher_servers: Servers, request: pytest.FixtureRequest) -> Iterator[Client]:
    """The catcher: send to `catcher.smtp`, then `catcher.wait(to=...)`.

    It is without mail and rules at the start of each test; only one that was named by its URL, which others may
    use too, stays as it is.
    """
    client = catcher_servers.get(_settings(request.node))
    after = 0
    if catcher_servers.is_shared(client):
        after = client.last_id
    else:
        client.reset()
    alone = not {"mailbox", "async_mailbox"} & set(request.fixturenames)
    with _watched(request.node, client, after, frameworks=alone):
        yield client


@pytest.fixture
def mailbox(catcher_servers: Servers, request: pytest.FixtureRequest) -> Iterator[Client]:
    """A mailbox for this test alone: mail that is sent with `mailbox.login` to `mailbox.smtp` goes there.

    It is empty at the start, whoever else uses the same catcher, and it is removed at the end; when the test
    failed, it is left in a catcher that was named by its URL.
    """
    from catcher.testing.servers import mailbox_name  # noqa: PLC0415 - see above

    server = catcher_servers.get(_settings(request.node))
    client = server.mailbox(mailbox_name(request.node.name))
    with _watched(request.node, client, 0, frameworks=True):
        yield client
    if not (request.node.stash.get(_FAILED, False) and catcher_servers.is_shared(server)):
        client.reset()


@pytest.fixture
def async_catcher(catcher: Client) -> AsyncClient:
    """The catcher, for tests with asyncio: `await async_catcher.wait(to=...)`. No plugin for asyncio is needed."""
    return _awaited(catcher)


@pytest.fixture
def async_mailbox(mailbox: Client) -> AsyncClient:
    """The mailbox, for tests with asyncio: `await async_mailbox.wait(to=...)`. No plugin for asyncio is needed."""
    return _awaited(mailbox)


@pytest.fixture
def assert_email_snapshot(request: pytest.FixtureRequest) -> AssertSnapshot:
    """`assert_email_snapshot(mail, "welcome")`: the mail is as it was approved, but for dates, ids and tokens.

    Approve with --catcher-update-snapshots. Without a name, the test's own is taken.
    """
    from catcher.testing.snapshots import AssertSnapshot, Snapshots  # noqa: PLC0415 - see above

    update = request.config.getoption("catcher_update_snapshots")
    return AssertSnapshot(Snapshots(request.path, update=update), request.node.name)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Mails are compared field by field. Without a mail in this process there is none to compare."""
    if "catcher.testing.comparing" not in sys.modules and "catcher.mail" not in sys.modules:
        return None
    from catcher.testing.comparing import told  # noqa: PLC0415 - see above

    return told(op, left, right)


_WATCHED = pytest.StashKey[list[tuple["Client", int]]]()
_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """The mails of a test that failed are written, and named in its report."""
    report: pytest.TestReport = yield
    if report.failed and report.when == "call":
        item.stash[_FAILED] = True
        if watched := item.stash.get(_WATCHED, []):
            _report_mail(item, report, watched)
    return report


def _report_mail(item: pytest.Item, report: pytest.TestReport, watched: list[tuple[Client, int]]) -> None:
    from catcher.testing.saving import folder_name, save  # noqa: PLC0415 - see above

    saved = save(watched, _save_dir(item.config) / folder_name(item.nodeid))
    report.sections.append(("Caught mail", saved.text))
    if item.config.pluginmanager.hasplugin("html"):
        import pytest_html  # noqa: PLC0415 - it is there

        links = [pytest_html.extras.url(path.as_uri(), name=path.name) for path in saved.files]
        vars(report).setdefault("extras", []).extend(links)  # where pytest-html looks


@contextmanager
def _watched(item: pytest.Item, client: Client, after: int, *, frameworks: bool) -> Iterator[None]:
    """The client's mail is reported when the test fails; the frameworks are pointed at it while it runs."""
    item.stash.setdefault(_WATCHED, []).append((client, after))
    with ExitStack() as stack:
        if frameworks and _marked(item).get("frameworks", True):
            from catcher.testing.frameworks import pointed_at  # noqa: PLC0415 - see above

            stack.enter_context(pointed_at(client))
        yield


def _awaited(client: Client) -> AsyncClient:
    from catcher.http_client import AsyncClient  # noqa: PLC0415 - see above

    # No connection outlives its request, as a fixture cannot know the event loop in which to close it.
    return AsyncClient.like(client.scope, keep_connections=False)


def _marked(item: pytest.Item) -> dict[str, Any]:
    """What the test's markers say; the nearest wins."""
    told: dict[str, Any] = {}
    for marker in item.iter_markers("catcher"):
        if marker.args:
            raise pytest.UsageError(
                f"expected settings by name, as in catcher(tls='auto'), not {marker.args}"
            )
        told = {**marker.kwargs, **told}
    return told


def _settings(item: pytest.Item) -> dict[str, Any]:
    return {name: value for name, value in _marked(item).items() if name != "frameworks"}


def _named(config: pytest.Config, name: str) -> str | None:
    return config.getoption(f"catcher_{name}") or config.getini(f"catcher_{name}") or None


def _save_dir(config: pytest.Config) -> Path:
    if named := _named(config, "save_dir"):
        return config.rootpath / named
    if hasattr(config, "cache") and config.cache is not None:
        return config.cache.mkdir(SAVED_IN_CACHE)
    return Path(tempfile.gettempdir()) / f"pytest-{SAVED_IN_CACHE}"
