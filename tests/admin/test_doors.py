"""What comes before any operation: origins, sizes, headers, and requests that are no requests."""

from __future__ import annotations

import json

import pytest

from tests.admin.server import ORIGIN, House, Person


async def test_foreign_pages_are_turned_away(house: House, root: Person) -> None:
    own = house.url.removesuffix("/api/v1")
    for origin in (ORIGIN, own, own.replace("http", "https")):
        assert (await root.get("/me", Origin=origin)).status == 200
    for origin in ("https://evil.example", "null", "http://crm.example", "http://["):
        answer = await root.get("/me", Origin=origin)
        assert (answer.status, answer.reason) == (403, "origin_not_allowed")
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_listed_pages_may_read_the_answers(house: House, root: Person) -> None:
    asked = {"Access-Control-Request-Method": "PATCH", "Origin": ORIGIN}
    allowed = await house.nobody.ask("OPTIONS", "/users/anna", **asked)
    assert allowed.status == 200
    assert allowed.headers["Access-Control-Allow-Origin"] == ORIGIN
    answer = await root.get("/me", Origin=ORIGIN)
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Credentials" not in answer.headers


async def test_every_answer_keeps_browsers_careful(house: House, root: Person) -> None:
    for answer in (await root.get("/me"), await house.nobody.get("/me"), await root.get("/no")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers


async def test_too_large_bodies_are_refused(root: Person) -> None:
    large = b"#" * (256 * 1024 + 1)
    answer = await root.ask("POST", "/flows", large)
    assert (answer.status, answer.reason) == (413, "too_large")
    named = await root.ask("POST", "/groups", {"code": "x", "name": "n" * 300_000})
    assert (named.status, named.reason) == (413, "too_large")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"code": "x", "name": "\\ud800"}',
        b'{"code": "x", "name": "a\\u0000b"}',
        b'{"code": "x", "name": "a\\nb"}',
        b'{"code": "x", "\\ud800": 1}',
        b'{"code": "../x"}',
        b'{"code": "x\\n"}',
        b'{"code": {"$gt": ""}}',
        b'{"code": "x", "rest_quota": 1e400}',
        b'{"code": "x", "rest_quota": 99999999999999999999999}',
        b"[" * 5000,
    ],
)
async def test_hostile_bodies_are_problems_and_change_nothing(
    house: House, root: Person, body: bytes
) -> None:
    before = len(house.app.engine.world.directory.groups)
    answer = await root.ask("POST", "/groups", body, **{"Content-Type": "application/json"})
    assert answer.status in {400, 422}, answer
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert len(house.app.engine.world.directory.groups) == before


async def test_hostile_names_are_kept_as_they_are(root: Person) -> None:
    name = "'; DROP TABLE seat_group; --<script>alert(1)</script> =cmd|' /C calc'!A0 \u202e王"
    await root.ok("POST", "/groups", {"code": "x", "name": name})
    assert (await root.ok("GET", "/groups/x"))["name"] == name
    rows = (await root.ok("GET", "/audit?target=x"))["items"]
    assert json.loads(rows[0]["detail"])["name"] == name


async def test_hostile_paths_are_not_found_or_refused(root: Person) -> None:
    for path in (
        "/users/%00",
        "/users/..%2f..%2f",
        "/groups/%ff",
        "/users/%0ax",
        "/users/" + "a" * 3000,
    ):
        answer = await root.get(path)
        assert answer.status in {404, 422}, path
        assert answer.headers["Content-Type"] == "application/problem+json"
