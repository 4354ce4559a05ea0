from __future__ import annotations

import re
from html import unescape
from typing import Any

from catcher.adapters.http import LIVE, OPERATIONS
from catcher.adapters.http.openapi import description
from catcher.adapters.http.problems import KINDS
from tests.adapters.http.conftest import Site


def references(node: Any) -> set[str]:
    """Every $ref below a node."""
    if isinstance(node, dict):
        own = {node["$ref"]} if "$ref" in node else set()
        return own.union(*map(references, node.values()), set())
    return set().union(*map(references, node)) if isinstance(node, list) else set()


async def test_it_describes_every_operation_and_names_no_shape_that_is_not_there(site: Site) -> None:
    document = (await site.client.get("/api/openapi.json")).json()

    assert document["openapi"] == "3.1.0"
    described = {(method.upper(), path) for path, row in document["paths"].items() for method in row}
    assert described == {(row.method, row.path) for row in OPERATIONS}
    shapes = document["components"]["schemas"]
    assert {reference.rpartition("/")[2] for reference in references(document)} <= set(shapes)
    assert {"Summary", "Detail", "SnapshotFrame", "ChangesFrame", "Problem"} <= set(shapes)


def test_every_path_parameter_is_declared_and_every_operation_has_its_own_id() -> None:
    document = description(OPERATIONS, LIVE)
    ids = []
    for path, rows in document["paths"].items():
        for row in rows.values():
            ids.append(row["operationId"])
            declared = {each["name"] for each in row["parameters"] if each["in"] == "path"}
            assert declared == set(re.findall(r"{(\w+)}", path))
            assert row["summary"]
            assert row["responses"].keys() > {"default"}

    assert len(ids) == len(set(ids))


async def test_answers_have_the_declared_keys(site: Site) -> None:
    await site.deliver()
    shapes = description(OPERATIONS, LIVE)["components"]["schemas"]

    for path, shape in {
        "/api/messages": "MessageList",
        "/api/messages/1": "Detail",
        "/api/health": "Health",
        "/api/wait": "Waited",
        "/api/none?q=never": "Quiet",
    }.items():
        answer = (await site.client.get(path)).json()
        assert set(answer) == set(shapes[shape]["properties"]), path
        assert set(shapes[shape]["required"]) <= set(answer), path


async def test_people_can_read_it_without_a_network(site: Site) -> None:
    answer = await site.client.get("/api")

    for row in OPERATIONS:
        assert row.path.replace("{", "{") in answer.text
    assert "<script" not in answer.text
    assert not re.search(r"""(src|href)=['"]?(https?:)?//""", answer.text)
    assert "script-src" not in answer.headers["content-security-policy"]


async def test_problem_types_lead_to_their_explanation(site: Site) -> None:
    page = (await site.client.get("/api")).text

    for kind in KINDS:
        assert f'id="{kind.name}"' in page
        assert kind.title in unescape(page)


async def test_the_links_of_the_page_lead_somewhere(site: Site) -> None:
    page = (await site.client.get("/api")).text

    targets = set(re.findall(r"""href=['"]#(.*?)['"]""", page))
    assert {"Summary", "SnapshotFrame", "TimeoutProblem"} <= targets
    assert targets <= set(re.findall(r'id="(.*?)"', page))


def test_problems_are_declared_by_what_an_operation_takes() -> None:
    paths = description(OPERATIONS, LIVE)["paths"]

    assert set(paths["/api/messages"]["get"]["responses"]) == {"200", "400", "421", "default"}
    assert set(paths["/api/messages"]["post"]["responses"]) == {"201", "400", "403", "413", "421", "default"}
    assert set(paths["/api/messages/{id}"]["delete"]["responses"]) == {
        "200",
        "400",
        "403",
        "404",
        "421",
        "default",
    }
    timeout = paths["/api/wait"]["get"]["responses"]["404"]["content"]["application/problem+json"]["schema"]
    assert timeout["$ref"].endswith("/TimeoutProblem")


def test_no_two_kinds_of_problem_share_a_name() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert [kind.status for kind in KINDS] == sorted(kind.status for kind in KINDS)
