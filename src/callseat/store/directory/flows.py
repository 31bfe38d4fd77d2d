"""Flows: every saved file is a version, one of them is active."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from callseat.domain.flow.check import KnownNames, names_of
from callseat.domain.flow.flow import Flow
from callseat.store.directory import rules
from callseat.store.directory.database import (
    DirectoryDatabase,
    existing,
    from_model,
    note,
    refuse_in_campaigns,
    refuse_used,
    to_model,
    used_by,
)
from callseat.store.directory.things import FlowVersion
from callseat.store.errors import NotThereError
from callseat.store.flow_file import FlowErrors, read_flow
from callseat.store.models import (
    AccountModel,
    CalendarModel,
    CampaignModel,
    FlowModel,
    FlowVersionModel,
    GroupModel,
    ProjectModel,
    QueueModel,
    SeatModel,
    SoundModel,
)

SPEAKER = "espeak-ng"  # without it no flow may speak

log = structlog.get_logger(__name__)


class Flows:
    def __init__(self, database: DirectoryDatabase) -> None:
        self._database = database

    async def save(self, text: str, saved_at: int, saved_by: str) -> FlowVersion:
        """Check a flow file and make it the active version of its code.

        Raises FlowErrors with every fault; `saved_at` is milliseconds since the epoch.
        """
        async with self._database.change() as session:
            flow = await _read(session, text)
            rules.check_name(flow.name, "flow")
            version = await _newest(session, flow.code) + 1
            await session.merge(FlowModel(code=flow.code, active_version=version))
            await session.flush()
            saved = FlowVersion(flow.code, version, True, saved_at, saved_by)
            session.add(to_model(FlowVersionModel, saved, text=text))
            await note(session, "flow.save", flow.code, {"version": version})
        return saved

    async def known(self) -> KnownNames:
        """What flows may name now."""
        async with self._database.read() as session:
            return await known_names(session)

    async def activate(self, code: str, version: int) -> None:
        """Make another version the active one, if it is still without fault."""
        async with self._database.change("flow.activate", code, {"version": version}) as session:
            found = await existing(session, FlowModel, code, "flow")
            saved = await session.get(FlowVersionModel, (code, version))
            if saved is None:
                raise NotThereError(f"The flow {code} has no version {version}.", str(version))
            await _read(session, saved.text)
            found.active_version = version

    async def versions(self, code: str) -> tuple[FlowVersion, ...]:
        """All versions of a flow, the newest first."""
        async with self._database.read() as session:
            flow = await existing(session, FlowModel, code, "flow")
            found = await session.scalars(
                select(FlowVersionModel)
                .where(FlowVersionModel.code == code)
                .order_by(FlowVersionModel.version.desc())
            )
            return tuple(
                from_model(FlowVersion, each, active=each.version == flow.active_version)
                for each in found
            )

    async def every(self) -> tuple[FlowVersion, ...]:
        """The active version of each flow."""
        async with self._database.read() as session:
            active = FlowVersionModel.version == FlowModel.active_version
            found = await session.scalars(
                select(FlowVersionModel)
                .join(FlowModel, (FlowVersionModel.code == FlowModel.code) & active)
                .order_by(FlowVersionModel.code)
            )
            return tuple(from_model(FlowVersion, each, active=True) for each in found)

    async def text(self, code: str, version: int = 0) -> str:
        """The file of a version as it was saved; 0 is the active one."""
        async with self._database.read() as session:
            flow = await existing(session, FlowModel, code, "flow")
            saved = await session.get(FlowVersionModel, (code, version or flow.active_version))
            if saved is None:
                raise NotThereError(f"The flow {code} has no version {version}.", str(version))
            return saved.text

    async def remove(self, code: str) -> None:
        """Remove a flow with all its versions; refused while a project uses it."""
        async with self._database.change("flow.remove", code) as session:
            found = await existing(session, FlowModel, code, "flow")
            used = (ProjectModel.flow == code) | (ProjectModel.closed_flow == code)
            projects = await used_by(session, ProjectModel.number, used)
            refuse_used(projects, f"The flow {code}")
            await refuse_in_campaigns(session, CampaignModel.flow, code, "flow")
            await session.delete(found)


async def _read(session: AsyncSession, text: str) -> Flow:
    """A flow that is to be active beside the others. Raises FlowErrors."""
    known, others = await known_names(session), await active_flows(session)
    return await asyncio.to_thread(read_flow, text, known, others)


async def active_flows(session: AsyncSession) -> tuple[Flow, ...]:
    """The active flows. One that is no longer without fault is reported and left out."""
    active = FlowVersionModel.version == FlowModel.active_version
    texts = await session.execute(
        select(FlowModel.code, FlowVersionModel.version, FlowVersionModel.text)
        .join(FlowVersionModel, (FlowVersionModel.code == FlowModel.code) & active)
        .order_by(FlowModel.code)
    )
    known = await known_names(session)
    flows = []
    for code, version, text in texts:
        try:
            flow = await asyncio.to_thread(read_flow, text, known)
            flows.append(replace(flow, version=version))
        except FlowErrors as errors:
            log.error("flow_left_out", flow=code, errors=str(errors))
    return tuple(flows)


async def refuse_named(session: AsyncSession, name: str, of: str, *what: str) -> None:
    """A thing that an active flow names stays: without it that flow would serve nobody.

    `what` are kinds of names, see names_of. Raises ConflictError.
    """
    flows = [flow.code for flow in await active_flows(session) if name in names_of(flow, *what)]
    refuse_used(flows, f"The {of} {name}")


async def known_names(session: AsyncSession) -> KnownNames:
    """What the flows of this house may name."""

    async def all_of(column: InstrumentedAttribute[str]) -> frozenset[str]:
        return frozenset(await session.scalars(select(column)))

    return KnownNames(
        sounds=await all_of(SoundModel.code),
        queues=await all_of(QueueModel.code),
        calendars=await all_of(CalendarModel.code),
        flows=await all_of(FlowModel.code),
        groups=await all_of(GroupModel.code),
        seats=await all_of(AccountModel.user),
        extensions=await all_of(SeatModel.extension),
        speech=shutil.which(SPEAKER) is not None,
    )


async def _newest(session: AsyncSession, code: str) -> int:
    newest = select(func.max(FlowVersionModel.version)).where(FlowVersionModel.code == code)
    return await session.scalar(newest) or 0
