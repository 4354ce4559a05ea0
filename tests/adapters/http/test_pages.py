from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from catcher.adapters import http
from catcher.adapters.http import pages
from catcher.adapters.stores.sqlite import open_store
from catcher.application.feed import Feed
from catcher.application.post_office import PostOffice
from tests.adapters.http.conftest import app_of


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the built page is looked for."""
    monkeypatch.setattr(pages, "PAGE", tmp_path)
    return tmp_path


@pytest.fixture
async def client(page: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with open_store() as store:
        app = app_of(PostOffice(store, Feed()))
        async with (
            http.serve(app, "127.0.0.1", 0) as (host, port),
            httpx.AsyncClient(base_url=f"http://{host}:{port}", trust_env=False, verify=False) as opened,
        ):
            yield opened


async def test_a_page_that_is_not_built_says_how_to_build_it(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")

    assert answer.status_code == 503
    assert "make web" in answer.text
    assert (await client.get("/assets/x.js")).status_code == 404


async def test_the_page_is_strict_and_asked_for_anew(client: httpx.AsyncClient, page: Path) -> None:
    (page / "index.html").write_text("<!doctype html><title>inbox</title>")

    answer = await client.get("/")

    assert answer.text == "<!doctype html><title>inbox</title>"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    policy = answer.headers["content-security-policy"]
    assert {"default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-src 'self'"} < set(
        policy.split("; ")
    )
    assert "unsafe" not in policy
    assert "http" not in policy


async def test_assets_are_kept_for_ever_and_nothing_else_is_reached(
    client: httpx.AsyncClient, page: Path
) -> None:
    (page / "assets").mkdir()
    (page / "assets" / "index-1a.js").write_text("export {}")
    (page / "secret.txt").write_text("secret")
    (page / "assets" / "link").symlink_to("/etc/passwd")

    answer = await client.get("/assets/index-1a.js")

    assert answer.text == "export {}"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "javascript" in answer.headers["content-type"]
    for path in (
        "/assets/%2e%2e/secret.txt",
        "/assets/..%2fsecret.txt",
        "/assets//etc/passwd",
        "/assets/link",
        "/assets/",
    ):
        assert (await client.get(path)).status_code == 404, path
