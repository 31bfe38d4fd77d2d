"""Campaigns over HTTP: from a file of leads to a running campaign, refused with reasons."""

from __future__ import annotations

from typing import Any

import aiohttp

from callseat.domain.dialer.campaign import CampaignState, RetryRule
from callseat.domain.rows import LeadAttemptRow
from tests.admin.server import House, Person, Upload

FILE = "姓名,电话,城市\n张三,13800138000,上海\n李四,x,北京\n=1,13900139000,\n".encode("gb18030")
SPRING = {"code": "spring", "project": "P1", "queue": "sales"}


def form(content: bytes, **texts: str) -> aiohttp.FormData:
    """With members beside the file."""
    made = aiohttp.FormData()
    made.add_field("file", content, filename="march.csv")
    for name, value in texts.items():
        made.add_field(name, value)
    return made


async def test_from_a_file_to_a_running_campaign(house: House, root: Person) -> None:
    made = await root.ok("POST", "/campaigns", SPRING)
    assert (made["state"], made["cap"], made["detection"]) == ("draft", 300, None)
    refused = await root.ask("POST", "/campaigns/spring/start")
    assert (refused.status, refused.reason) == (409, "conflict")
    assert "no leads" in refused.body["detail"]
    seen = await root.ok("POST", "/campaigns/spring/lists/march/preview", Upload(FILE))
    assert (seen["encoding"], seen["columns"]) == ("gb18030", {"name": "姓名", "number": "电话"})
    assert [one["name"] for one in seen["leads"]] == ["张三", "=1"]
    done = await root.ok("POST", "/campaigns/spring/lists/march/import", Upload(FILE))
    assert (done["state"], done["imported"], done["faulty"]) == ("done", 2, 1)
    again = await root.ask("POST", "/campaigns/spring/lists/march/import", Upload(FILE))
    assert (again.status, again.reason) == (409, "conflict")
    faults = await root.ok("GET", f"/campaigns/spring/imports/{done['id']}/faults")
    (fault,) = faults["items"]
    assert (fault["line"], fault["reason"], fault["detail"]) == (3, "bad_number", "x")
    assert fault["message_zh"] == "不是有效的电话号码。"
    started = await root.ok("POST", "/campaigns/spring/start")
    assert started["state"] == "running"
    (campaign,) = house.app.engine.world.directory.campaigns
    assert campaign.state is CampaignState.RUNNING
    counts = await root.ok("GET", "/campaigns/spring/counts")
    assert sum(counts.values()) == 2
    answer = await root.get("/campaigns/spring/leads.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=1" in answer.body.decode("utf-8-sig")
    assert (await root.ask("DELETE", "/campaigns/spring")).status == 409
    await root.ok("POST", "/campaigns/spring/finish")
    await root.ok("DELETE", "/campaigns/spring")
    actions = [one["action"] for one in (await root.ok("GET", "/audit?target=spring"))["items"]]
    assert set(actions) == {
        "campaign.add", "leads.import", "campaign.running", "leads.export", "campaign.finished",
        "campaign.remove",
    }  # fmt: skip


async def test_rules_and_detection_are_changed_and_the_rest_stays(
    house: House, root: Person
) -> None:
    await root.ok("POST", "/campaigns", SPRING)
    rule = {"outcome": "busy", "attempts": 2, "after": 60}
    body: dict[str, Any] = {"retries": [rule], "detection": {"machine": "connect"}}
    changed = await root.ok("PATCH", "/campaigns/spring", body)
    assert (changed["retries"], changed["queue"]) == ([rule], "sales")
    (campaign,) = house.app.engine.world.directory.campaigns
    assert campaign.retries == (RetryRule("busy", 2, 60),)
    assert campaign.detection is not None
    assert campaign.detection.machine == "connect"
    assert (await root.ok("PATCH", "/campaigns/spring", {"detection": None}))["detection"] is None


async def test_columns_and_encoding_are_said_in_the_form(root: Person) -> None:
    await root.ok("POST", "/campaigns", SPRING)
    path = "/campaigns/spring/lists/l/import"
    content = "Wer|Nummer\nJörg|+4930123456\n".encode("cp1252")
    done = await root.ok(
        "POST", path, form(content, encoding="cp1252", number="Nummer", name="Wer", separator="|")
    )
    assert done["imported"] == 1
    (lead,) = (await root.ok("GET", "/campaigns/spring/leads?list=l"))["items"]
    assert (lead["name"], lead["timezone"]) == ("Jörg", "Europe/Berlin")
    for wrong in (
        form(content, encoding="klingon"), form(content, shoe="1"), form(content, region="XX"),
        form(b""), form(content, number="Tel"),
    ):  # fmt: skip
        answer = await root.ask("POST", path, wrong)
        assert (answer.status, answer.reason) == (422, "bad_parameter"), answer
    assert (await root.ask("POST", path, b"no form")).status in {400, 422}
    gone = await root.ask("POST", "/campaigns/gone/lists/l/import", Upload(FILE))
    assert gone.status == 404


async def test_one_lead_is_added_called_back_and_withdrawn(house: House, sue: Person) -> None:
    root = await house.login("root")
    await root.ok("POST", "/campaigns", SPRING)
    body = {"list": "vip", "number": "138 0013 8000", "data": {"城市": "上海"}}
    made = await sue.ok("POST", "/campaigns/spring/leads", body)
    path = f"/campaigns/spring/leads/{made['lead_id']}"
    assert (await sue.ok("GET", path)) == made
    assert (await sue.ask("POST", "/campaigns/spring/leads", body)).reason == "conflict"
    changed = await sue.ok("PATCH", path, {"call_back_at": 2_000_000_000_000, "user": "anna"})
    assert (changed["due_at"], changed["user"]) == (2_000_000_000_000, "anna")
    assert (await sue.ok("PATCH", path, {"withdrawn": True}))["withdrawn"] is True
    (row,) = (await root.ok("GET", "/audit?action=lead.add"))["items"]
    assert row["actor"] == "sue"


async def test_attempts_are_read(house: House, sue: Person) -> None:
    house.app.store.writer.save(
        LeadAttemptRow("x", "spring", "a", "1", 5, ended_at=6, outcome="busy")
    )
    await house.app.store.writer.settled()
    (found,) = (await sue.ok("GET", "/attempts?campaign=spring&outcome=busy"))["items"]
    assert (found["attempt_id"], found["lead_id"]) == ("x", "a")


async def test_numbers_that_must_not_be_called(root: Person, sue: Person) -> None:
    await root.ok("POST", "/do-not-call", {"code": "law", "name": "登记"})
    assert (await root.ask("POST", "/do-not-call", {"code": "law"})).reason == "conflict"
    await sue.ok("POST", "/do-not-call/law/numbers", {"number": "13800138000", "note": "asked"})
    done = await root.ok("POST", "/do-not-call/law/import", Upload(FILE))
    assert (done["added"], done["known"], done["faulty"]) == (1, 1, 1)
    (found,) = (await sue.ok("GET", "/numbers/+8613800138000/do-not-call"))["items"]
    assert (found["list"], found["added_by"]) == ("law", "sue")
    listed = await sue.ok("GET", "/do-not-call/law/numbers?limit=1")
    rest = await sue.ok("GET", f"/do-not-call/law/numbers?after=%2B{listed['next'][1:]}")
    assert len(rest["items"]) == 1
    await root.ok("DELETE", "/do-not-call/law/numbers/13800138000")
    assert (await sue.ok("GET", "/numbers/13800138000/do-not-call"))["items"] == []


async def test_dispositions_and_blending_are_parts_of_project_and_group(
    house: House, root: Person
) -> None:
    body = {
        "dispositions": [{"code": "sold", "success": True}, {"code": "later", "call_back": True}],
        "disposition_required": True,
    }
    shown = await root.ok("PATCH", "/projects/P1", body)
    assert [one["code"] for one in shown["dispositions"]] == ["sold", "later"]
    (project,) = house.app.engine.world.directory.projects
    assert project.disposition_required
    assert project.dispositions[1].call_back
    group = await root.ok("PATCH", "/groups/front", {"blend_below": 70, "blend_above": 80})
    assert (group["blend_below"], group["rest_allowance"]) == (70, 600)
