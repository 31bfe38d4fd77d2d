"""Leads that a killed server had in hand: put right when the next one starts.

Held ones wait again. An attempt whose end nobody wrote is `lost`, and counts as answered and
abandoned, since it may have been; its lead is called again by the campaign's rule for that. Who
was talking with a seat has been reached, and is not called again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from callseat.domain.dialer.campaign import RetryRule
from callseat.domain.rows import LeadAttemptRow, LeadRow
from callseat.store.database import WRITES
from callseat.store.errors import database_errors
from callseat.store.leads.dialling import local_day
from callseat.store.models import TABLES, CampaignModel

USUAL = RetryRule("lost", 1, 600)
_CAUSE = "server_lost"
_LEAD = TABLES[LeadRow]
_ATTEMPT = TABLES[LeadAttemptRow]


async def give_back(engine: AsyncEngine, now: int) -> int:
    """Put all right; how many leads there were. Raises DatabaseLostError."""
    of, count = _LEAD.columns, 0
    with database_errors():
        async with engine.execution_options(**WRITES).begin() as connection:
            await _close_attempts(connection)
            held = update(_LEAD).where(of["state"] == "held").values(state="waiting")
            # By campaign, so that the index helps.
            for campaign in await connection.scalars(_campaigns()):
                mine = of["campaign"] == campaign
                count += (await connection.execute(held.where(mine))).rowcount
                count += await _settle(connection, campaign, now)
    return count


def _campaigns() -> Any:
    return select(CampaignModel.code).order_by(CampaignModel.code)


async def _close_attempts(connection: AsyncConnection) -> None:
    of = _ATTEMPT.columns
    zones = dict(
        (await connection.execute(select(CampaignModel.code, CampaignModel.timezone))).all()
    )
    query = select(of["attempt_id"], of["campaign"], of["began_at"], of["day"])
    for found in (await connection.execute(query.where(of["ended_at"] == 0))).all():
        day = found.day or local_day(found.began_at, zones.get(found.campaign, "UTC"))
        reached = of["connected_at"] > 0
        ended = func.max if connection.dialect.name == "sqlite" else func.greatest
        closed = update(_ATTEMPT).where(of["attempt_id"] == found.attempt_id)
        await connection.execute(
            closed.values(
                outcome=case((reached, "answered"), else_="lost"),
                ended_at=ended(
                    of["began_at"], of["rung_at"], of["answered_at"], of["connected_at"]
                ),
                cause=_CAUSE,
                day=day,
            )
        )


async def _settle(connection: AsyncConnection, campaign: str, now: int) -> int:
    """Leads that were being dialled: again later, or done."""
    of = _LEAD.columns
    query = select(of["lead_id"]).where(of["campaign"] == campaign, of["state"] == "dialling")
    leads = (await connection.execute(query)).all()
    if leads:
        rules = await _rules(connection, campaign)
    for found in leads:
        outcomes = await _outcomes(connection, found.lead_id)
        state, due_at = follow_up(outcomes, rules, now)
        values = {
            "state": state,
            "due_at": due_at,
            "attempts": len(outcomes),
            "outcome": outcomes[-1] if outcomes else "",
        }
        settled = update(_LEAD).where(of["lead_id"] == found.lead_id).values(values)
        await connection.execute(settled)
    return len(leads)


def follow_up(outcomes: Sequence[str], rules: dict[str, RetryRule], now: int) -> tuple[str, int]:
    """The state of a lead with these attempts, and when it is due; the last of them decides."""
    if not outcomes:
        return "waiting", now
    rule = rules.get(outcomes[-1])
    if rule is None or outcomes.count(outcomes[-1]) > rule.attempts:
        return "done", 0
    return "waiting", now + rule.after * 1000


async def _rules(connection: AsyncConnection, campaign: str) -> dict[str, RetryRule]:
    query = select(CampaignModel.retries).where(CampaignModel.code == campaign)
    written = await connection.scalar(query) or "[]"
    given = (RetryRule(*each) for each in json.loads(written))
    return {USUAL.outcome: USUAL} | {rule.outcome: rule for rule in given}


async def _outcomes(connection: AsyncConnection, lead: str) -> list[str]:
    of = _ATTEMPT.columns
    query = select(of["outcome"]).where(of["lead_id"] == lead)
    found: Sequence[Row[Any]] = (
        await connection.execute(query.order_by(of["began_at"], of["attempt_id"]))
    ).all()
    return [each.outcome for each in found]
