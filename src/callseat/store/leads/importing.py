"""Keeping the leads of a file: a piece a transaction, so that a crash leaves whole pieces.

A file is known by its bytes: the same file is not imported twice into a campaign, and one that was
interrupted goes on behind the last piece. A number is in a campaign once.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import LeadRow
from callseat.store.database import WRITES
from callseat.store.directory import rules
from callseat.store.errors import ConflictError, DirectoryError, NotThereError, database_errors
from callseat.store.leads.changing import changing
from callseat.store.leads.csv_file import MOST_BYTES, Fault, Form, NewLead, look, read
from callseat.store.leads.numbers import is_region
from callseat.store.models import (
    TABLES,
    CampaignModel,
    LeadFaultModel,
    LeadImportModel,
    LeadListModel,
)

PIECE = 500
_LEAD = TABLES[LeadRow]
_DIGESTED = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Import:
    """How far a file is. `state`: running (or interrupted: import it again), done. Times are ms.

    `size` and `read` are bytes; `lines` are those that were looked at.
    """

    id: str
    campaign: str
    list: str
    digest: str
    file: str
    state: str
    began_at: int
    ended_at: int
    size: int
    read: int
    lines: int
    imported: int
    faulty: int


@dataclass(frozen=True, slots=True)
class Order:
    """Into which list of which campaign; a list that is not there is made."""

    campaign: str
    list: str
    file: str = ""
    form: Form = field(default_factory=Form)


Progress = Callable[[Import], None]


class Importer:
    """Raises DirectoryError when a file is of no use, DatabaseLostError."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(**WRITES)

    async def run(
        self, order: Order, file: BinaryIO, progress: Progress = lambda _import: None
    ) -> Import:
        """Import a file, or what is left of it; what became of it.

        Raises ConflictError for a file that the campaign has already.
        """
        rules.check_code(order.list, "list")
        if not is_region(order.form.region):
            raise DirectoryError(
                f"There is no country {order.form.region[:10]!a}: use one like CN."
            )
        digest, size = await asyncio.to_thread(_digest, file)
        found = await asyncio.to_thread(look, file, order.form)
        state = await self._begin(order, digest, size)
        lines = read(file, found, order.form.region)
        done = state.lines
        # What an earlier run kept is read over.
        lines = (one for one in lines if one.line > done)
        while some := await asyncio.to_thread(_take, lines):
            began = time.monotonic()
            state = await self._keep(order, state, some, file.tell())
            progress(state)
            # Half of the time belongs to who else would write.
            await asyncio.sleep(time.monotonic() - began)
        return await self._finish(order, state)

    async def _begin(self, order: Order, digest: str, size: int) -> Import:
        key = f"{order.campaign}-{digest[:24]}"
        with database_errors():
            async with self._engine.begin() as connection:
                await _refuse_unknown(connection, order.campaign)
                kept = await _read(connection, key)
                if kept is not None and kept.state == "done":
                    raise ConflictError(
                        f"The file was imported into the campaign {order.campaign} already, as "
                        f"{kept.file or kept.list}."
                    )
                if kept is not None:
                    return kept
                await _make_list(connection, order)
                now = _now()
                state = Import(
                    key, order.campaign, order.list, digest, order.file[:200], "running",
                    now, 0, size, 0, 0, 0, 0,
                )  # fmt: skip
                values = {name: getattr(state, name) for name in Import.__slots__}
                await connection.execute(_insert(connection, LeadImportModel).values(values))
                return state

    async def _keep(
        self, order: Order, state: Import, some: Sequence[NewLead | Fault], read: int
    ) -> Import:
        with database_errors():
            async with self._engine.begin() as connection:
                leads = [one for one in some if isinstance(one, NewLead)]
                faults = [one for one in some if isinstance(one, Fault)]
                faults += await _insert_leads(connection, order, state, leads)
                await _insert_faults(connection, state.id, faults)
                lines = some[-1].line
                values = {
                    "lines": lines,
                    "imported": state.imported + len(some) - len(faults),
                    "faulty": state.faulty + len(faults),
                    "read": read,
                }
                mine = LeadImportModel.id == state.id
                await connection.execute(update(LeadImportModel).where(mine).values(values))
                kept = await _read(connection, state.id)
        if kept is None:
            raise NotThereError("The campaign was removed meanwhile.", order.campaign)
        return kept

    async def _finish(self, order: Order, state: Import) -> Import:
        mine = LeadImportModel.id == state.id
        done = {"state": "done", "ended_at": _now(), "read": state.size}
        async with changing(self._engine, "leads.import", order.campaign, state) as connection:
            await connection.execute(update(LeadImportModel).where(mine).values(done))
            kept = await _read(connection, state.id)
        return kept or state


