"""What seats of a project may say of a talk; a part of the project."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from callseat.domain.dialer.campaign import Disposition
from callseat.domain.directory import Project
from callseat.store.directory import rules
from callseat.store.directory.database import from_model, to_model
from callseat.store.errors import DirectoryError
from callseat.store.models import DispositionModel

_MOST = 200


def check_dispositions(project: Project) -> None:
    """Raises DirectoryError."""
    codes = [one.code for one in project.dispositions]
    if len(codes) > _MOST:
        raise DirectoryError(f"A project can have at most {_MOST} dispositions.")
    if len(set(codes)) < len(codes):
        raise DirectoryError("A disposition is named twice.")
    if project.disposition_required and not codes:
        raise DirectoryError("A project that requires a disposition must have some.")
    for one in project.dispositions:
        rules.check_code(one.code, "disposition")
        rules.check_name(one.name, "disposition")


async def read_dispositions(session: AsyncSession) -> dict[str, list[Disposition]]:
    """By project, in their order."""
    found: dict[str, list[Disposition]] = {}
    query = select(DispositionModel).order_by(DispositionModel.project, DispositionModel.place)
    for model in await session.scalars(query):
        found.setdefault(model.project, []).append(from_model(Disposition, model))
    return found


async def save_dispositions(session: AsyncSession, project: Project) -> None:
    """Replace all of the project's."""
    mine = DispositionModel.project == project.number
    await session.execute(delete(DispositionModel).where(mine))
    session.add_all(
        to_model(DispositionModel, one, project=project.number, place=place)
        for place, one in enumerate(project.dispositions)
    )
