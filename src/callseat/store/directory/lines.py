"""Groups, queues and projects."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from callseat.domain.directory import Group, Project, Queue, Strategy
from callseat.store.directory import rules
from callseat.store.directory.database import (
    DirectoryDatabase,
    existing,
    from_model,
    refuse_existing,
    refuse_in_campaigns,
    refuse_used,
    to_model,
    used_by,
)
from callseat.store.directory.dispositions import (
    check_dispositions,
    read_dispositions,
    save_dispositions,
)
from callseat.store.directory.flows import refuse_named
from callseat.store.errors import DirectoryError
from callseat.store.models import (
    AccountModel,
    CalendarModel,
    CampaignModel,
    FlowModel,
    GroupModel,
    ProjectModel,
    QueueModel,
    ServiceNumberModel,
)

_DAY = 86_400
_MOST_NUMBERS = 1000


class Groups:
    def __init__(self, database: DirectoryDatabase) -> None:
        self._database = database

    async def add(self, group: Group) -> None:
        _check_group(group)
        async with self._database.change("group.add", group.code, group) as session:
            await refuse_existing(session, GroupModel, group.code, "group")
            session.add(to_model(GroupModel, group))

    async def change(self, group: Group) -> None:
        _check_group(group)
        async with self._database.change("group.change", group.code, group) as session:
            await existing(session, GroupModel, group.code, "group")
            await session.merge(to_model(GroupModel, group))

    async def remove(self, code: str) -> None:
        """Refused while accounts belong to it; supervisors just lose it from their scope."""
        async with self._database.change("group.remove", code) as session:
            found = await existing(session, GroupModel, code, "group")
            users = await used_by(session, AccountModel.user, AccountModel.group == code)
            refuse_used(users, f"The group {code}")
            await refuse_named(session, code, "group", "groups", "boxes")
            await session.delete(found)

    async def every(self) -> tuple[Group, ...]:
        async with self._database.read() as session:
            return await read_groups(session)


class Queues:
    def __init__(self, database: DirectoryDatabase) -> None:
        self._database = database

    async def add(self, queue: Queue) -> None:
        _check_queue(queue)
        async with self._database.change("queue.add", queue.code, queue) as session:
            await refuse_existing(session, QueueModel, queue.code, "queue")
            await _check_overflow(session, queue)
            session.add(to_model(QueueModel, queue))

    async def change(self, queue: Queue) -> None:
        _check_queue(queue)
        async with self._database.change("queue.change", queue.code, queue) as session:
            await existing(session, QueueModel, queue.code, "queue")
            await _check_overflow(session, queue)
            await session.merge(to_model(QueueModel, queue))

    async def remove(self, code: str) -> None:
        """Refused while a flow or another queue leads to it; seats just lose the skill."""
        async with self._database.change("queue.remove", code) as session:
            found = await existing(session, QueueModel, code, "queue")
            others = await used_by(session, QueueModel.code, QueueModel.overflow_queue == code)
            refuse_used(others, f"The queue {code}")
            await refuse_named(session, code, "queue", "queues")
            await refuse_in_campaigns(session, CampaignModel.queue, code, "queue")
            await session.delete(found)

    async def every(self) -> tuple[Queue, ...]:
        async with self._database.read() as session:
            return await read_queues(session)


class Projects:
    def __init__(self, database: DirectoryDatabase) -> None:
        self._database = database

    async def add(self, project: Project) -> None:
        _check_project(project)
        async with self._database.change("project.add", project.number, project) as session:
            await refuse_existing(session, ProjectModel, project.number, "project")
            await _save_project(session, project)

    async def change(self, project: Project) -> None:
        _check_project(project)
        async with self._database.change("project.change", project.number, project) as session:
            await existing(session, ProjectModel, project.number, "project")
            await _save_project(session, project)

    async def remove(self, number: str) -> None:
        """Refused while a campaign is of it."""
        async with self._database.change("project.remove", number) as session:
            found = await existing(session, ProjectModel, number, "project")
            await refuse_in_campaigns(session, CampaignModel.project, number, "project")
            await session.delete(found)

    async def every(self) -> tuple[Project, ...]:
        async with self._database.read() as session:
            return await read_projects(session)


async def read_groups(session: AsyncSession) -> tuple[Group, ...]:
    models = await session.scalars(select(GroupModel).order_by(GroupModel.code))
    return tuple(from_model(Group, model) for model in models)


async def read_queues(session: AsyncSession) -> tuple[Queue, ...]:
    models = await session.scalars(select(QueueModel).order_by(QueueModel.code))
    return tuple(from_model(Queue, model, strategy=Strategy(model.strategy)) for model in models)


async def read_projects(session: AsyncSession) -> tuple[Project, ...]:
    numbers: dict[str, list[str]] = {}
    for each in await session.scalars(
        select(ServiceNumberModel).order_by(ServiceNumberModel.number)
    ):
        numbers.setdefault(each.project, []).append(each.number)
    dispositions = await read_dispositions(session)
    models = await session.scalars(select(ProjectModel).order_by(ProjectModel.number))
    return tuple(
        from_model(
            Project,
            model,
            service_numbers=tuple(numbers.get(model.number, ())),
            dispositions=tuple(dispositions.get(model.number, ())),
        )
        for model in models
    )


def _check_group(group: Group) -> None:
    rules.check_code(group.code, "group")
    rules.check_name(group.name, "group")
    rules.check_range(group.rest_quota, -1, 100_000, "rest quota (-1 is no limit)")
    rules.check_range(group.rest_allowance, 1, _DAY, "rest allowance in seconds")
    rules.check_range(group.rest_floor, 0, 100, "rest floor in percent")
    rules.check_range(group.blend_below, 0, 100, "percent below which seats are moved")
    rules.check_range(group.blend_above, 0, 100, "percent above which seats go back")
    if group.blend_below > group.blend_above:
        raise DirectoryError(
            "Seats are moved below a share of callers answered in time that is less than the one "
            "above which they go back."
        )


def _check_queue(queue: Queue) -> None:
    rules.check_code(queue.code, "queue")
    rules.check_name(queue.name, "queue")
    rules.check_code(queue.music, "queue's music")
    rules.check_range(queue.ring_time, 1, 300, "ring time in seconds")
    rules.check_range(queue.max_wait, 0, _DAY, "maximum wait in seconds")
    rules.check_range(queue.announce_every, 0, 3600, "time between announcements in seconds")
    rules.check_range(queue.service_level, 1, _DAY, "service level in seconds")


async def _check_overflow(session: AsyncSession, queue: Queue) -> None:
    if queue.overflow_queue == queue.code:
        raise DirectoryError(f"The queue {queue.code} cannot overflow into itself.")
    if queue.overflow_queue:
        await existing(session, QueueModel, queue.overflow_queue, "queue")


def _check_project(project: Project) -> None:
    rules.check_code(project.number, "project")
    rules.check_name(project.name, "project")
    rules.check_range(project.wrap_up, 0, 3600, "wrap-up time in seconds")
    if project.caller_id:
        rules.check_number(project.caller_id, "caller id")
    rules.check_range(project.most_calls, 0, 100_000, "most calls at once (0 is no limit)")
    if bool(project.calendar) != bool(project.closed_flow):
        raise DirectoryError("A project has a calendar and a flow for when it is closed, or none.")
    if len(project.service_numbers) > _MOST_NUMBERS:
        raise DirectoryError(f"A project can have at most {_MOST_NUMBERS} service numbers.")
    for number in project.service_numbers:
        rules.check_number(number, "service number")
    if len(set(project.service_numbers)) < len(project.service_numbers):
        raise DirectoryError("A service number is named twice.")
    check_dispositions(project)


async def _save_project(session: AsyncSession, project: Project) -> None:
    for flow in filter(None, (project.flow, project.closed_flow)):
        await existing(session, FlowModel, flow, "flow")
    if project.calendar:
        await existing(session, CalendarModel, project.calendar, "calendar")
    for number in project.service_numbers:
        taken = await session.get(ServiceNumberModel, number)
        if taken is not None and taken.project != project.number:
            raise DirectoryError(
                f"The service number {number} belongs to the project {taken.project}."
            )
    await session.merge(to_model(ProjectModel, project))
    await session.flush()
    owned = ServiceNumberModel.project == project.number
    await session.execute(delete(ServiceNumberModel).where(owned))
    session.expunge_all()
    session.add_all(
        ServiceNumberModel(number=number, project=project.number)
        for number in project.service_numbers
    )
    await save_dispositions(session, project)