def _digest(file: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while some := file.read(_DIGESTED):
        size += len(some)
        if size > MOST_BYTES:
            raise DirectoryError(f"The file is larger than {MOST_BYTES // 1024 // 1024} MiB.")
        digest.update(some)
    return digest.hexdigest(), size


def _take(lines: Iterator[NewLead | Fault]) -> list[NewLead | Fault]:
    return list(islice(lines, PIECE))


def _now() -> int:
    return time.time_ns() // 1_000_000


async def _refuse_unknown(connection: AsyncConnection, campaign: str) -> None:
    query = select(CampaignModel.code).where(CampaignModel.code == campaign)
    if await connection.scalar(query) is None:
        raise NotThereError(f"There is no campaign {campaign[:64]!a}.", campaign)


async def _read(connection: AsyncConnection, key: str) -> Import | None:
    query = select(LeadImportModel.__table__).where(LeadImportModel.id == key)
    found = (await connection.execute(query)).first()
    return None if found is None else Import(**found._mapping)


async def _make_list(connection: AsyncConnection, order: Order) -> None:
    values = {"campaign": order.campaign, "code": order.list, "name": "", "priority": 0}
    insert = _insert(connection, LeadListModel).values(values)
    await connection.execute(insert.on_conflict_do_nothing())


async def _insert_leads(
    connection: AsyncConnection, order: Order, state: Import, leads: Sequence[NewLead]
) -> list[Fault]:
    """Those that the campaign has already come back as faults."""
    if not leads:
        return []
    of = LeadListModel
    query = select(of.priority).where(of.campaign == order.campaign, of.code == state.list)
    usual = await connection.scalar(query) or 0
    # Ids in the order of the file, and the same if a piece is kept again.
    first = f"l{state.began_at:x}"
    values = [_values(one, state, f"{first}-{one.line:08d}", usual) for one in leads]
    insert = _insert(connection, _LEAD).on_conflict_do_nothing()
    await connection.execute(insert, values)
    kept = _LEAD.columns["lead_id"]
    ids = [each["lead_id"] for each in values]
    mine = (kept.in_(ids)) & (_LEAD.columns["campaign"] == state.campaign)
    there = set(await connection.scalars(select(kept).where(mine)))
    return [
        Fault(lead.line, "duplicate", lead.number)
        for lead, each in zip(leads, ids, strict=True)
        if each not in there
    ]


def _values(lead: NewLead, state: Import, key: str, usual: int) -> dict[str, Any]:
    return {
        "lead_id": key,
        "campaign": state.campaign,
        "state": "waiting",
        "due_at": 0,
        "user": "",
        "attempts": 0,
        "outcome": "",
        "list": state.list,
        "number": lead.number,
        "e164": lead.e164,
        "name": lead.name,
        "timezone": lead.timezone,
        "data": lead.data,
        "priority": usual if lead.priority is None else lead.priority,
        "added_at": state.began_at,
        "withdrawn": False,
    }


async def _insert_faults(connection: AsyncConnection, key: str, faults: Sequence[Fault]) -> None:
    if faults:
        values = [
            {"import_id": key, "line": one.line, "reason": one.reason, "detail": one.detail}
            for one in faults
        ]
        insert = _insert(connection, LeadFaultModel).on_conflict_do_nothing()
        await connection.execute(insert, values)


def _insert(connection: AsyncConnection, table: Any) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
