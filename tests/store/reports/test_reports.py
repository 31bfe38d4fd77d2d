"""Reports from a database: whose lines there are, and that they are the records' sums."""

from __future__ import annotations

import random
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from callseat.domain.rows import StatusIntervalRow
from callseat.domain.status import Status
from callseat.store.errors import DirectoryError
from callseat.store.left_open import close_left_open
from callseat.store.reports import (
    By,
    Span,
    TooLongError,
    flows_report,
    groups_report,
    queues_report,
    seats_report,
)
from callseat.store.reports.tallies import SeatTally
from tests.store.reports.scene import (
    DAY,
    HOUR,
    MINUTE,
    QUARTER,
    START,
    ZONE,
    a_part,
    a_rest,
    a_session,
    a_step,
    a_visit,
    ask,
    furnish,
    save,
)

IDLE, REST, TALKING, WORK, BUSY = (
    Status.IDLE,
    Status.REST,
    Status.TALKING,
    Status.WORK,
    Status.BUSY,
)


async def test_a_seats_day(store) -> None:
    await furnish(store)
    session = a_session(
        "anna",
        (IDLE, HOUR),
        (TALKING, 10 * MINUTE),
        (WORK, 5 * MINUTE),
        (BUSY, MINUTE),
        (REST, 14 * MINUTE),
        at=8 * HOUR,
    )
    await save(store, session)
    await save(store, [a_rest("anna", 9 * HOUR + 16 * MINUTE, 14 * MINUTE, 4 * MINUTE)])
    await save(
        store, [a_part("anna", 9 * HOUR, "answered"), a_part("anna", 9 * HOUR + 1, "missed")]
    )
    report = await seats_report(store.engine, ask())
    (line,) = report.lines
    assert (line.user, line.name, line.group) == ("anna", "Anna", "front")
    assert (line.began, line.ended) == (DAY.start, DAY.until)
    tally = line.tally
    assert tally.logged_in == 90 * MINUTE
    assert (tally.counts[BUSY], tally.times[BUSY]) == (1, MINUTE)
    assert (tally.rests, tally.times[REST], tally.overtime) == (1, 14 * MINUTE, 4 * MINUTE)
    assert (tally.offered, tally.handled, tally.missed) == (2, 1, 1)
    assert tally.average_handling == 15 * MINUTE
    assert tally.occupancy == 15 / 76


async def test_what_crosses_midnight_is_cut_there(store) -> None:
    await furnish(store)
    await save(store, a_session("anna", (REST, 2 * HOUR), (TALKING, HOUR), at=-HOUR))
    await save(store, a_session("anna", (BUSY, 2 * HOUR), at=23 * HOUR))
    await save(store, [a_rest("anna", -HOUR, 2 * HOUR, 90 * MINUTE)])
    two_days = Span(START - 24 * HOUR, START + 48 * HOUR, ZONE)
    lines = (await seats_report(store.engine, ask(By.DAY, two_days))).lines
    times = [(line.tally.times[REST], line.tally.times[TALKING], line.tally.times[BUSY])
             for line in lines]  # fmt: skip
    assert times == [(HOUR, 0, 0), (HOUR, HOUR, HOUR), (0, 0, HOUR)]
    assert [line.tally.counts[REST] for line in lines] == [1, 0, 0]
    assert [line.tally.overtime for line in lines] == [30 * MINUTE, HOUR, 0]
    (day,) = (await seats_report(store.engine, ask())).lines
    assert (day.tally.times, day.tally.counts) == (lines[1].tally.times, lines[1].tally.counts)


async def test_a_long_history_does_not_reach_into_the_span(store) -> None:
    await furnish(store)
    await save(store, a_session("anna", (IDLE, HOUR), (BUSY, HOUR), at=-48 * HOUR))
    await save(store, a_session("anna", (IDLE, HOUR), at=24 * HOUR))
    assert (await seats_report(store.engine, ask())).lines == ()


