"""What is changed over HTTP: acts at once, is audited without secrets, is refused with reasons."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from callseat.client import Seat
from callseat.domain.directory import Directory, Group
from callseat.store.directory.lines import Groups
from callseat.store.errors import DatabaseLostError
from tests.admin.server import FLOW, PASSWORD, House, Person
from tests.support.waiting import until


async def test_changes_act_before_they_are_answered(house: House, root: Person) -> None:
    world = house.app.engine.world
    made = await root.ok("POST", "/users", {"user": "eve", "extension": "1009", "group": "front"})
    assert world.seats["eve"].account.extension == "1009"
    assert "1009" in world.phones
    assert (await house.login("eve", made["password"])).token
    await root.ok("PATCH", "/groups/front/rest", {"rest_quota": 2, "rest_floor": 80})
    group = next(one for one in world.directory.groups if one.code == "front")
    assert (group.rest_quota, group.rest_floor, group.rest_allowance) == (2, 80, 600)
    await root.ok("PUT", "/queues/spare/members/eve", {"level": 7})
    assert [(s.queue, s.level) for s in world.seats["eve"].account.skills] == [("spare", 7)]
    members = await root.ok("GET", "/queues/spare/members")
    assert members["items"] == [{"user": "eve", "name": "", "extension": "1009", "level": 7}]
    await root.ok("DELETE", "/queues/spare/members/eve")
    assert (await root.ask("DELETE", "/queues/spare/members/eve")).status == 404
    await root.ok("PATCH", "/queues/sales", {"service_level": 5, "overflow_queue": "spare"})
    assert world.lines["sales"].queue.service_level == 5
    await root.ok("DELETE", "/users/eve")
    assert "eve" not in world.seats


async def test_direct_calls_are_sent_on_by_whoever_says_so_last(house: House, root: Person) -> None:
    world, path = house.app.engine.world, "/seats/1001/forwarding"
    assert await root.ok("GET", path) == {"always": "", "busy": ""}
    async with Seat(house.app.address, "anna", PASSWORD) as anna:
        await anna.request_set_transfer(1, "1002")
        assert world.forwardings["1001"].always == "1002"
        await root.ok("PUT", path, {"busy": "13800138000"})
        assert (world.forwardings["1001"].always, world.forwardings["1001"].busy) == (
            "",
            "13800138000",
        )
        await anna.request_set_transfer(1, "1003")
        await root.ok("POST", "/groups", {"code": "another"})  # loads the directory
        assert world.forwardings["1001"].always == "1003"
    await house.app.store.writer.settled()
    assert await root.ok("GET", path) == {"always": "1003", "busy": "13800138000"}
    assert (await root.ask("GET", "/seats/1999/forwarding")).status == 404
    assert (await root.ask("PUT", path, {"always": "1001"})).status == 422
    assert (await root.ask("PUT", path, {"always": "1002&1003"})).status == 422
    noted = (await root.ok("GET", "/audit?target=1001&action=seat.forward"))["items"]
    assert [one["actor"] for one in noted] == ["root"]


@pytest.mark.parametrize("trouble", [DatabaseLostError("gone"), RuntimeError("a mistake")])
async def test_what_could_not_be_loaded_is_loaded_a_moment_later(
    house: House, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    store, world = house.app.store.directory, house.app.engine.world
    failed: list[Exception] = []

    async def fail() -> Directory:
        failed.append(trouble)
        raise trouble

    monkeypatch.setattr(store, "load", fail)
    await store.groups.add(Group("late"))

    async def tried_again() -> bool:
        return len(failed) > 1

    async def loaded() -> bool:
        return "late" in world.rooms

    await until(tried_again)
    monkeypatch.undo()
    await until(loaded)


async def test_only_what_is_given_changes(root: Person) -> None:
    before = await root.ok("GET", "/users/anna")
    after = await root.ok("PATCH", "/users/anna", {"name": "Anna 王"})
    assert after == before | {"name": "Anna 王"}
    assert await root.ok("GET", "/users/anna") == after
    assert await root.ok("PATCH", "/users/anna", {}) == after
    skills = await root.ok("PATCH", "/users/anna", {"skills": [{"queue": "spare"}]})
    assert skills["skills"] == [{"queue": "spare", "level": 5}]
    project = await root.ok("PATCH", "/projects/P1", {"service_numbers": ["4001", "4002"]})
    assert (project["flow"], project["service_numbers"]) == ("main", ["4001", "4002"])


async def test_a_trunks_secret_is_kept_and_never_told(house: House, root: Person) -> None:
    changed = await root.ok("PATCH", "/trunks/city", {"port": 5070, "dtmf": "inband"})
    assert (changed["port"], changed["dtmf"]) == (5070, "inband")
    assert (await root.ask("PATCH", "/trunks/city", {"dtmf": "morse"})).status == 422
    told = [changed, await root.ok("GET", "/trunks"), await root.ok("GET", "/trunks/city")]
    assert "secret" not in json.dumps(told)
    await root.ok("POST", "/trunks", {"code": "t", "host": "a.example", "secret": "hush-hush"})
    kept = {one.code: one.secret for one in await house.app.store.directory.trunks.every()}
    assert kept == {"city": "trunk-secret", "t": "hush-hush"}


async def test_a_phones_secret_is_renewed(house: House, root: Person) -> None:
    old = {one.extension: one.secret for one in await house.app.store.directory.phones()}
    new = await root.ok("POST", "/seats/1001/secret")
    assert new["secret"] != old["1001"]
    assert house.network.phones["1001"].secret == new["secret"]
    assert (await root.ask("POST", "/seats/9999/secret")).reason == "not_found"


async def test_every_change_is_in_the_audit_without_secrets(house: House, root: Person) -> None:
    made = await root.ok("POST", "/users", {"user": "eve", "extension": "1009"})
    secret = (await root.ok("POST", "/seats/1009/secret"))["secret"]
    await root.ok("POST", "/users/eve/password", {"password": "a new password"})
    await root.ok("POST", "/users/eve/disable")
    await root.ok("DELETE", "/users/eve")
    await root.ok("POST", "/trunks", {"code": "t", "host": "a.example", "secret": "hush-hush"})
    await root.ok("POST", "/flows", FLOW.encode())
    assert (await root.ask("DELETE", "/queues/sales")).status == 409
    rows = (await root.ok("GET", "/audit"))["items"]
    assert [(one["actor"], one["action"], one["target"]) for one in reversed(rows)] == [
        ("root", "user.add", "eve"),
        ("root", "seat.secret", "1009"),
        ("root", "user.password", "eve"),
        ("root", "user.disable", "eve"),
        ("root", "user.remove", "eve"),
        ("root", "trunk.add", "t"),
        ("root", "flow.save", "main"),
    ]
    told = json.dumps(rows)
    for hidden in (made["password"], secret, "a new password", "hush-hush"):
        assert hidden not in told
    assert json.loads(rows[-1]["detail"])["extension"] == "1009"
    filtered = await root.ok("GET", "/audit?target=eve&action=user.disable")
    assert len(filtered["items"]) == 1


async def test_faults_are_told_all_at_once(root: Person) -> None:
    body = {"code": "no code", "ring_time": 0, "strategy": "dance", "colour": "red"}
    answer = await root.ask("POST", "/queues", body)
    assert (answer.status, answer.reason) == (422, "bad_parameter")
    assert {one["where"] for one in answer.body["errors"]} == set(body)
    assert "red" not in json.dumps(answer.body)
    assert answer.headers["Content-Type"] == "application/problem+json"


async def test_conflicts_and_things_that_are_not_there(root: Person) -> None:
    taken = await root.ask("POST", "/groups", {"code": "front"})
    assert (taken.status, taken.reason) == (409, "conflict")
    used = await root.ask("DELETE", "/groups/front")
    assert used.status == 409
    assert "anna" in used.body["detail"]
    missing = await root.ask("PATCH", "/users/anna", {"group": "none"})
    assert (missing.status, missing.reason) == (422, "bad_parameter")
    assert "no group 'none'" in missing.body["detail"]
    assert (await root.get("/users/none")).reason == "not_found"
    assert (await root.get("/nowhere")).reason == "not_found"
    assert (await root.ask("PUT", "/users")).reason == "method_not_allowed"


async def test_flows_with_faults_and_their_lines(root: Person) -> None:
    bad = "code: x\nname: x\nstart: a\nnodes:\n  a: {kind: dance}\n  b: {kind: queue, queue: no}\n"
    answer = await root.ask("POST", "/flows", bad.encode())
    assert (answer.status, answer.reason) == (422, "flow_faulty")
    assert {5, 6} <= {one["line"] for one in answer.body["errors"]}
    assert (await root.ask("POST", "/flows", b"\xff\xfe")).reason == "bad_request"
    saved = await root.ok("POST", "/flows", FLOW.replace("Main", "Again").encode())
    assert (saved["version"], saved["active"], saved["saved_by"]) == (2, True, "root")
    versions = (await root.ok("GET", "/flows/main/versions"))["items"]
    assert [(one["version"], one["active"]) for one in versions] == [(2, True), (1, False)]
    assert await root.ok("GET", "/flows/main/versions/1") == FLOW.encode()
    await root.ok("POST", "/flows/main/versions/1/activate")
    assert (await root.ok("GET", "/flows"))["items"][0]["version"] == 1
    assert (await root.ask("POST", "/flows/main/versions/9/activate")).status == 404


async def test_lists_are_paged(root: Person) -> None:
    for number in range(7):
        await root.ok("POST", "/groups", {"code": f"g{number}"})
    codes, after = [], ""
    while True:
        found = await root.ok("GET", f"/groups?limit=3&after={after}")
        codes += [one["code"] for one in found["items"]]
        after = found["next"]
        if after is None:
            break
        assert len(found["items"]) == 3
    assert codes == sorted(["front", "back", "empty", *(f"g{number}" for number in range(7))])
    for limit in ("0", "1001", "-1", "many"):
        assert (await root.get(f"/groups?limit={limit}")).reason == "bad_parameter"


async def test_who_sees_whom(root: Person, sue: Person) -> None:
    def users(found: dict[str, Any]) -> list[str]:
        return [one["user"] for one in found["items"]]

    assert users(await sue.ok("GET", "/users")) == ["anna", "sue"]
    assert users(await root.ok("GET", "/users")) == ["anna", "ben", "root", "sue"]
    assert users(await sue.ok("GET", "/seats/status")) == ["anna", "sue"]
    assert users(await root.ok("GET", "/seats/status?group=back")) == ["ben"]
    assert users(await sue.ok("GET", "/seats/status?group=back")) == []
    assert users(await sue.ok("GET", "/queues/sales/members")) == ["anna"]
    seats = (await sue.ok("GET", "/seats"))["items"]
    assert seats == [{"extension": "1001", "users": ["anna"], "reachable": True}]


async def test_changes_at_the_same_moment_do_not_undo_one_another(root: Person) -> None:
    changes: list[dict[str, Any]] = [
        {"name": "Sales"},
        {"ring_time": 9},
        {"max_wait": 90},
        {"service_level": 7},
    ]
    await asyncio.gather(*(root.ok("PATCH", "/queues/sales", one) for one in changes))
    after = await root.ok("GET", "/queues/sales")
    for change in changes:
        assert after | change == after


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [(DatabaseLostError("hidden"), 503, "not_ready"), (RuntimeError("hidden"), 500, "internal")],
)
async def test_what_is_not_the_callers_fault_is_said_without_details(
    root: Person, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, reason: str
) -> None:
    async def fail(_groups: Groups) -> None:
        raise error

    monkeypatch.setattr(Groups, "every", fail)
    answer = await root.get("/groups")
    assert (answer.status, answer.reason) == (status, reason)
    assert "hidden" not in json.dumps(answer.body)
    monkeypatch.undo()
    assert (await root.get("/groups")).status == 200
