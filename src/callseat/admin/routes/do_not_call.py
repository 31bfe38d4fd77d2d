"""Numbers that must not be called, in several lists that hold for all campaigns."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated

from fastapi import Path, Query, Request

from callseat.admin.caller import By
from callseat.admin.models import campaigns as models
from callseat.admin.models.common import Code, Page
from callseat.admin.routes.common import After, Found, Limit, page, protected
from callseat.admin.routes.csv_form import FORM, sent, shown
from callseat.admin.services import Of
from callseat.store.audit import acting
from callseat.store.leads.do_not_call import DoNotCall, Never

router = protected("do-not-call")
Number = Annotated[str, Path(max_length=40)]
Region = Annotated[str, Query(pattern=r"^([A-Z]{2})?$", description="Of numbers without +.")]


@router.get("/do-not-call", operation_id="listNeverLists", response_model=Page[models.NeverList])
async def lists(services: Of, after: After = "", limit: Limit = 100) -> Found[models.NeverList]:
    """The lists, by their codes."""
    found = await DoNotCall(services.engine).lists()
    every = [models.NeverList(code=code, name=name) for code, name in found]
    return page(every, attrgetter("code"), after, limit)


@router.post("/do-not-call", operation_id="createNeverList", status_code=201)
async def create(body: models.NeverList, services: Of, by: By) -> models.NeverList:
    with acting(by.user):
        await DoNotCall(services.engine).add_list(body.code, body.name)
    return body


@router.delete("/do-not-call/{code}", operation_id="deleteNeverList", status_code=204)
async def delete(code: Code, services: Of, by: By) -> None:
    """Remove a list; its numbers may be called, unless another list has them."""
    with acting(by.user):
        await DoNotCall(services.engine).remove_list(code)


@router.get(
    "/do-not-call/{code}/numbers",
    operation_id="listNeverNumbers",
    response_model=Page[models.Never],
)
async def numbers(
    code: Code,
    services: Of,
    after: Annotated[str, Query(max_length=40)] = "",
    limit: Limit = 100,
) -> Found[Never]:
    """A list's numbers, in order."""
    found = await DoNotCall(services.engine).page(code, after, limit)
    return Found(found, found[-1].e164 if len(found) == limit else None)


@router.post(
    "/do-not-call/{code}/numbers",
    operation_id="addNeverNumber",
    status_code=201,
    response_model=models.Never,
)
async def add(code: Code, body: models.NeverNew, services: Of, by: By) -> Never:
    """From the next attempt on this number is not called, by whichever campaign."""
    with acting(by.user):
        return await DoNotCall(services.engine).add(code, body.number, body.region, body.note)


@router.post(
    "/do-not-call/{code}/import",
    operation_id="importNeverNumbers",
    openapi_extra=FORM,
)
async def import_numbers(code: Code, request: Request, services: Of, by: By) -> models.NeverImport:
    """Take numbers from a CSV file, in the forms that leads may come in."""
    async with sent(request) as file:
        with acting(by.user):
            done = await DoNotCall(services.engine).import_file(code, file.file, file.form)
    faults = [shown(one) for one in done.faults]
    return models.NeverImport(added=done.added, known=done.known, faulty=done.faulty, faults=faults)


@router.delete(
    "/do-not-call/{code}/numbers/{number}", operation_id="removeNeverNumber", status_code=204
)
async def remove(code: Code, number: Number, services: Of, by: By, region: Region = "CN") -> None:
    with acting(by.user):
        await DoNotCall(services.engine).remove(code, number, region)


@router.get(
    "/numbers/{number}/do-not-call",
    operation_id="checkNumber",
    response_model=Page[models.Never],
)
async def check(number: Number, services: Of, region: Region = "CN") -> Found[Never]:
    """The lists that have a number; none: it may be called."""
    return Found(await DoNotCall(services.engine).check(number, region))
