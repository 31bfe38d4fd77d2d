"""Calendars over HTTP: they act at once, are audited, are refused with reasons."""

from __future__ import annotations

from typing import Any

from tests.admin.server import House, Person

OFFICE: dict[str, Any] = {
    "code": "office",
    "timezone": "Europe/Berlin",
    "week": [{"day": 0, "begin": "09:00", "end": "18:00"}],
    "holidays": [{"date": "2026-12-24", "name": "", "spans": [["09:00", "12:00"]]}],
}
CSV = {"Content-Type": "text/csv"}


async def test_a_calendar_from_its_making_to_its_end(house: House, root: Person) -> None:
    world = house.app.engine.world
    made = await root.ok("POST", "/calendars", OFFICE)
    assert made == OFFICE | {"name": ""}
    assert world.calendars["office"].timezone == "Europe/Berlin"
    assert (await root.ok("GET", "/calendars"))["items"] == [made]
    assert await root.ok("PATCH", "/calendars/office", {"name": "B"}) == made | {"name": "B"}
    await root.ok("PATCH", "/calendars/office", {"week": []})
    assert world.calendars["office"].week == ()
    file = "day,begin,end,name\ntue,10:00,11:00\n2027-01-01,,,新年\n".encode()
    imported = await root.ask("POST", "/calendars/office/import", file, **CSV)
    assert imported.body["week"] == [{"day": 1, "begin": "10:00", "end": "11:00"}]
    assert [one["name"] for one in imported.body["holidays"]] == ["", "新年"]
    await root.ok("PATCH", "/projects/P1", {"calendar": "office", "closed_flow": "main"})
    assert (await root.ask("DELETE", "/calendars/office")).reason == "conflict"
    await root.ok("PATCH", "/projects/P1", {"calendar": "", "closed_flow": ""})
    await root.ok("DELETE", "/calendars/office")
    assert world.calendars == {}
    noted = (await root.ok("GET", "/audit?target=office"))["items"]
    actions = [one["action"] for one in reversed(noted)]
    assert actions == ["calendar.add", *["calendar.change"] * 3, "calendar.remove"]


async def test_faults_are_told(root: Person, sue: Person, anna: Person) -> None:
    await root.ok("POST", "/calendars", OFFICE)
    file = b"day,begin,end\nmon,9,10\n\nxmas\n"
    refused = await root.ask("POST", "/calendars/office/import", file, **CSV)
    assert (refused.status, refused.reason) == (422, "bad_parameter")
    assert [fault["line"] for fault in refused.body["errors"]] == [2, 4]
    assert (await root.ask("POST", "/calendars/office/import", b"\xff\xfe", **CSV)).status == 400
    zone = await root.ask("PATCH", "/calendars/office", {"timezone": "Nowhere"})
    assert "There is no time zone" in zone.body["detail"]
    wrong = {"week": [{"day": 9, "begin": "x", "end": "09:00"}]}
    assert (await root.ask("PATCH", "/calendars/office", wrong)).status == 422
    assert (await root.ask("GET", "/calendars/none")).status == 404
    assert (await sue.ask("GET", "/calendars/office")).status == 200
    assert (await sue.ask("DELETE", "/calendars/office")).status == 403
    assert (await anna.ask("GET", "/calendars")).status == 403
