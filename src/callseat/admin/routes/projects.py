"""Projects: service numbers and what happens to their calls."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from callseat.admin.caller import By
from callseat.admin.models import lines
from callseat.admin.models.common import Code, Page
from callseat.admin.routes.common import After, Found, Limit, changed, only, page, protected
from callseat.admin.services import Of
from callseat.domain.dialer.campaign import Disposition
from callseat.domain.directory import Project

router = protected("projects")
_number = attrgetter("number")


@router.get("/projects", operation_id="listProjects", response_model=Page[lines.Project])
async def list_projects(services: Of, after: After = "", limit: Limit = 100) -> Found[Project]:
    """All projects, by their numbers."""
    return page(await services.directory.projects.every(), _number, after, limit)


@router.get("/projects/{number}", operation_id="getProject", response_model=lines.Project)
async def get(number: Code, services: Of) -> Project:
    return only(await services.directory.projects.every(), _number, number)


@router.post(
    "/projects", operation_id="createProject", status_code=201, response_model=lines.Project
)
async def create(body: lines.Project, services: Of, by: By) -> Project:
    project = _applied(Project(body.number), body)
    async with services.change(by.user) as directory:
        await directory.projects.add(project)
    return project


@router.patch("/projects/{number}", operation_id="changeProject", response_model=lines.Project)
async def change(number: Code, body: lines.ProjectChange, services: Of, by: By) -> Project:
    """Change what is given, and nothing else; calls that are here already go on as before."""
    async with services.change(by.user) as directory:
        project = _applied(only(await directory.projects.every(), _number, number), body)
        await directory.projects.change(project)
    return project


@router.delete("/projects/{number}", operation_id="deleteProject", status_code=204)
async def delete(number: Code, services: Of, by: By) -> None:
    """Remove a project; its service numbers lead nowhere then."""
    async with services.change(by.user) as directory:
        await directory.projects.remove(number)


def _applied(project: Project, body: lines.ProjectFields) -> Project:
    """The project with what is given."""
    result = changed(project, body)
    if "dispositions" not in body.model_fields_set:
        return result
    dispositions = tuple(Disposition(**one.model_dump()) for one in body.dispositions)
    return replace(result, dispositions=dispositions)
