"""Leads are taken once, by priority and time; attempts are booked for good, or refused."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import text

from callseat.domain.asks import BookAttempt, CountAnswers, FetchLeads
from callseat.domain.inputs import AnswersCounted, AttemptBooked
from callseat.domain.rows import LeadAttemptRow, LeadRow
from callseat.store.leads.dialling import Dialling, _Place, due_query
from callseat.store.store import Store, open_store
from tests.store.leads.scene import lead, make_campaign, put, states

DAY = "2026-11-23"


def book(attempt: str, name: str = "a", **other: Any) -> BookAttempt:
    usual = {"campaign": "spring", "number": "1", "day": DAY, "most_a_day": 2}
    return BookAttempt(attempt, lead=name, **(usual | other))


async def fetch(store: Store, count: int = 10, now: int = 100, closed: tuple[str, ...] = ()):
    return await Dialling(store.engine).fetch(FetchLeads("f", "spring", count, closed), now)


@pytest.fixture
async def campaign(store):
    return await make_campaign(store)


@pytest.mark.usefixtures("campaign")
async def test_the_first_by_priority_then_time_then_id_and_each_once(store):
    await put(
        store,
        lead("d", priority=1, due_at=1),
        lead("c", due_at=50),
        lead("b", due_at=20, timezone="Asia/Tokyo"),
        lead("a", due_at=50, user="anna", data=json.dumps({"城市": "上海"})),
        lead("later", due_at=500),
        lead("gone", withdrawn=True),
        lead("other", campaign="autumn"),
    )
    first = await fetch(store, 2)
    assert [one.id for one in first.leads] == ["b", "a"]
    assert (first.leads[0].timezone, first.leads[1].timezone) == ("Asia/Tokyo", "Asia/Shanghai")
    assert (first.leads[1].user, first.leads[1].data) == ("anna", (("城市", "上海"),))
    assert (first.next_due, first.left) == (1, 5)
    second = await fetch(store)
    assert [one.id for one in second.leads] == ["c", "d"]
    third = await fetch(store)
    assert (third.leads, third.next_due, third.left) == ((), 500, 5)


@pytest.mark.usefixtures("campaign")
async def test_two_that_take_at_once_take_different_ones(store, url, tmp_path):
    other = await open_store(url, tmp_path / "other")
    await put(store, *(lead(f"n{number:03}") for number in range(40)))
    found = await asyncio.gather(*(fetch(one, 5) for one in (store, other) * 4))
    await other.close()
    taken = [one.id for each in found for one in each.leads]
    assert len(set(taken)) == len(taken) == 40


@pytest.mark.usefixtures("campaign")
async def test_closed_zones_are_left_the_campaigns_own_too(store):
    await put(store, lead("a"), lead("b", timezone="Asia/Tokyo"), lead("c", timezone="Asia/Dubai"))
    found = await fetch(store, closed=("Asia/Shanghai", "Asia/Dubai"))
    assert [one.id for one in found.leads] == ["b"]
    assert [one.id for one in (await fetch(store)).leads] == ["a", "c"]


@pytest.mark.usefixtures("campaign")
async def test_what_was_given_back_is_taken_again_with_its_attempts(store):
    await put(store, lead("a"))
    await fetch(store)
    assert (await Dialling(store.engine).book(book("x"), 100)).refused == ""
    store.writer.save(LeadAttemptRow("x", "spring", "a", "1", 100, ended_at=110, outcome="busy"))
    store.writer.save(LeadRow("a", "spring", "waiting", 200, "", 1, "busy"))
    await store.writer.settled()
    (again,) = (await fetch(store, now=300)).leads
    assert (again.attempts, again.outcomes, again.due_at) == (1, (("busy", 1),), 200)


async def test_a_lead_that_was_removed_does_not_come_back_by_its_row(store):
    store.writer.save(LeadRow("ghost", "spring", "waiting"))
    await store.writer.settled()
    assert await states(store) == {}
    assert store.writer.status().rejected == 0


@pytest.mark.usefixtures("campaign")
async def test_what_a_late_fetch_took_is_given_back(store):
    await put(store, lead("a"))
    dialling = Dialling(store.engine)
    dialling._taken["f"] = ["a"]
    await fetch(store)
    await dialling.give_back("f")
    assert [one.id for one in (await fetch(store)).leads] == ["a"]


@pytest.mark.usefixtures("campaign")
async def test_a_booking_is_written_and_asking_again_books_no_second(store):
    await put(store, lead("a"))
    dialling = Dialling(store.engine)
    assert await dialling.book(book("x"), 5) == AttemptBooked(5, "x")
    assert await dialling.book(book("x"), 6) == AttemptBooked(6, "x")
    assert (await states(store))["a"][0] == "dialling"
    assert (await dialling.book(book("y"), 7)).refused == ""
    assert (await dialling.book(book("z"), 8)).refused == "too_many_today"
    assert (await dialling.book(book("z", day="2026-11-24"), 8)).refused == ""


@pytest.mark.usefixtures("campaign")
async def test_the_days_limit_holds_over_all_campaigns(store):
    await make_campaign(store, "autumn")
    same = {"number": "13800000001", "e164": "+8613800000001"}
    await put(store, lead("a", **same), lead("b", campaign="autumn", **same))
    dialling = Dialling(store.engine)
    assert (await dialling.book(book("x", most_a_day=1), 5)).refused == ""
    other = book("y", "b", campaign="autumn", most_a_day=1)
    assert (await dialling.book(other, 5)).refused == "too_many_today"


@pytest.mark.usefixtures("campaign")
async def test_who_must_not_be_called_and_who_was_withdrawn(store):
    await put(store, lead("a"), lead("b", withdrawn=True))
    async with store.engine.begin() as connection:
        await connection.execute(text("INSERT INTO do_not_call_list VALUES ('law', '')"))
        await connection.execute(
            text(
                "INSERT INTO do_not_call (list, e164, number, note, added_at, added_by)"
                " VALUES ('law', :number, '', '', 0, '')"
            ),
            {"number": lead("a")["e164"]},
        )
    dialling = Dialling(store.engine)
    assert (await dialling.book(book("x"), 5)).refused == "do_not_call"
    assert (await dialling.book(book("x", "b"), 5)).refused == "withdrawn"
    assert (await dialling.book(book("x", "nobody"), 5)).refused == "withdrawn"
    assert (await dialling.book(book("x", campaign="autumn"), 5)).refused == "withdrawn"
    assert (await states(store))["a"][0] == "waiting"


@pytest.mark.usefixtures("campaign")
async def test_two_bookers_at_once_share_one_limit(store, url, tmp_path):
    """Twenty attempts at a number by two servers' stores; two are allowed."""
    other = await open_store(url, tmp_path / "other")
    await put(store, lead("a"))
    bookers = (Dialling(store.engine), Dialling(other.engine))
    booked = await asyncio.gather(
        *(bookers[one % 2].book(book(f"x{one}"), one) for one in range(20))
    )
    await other.close()
    assert sorted(one.refused for one in booked) == [""] * 2 + ["too_many_today"] * 18


