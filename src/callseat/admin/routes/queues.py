"""Queues: the waiting lines, and who serves them at which level."""

from __future__ import annotations

from operator import attrgetter

from callseat.admin.caller import By, Caller
from callseat.admin.models import lines
from callseat.admin.models.common import Code, Page, User
from callseat.admin.problems import Problem, Reason
from callseat.admin.routes.common import After, Found, Limit, changed, only, page, protected
from callseat.admin.services import Of
from callseat.domain.directory import Account, Queue, Skill
from callseat.domain.world import Line, World
from callseat.store.directory import DirectoryStore

router = protected("queues")
_code = attrgetter("code")


@router.get("/queues", operation_id="listQueues", response_model=Page[lines.Queue])
async def list_queues(services: Of, after: After = "", limit: Limit = 100) -> Found[Queue]:
    """All queues, by their codes."""
    return page(await services.directory.queues.every(), _code, after, limit)


@router.get("/queues/{code}", operation_id="getQueue", response_model=lines.Queue)
async def get(code: Code, services: Of) -> Queue:
    return only(await services.directory.queues.every(), _code, code)


@router.post("/queues", operation_id="createQueue", status_code=201, response_model=lines.Queue)
async def create(body: lines.Queue, services: Of, by: By) -> Queue:
    queue = Queue(**body.model_dump())
    async with services.change(by.user) as directory:
        await directory.queues.add(queue)
    return queue


@router.patch("/queues/{code}", operation_id="changeQueue", response_model=lines.Queue)
async def change(code: Code, body: lines.QueueChange, services: Of, by: By) -> Queue:
    """Change what is given, and nothing else."""
    async with services.change(by.user) as directory:
        queue = changed(only(await directory.queues.every(), _code, code), body)
        await directory.queues.change(queue)
    return queue


@router.delete("/queues/{code}", operation_id="deleteQueue", status_code=204)
async def delete(code: Code, services: Of, by: By) -> None:
    """Remove a queue that no flow and no other queue leads to."""
    async with services.change(by.user) as directory:
        await directory.queues.remove(code)


@router.get("/waiting", operation_id="listWaiting", response_model=Page[lines.Waiting])
async def list_waiting(
    services: Of, after: After = "", limit: Limit = 1000
) -> Found[lines.Waiting]:
    """How many wait in each queue at this moment, since when, and who is there to answer them."""
    world = services.world()
    every = (one for one in world.lines.values() if not one.closed)
    return page((_waiting(world, one) for one in every), _code, after, limit)


@router.get("/queues/{code}/members", operation_id="listMembers", response_model=Page[lines.Member])
async def list_members(
    code: Code, services: Of, by: By, after: After = "", limit: Limit = 100
) -> Found[lines.Member]:
    """The seats that serve a queue, as far as they are in the caller's scope."""
    only(await services.directory.queues.every(), _code, code)
    return page(await _members(services.directory, code, by), attrgetter("user"), after, limit)


@router.put("/queues/{code}/members/{user}", operation_id="setMember", response_model=lines.Member)
async def set_member(
    code: Code, user: User, body: lines.LevelBody, services: Of, by: By
) -> lines.Member:
    """Let a seat serve a queue at this level."""
    async with services.change(by.user) as directory:
        account = (await directory.accounts.get(user)).account
        skills = (*_others(account, code), Skill(code, body.level))
        await directory.accounts.set_skills(user, skills)
    return _member(account, body.level)


@router.delete("/queues/{code}/members/{user}", operation_id="removeMember", status_code=204)
async def remove_member(code: Code, user: User, services: Of, by: By) -> None:
    """Let a seat serve a queue no longer."""
    async with services.change(by.user) as directory:
        account = (await directory.accounts.get(user)).account
        others = _others(account, code)
        if len(others) == len(account.skills):
            raise Problem(Reason.NOT_FOUND)
        await directory.accounts.set_skills(user, others)


def _waiting(world: World, line: Line) -> lines.Waiting:
    since = (world.contacts[one].waiting_since for one in line.visitors)
    return lines.Waiting(
        code=line.queue.code,
        name=line.queue.name,
        waiting=len(line.visitors),
        since=min(since, default=0),
        staff=len(line.staff),
        ready=len(line.ready),
    )


def _others(account: Account, code: str) -> tuple[Skill, ...]:
    return tuple(skill for skill in account.skills if skill.queue != code)


async def _members(directory: DirectoryStore, code: str, by: Caller) -> list[lines.Member]:
    seen = [one.account for one in await directory.accounts.every() if by.sees(one.account)]
    return [
        _member(account, skill.level)
        for account in seen
        for skill in account.skills
        if skill.queue == code
    ]


def _member(account: Account, level: int) -> lines.Member:
    return lines.Member(
        user=account.user, name=account.name, extension=account.extension, level=level
    )
