"""A campaign with leads, written straight into the tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from callseat.domain.dialer.campaign import Campaign, CampaignMode, CampaignState
from callseat.domain.directory import Project, Queue
from callseat.domain.rows import LeadRow
from callseat.store.models import TABLES
from callseat.store.store import Store

LEAD = TABLES[LeadRow]
USUAL = {
    "campaign": "spring", "state": "waiting", "due_at": 0, "user": "", "attempts": 0,
    "outcome": "", "list": "l", "name": "", "timezone": "", "data": "{}", "priority": 0,
    "added_at": 0, "withdrawn": False,
}  # fmt: skip


def lead(name: str, **other: Any) -> dict[str, Any]:
    number = f"+86138{int.from_bytes(name.encode()) % 10**8:08}"
    return USUAL | {"lead_id": name, "number": number, "e164": number} | other


async def put(store: Store, *leads: dict[str, Any]) -> None:
    async with store.engine.begin() as connection:
        await connection.execute(insert(LEAD), list(leads))


async def states(store: Store) -> dict[str, tuple[str, int, int, str]]:
    """State, due at, attempts and outcome of each lead."""
    of = LEAD.columns
    query = select(of["lead_id"], of["state"], of["due_at"], of["attempts"], of["outcome"])
    async with store.engine.connect() as connection:
        return {row[0]: tuple(row[1:]) for row in await connection.execute(query)}


async def make_campaign(store: Store, code: str = "spring", **other: Any) -> Campaign:
    """A running one, complete."""
    if code == "spring":
        await store.directory.queues.add(Queue("out"))
        await store.directory.projects.add(Project("P1"))
    mode = CampaignMode.PROGRESSIVE
    campaign = Campaign(code, project="P1", queue="out", mode=mode, **other)
    await store.directory.campaigns.add(campaign)
    return campaign


async def start(store: Store, code: str = "spring") -> None:
    await store.directory.campaigns.set_state(code, CampaignState.RUNNING)