@pytest.mark.usefixtures("campaign")
async def test_what_was_taken_back_before_it_rang_does_not_count(store):
    await put(store, lead("a"))
    dialling = Dialling(store.engine)
    await dialling.book(book("x", most_a_day=1), 5)
    await dialling.unbook("x", 6)
    assert (await dialling.book(book("y", most_a_day=1), 7)).refused == ""


async def test_answers_are_counted_by_day_lost_ones_as_both(store):
    now = 1_763_900_000_000  # 2025-11-23
    for number, (outcome, day) in enumerate(
        [
            ("answered", "2025-11-22"), ("answered", "2025-11-23"), ("abandoned", "2025-11-23"),
            ("lost", "2025-11-23"), ("busy", ""), ("machine", "2025-11-23"),
            ("answered", "2025-09-01"),
        ]
    ):  # fmt: skip
        store.writer.save(
            LeadAttemptRow(
                f"x{number}", "spring", "a", "1", 1, ended_at=2, outcome=outcome, day=day
            )
        )
    await store.writer.settled()
    counted = await Dialling(store.engine).count(CountAnswers("c", "spring"), now)
    days = (("2025-11-22", 1, 0), ("2025-11-23", 3, 2))
    assert counted == AnswersCounted(now, "c", "spring", days)


async def test_due_leads_are_found_by_the_index_without_sorting(store):
    query = due_query("spring", _Place(0, ""), 100, 10)
    engine = store.engine.sync_engine
    written = str(query.compile(engine, compile_kwargs={"literal_binds": True}))
    sqlite = engine.dialect.name == "sqlite"
    async with store.engine.connect() as connection:
        if not sqlite:  # for a table of a few rows it would read all
            await connection.execute(text("SET LOCAL enable_seqscan = off"))
            await connection.execute(text("SET LOCAL enable_bitmapscan = off"))
        explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
        found = await connection.exec_driver_sql(explain + written.replace("%", "%%"))
        plan = "\n".join(" ".join(map(str, row)) for row in found)
    assert "ix_lead_due" in plan
    assert "SORT" not in plan.upper().replace("USE TEMP B-TREE", "SORT")
    assert "Seq Scan" not in plan
    assert "SCAN lead" not in plan
