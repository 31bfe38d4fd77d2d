"""People's work on leads: to look at them, add one, withdraw one, agree on a call back."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import LeadRow
from callseat.store.directory import rules
from callseat.store.errors import ConflictError, DirectoryError, NotThereError, database_errors
from callseat.store.leads.changing import changing
from callseat.store.leads.csv_file import PRIORITIES
from callseat.store.leads.numbers import is_region, is_timezone, read_number
from callseat.store.models import TABLES, AccountModel, CampaignModel, LeadListModel

IN_HAND = ("held", "dialling")
_LEAD = TABLES[LeadRow]
_MOST_DATA = 100
_MOST_IN_DATA = 1000


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """A lead, whole; see LeadRow for where it stands. Times are ms. `e164` compares numbers."""

    lead_id: str
    campaign: str
    list: str
    number: str
    e164: str
    name: str = ""
    timezone: str = ""
    priority: int = 0
    data: Mapping[str, str] = field(default_factory=dict)
    withdrawn: bool = False
    added_at: int = 0
    state: str = "waiting"
    due_at: int = 0
    user: str = ""
    attempts: int = 0
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class LeadNew:
    """A lead to be added; `priority` None is its list's. `region`: see numbers.read_number."""

    list: str
    number: str
    region: str = "CN"
    name: str = ""
    timezone: str = ""
    priority: int | None = None
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeadChange:
    """What is None stays. A call back at `call_back_at` (ms) is for the seat of `user` or any."""

    withdrawn: bool | None = None
    priority: int | None = None
    call_back_at: int | None = None
    user: str = ""


@dataclass(frozen=True, slots=True)
class WantedLeads:
    """A page in the order of ids, after the id `after`; "" is any."""

    list: str = ""
    state: str = ""
    outcome: str = ""
    number: str = ""
    after: str = ""
    limit: int = 100


