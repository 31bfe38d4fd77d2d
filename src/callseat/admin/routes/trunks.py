"""Trunks: the carriers' lines. Their secrets can be set, and are never answered."""

from __future__ import annotations

from operator import attrgetter

from callseat.admin.caller import By
from callseat.admin.models import lines
from callseat.admin.models.common import Code, Page
from callseat.admin.routes.common import After, Found, Limit, changed, only, page, protected
from callseat.admin.services import Of
from callseat.store.directory import TrunkRecord

router = protected("trunks")
_code = attrgetter("code")


@router.get("/trunks", operation_id="listTrunks", response_model=Page[lines.Trunk])
async def list_trunks(services: Of, after: After = "", limit: Limit = 100) -> Found[TrunkRecord]:
    """All trunks, by their codes."""
    return page(await services.directory.trunks.every(), _code, after, limit)


@router.get("/trunks/{code}", operation_id="getTrunk", response_model=lines.Trunk)
async def get(code: Code, services: Of) -> TrunkRecord:
    return only(await services.directory.trunks.every(), _code, code)


@router.post("/trunks", operation_id="createTrunk", status_code=201, response_model=lines.Trunk)
async def create(body: lines.TrunkNew, services: Of, by: By) -> TrunkRecord:
    trunk = changed(TrunkRecord(body.code, body.host), body)
    async with services.change(by.user) as directory:
        await directory.trunks.add(trunk)
    return trunk


@router.patch("/trunks/{code}", operation_id="changeTrunk", response_model=lines.Trunk)
async def change(code: Code, body: lines.TrunkChange, services: Of, by: By) -> TrunkRecord:
    """Change what is given, and nothing else."""
    async with services.change(by.user) as directory:
        trunk = changed(only(await directory.trunks.every(), _code, code), body)
        await directory.trunks.change(trunk)
    return trunk


@router.delete("/trunks/{code}", operation_id="deleteTrunk", status_code=204)
async def delete(code: Code, services: Of, by: By) -> None:
    """Remove a trunk; its running calls go on."""
    async with services.change(by.user) as directory:
        await directory.trunks.remove(code)
