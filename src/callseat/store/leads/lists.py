"""Lists of a campaign's leads, the imports that filled them, and the lines that were at fault."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import LeadRow
from callseat.store.database import WRITES
from callseat.store.directory import rules
from callseat.store.errors import ConflictError, NotThereError, database_errors
from callseat.store.leads.changing import changing
from callseat.store.leads.csv_file import PRIORITIES, Fault
from callseat.store.leads.importing import Import
from callseat.store.leads.leads import refuse_unknown
from callseat.store.models import (
    TABLES,
    CampaignModel,
    LeadFaultModel,
    LeadImportModel,
    LeadListModel,
)

_LEAD = TABLES[LeadRow]
_PIECE = 1000


@dataclass(frozen=True, slots=True)
class LeadList:
    """`priority` is of the leads that bring none of their own: the lower the earlier."""

    campaign: str
    code: str
    name: str = ""
    priority: int = 0


class Lists:
    """Raises DirectoryError for what is not allowed, DatabaseLostError."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def every(self, campaign: str) -> tuple[LeadList, ...]:
        of = LeadListModel.__table__.columns
        query = select(*(of[name] for name in LeadList.__slots__))
        query = query.where(of["campaign"] == campaign).order_by(of["code"])
        with database_errors():
            async with self._engine.connect() as connection:
                await refuse_unknown(connection, campaign)
                return tuple(LeadList(*row) for row in await connection.execute(query))

    async def change(self, changed: LeadList) -> None:
        """A new priority is set for all of its leads, a piece at a time."""
        rules.check_name(changed.name, "list")
        rules.check_range(changed.priority, PRIORITIES[0], PRIORITIES[-1], "priority")
        action, target = "list.change", f"{changed.campaign}/{changed.code}"
        async with changing(self._engine, action, target, changed) as connection:
            before = await _existing(connection, changed.campaign, changed.code)
            values = {"name": changed.name, "priority": changed.priority}
            mine = (LeadListModel.campaign == changed.campaign) & (
                LeadListModel.code == changed.code
            )
            await connection.execute(update(LeadListModel).where(mine).values(values))
        if before.priority != changed.priority:
            await self._in_pieces(changed, update(_LEAD).values(priority=changed.priority))

    async def remove(self, campaign: str, code: str) -> None:
        """Remove a list with its leads; refused while the campaign runs. Attempts stay."""
        async with changing(self._engine, "list.remove", f"{campaign}/{code}") as connection:
            await _existing(connection, campaign, code)
            state = select(CampaignModel.state).where(CampaignModel.code == campaign)
            if await connection.scalar(state) == "running":
                raise ConflictError(f"The campaign {campaign} is running: pause it first.")
            imports = select(LeadImportModel.id).where(
                LeadImportModel.campaign == campaign, LeadImportModel.list == code
            )
            of = LeadFaultModel
            await connection.execute(delete(of).where(of.import_id.in_(imports)))
            for model in (LeadImportModel, LeadListModel):
                key = LeadImportModel.list if model is LeadImportModel else LeadListModel.code
                mine = (model.campaign == campaign) & (key == code)
                await connection.execute(delete(model).where(mine))
        await self._in_pieces(LeadList(campaign, code), delete(_LEAD))

    async def imports(self, campaign: str) -> tuple[Import, ...]:
        """The newest first."""
        of = LeadImportModel
        query = select(of.__table__).where(of.campaign == campaign).order_by(of.began_at.desc())
        with database_errors():
            async with self._engine.connect() as connection:
                await refuse_unknown(connection, campaign)
                return tuple(Import(**row._mapping) for row in await connection.execute(query))

    async def faults(
        self, campaign: str, key: str, after: int = 0, limit: int = 100
    ) -> tuple[Fault, ...]:
        """Lines of an import that were not used, after the line `after`."""
        of, owner = LeadFaultModel, LeadImportModel
        known = select(owner.id).where(owner.id == key, owner.campaign == campaign)
        query = select(of.line, of.reason, of.detail).where(of.import_id == key, of.line > after)
        with database_errors():
            async with self._engine.connect() as connection:
                if await connection.scalar(known) is None:
                    raise NotThereError(f"There is no import {key[:64]!a}.", key)
                found = await connection.execute(query.order_by(of.line).limit(limit))
                return tuple(Fault(*row) for row in found)

    async def _in_pieces(self, mine: LeadList, statement: Any) -> None:
        """So that records can be written between."""
        of, after = _LEAD.columns, ""
        engine = self._engine.execution_options(**WRITES)
        while True:
            some = (
                select(of["lead_id"])
                .where(of["campaign"] == mine.campaign, of["list"] == mine.code)
                .where(of["lead_id"] > after)
                .order_by(of["lead_id"])
                .limit(_PIECE)
            )
            with database_errors():
                async with engine.begin() as connection:
                    ids = (await connection.scalars(some)).all()
                    if not ids:
                        return
                    await connection.execute(statement.where(of["lead_id"].in_(ids)))
            after = ids[-1]
            await asyncio.sleep(0)


async def _existing(connection: AsyncConnection, campaign: str, code: str) -> LeadList:
    of = LeadListModel.__table__.columns
    query = select(*(of[name] for name in LeadList.__slots__))
    query = query.where(of["campaign"] == campaign, of["code"] == code)
    found = (await connection.execute(query)).first()
    if found is None:
        raise NotThereError(f"The campaign {campaign[:64]!a} has no list {code[:64]!a}.", code)
    return LeadList(*found)
