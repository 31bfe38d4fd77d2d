"""Records: by pages, within the scope; recordings whole and in part, and never other files."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from callseat.domain.rows import ContactDataRow, RecordingRow, RecordingSegmentRow
from tests.admin.server import FRAMES, House, Person, remember

SIZE = 44 + FRAMES * 4


async def test_pages_miss_and_repeat_nothing_even_within_a_millisecond(
    house: House, root: Person
) -> None:
    for number in range(10):
        await remember(house.app, "anna", number, 1000 + number // 4)
    seen, before = [], ""
    while before is not None:
        found = await root.ok("GET", f"/contacts?limit=3&before={before}")
        seen += [one["contact_id"] for one in found["items"]]
        before = found["next"]
    assert seen == [f"c-{number}" for number in reversed(range(10))]


async def test_filters_and_times(house: House, root: Person) -> None:
    for number, user in enumerate(("anna", "ben", "anna")):
        await remember(house.app, user, number, 1000 + number)

    async def parts(query: str) -> list[str]:
        return [one["call_no"] for one in (await root.ok("GET", f"/parts?{query}"))["items"]]

    assert await parts("user=anna") == ["p-2", "p-0"]
    assert await parts("since=1001") == ["p-2", "p-1"]
    assert await parts("since=1001&until=1002") == ["p-1"]
    assert await parts("contact=c-1") == ["p-1"]
    assert await parts("user=" + quote("' OR 1=1 --")) == []
    assert (await root.get("/parts?before=nonsense")).reason == "bad_parameter"
    assert (await root.get("/parts?since=-1")).reason == "bad_parameter"


async def test_a_contact_is_told_with_all_that_belongs_to_it(house: House, sue: Person) -> None:
    name = await remember(house.app, "anna", 1, 1000)
    await remember(house.app, "ben", 2, 1000)
    for row in (
        RecordingSegmentRow(name, 2, 60, 100, state="hold", cause="requestHold"),
        RecordingSegmentRow(name, 1, 0, 60, "anna"),
        ContactDataRow("c-1", "order", "A-17"),
        ContactDataRow("c-2", "order", "B-18"),
    ):
        house.app.store.writer.save(row)
    await house.app.store.writer.settled()
    story = await sue.ok("GET", "/contacts/c-1")
    assert (story["contact"]["contact_id"], story["contact"]["kind"]) == ("c-1", "inbound")
    assert [one["user"] for one in story["parts"]] == ["anna"]
    assert [one["name"] for one in story["recordings"]] == [name]
    assert [(one["number"], one["state"]) for one in story["segments"]] == [
        (1, "talk"),
        (2, "hold"),
    ]
    assert [(one["key"], one["value"]) for one in story["data"]] == [("order", "A-17")]
    for outside in ("c-2", "c-3", "' OR 1=1 --"):
        assert (await sue.get(f"/contacts/{quote(outside)}")).status in {404, 422}
    assert len((await sue.ok("GET", "/contacts?kind=inbound"))["items"]) == 1
    assert (await sue.ok("GET", "/contacts?kind=outbound"))["items"] == []


async def test_everybody_sees_what_is_theirs(
    house: House, root: Person, sue: Person, anna: Person
) -> None:
    for number, user in enumerate(("anna", "ben", "sue")):
        await remember(house.app, user, number, 1000 + number)

    async def seen(person: Person, kind: str, name: str) -> list[str]:
        return [one[name] for one in (await person.ok("GET", f"/{kind}"))["items"]]

    assert await seen(anna, "parts", "call_no") == ["p-0"]
    assert await seen(sue, "parts", "call_no") == ["p-2", "p-0"]
    assert await seen(root, "parts", "call_no") == ["p-2", "p-1", "p-0"]
    assert await seen(sue, "contacts", "contact_id") == ["c-2", "c-0"]
    assert await seen(sue, "recordings", "contact_id") == ["c-2", "c-0"]
    assert await seen(root, "recordings", "contact_id") == ["c-2", "c-1", "c-0"]


async def test_a_recording_is_listened_to_and_that_is_noted(house: House, sue: Person) -> None:
    name = await remember(house.app, "anna", 1, 1000)
    answer = await sue.get(f"/recordings/{name}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "audio/wav")
    assert (len(answer.body), answer.body[:4]) == (SIZE, b"RIFF")
    assert answer.headers["Accept-Ranges"] == "bytes"
    await house.app.store.writer.settled()
    root = await house.login("root")
    (row,) = (await root.ok("GET", "/audit?action=recording.read"))["items"]
    assert (row["actor"], row["target"]) == ("sue", name)


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-3", 0, 3),
        ("bytes=44-", 44, SIZE - 1),
        ("bytes=-4", SIZE - 4, SIZE - 1),
        (f"bytes=10-{SIZE * 2}", 10, SIZE - 1),
    ],
)
async def test_parts_of_a_recording(
    house: House, root: Person, wanted: str, first: int, last: int
) -> None:
    name = await remember(house.app, "anna", 1, 1000)
    whole = (await root.get(f"/recordings/{name}")).body
    part = await root.get(f"/recordings/{name}", Range=wanted)
    assert part.status == 206
    assert part.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert part.body == whole[first : last + 1]


async def test_a_part_that_is_not_there(house: House, root: Person) -> None:
    name = await remember(house.app, "anna", 1, 1000)
    answer = await root.get(f"/recordings/{name}", Range=f"bytes={SIZE}-")
    assert answer.status == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


async def test_no_other_file_is_ever_read(house: House, root: Person) -> None:
    data = house.app.settings.data
    for hostile in (
        "../callseat.db",
        "..%2Fcallseat.db",
        "%2e%2e/token.key",
        "2026/../../token.key",
        "/etc/passwd",
        "%00",
        "a" * 300,
        "token.key\n",
    ):
        answer = await root.get(f"/recordings/{hostile}")
        assert answer.status in {404, 405}, hostile
    # Not even when the records themselves name it.
    (data / "recordings").mkdir(exist_ok=True)
    (data / "recordings" / "link.wav").symlink_to(data / "token.key")
    for number, name in enumerate(("../token.key", "link.wav", str(data / "token.key"))):
        await save_recording(house, name, number)
        assert (await root.get(f"/recordings/{quote(name, safe='')}")).status == 404


async def save_recording(house: House, name: str, number: int) -> None:
    house.app.store.writer.save(RecordingRow(name, f"x-{number}", 1, 2, 1, "done"))
    await house.app.store.writer.settled()


async def test_the_outline_of_a_recording_is_told_and_nobody_listened(
    house: House, sue: Person
) -> None:
    name = await remember(house.app, "anna", 1, 1000)
    outline = await sue.ok("GET", f"/peaks/{name}?points=16")
    assert outline["duration_ms"] == FRAMES * 1000 // 8000
    left, right = outline["channels"]
    assert len(left) == len(right) == 16
    assert all(0 < each <= 1 for each in left + right)
    await house.app.store.writer.settled()
    root = await house.login("root")
    assert (await root.ok("GET", "/audit?action=recording.read"))["items"] == []
    assert (await root.get("/peaks/2026/11/23/c-9.wav")).status == 404
    assert (await root.get(f"/peaks/{name}?points=0")).reason == "bad_parameter"