async def test_sums_over_any_pieces_seats_and_groups_are_the_same(store) -> None:
    await furnish(store)
    draw = random.Random(20261106)
    statuses = [status for status in Status if status is not Status.OFFLINE]
    for user in ("anna", "ben", "cara", "dora", "gone"):
        at = draw.randrange(-3 * HOUR, HOUR)
        for _ in range(3):
            stretches = [(draw.choice(statuses), draw.randrange(40 * MINUTE)) for _ in range(20)]
            await save(store, a_session(user, *stretches, at=at))
            at += sum(length for _, length in stretches) + draw.randrange(HOUR)
        moments = [draw.randrange(-HOUR, 25 * HOUR) for _ in range(30)]
        await save(store, [a_part(user, at, draw.choice(["answered", "missed"])) for at in moments])
    whole = _sum((await seats_report(store.engine, ask())).lines)
    assert whole.logged_in > 20 * HOUR
    for by in By:
        assert _sum((await seats_report(store.engine, ask(by))).lines) == whole
        assert _sum((await groups_report(store.engine, ask(by))).lines) == whole


def _sum(lines) -> SeatTally:
    tally = SeatTally()
    for line in lines:
        tally.add(line.tally)
    return tally


async def test_groups_are_the_sums_of_their_seats_and_say_how_many(store) -> None:
    await furnish(store)
    for user in ("anna", "ben", "cara", "dora", "gone"):
        await save(store, a_session(user, (IDLE, HOUR), at=8 * HOUR))
    report = await groups_report(store.engine, ask())
    assert [(line.group, line.name, line.seats) for line in report.lines] == [
        ("", "", 2),
        ("back", "", 1),
        ("front", "前台", 2),
    ]
    assert [line.tally.logged_in for line in report.lines] == [2 * HOUR, HOUR, 2 * HOUR]


async def test_a_report_is_of_those_that_are_asked_for(store) -> None:
    await furnish(store)
    for user in ("anna", "ben", "cara", "dora", "gone"):
        await save(store, a_session(user, (IDLE, HOUR), at=8 * HOUR))

    async def users(**wanted) -> list[str]:
        return [line.user for line in (await seats_report(store.engine, ask(**wanted))).lines]

    assert await users() == ["dora", "gone", "cara", "anna", "ben"]
    assert await users(groups=("front",)) == ["anna", "ben"]
    assert await users(groups=()) == []
    assert await users(user="ben") == ["ben"]
    assert await users(user="gone") == ["gone"]
    assert await users(user="anna", groups=("back",)) == []


async def test_unknown_names_are_sentences(store) -> None:
    await furnish(store)
    with pytest.raises(DirectoryError, match="no account 'zoe'"):
        await seats_report(store.engine, ask(user="zoe"))
    with pytest.raises(DirectoryError, match="no group 'none'"):
        await groups_report(store.engine, ask(groups=("none",)))
    with pytest.raises(DirectoryError, match="no queue"):
        await queues_report(store.engine, ask(queues=("' OR 1=1 --",)))


async def test_a_user_who_has_not_worked_yet_has_no_line(store) -> None:
    await furnish(store)
    assert (await seats_report(store.engine, ask(user="anna"))).lines == ()


async def test_who_is_logged_in_still_is_complete_up_to_the_last_change(store) -> None:
    await furnish(store)
    await save(store, a_session("anna", (IDLE, HOUR), at=8 * HOUR, open_=True))
    await save(store, a_session("ben", at=10 * HOUR, open_=True))
    await save(store, a_session("cara", (IDLE, HOUR), at=8 * HOUR))
    report = await seats_report(store.engine, ask())
    assert (report.complete.until, report.complete.open) == (START + 9 * HOUR, 2)
    of_back = await seats_report(store.engine, ask(groups=("back",)))
    assert (of_back.complete.until, of_back.complete.open) == (DAY.until, 0)


async def test_a_status_that_lasts_is_merged_once(store) -> None:
    await furnish(store)
    await save(store, a_session("anna", (IDLE, HOUR), (TALKING, HOUR), at=8 * HOUR, open_=True))
    began = START + 9 * HOUR
    # Given while it lasted; meanwhile it ended and was written.
    lasting = StatusIntervalRow(
        "", "s-anna-0", "anna", TALKING, began, began + 30 * MINUTE, "x", "anna"
    )
    report = await seats_report(store.engine, ask(), [lasting])
    (line,) = report.lines
    assert (line.tally.times[TALKING], line.tally.counts[TALKING]) == (30 * MINUTE, 1)
    assert (report.complete.until, report.complete.open) == (DAY.until, 0)


