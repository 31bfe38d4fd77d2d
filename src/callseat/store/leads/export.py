"""What became of a campaign's leads, as CSV: lead, attempts, and what the seat said of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.rows import DispositionRow, LeadAttemptRow, LeadRow
from callseat.printable import harmless
from callseat.store.errors import database_errors
from callseat.store.leads.leads import refuse_unknown
from callseat.store.models import TABLES

COLUMNS = (
    "lead", "list", "number", "name", "state", "outcome", "attempts", "last_attempt", "user",
    "disposition", "note", "call_back_at", "data",
)  # fmt: skip
_PIECE = 500
_LEAD = TABLES[LeadRow]
_ATTEMPT = TABLES[LeadAttemptRow]
_SAID = TABLES[DispositionRow]


async def export_csv(engine: AsyncEngine, campaign: str, zone: ZoneInfo) -> AsyncIterator[str]:
    """Some lines at a time. No cell is a formula to a spreadsheet program; times are ISO 8601."""
    yield "\ufeff" + _lines([COLUMNS])  # the mark: they take UTF-8 for an old encoding without it
    of, after = _LEAD.columns, ""
    while True:
        query = select(_LEAD).where(of["campaign"] == campaign, of["lead_id"] > after)
        with database_errors():
            async with engine.connect() as connection:
                await refuse_unknown(connection, campaign)
                query = query.order_by(of["lead_id"]).limit(_PIECE)
                leads = (await connection.execute(query)).all()
                last = await _last(connection, [one.lead_id for one in leads])
        if not leads:
            return
        yield _lines([_line(one, last.get(one.lead_id), zone) for one in leads])
        after = leads[-1].lead_id


async def _last(connection: AsyncConnection, leads: Sequence[str]) -> dict[str, Any]:
    """Each lead's last attempt, with what was said of it."""
    of, said = _ATTEMPT.columns, _SAID.columns
    query = (
        select(
            of["lead_id"],
            of["began_at"],
            of["user"],
            said["user"].label("speaker"),
            said["code"],
            said["note"],
            said["call_back_at"],
        )
        .outerjoin(_SAID, (said["contact_id"] == of["contact_id"]) & (of["contact_id"] != ""))
        .where(of["lead_id"].in_(leads))
        .order_by(of["began_at"], said["at"])
    )
    return {one.lead_id: one for one in await connection.execute(query)}


def _line(lead: Row[Any], last: Any, zone: ZoneInfo) -> list[str]:
    data = " ".join(f"{name}={value}" for name, value in json.loads(lead.data).items())
    said = ("", "", "", "", "")
    if last is not None:
        user = last.speaker or last.user
        said = (
            _shown(last.began_at, zone),
            user,
            last.code or "",
            last.note or "",
            _shown(last.call_back_at or 0, zone),
        )
    when, user, code, note, call_back = said
    return [
        lead.lead_id, lead.list, lead.number, lead.name,
        "withdrawn" if lead.withdrawn else lead.state, lead.outcome, str(lead.attempts),
        when, user, code, note, call_back, data,
    ]  # fmt: skip


def _shown(at: int, zone: ZoneInfo) -> str:
    moment = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
    return moment.isoformat(timespec="seconds") if at else ""


def _lines(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()