class Leads:
    """Raises DirectoryError for what is not allowed, DatabaseLostError."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def page(self, campaign: str, wanted: WantedLeads) -> tuple[LeadRecord, ...]:
        of = _LEAD.columns
        query = select(_LEAD).where(of["campaign"] == campaign, of["lead_id"] > wanted.after)
        for name in ("list", "state", "outcome"):
            if value := getattr(wanted, name):
                query = query.where(of[name] == value)
        if wanted.number:
            query = query.where((of["number"] == wanted.number) | (of["e164"] == wanted.number))
        with database_errors():
            async with self._engine.connect() as connection:
                await refuse_unknown(connection, campaign)
                found = await connection.execute(query.order_by(of["lead_id"]).limit(wanted.limit))
                return tuple(map(_record, found))

    async def get(self, campaign: str, lead: str) -> LeadRecord:
        with database_errors():
            async with self._engine.connect() as connection:
                return await _get(connection, campaign, lead)

    async def counts(self, campaign: str) -> dict[str, int]:
        """How many leads are in each state; those withdrawn apart."""
        of = _LEAD.columns
        query = (
            select(of["state"], of["withdrawn"], func.count())
            .where(of["campaign"] == campaign)
            .group_by(of["state"], of["withdrawn"])
        )
        counts = dict.fromkeys(("waiting", *IN_HAND, "done", "withdrawn"), 0)
        with database_errors():
            async with self._engine.connect() as connection:
                for state, withdrawn, count in await connection.execute(query):
                    counts["withdrawn" if withdrawn else state] += count
        return counts

    async def add(self, campaign: str, new: LeadNew) -> LeadRecord:
        """Refused for a number that the campaign has."""
        record = replace(_checked(new), campaign=campaign)
        async with changing(self._engine, "lead.add", campaign, record) as connection:
            await refuse_unknown(connection, campaign)
            of = LeadListModel
            mine = (of.campaign == campaign) & (of.code == new.list)
            usual = await connection.scalar(select(of.priority).where(mine))
            if usual is None:
                usual = 0
                await connection.execute(
                    insert(of).values(campaign=campaign, code=new.list, name="", priority=0)
                )
            record = replace(record, priority=usual if new.priority is None else new.priority)
            await _insert(connection, record)
        return record

    async def change(self, campaign: str, lead: str, change: LeadChange) -> LeadRecord:
        """A call back is refused while the lead is in hand, since its outcome is open."""
        if change.priority is not None:
            rules.check_range(change.priority, PRIORITIES[0], PRIORITIES[-1], "priority")
        async with changing(self._engine, "lead.change", lead, change) as connection:
            found = await _get(connection, campaign, lead)
            values: dict[str, Any] = {
                name: value
                for name in ("withdrawn", "priority")
                if (value := getattr(change, name)) is not None
            }
            if change.call_back_at is not None:
                values |= await _call_back(connection, found, change)
            if values:
                of = _LEAD.columns
                same = (of["lead_id"] == lead) & (of["state"] == found.state)
                done = await connection.execute(update(_LEAD).where(same).values(values))
                if not done.rowcount:
                    raise _in_hand(lead)
            return await _get(connection, campaign, lead)


async def refuse_unknown(connection: AsyncConnection, campaign: str) -> None:
    """Raises NotThereError."""
    query = select(CampaignModel.code).where(CampaignModel.code == campaign)
    if await connection.scalar(query) is None:
        raise NotThereError(f"There is no campaign {campaign[:64]!a}.", campaign)


async def _get(connection: AsyncConnection, campaign: str, lead: str) -> LeadRecord:
    of = _LEAD.columns
    query = select(_LEAD).where(of["lead_id"] == lead, of["campaign"] == campaign)
    found = (await connection.execute(query)).first()
    if found is None:
        raise NotThereError(f"There is no lead {lead[:64]!a} in this campaign.", lead)
    return _record(found)


def _record(found: Row[Any]) -> LeadRecord:
    values = {name: found._mapping[name] for name in LeadRecord.__slots__}
    return LeadRecord(**values | {"data": json.loads(found.data)})


async def _insert(connection: AsyncConnection, record: LeadRecord) -> None:
    values = {name: getattr(record, name) for name in LeadRecord.__slots__}
    values["data"] = json.dumps(record.data, ensure_ascii=False)
    try:
        await connection.execute(insert(_LEAD).values(values))
    except IntegrityError:
        raise ConflictError(
            f"The campaign {record.campaign} has the number {record.number} already."
        ) from None


async def _call_back(
    connection: AsyncConnection, found: LeadRecord, change: LeadChange
) -> dict[str, Any]:
    if found.state in IN_HAND:
        raise _in_hand(found.lead_id)
    known = select(AccountModel.user).where(AccountModel.user == change.user)
    if change.user and await connection.scalar(known) is None:
        raise DirectoryError(f"There is no account {change.user[:64]!a}.")
    return {"state": "waiting", "due_at": change.call_back_at, "user": change.user}


def _in_hand(lead: str) -> ConflictError:
    return ConflictError(f"The lead {lead[:64]} is being called: try again when that is over.")


def _checked(new: LeadNew) -> LeadRecord:
    rules.check_code(new.list, "list")
    rules.check_name(new.name, "lead")
    if not is_region(new.region):
        raise DirectoryError(f"There is no country {new.region[:10]!a}: use one like CN.")
    number = read_number(new.number, new.region)
    if number is None:
        raise DirectoryError(f"{new.number[:40]!a} is not a telephone number.")
    if new.timezone and not is_timezone(new.timezone):
        raise DirectoryError(f"There is no time zone {new.timezone[:40]!a}.")
    if new.priority is not None:
        rules.check_range(new.priority, PRIORITIES[0], PRIORITIES[-1], "priority")
    texts = [*new.data, *new.data.values()]
    if len(new.data) > _MOST_DATA or any(len(one) > _MOST_IN_DATA for one in texts):
        raise DirectoryError("A lead has at most 100 values of at most 1000 characters.")
    if not all(one.isprintable() for one in texts):
        raise DirectoryError("A lead's values have no control characters and line breaks.")
    now = time.time_ns() // 1_000_000
    return LeadRecord(
        f"l{now:x}-{secrets.token_hex(4)}",
        "",
        new.list,
        number.dialled,
        number.e164,
        new.name,
        new.timezone or number.timezone,
        data=dict(new.data),
        added_at=now,
    )
