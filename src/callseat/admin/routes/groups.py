"""Groups: people who are supervised together, and their rules of rest."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from callseat.admin.caller import By, Caller
from callseat.admin.models import lines
from callseat.admin.models.common import Code, Page
from callseat.admin.routes.common import After, Found, Limit, changed, only, page, protected
from callseat.admin.services import Of
from callseat.domain.directory import Group
from callseat.store.directory import DirectoryStore

router = protected("groups")
_code = attrgetter("code")


@router.get("/groups", operation_id="listGroups", response_model=Page[lines.Group])
async def list_groups(services: Of, by: By, after: After = "", limit: Limit = 100) -> Found[Group]:
    """The groups in the caller's scope."""
    return page(await _seen(services.directory, by), _code, after, limit)


@router.get("/groups/{code}", operation_id="getGroup", response_model=lines.Group)
async def get(code: Code, services: Of, by: By) -> Group:
    return only(await _seen(services.directory, by), _code, code)


@router.post("/groups", operation_id="createGroup", status_code=201, response_model=lines.Group)
async def create(body: lines.Group, services: Of, by: By) -> Group:
    group = Group(**body.model_dump())
    async with services.change(by.user) as directory:
        await directory.groups.add(group)
    return group


@router.patch("/groups/{code}", operation_id="changeGroup", response_model=lines.Group)
async def change(code: Code, body: lines.GroupChange, services: Of, by: By) -> Group:
    """Change what is given, and nothing else."""
    return await _change(code, body, services, by)


@router.patch("/groups/{code}/rest", operation_id="changeRest", response_model=lines.Group)
async def change_rest(code: Code, body: lines.RestChange, services: Of, by: By) -> Group:
    """Change the rules of rest; they act at once, for those who wait for a rest too."""
    return await _change(code, body, services, by)


@router.delete("/groups/{code}", operation_id="deleteGroup", status_code=204)
async def delete(code: Code, services: Of, by: By) -> None:
    """Remove a group that nobody belongs to."""
    async with services.change(by.user) as directory:
        await directory.groups.remove(code)


async def _seen(directory: DirectoryStore, by: Caller) -> Sequence[Group]:
    every = await directory.groups.every()
    return [one for one in every if by.everything or one.code in by.groups]


async def _change(code: str, body: lines.RestRules, services: Of, by: Caller) -> Group:
    async with services.change(by.user) as directory:
        group = changed(only(await _seen(directory, by), _code, code), body)
        await directory.groups.change(group)
    return group