async def test_who_has_logged_in_just_now_has_only_what_lasts(store) -> None:
    await furnish(store)
    lasting = StatusIntervalRow("", "s", "ben", IDLE, START, START + QUARTER + 1, "login", "ben")
    lines = (await seats_report(store.engine, ask(By.QUARTER), [lasting])).lines
    assert [line.tally.times[IDLE] for line in lines] == [QUARTER, 1]


async def test_queues(store) -> None:
    await furnish(store)
    await save(
        store,
        [
            a_visit("sales", 0, 5_000, "answered"),
            a_visit("sales", QUARTER, 25_000, "answered"),
            a_visit("sales", QUARTER + 1, 9_000, "abandoned"),
            a_visit("sales", 24 * HOUR, 1, "answered"),
            a_visit("closed-long-ago", 5, 7_000, "answered"),
        ],
    )
    report = await queues_report(store.engine, ask(By.QUARTER))
    told = [(line.queue, line.tally.offered, line.tally.service_level) for line in report.lines]
    assert told == [("closed-long-ago", 1, None), ("sales", 1, 1.0), ("sales", 2, 0.0)]
    (whole,) = (await queues_report(store.engine, ask(queues=("sales",)))).lines
    assert (whole.name, whole.tally.offered, whole.tally.service_level) == ("Sales", 3, 1 / 3)
    assert whole.tally.longest_wait == 25_000


async def test_flows_node_by_node(store) -> None:
    await furnish(store)
    await save(
        store,
        [
            a_step("main", "menu", 0, 5_000, "choices.1"),
            a_step("main", "menu", 1, 3_000, "choices.1"),
            a_step("main", "menu", QUARTER, 10_000, "hung_up"),
            a_step("main", "menu", QUARTER + 1, None, ""),
            a_step("main", "line", 9, 60_000, "end"),
            a_step("main", "menu", 24 * HOUR, 1, "next"),
            a_step("other", "a", 0, 0, "next"),
        ],
    )
    report = await flows_report(store.engine, ask(flows=("main",)))
    line, menu = report.lines
    assert (line.flow, line.node, line.tally.entered) == ("main", "line", 1)
    tally = menu.tally
    assert (tally.entered, tally.hung_up, tally.here) == (4, 1, 1)
    assert (tally.spent, tally.average, tally.longest) == (18_000, 6_000, 10_000)
    assert dict(tally.branches) == {"choices.1": 2, "hung_up": 1}
    told = [
        (one.flow, one.node, one.began - START, one.tally.entered)
        for one in (await flows_report(store.engine, ask(By.QUARTER))).lines
    ]
    assert told == [
        ("main", "line", 0, 1),
        ("main", "menu", 0, 2),
        ("main", "menu", QUARTER, 2),
        ("other", "a", 0, 1),
    ]
    with pytest.raises(DirectoryError, match="no flow 'none'"):
        await flows_report(store.engine, ask(flows=("none",)))
    await close_left_open(store.engine)
    (_, menu) = (await flows_report(store.engine, ask(flows=("main",)))).lines
    assert (menu.tally.here, menu.tally.branches["server_lost"]) == (0, 1)


async def test_a_report_that_would_not_fit_is_refused(store) -> None:
    await furnish(store)
    await save(store, a_session("anna", (IDLE, HOUR), at=0))
    assert len((await seats_report(store.engine, ask(By.QUARTER), most=4)).lines) == 4
    with pytest.raises(TooLongError, match="more than 3 lines"):
        await seats_report(store.engine, ask(By.QUARTER), most=3)


async def test_a_repeated_hour_is_two_lines(store) -> None:
    await furnish(store)
    zone = ZoneInfo("Europe/Berlin")
    midnight = 1_792_879_200_000  # 2026-10-25T00:00+02:00
    await save(store, a_session("anna", (IDLE, 25 * HOUR), at=midnight - START))
    span = Span(midnight, midnight + 25 * HOUR, zone)
    lines = (await seats_report(store.engine, ask(By.HOUR, span))).lines
    assert len(lines) == 25
    shown = Counter(span.shown(line.began)[11:16] for line in lines)
    assert [hour for hour, times in shown.items() if times == 2] == ["02:00"]
    assert {line.tally.times[IDLE] for line in lines} == {HOUR}
    (day,) = (await seats_report(store.engine, ask(By.DAY, span))).lines
    assert day.tally.times[IDLE] == 25 * HOUR
