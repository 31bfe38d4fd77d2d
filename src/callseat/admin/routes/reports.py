"""Reports: seats, groups, queues, flows, campaigns in a span; see docs/howto/reports.md."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Query, Response
from pydantic import BaseModel, Field, create_model

from callseat.admin.caller import By as ByCaller
from callseat.admin.caller import Caller
from callseat.admin.models.common import Code
from callseat.admin.problems import Problem, Reason
from callseat.admin.routes.common import protected
from callseat.admin.services import Of, Services
from callseat.domain.directory import Role
from callseat.domain.rows import StatusIntervalRow
from callseat.domain.status import Status
from callseat.store.reports import (
    By,
    Question,
    Report,
    Span,
    campaigns_report,
    flows_report,
    groups_report,
    parse_span,
    queues_report,
    seats_report,
)
from callseat.store.reports.columns import (
    CAMPAIGNS,
    FLOWS,
    GROUPS,
    QUEUES,
    SEATS,
    Column,
    Kind,
    as_mapping,
)
from callseat.store.reports.report import L

router = protected("reports")
MOST_LINES = 5000
Group = Annotated[Code | None, Query(description="Of this group alone.")]
_TYPES: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.MOMENT: str,
    Kind.COUNT: int,
    Kind.DURATION: int | None,
    Kind.SHARE: float | None,
    Kind.COUNTS: dict[str, int],
}


def _shape(name: str, columns: Sequence[Column[Any]]) -> type[BaseModel]:
    """How an answer is described; a line's members are the report's columns."""
    members: dict[str, Any] = {
        one.name: (_TYPES[one.kind], Field(description=f"{one.en} {one.zh}")) for one in columns
    }
    line = create_model(f"{name}Line", **members)
    times = {"from": (str, ...), "to": (str, ...), "complete_until": (str, ...)}
    return create_model(f"{name}Report", **times, lines=(list[line], ...))  # type: ignore[call-overload,no-any-return]


_ANSWERS: dict[str, dict[int | str, dict[str, Any]]] = {
    "seats": {200: {"model": _shape("Seat", SEATS)}},
    "groups": {200: {"model": _shape("Group", GROUPS)}},
    "flows": {200: {"model": _shape("Flow", FLOWS)}},
    "campaigns": {200: {"model": _shape("Campaign", CAMPAIGNS)}},
    "queues": {200: {"model": _shape("Queue", QUEUES)}},
}


@dataclass(frozen=True, slots=True)
class Time:
    """`from` and `to` are dates (`to` includes that day) or times, local unless with an offset."""

    first: Annotated[str, Query(alias="from", max_length=40, examples=["2026-11-01"])] = ""
    last: Annotated[str, Query(alias="to", max_length=40, examples=["2026-11-01"])] = ""
    by: Annotated[By, Query(description="How long a piece is.")] = By.ALL

    def span(self, services: Services) -> Span:
        """Without dates it is today. Raises SpanError."""
        today = datetime.now(services.zone).date().isoformat()
        return parse_span(self.first or today, self.last or today, services.zone)


@router.get("/reports/seats", operation_id="reportSeats", responses=_ANSWERS["seats"])
async def seats(
    services: Of,
    by: ByCaller,
    time: Annotated[Time, Depends()],
    group: Group = None,
    user: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """Time in each status, rests and calls of each seat; an agent's is its own."""
    span, wanted = time.span(services), _own(by, user)
    if wanted and wanted != by.user:
        await _refuse_unseen(services, by, wanted)
    groups = None if wanted == by.user else _groups(by, group)
    question = Question(span, time.by, wanted, groups)
    found = await seats_report(services.engine, question, _live(services), MOST_LINES)
    return await _answer(SEATS, found)


@router.get("/reports/groups", operation_id="reportGroups", responses=_ANSWERS["groups"])
async def groups(
    services: Of, by: ByCaller, time: Annotated[Time, Depends()], group: Group = None
) -> Response:
    """The sums of each group's seats."""
    question = Question(time.span(services), time.by, groups=_groups(by, group))
    found = await groups_report(services.engine, question, _live(services), MOST_LINES)
    return await _answer(GROUPS, found)


@router.get("/reports/queues", operation_id="reportQueues", responses=_ANSWERS["queues"])
async def queues(
    services: Of,
    time: Annotated[Time, Depends()],
    queue: Annotated[Code | None, Query(description="Of this queue alone.")] = None,
) -> Response:
    """Callers offered, answered in time or at all, abandoned; waits; service level."""
    wanted = None if queue is None else (queue,)
    question = Question(time.span(services), time.by, queues=wanted)
    return await _answer(QUEUES, await queues_report(services.engine, question, MOST_LINES))


@router.get("/reports/flows", operation_id="reportFlows", responses=_ANSWERS["flows"])
async def flows(
    services: Of,
    time: Annotated[Time, Depends()],
    flow: Annotated[Code | None, Query(description="Of this flow alone.")] = None,
) -> Response:
    """Flows, node by node: entered, how it was left, hung up there, time spent."""
    wanted = None if flow is None else (flow,)
    question = Question(time.span(services), time.by, flows=wanted)
    return await _answer(FLOWS, await flows_report(services.engine, question, MOST_LINES))


@router.get("/reports/campaigns", operation_id="reportCampaigns", responses=_ANSWERS["campaigns"])
async def campaigns(
    services: Of,
    time: Annotated[Time, Depends()],
    campaign: Annotated[Code | None, Query(description="Of this campaign alone.")] = None,
) -> Response:
    """Attempts by outcome, answers, abandoned ones against the cap, dispositions, talk, idle."""
    wanted = None if campaign is None else (campaign,)
    question = Question(time.span(services), time.by, campaigns=wanted)
    return await _answer(CAMPAIGNS, await campaigns_report(services.engine, question, MOST_LINES))


def _own(by: Caller, user: str) -> str:
    """An agent sees itself alone."""
    if by.account.role is not Role.AGENT:
        return user
    if user not in {"", by.user}:
        raise Problem(Reason.NOT_FOUND)
    return by.user


def _groups(by: Caller, group: str | None) -> tuple[str, ...] | None:
    """The groups to report; None is all."""
    if by.everything:
        return None if group is None else (group,)
    if group is None:
        return by.groups
    if group not in by.groups:
        raise Problem(Reason.NOT_FOUND)
    return (group,)


async def _refuse_unseen(services: Services, by: Caller, user: str) -> None:
    """Whether somebody outside of its scope exists is not a supervisor's business."""
    if by.everything:
        return
    every = await services.directory.accounts.every()
    if not any(one.account.user == user and by.sees(one.account) for one in every):
        raise Problem(Reason.NOT_FOUND)


def _live(services: Services) -> list[StatusIntervalRow]:
    """The statuses that last still, as if they ended now."""
    now = services.now()
    return [
        StatusIntervalRow(
            "", seat.login, seat.user, int(lasting.status), lasting.since, now, "", ""
        )
        for seat in services.world().seats.values()
        if (lasting := seat.interval).status is not Status.OFFLINE
    ]


async def _answer(columns: Sequence[Column[L]], report: Report[L]) -> Response:
    # Beside the event loop: thousands of lines take a moment, and calls do not wait for it.
    return Response(await asyncio.to_thread(_json, columns, report), media_type="application/json")


def _json(columns: Sequence[Column[L]], report: Report[L]) -> bytes:
    span = report.question.span
    return msgspec.json.encode(
        {
            "from": span.shown(span.start),
            "to": span.shown(span.until),
            "complete_until": span.shown(report.complete.until),
            "lines": [as_mapping(columns, line, span) for line in report.lines],
        }
    )
