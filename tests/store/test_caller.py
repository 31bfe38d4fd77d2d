"""What the records know of a caller: counted by an index, the seat that answered last."""

from __future__ import annotations

from sqlalchemy import event

from callseat.domain.rows import CallPartRow, ContactRow


def contact(number: int, caller: str, ended: bool = True) -> ContactRow:
    at = 1000 * number
    return ContactRow(f"c-{number}", "P1", caller, "4001", at, 0, at + 500 if ended else 0)


def part(number: int, user: str, answered: bool, late: int = 0) -> CallPartRow:
    at = 1000 * number + late
    name = f"p-{number}-{late}"
    return CallPartRow(
        name,
        f"c-{number}",
        user,
        "1001",
        "0",
        "139",
        "4001",
        "P1",
        "sales",
        at,
        at if answered else 0,
    )


async def test_who_talked_to_this_caller_last(store) -> None:
    for row in (
        contact(1, "139"),
        part(1, "anna", answered=True),
        contact(2, "139"),
        part(2, "ben", answered=True),
        part(2, "cleo", answered=True, late=100),
        part(2, "dora", answered=False, late=200),
        contact(3, "139"),
        part(3, "emil", answered=False),
        contact(4, "139", ended=False),
        part(4, "anna", answered=True),
        contact(5, "138"),
        part(5, "anna", answered=True),
    ):
        store.writer.save(row)
    await store.writer.settled()
    story = await store.records.caller("139")
    assert (story.last_seat, story.last_at, story.contacts) == ("cleo", 3000, 3)
    story = await store.records.caller("137")
    assert (story.last_seat, story.last_at, story.contacts) == ("", 0, 0)


async def test_it_is_found_by_the_indexes(store) -> None:
    if store.engine.dialect.name != "sqlite":
        return  # a planner of a small table reads it whole, and is right
    asked: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    await store.records.caller("139")
    event.remove(store.engine.sync_engine, "before_cursor_execute", note)
    async with store.engine.connect() as connection:
        for statement, parameters in asked:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row[3] for row in plan]
            assert not [one for one in steps if one.startswith("SCAN")], steps
    assert len(asked) == 2
