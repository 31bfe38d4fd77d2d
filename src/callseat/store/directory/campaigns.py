"""Campaigns: what is called, how and when; their states, by a table."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, replace

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from callseat.domain.dialer.campaign import (
    Campaign,
    CampaignMode,
    CampaignState,
    Detection,
    RetryRule,
)
from callseat.domain.rows import LeadRow
from callseat.store.directory import rules
from callseat.store.directory.calendars import check_timezone
from callseat.store.directory.database import (
    DirectoryDatabase,
    existing,
    from_model,
    refuse_existing,
    to_model,
)
from callseat.store.errors import ConflictError, DirectoryError
from callseat.store.models import (
    TABLES,
    CalendarModel,
    CampaignModel,
    FlowModel,
    LeadFaultModel,
    LeadImportModel,
    LeadListModel,
    ProjectModel,
    QueueModel,
    SoundModel,
)

DRAFT, RUNNING = CampaignState.DRAFT, CampaignState.RUNNING
PAUSED, FINISHED = CampaignState.PAUSED, CampaignState.FINISHED
STATES = {
    RUNNING: (DRAFT, PAUSED, FINISHED),
    PAUSED: (RUNNING,),
    FINISHED: (RUNNING, PAUSED),
}
"""Each state with those from which it may be reached."""
MACHINE = ("hang_up", "message", "connect")
_DAY = 86_400
_MOST_RULES = 50
_PIECE = 1000
_LEAD = TABLES[LeadRow]


class Campaigns:
    def __init__(self, database: DirectoryDatabase) -> None:
        self._database = database

    async def add(self, campaign: Campaign) -> None:
        """A new one is a draft, whatever it says."""
        campaign = replace(campaign, state=DRAFT)
        _check(campaign)
        async with self._database.change("campaign.add", campaign.code, campaign) as session:
            await refuse_existing(session, CampaignModel, campaign.code, "campaign")
            await _check_references(session, campaign)
            session.add(_model(campaign))

    async def change(self, campaign: Campaign) -> None:
        """Replace all but the state; while it runs this acts on the next call."""
        _check(campaign)
        async with self._database.change("campaign.change", campaign.code, campaign) as session:
            kept = await existing(session, CampaignModel, campaign.code, "campaign")
            await _check_references(session, campaign)
            if kept.state == RUNNING:
                _check_complete(campaign)
            await session.merge(_model(replace(campaign, state=CampaignState(kept.state))))

    async def set_state(self, code: str, state: CampaignState) -> Campaign:
        """Start, pause or finish it, as STATES allows."""
        async with self._database.change(f"campaign.{state}", code) as session:
            found = await existing(session, CampaignModel, code, "campaign")
            before = CampaignState(found.state)
            if before not in STATES.get(state, ()):
                raise ConflictError(f"The campaign {code} is {before}: it cannot become {state}.")
            if state is RUNNING:
                _check_complete(_campaign(found))
                await _refuse_empty(session, code)
            found.state = state.value
            return _campaign(found)

    async def remove(self, code: str) -> None:
        """Remove it with its lists and leads; its attempts stay in the records.

        Refused while it runs. The leads go in pieces, so that others can write between.
        """
        async with self._database.read() as session:
            _refuse_running(await existing(session, CampaignModel, code, "campaign"))
        while await self._remove_some(code):
            pass
        async with self._database.change("campaign.remove", code) as session:
            found = await existing(session, CampaignModel, code, "campaign")
            _refuse_running(found)
            imports = select(LeadImportModel.id).where(LeadImportModel.campaign == code)
            await session.execute(
                delete(LeadFaultModel).where(LeadFaultModel.import_id.in_(imports))
            )
            for model in (LeadImportModel, LeadListModel):
                await session.execute(delete(model).where(model.campaign == code))
            await session.execute(delete(_LEAD).where(_LEAD.columns["campaign"] == code))
            await session.delete(found)

    async def get(self, code: str) -> Campaign:
        async with self._database.read() as session:
            return _campaign(await existing(session, CampaignModel, code, "campaign"))

    async def every(self) -> tuple[Campaign, ...]:
        async with self._database.read() as session:
            return await read_campaigns(session)

    async def _remove_some(self, code: str) -> bool:
        of = _LEAD.columns
        some = select(of["lead_id"]).where(of["campaign"] == code).limit(_PIECE)
        async with self._database.change() as session:
            _refuse_running(await existing(session, CampaignModel, code, "campaign"))
            ids = (await session.scalars(some)).all()
            await session.execute(delete(_LEAD).where(of["lead_id"].in_(ids)))
            return bool(ids)


async def read_campaigns(session: AsyncSession) -> tuple[Campaign, ...]:
    models = await session.scalars(select(CampaignModel).order_by(CampaignModel.code))
    return tuple(map(_campaign, models))


def _campaign(model: CampaignModel) -> Campaign:
    return from_model(
        Campaign,
        model,
        mode=CampaignMode(model.mode),
        state=CampaignState(model.state),
        retries=tuple(RetryRule(*each) for each in json.loads(model.retries)),
        detection=Detection(**json.loads(model.detection)) if model.detection else None,
    )


def _model(campaign: Campaign) -> CampaignModel:
    detection = campaign.detection
    return to_model(
        CampaignModel,
        campaign,
        mode=campaign.mode.value,
        state=campaign.state.value,
        retries=json.dumps([astuple(rule) for rule in campaign.retries]),
        detection="" if detection is None else json.dumps(asdict(detection)),
    )


def _refuse_running(found: CampaignModel) -> None:
    if found.state == RUNNING:
        raise ConflictError(f"The campaign {found.code} is running: pause or finish it first.")


async def _refuse_empty(session: AsyncSession, code: str) -> None:
    lead = select(_LEAD.columns["lead_id"]).where(_LEAD.columns["campaign"] == code).limit(1)
    if await session.scalar(lead) is None:
        raise ConflictError(f"The campaign {code} has no leads: import some first.")


async def _check_references(session: AsyncSession, campaign: Campaign) -> None:
    for model, key, of in (
        (ProjectModel, campaign.project, "project"),
        (QueueModel, campaign.queue, "queue"),
        (FlowModel, campaign.flow, "flow"),
        (CalendarModel, campaign.calendar, "calendar"),
        (SoundModel, campaign.abandoned_sound, "sound"),
    ):
        if key:
            await existing(session, model, key, of)


def _check_complete(campaign: Campaign) -> None:
    """What must be known before the first call."""
    if not campaign.project:
        raise ConflictError(f"The campaign {campaign.code} has no project.")
    if campaign.mode is CampaignMode.NOTIFICATION:
        if not campaign.flow:
            raise ConflictError(f"The campaign {campaign.code} has no flow for those it notifies.")
    elif not campaign.queue:
        raise ConflictError(f"The campaign {campaign.code} has no queue whose seats take calls.")
    if campaign.mode is CampaignMode.PREDICTIVE and not campaign.abandoned_sound:
        raise ConflictError(
            f"The campaign {campaign.code} has no message for those whom no seat can answer."
        )


def _check(campaign: Campaign) -> None:
    rules.check_code(campaign.code, "campaign")
    rules.check_name(campaign.name, "campaign")
    if campaign.caller:
        rules.check_number(campaign.caller, "number shown")
    check_timezone(campaign.timezone)
    rules.check_range(campaign.ring_time, 5, 120, "ring time in seconds")
    rules.check_range(campaign.lines, 1, 10_000, "calls at once")
    rules.check_range(campaign.cap, 0, 10_000, "cap in hundredths of a percent")
    rules.check_range(campaign.connect_within, 0, 10_000, "time to connect in milliseconds")
    rules.check_range(campaign.most_a_day, 1, 100, "attempts per number and day")
    rules.check_range(campaign.priority, -100, 100, "priority")
    _check_retries(campaign)
    if campaign.detection is not None:
        _check_detection(campaign.detection)


def _check_retries(campaign: Campaign) -> None:
    outcomes = [rule.outcome for rule in campaign.retries]
    if len(outcomes) > _MOST_RULES or len(set(outcomes)) < len(outcomes):
        raise DirectoryError(
            f"A campaign has at most {_MOST_RULES} rules for another attempt, one an outcome."
        )
    for rule in campaign.retries:
        rules.check_code(rule.outcome, "rule's outcome")
        rules.check_range(rule.attempts, 0, 100, "attempts of a rule")
        rules.check_range(rule.after, 0, 90 * _DAY, "seconds until the next attempt")


def _check_detection(detection: Detection) -> None:
    if detection.machine not in MACHINE:
        raise DirectoryError(f"What is done with a machine is one of {', '.join(MACHINE)}.")
    for name in ("initial_silence", "greeting", "after_greeting_silence", "total"):
        rules.check_range(getattr(detection, name), 100, 60_000, f"detection's {name} in ms")
