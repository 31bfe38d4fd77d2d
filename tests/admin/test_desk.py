"""What an agent's desk asks for: colleagues, and what the caller wanted before."""

from __future__ import annotations

from tests.admin.server import House, remember


async def test_colleagues_are_those_of_ones_group(house: House) -> None:
    anna, root = await house.login("anna"), await house.login("root")
    found = (await anna.ok("GET", "/colleagues"))["items"]
    assert {"user": "anna", "name": "Anna", "extension": "1001", "group": "front"} in found
    assert "ben" not in [one["user"] for one in found]
    assert "ben" in [one["user"] for one in (await root.ok("GET", "/colleagues"))["items"]]


async def test_earlier_contacts_are_told_to_who_has_a_part_in_this_one(house: House) -> None:
    for number, user in enumerate(("ben", "ben", "anna")):
        await remember(house.app, user, number, 1000 + number)
    anna = await house.login("anna")
    found = (await anna.ok("GET", "/contacts/c-2/earlier"))["items"]
    assert [one["contact_id"] for one in found] == ["c-1", "c-0"]
    assert (await anna.get("/contacts/c-1/earlier")).status == 404
