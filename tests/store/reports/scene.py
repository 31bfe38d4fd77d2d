"""A day of a small house, as the server would have written it; times are milliseconds."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from callseat.domain.directory import Account, Group, Queue
from callseat.domain.rows import (
    CallPartRow,
    FlowStepRow,
    QueueVisitRow,
    RestRow,
    Row,
    SeatSessionRow,
    StatusIntervalRow,
)
from callseat.domain.status import Status
from callseat.store.reports import By, Question, Span
from callseat.store.store import Store

ZONE = ZoneInfo("Asia/Shanghai")
MINUTE = 60_000
HOUR = 60 * MINUTE
START = 1_793_894_400_000  # 2026-11-06, in Shanghai, midnight
DAY = Span(START, START + 24 * HOUR, ZONE)
QUARTER = 15 * MINUTE


def a_session(user: str, *stretches: tuple[Status, int], at: int, open_: bool = False) -> list[Row]:
    """A session from START + `at` on, with stretches of a status and its length."""
    now, rows = START + at, list[Row]()
    name = f"s-{user}-{at}"
    for number, (status, length) in enumerate(stretches):
        key = f"i-{user}-{at}-{number}"
        rows.append(StatusIntervalRow(key, name, user, status, now, now + length, "x", user))
        now += length
    rows.append(SeatSessionRow(name, user, "1001", START + at, 0 if open_ else now, ""))
    return rows


def a_part(user: str, at: int, outcome: str) -> Row:
    """A call offered to the user at START + `at`."""
    key = f"c-{user}-{at}-{outcome}"
    return CallPartRow(key, "k", user, "1001", "0", "1", "2", "p", "q", START + at, outcome=outcome)


def a_visit(queue: str, at: int, wait: int | None, outcome: str) -> Row:
    """A caller who joined at START + `at` and, unless `wait` is None, left after it."""
    joined = START + at
    left = 0 if wait is None else joined + wait
    return QueueVisitRow(f"v-{queue}-{at}", "k", queue, 0, joined, left, outcome)


def a_step(flow: str, node: str, at: int, stay: int | None, branch: str) -> Row:
    """A stay at a node from START + `at` on; None while it lasts."""
    entered = START + at
    left = 0 if stay is None else entered + stay
    return FlowStepRow(f"f-{flow}-{node}-{at}", "k", flow, 1, node, entered, left, branch)


def a_rest(user: str, at: int, length: int, overtime: int = 0) -> Row:
    began = START + at
    return RestRow(f"r-{user}-{at}", "s", user, began, length - overtime, began + length, overtime)


async def furnish(store: Store) -> None:
    """Groups front and back, anna and ben in front, cara in back, dora in none; a queue."""
    await store.directory.groups.add(Group("front", "前台"))
    await store.directory.groups.add(Group("back"))
    await store.directory.queues.add(Queue("sales", "Sales", service_level=20))
    for user, group in (("anna", "front"), ("ben", "front"), ("cara", "back"), ("dora", "")):
        await store.directory.accounts.add(
            Account(user, user.title(), group=group), "a long password"
        )


async def save(store: Store, rows: Iterable[Row]) -> None:
    for row in rows:
        store.writer.save(row)
    await store.writer.settled()


def ask(by: By = By.ALL, span: Span = DAY, **other: object) -> Question:
    return Question(span, by, **other)  # type: ignore[arg-type]
