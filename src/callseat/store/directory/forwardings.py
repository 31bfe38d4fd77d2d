"""Where extensions send their direct calls on to: set by seats with a command, or here."""

from __future__ import annotations

import time

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callseat.domain.directory import Forwarding
from callseat.domain.rows import ForwardingRow
from callseat.store.directory import rules
from callseat.store.directory.database import DirectoryDatabase, existing
from callseat.store.errors import DirectoryError
from callseat.store.models import TABLES, SeatModel
from callseat.store.upsert import write

_TABLE = TABLES[ForwardingRow]


class Forwardings:
    def __init__(self, database: DirectoryDatabase) -> None:
        self._database = database

    async def get(self, extension: str) -> Forwarding:
        """The two slots as they were written last."""
        async with self._database.read() as session:
            await existing(session, SeatModel, extension, "seat")
            return await _get(session, extension)

    async def set(self, extension: str, always: str, busy: str) -> Forwarding:
        """Set both slots; "" clears one. A way back to the extension itself is busy at run time."""
        for number in filter(None, (always, busy)):
            rules.check_forwarding(number)
            if number == extension:
                raise DirectoryError(f"The extension {extension} cannot be forwarded to itself.")
        detail = {"always": always, "busy": busy}
        async with self._database.change("seat.forward", extension, detail) as session:
            await existing(session, SeatModel, extension, "seat")
            before = await _get(session, extension)
            set_at = max(time.time_ns() // 1_000_000, before.set_at + 1)
            row = ForwardingRow(extension, always, busy, set_at)
            await (await session.connection()).run_sync(write, [row])
        return Forwarding(extension, always, busy, set_at)


async def read_forwardings(session: AsyncSession) -> tuple[Forwarding, ...]:
    """Seats set them by command, so they are kept with the records."""
    rows = await session.execute(select(_TABLE).order_by(_TABLE.columns["extension"]))
    return tuple(Forwarding(*row) for row in rows)


async def _get(session: AsyncSession, extension: str) -> Forwarding:
    query = select(_TABLE).where(_TABLE.columns["extension"] == extension)
    row = (await session.execute(query)).first()
    return Forwarding(*row) if row else Forwarding(extension)
