"""Reports over HTTP: whose figures, of what time, as complete as the moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from callseat.domain.rows import FlowStepRow, QueueVisitRow, SeatSessionRow, StatusIntervalRow
from tests.admin.server import House, Person

ZONE = ZoneInfo("Asia/Shanghai")
DAY = datetime(2026, 11, 2, 9, tzinfo=ZONE)
MINUTE = 60_000


async def write_a_day(house: House) -> None:
    """anna and ben are idle for an hour; one caller is answered, one gives up."""
    start = int(DAY.timestamp() * 1000)
    save = house.app.store.writer.save
    for user in ("anna", "ben"):
        save(SeatSessionRow(f"s-{user}", user, "1001", start, start + 60 * MINUTE, "logout"))
        save(
            StatusIntervalRow(
                f"i-{user}", f"s-{user}", user, 1, start, start + 60 * MINUTE, "login", user
            )
        )
    save(QueueVisitRow("v-1", "c-1", "sales", 0, start, start + 5000, "answered", "anna"))
    save(QueueVisitRow("v-2", "c-2", "sales", 0, start, start + 9000, "abandoned"))
    await house.app.store.writer.settled()


async def lines(person: Person, path: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = (await person.ok("GET", path))["lines"]
    return found


async def test_whose_figures(house: House, root: Person, sue: Person, anna: Person) -> None:
    await write_a_day(house)
    path = "/reports/seats?from=2026-11-02&to=2026-11-02"
    assert [one["user"] for one in await lines(root, path)] == ["ben", "anna"]
    assert [one["user"] for one in await lines(sue, path)] == ["anna"]
    (own,) = await lines(anna, path)
    assert (own["user"], own["idle_ms"], own["logged_in_ms"]) == ("anna", 3_600_000, 3_600_000)
    for hidden in ("ben", "nobody"):
        assert (await sue.get(f"{path}&user={hidden}")).status == 404
        assert (await anna.get(f"{path}&user={hidden}")).status == 404
    assert (await root.get(f"{path}&user=nobody")).reason == "bad_parameter"


async def test_groups_and_queues(house: House, root: Person, sue: Person) -> None:
    await write_a_day(house)
    span = "from=2026-11-02&to=2026-11-02"
    assert [one["group"] for one in await lines(root, f"/reports/groups?{span}")] == [
        "back",
        "front",
    ]
    assert [one["group"] for one in await lines(sue, f"/reports/groups?{span}")] == ["front"]
    (sales,) = await lines(sue, f"/reports/queues?{span}&queue=sales")
    assert (sales["offered"], sales["answered"], sales["abandoned"]) == (2, 1, 1)


async def test_pieces_of_time(house: House, root: Person) -> None:
    await write_a_day(house)
    path = "/reports/seats?from=2026-11-02T09:00&to=2026-11-02T10:00&by=15m&user=anna"
    found = await lines(root, path)
    assert [one["from"] for one in found] == [
        (DAY + timedelta(minutes=15 * piece)).isoformat(timespec="minutes") for piece in range(4)
    ]
    assert {one["idle_ms"] for one in found} == {15 * MINUTE}


async def test_times_that_cannot_be(root: Person) -> None:
    for query in (
        "from=soon",
        "from=2026-11-03&to=2026-11-02",
        "by=year",
        "from=1901-01-01&by=15m",
    ):
        answer = await root.get(f"/reports/seats?{query}")
        assert (answer.status, answer.reason) == (422, "bad_parameter"), query


async def test_flows(house: House, root: Person, sue: Person, anna: Person) -> None:
    start = int(DAY.timestamp() * 1000)
    row = FlowStepRow("f-1", "c-1", "main", 2, "line", start, start + 5000, "hung_up")
    house.app.store.writer.save(row)
    await house.app.store.writer.settled()
    path = "/reports/flows?from=2026-11-02&to=2026-11-02"
    (line,) = await lines(sue, path)
    assert (line["flow"], line["node"], line["hung_up"]) == ("main", "line", 1)
    assert (line["branches"], line["longest_ms"]) == ({"hung_up": 1}, 5000)
    assert await lines(root, f"{path}&flow=main") == [line]
    assert (await root.get(f"{path}&flow=none")).reason == "bad_parameter"
    assert (await anna.get(path)).status == 403
