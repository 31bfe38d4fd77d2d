"""Messages: for the people of the box, heard and marked and deleted, each noted in the audit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from callseat.domain.rows import VoicemailRow
from tests.admin.server import MESSAGE as SOUND
from tests.admin.server import House, Person, leave


def name_of(number: int) -> str:
    return f"2026/11/25/m-{number}.wav"


async def boxes(person: Person, query: str = "") -> list[str]:
    items: list[dict[str, Any]] = (await person.ok("GET", f"/voicemail{query}"))["items"]
    return [one["box"] for one in items]


async def actions(root: Person, target: str) -> list[tuple[str, str]]:
    items = (await root.ok("GET", f"/audit?target={target}"))["items"]
    return [(one["actor"], one["action"]) for one in reversed(items)]


async def test_whose_messages(house: House, root: Person, sue: Person, anna: Person) -> None:
    ben = await house.login("ben")
    for number, box in enumerate(("front", "back", "anna", "ben", "sue"), start=1):
        await leave(house, box, name_of(number), number)
    assert await boxes(root) == ["sue", "ben", "anna", "back", "front"]
    assert await boxes(sue) == ["sue", "anna", "front"]
    assert await boxes(anna) == ["anna", "front"]
    assert await boxes(ben) == ["ben", "back"]
    assert await boxes(ben, "?box=front") == []
    for method, body in (("GET", None), ("PATCH", {"heard": True}), ("DELETE", None)):
        hidden = await ben.ask(method, "/voicemail/2026/11/25/m-1.wav", body)
        assert hidden.status == 404
    assert (await house.nobody.get("/voicemail")).status == 401


async def test_a_message_is_heard_once_for_all(house: House, root: Person, anna: Person) -> None:
    name = await leave(house, "front", name_of(1), 1)
    other = await leave(house, "front", name_of(2), 2)
    answer = await anna.get(f"/voicemail/{name}")
    assert (answer.body, answer.headers["Content-Type"]) == (SOUND, "audio/wav")
    part = await anna.get(f"/voicemail/{name}", Range="bytes=0-3")
    assert (part.status, part.body) == (206, b"RIFF")
    changed = await anna.ok("PATCH", f"/voicemail/{name}", {"heard": True})
    assert changed["heard_by"] == "anna"
    assert changed["heard_at"] > 1_700_000_000_000
    again = await root.ok("PATCH", f"/voicemail/{name}", {"heard": True})
    assert again == changed
    (left,) = (await anna.ok("GET", "/voicemail?unheard=true"))["items"]
    assert left["name"] == other
    await anna.ok("PATCH", f"/voicemail/{name}", {"heard": False})
    assert await boxes(anna, "?unheard=true") == ["front", "front"]
    assert await actions(root, name) == [
        ("anna", "voicemail.read"),
        ("anna", "voicemail.read"),
        ("anna", "voicemail.heard"),
        ("anna", "voicemail.unheard"),
    ]
    assert (await anna.ask("PATCH", f"/voicemail/{name}", {"heard": 5})).status == 422
    assert (await anna.ask("PATCH", f"/voicemail/{name}", {})).status == 422


async def test_who_may_delete(house: House, root: Person, sue: Person, anna: Person) -> None:
    own, group = (
        await leave(house, "anna", name_of(1), 1),
        await leave(house, "front", name_of(2), 2),
    )
    folder = house.app.settings.data / "voicemail"
    assert (await anna.ask("DELETE", f"/voicemail/{group}")).status == 403
    assert (folder / group).is_file()
    for person, name in ((anna, own), (sue, group)):
        assert (await person.ask("DELETE", f"/voicemail/{name}")).status == 204
        assert not (folder / name).exists()
        assert (await person.get(f"/voicemail/{name}")).status == 404
    assert await actions(root, group) == [("sue", "voicemail.remove")]
    assert await boxes(root) == []


async def test_pages(house: House, root: Person) -> None:
    for number in range(5):
        await leave(house, "front", name_of(number), number)
    seen, place = [], ""
    while True:
        page = await root.ok("GET", f"/voicemail?limit=2{place and f'&before={place}'}")
        seen += [one["at"] for one in page["items"]]
        if page["next"] is None:
            break
        place = page["next"]
    assert seen == [4, 3, 2, 1, 0]
    assert (await root.get("/voicemail?before=nonsense")).status == 422


@pytest.mark.parametrize("name", ["../callseat.db", "%2e%2e/callseat.db", "/etc/passwd", "x\n"])
async def test_no_other_file_is_given(house: House, root: Person, name: str) -> None:
    assert (await root.get(f"/voicemail/{name}")).status == 404
    house.app.store.writer.save(VoicemailRow("../callseat.db", "c", "1", "front", 1, 1))
    await house.app.store.writer.settled()
    assert (await root.ask("DELETE", "/voicemail/..%2fcallseat.db")).status in {204, 404}
    assert Path(house.app.settings.data / "callseat.db").is_file()


async def test_a_file_that_is_gone(house: House, root: Person) -> None:
    name = await leave(house, "front", name_of(1), 1)
    (house.app.settings.data / "voicemail" / name).unlink()
    assert (await root.get(f"/voicemail/{name}")).status == 404
    assert (await root.ask("DELETE", f"/voicemail/{name}")).status == 204
