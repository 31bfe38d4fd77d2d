"""What the domain asks while a campaign runs: leads in hand, attempts booked, answers counted.

Each is one short transaction. Taking and booking are on disk before they are answered, so a crash
neither loses a lead nor dials it twice for one attempt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.asks import BookAttempt, CountAnswers, FetchLeads
from callseat.domain.inputs import AnswersCounted, AttemptBooked, Lead, LeadsFetched
from callseat.domain.rows import LeadAttemptRow, LeadRow
from callseat.store.database import WRITES
from callseat.store.errors import database_errors
from callseat.store.models import TABLES, CampaignModel, DoNotCallModel, LeadBookingModel
from callseat.store.upsert import write

MOST_COUNTED = 10_000  # of those that are left: a count of all would read all
DAYS = 30
_LEAD = TABLES[LeadRow]
_ATTEMPT = TABLES[LeadAttemptRow]
_OPEN = ("waiting", "held", "dialling")


@dataclass(frozen=True, slots=True)
class _Place:
    """Leads of one priority in one time zone lie side by side, by the time they are due."""

    priority: int
    timezone: str


class Dialling:
    """Raises DatabaseLostError when the database does not answer."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reading = engine
        self._writing = engine.execution_options(**WRITES)
        self._taken: dict[str, list[str]] = {}

    async def fetch(self, ask: FetchLeads, now: int) -> LeadsFetched:
        """Take the due leads, by priority, time due and id, and mark them held."""
        with database_errors():
            async with self._writing.begin() as connection:
                zone = await _zone_of(connection, ask.campaign)
                places = [
                    place
                    for place in await _places(connection, ask.campaign)
                    if (place.timezone or zone) not in ask.closed
                ]
                found = await _due(connection, ask, places, now)
                ids = self._taken[ask.id] = [each.lead_id for each in found]
                await _hold(connection, ids)
                outcomes = await _outcomes(connection, ids)
                next_due = await _next_due(connection, ask.campaign, places)
                left = await _left(connection, ask.campaign)
        del self._taken[ask.id]
        leads = tuple(_lead(each, zone, outcomes) for each in found)
        return LeadsFetched(now, ask.id, ask.campaign, leads, next_due, left)

    async def give_back(self, fetch: str) -> None:
        """What an ask took that failed or came too late: nobody has it in hand."""
        of, ids = _LEAD.columns, self._taken.pop(fetch, [])
        held = update(_LEAD).where(of["lead_id"].in_(ids), of["state"] == "held")
        with database_errors():
            async with self._writing.begin() as connection:
                await connection.execute(held.values(state="waiting"))

    async def book(self, ask: BookAttempt, now: int) -> AttemptBooked:
        """Decide, and write the attempt down with the lead as dialling. Asking again is no harm."""
        with database_errors():
            async with self._writing.begin() as connection:
                refused = await _book(connection, ask, now)
        return AttemptBooked(now, ask.id, refused)

    async def unbook(self, attempt: str, now: int) -> None:
        """An attempt whose booking came too late was not made: nothing was dialled."""
        table = _ATTEMPT
        open_one = (table.columns["attempt_id"] == attempt) & (table.columns["ended_at"] == 0)
        with database_errors():
            async with self._writing.begin() as connection:
                closed = update(table).where(open_one).values(ended_at=now, outcome="cancelled")
                await connection.execute(closed)

    async def count(self, ask: CountAnswers, now: int) -> AnswersCounted:
        """Answered and abandoned calls of each of the last 30 days; `lost` ones are both."""
        of = _ATTEMPT.columns
        # A day more, since days of some zones began earlier.
        first = datetime.fromtimestamp(now / 1000, UTC) - timedelta(days=DAYS + 1)
        lost = of["outcome"].in_(("abandoned", "lost"))
        query = (
            select(of["day"], func.count(), func.count().filter(lost))
            .where(of["campaign"] == ask.campaign, of["day"] >= first.date().isoformat())
            .where(of["outcome"].not_in(("machine", "dialling")) | (of["connected_at"] > 0))
            .group_by(of["day"])
            .order_by(of["day"])
        )
        with database_errors():
            async with self._reading.connect() as connection:
                days = tuple((day, int(a), int(b)) for day, a, b in await connection.execute(query))
        return AnswersCounted(now, ask.id, ask.campaign, days)


async def _zone_of(connection: AsyncConnection, campaign: str) -> str:
    query = select(CampaignModel.timezone).where(CampaignModel.code == campaign)
    return await connection.scalar(query) or "UTC"


def _waiting(campaign: str) -> list[Any]:
    of = _LEAD.columns
    return [of["campaign"] == campaign, of["state"] == "waiting", of["withdrawn"].is_(False)]


async def _places(connection: AsyncConnection, campaign: str) -> list[_Place]:
    """From one to the next along the index: their number counts, not that of the leads."""
    of = _LEAD.columns
    priority, timezone = of["priority"], of["timezone"]
    first = select(priority, timezone).where(*_waiting(campaign)).order_by(priority, timezone)
    places: list[_Place] = []
    found = (await connection.execute(first.limit(1))).first()
    while found is not None:
        last = _Place(*found)
        places.append(last)
        same = and_(priority == last.priority, timezone > last.timezone)
        found = (await connection.execute(first.where(same).limit(1))).first()
        if found is None:
            later = first.where(priority > last.priority)
            found = (await connection.execute(later.limit(1))).first()
    return places


async def _due(
    connection: AsyncConnection, ask: FetchLeads, places: Sequence[_Place], now: int
) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for priority in dict.fromkeys(place.priority for place in places):
        wanted = ask.count - len(found)
        if wanted <= 0:
            break
        of_zones = [
            (await connection.execute(due_query(ask.campaign, place, now, wanted))).all()
            for place in places
            if place.priority == priority
        ]
        found += list(merge(*of_zones, key=lambda one: (one.due_at, one.lead_id)))[:wanted]
    return found


def due_query(campaign: str, place: _Place, now: int, wanted: int) -> Any:
    """The first due leads of a priority in a time zone."""
    of = _LEAD.columns
    names = ("lead_id", "number", "name", "timezone", "priority", "due_at", "user", "attempts")
    return (
        select(*(of[name] for name in (*names, "data")))
        .where(*_waiting(campaign))
        .where(of["priority"] == place.priority, of["timezone"] == place.timezone)
        .where(of["due_at"] <= now)
        .order_by(of["due_at"], of["lead_id"])
        .limit(wanted)
        # Two that take at once take different ones; SQLite has one writer anyway.
        .with_for_update(skip_locked=True)
    )


async def _hold(connection: AsyncConnection, leads: Sequence[str]) -> None:
    held = update(_LEAD).where(_LEAD.columns["lead_id"].in_(leads)).values(state="held")
    if leads:
        await connection.execute(held)


async def _outcomes(
    connection: AsyncConnection, leads: Sequence[str]
) -> dict[str, list[tuple[str, int]]]:
    """How many attempts were made for each lead, by outcome."""
    of, found = _ATTEMPT.columns, dict[str, list[tuple[str, int]]]()
    query = (
        select(of["lead_id"], of["outcome"], func.count())
        .where(of["lead_id"].in_(leads))
        .group_by(of["lead_id"], of["outcome"])
        .order_by(of["outcome"])
    )
    for lead, outcome, count in (await connection.execute(query)) if leads else ():
        found.setdefault(lead, []).append((outcome, int(count)))
    return found


async def _next_due(connection: AsyncConnection, campaign: str, places: Iterable[_Place]) -> int:
    of, times = _LEAD.columns, []
    for place in places:
        query = select(func.min(of["due_at"])).where(
            *_waiting(campaign),
            of["priority"] == place.priority,
            of["timezone"] == place.timezone,
        )
        times.append(await connection.scalar(query))
    return min((int(one) for one in times if one is not None), default=0)


async def _left(connection: AsyncConnection, campaign: str) -> int:
    of, count = _LEAD.columns, 0
    for state in _OPEN:
        few = select(of["lead_id"]).where(
            of["campaign"] == campaign, of["state"] == state, of["withdrawn"].is_(False)
        )
        some = few.limit(MOST_COUNTED - count).subquery()
        count += await connection.scalar(select(func.count()).select_from(some)) or 0
    return count


def _lead(found: Row[Any], zone: str, outcomes: dict[str, list[tuple[str, int]]]) -> Lead:
    data = tuple((str(name), str(value)) for name, value in json.loads(found.data).items())
    return Lead(
        found.lead_id,
        found.number,
        found.name,
        found.timezone or zone,
        found.priority,
        found.due_at,
        found.user,
        found.attempts,
        tuple(outcomes.get(found.lead_id, ())),
        data,
    )


async def _book(connection: AsyncConnection, ask: BookAttempt, now: int) -> str:
    """Why it is refused, "" if it is booked."""
    of = _LEAD.columns
    found = (
        await connection.execute(
            select(of["e164"], of["withdrawn"], of["campaign"]).where(of["lead_id"] == ask.lead)
        )
    ).first()
    if found is None or found.withdrawn or found.campaign != ask.campaign:
        return "withdrawn"
    await _lock(connection, found.e164)
    if await _is_booked(connection, ask.id):
        return ""
    never = select(DoNotCallModel.e164).where(DoNotCallModel.e164 == found.e164).limit(1)
    if await connection.scalar(never) is not None:
        return "do_not_call"
    if await _booked_on(connection, found.e164, ask.day) >= ask.most_a_day:
        return "too_many_today"
    booking = {"attempt_id": ask.id, "e164": found.e164, "day": ask.day}
    await connection.execute(insert(LeadBookingModel).values(booking))
    attempt = LeadAttemptRow(ask.id, ask.campaign, ask.lead, ask.number, now, user=ask.user)
    await connection.run_sync(write, [attempt])
    dialling = update(_LEAD).where(of["lead_id"] == ask.lead).values(state="dialling")
    await connection.execute(dialling)
    return ""


async def _lock(connection: AsyncConnection, e164: str) -> None:
    """Of two that would book the same number the second waits; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(e164))))


async def _is_booked(connection: AsyncConnection, attempt: str) -> bool:
    query = select(LeadBookingModel.day).where(LeadBookingModel.attempt_id == attempt)
    return await connection.scalar(query) is not None


async def _booked_on(connection: AsyncConnection, e164: str, day: str) -> int:
    """Attempts by whichever campaign; one that was taken back is none."""
    booking, of = LeadBookingModel, _ATTEMPT.columns
    made = or_(of["outcome"].is_(None), of["rung_at"] > 0, of["outcome"] != "cancelled")
    query = (
        select(func.count())
        .select_from(booking)
        .outerjoin(_ATTEMPT, of["attempt_id"] == booking.attempt_id)
        .where(booking.e164 == e164, booking.day == day, made)
    )
    return int(await connection.scalar(query) or 0)


def local_day(at: int, zone: str) -> str:
    """The date at a moment (ms) in a time zone."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).date().isoformat()
