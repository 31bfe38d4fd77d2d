"""Leads of campaigns: their lists, imports from CSV, one by one, and what became of them."""

from __future__ import annotations

import asyncio
import json
from operator import attrgetter
from typing import Annotated

from fastapi import Path, Query, Request
from fastapi.responses import StreamingResponse

from callseat.admin.caller import By
from callseat.admin.models import campaigns as models
from callseat.admin.models.common import Code, Page
from callseat.admin.routes.common import After, Found, Limit, page, protected
from callseat.admin.routes.csv_form import FORM, sent, shown
from callseat.admin.routes.records import In, page_of
from callseat.admin.services import Of
from callseat.domain.rows import LeadAttemptRow
from callseat.store.audit import acting
from callseat.store.leads.csv_file import Fault, NewLead, preview
from callseat.store.leads.export import export_csv
from callseat.store.leads.importing import Import, Importer, Order
from callseat.store.leads.leads import LeadChange, LeadNew, LeadRecord, Leads, WantedLeads
from callseat.store.leads.lists import LeadList, Lists

router = protected("leads")
Key = Annotated[str, Path(max_length=64)]
Text = Annotated[str, Query(max_length=64)]


@router.get(
    "/campaigns/{code}/lists", operation_id="listLists", response_model=Page[models.LeadList]
)
async def lists(code: Code, services: Of, after: After = "", limit: Limit = 100) -> Found[LeadList]:
    """A campaign's lists."""
    return page(await Lists(services.engine).every(code), attrgetter("code"), after, limit)


@router.put(
    "/campaigns/{code}/lists/{lead_list}",
    operation_id="changeList",
    response_model=models.LeadList,
)
async def change_list(
    code: Code, lead_list: Code, body: models.ListChange, services: Of, by: By
) -> LeadList:
    """Name a list, and set the priority of all its leads."""
    changed = LeadList(code, lead_list, body.name, body.priority)
    with acting(by.user):
        await Lists(services.engine).change(changed)
    return changed


@router.delete("/campaigns/{code}/lists/{lead_list}", operation_id="deleteList", status_code=204)
async def delete_list(code: Code, lead_list: Code, services: Of, by: By) -> None:
    """Remove a list with its leads; not while the campaign runs."""
    with acting(by.user):
        await Lists(services.engine).remove(code, lead_list)


@router.post(
    "/campaigns/{code}/lists/{lead_list}/preview",
    operation_id="previewImport",
    openapi_extra=FORM,
)
async def look(code: Code, lead_list: Code, request: Request, services: Of) -> models.Preview:
    """How a file would be read, and its first ten lines; nothing is kept."""
    del lead_list
    await services.directory.campaigns.get(code)
    async with sent(request) as file:
        found, lines = await asyncio.to_thread(preview, file.file, file.form)
    return models.Preview(
        encoding=found.encoding,
        separator=found.separator,
        headings=list(found.headings),
        columns={target: found.headings[place] for target, place in found.places.items()},
        leads=[_previewed(one) for one in lines if isinstance(one, NewLead)],
        faults=[shown(one) for one in lines if isinstance(one, Fault)],
    )


@router.post(
    "/campaigns/{code}/lists/{lead_list}/import",
    operation_id="importLeads",
    response_model=models.Import,
    openapi_extra=FORM,
)
async def import_leads(
    code: Code, lead_list: Code, request: Request, services: Of, by: By
) -> Import:
    """Take leads from a CSV file of at most 256 MiB into a list, which is made if it is not there.

    Answered when it is done; listImports tells meanwhile how far it is. The same file is refused;
    one that was interrupted goes on where it was.
    """
    async with sent(request) as file:
        order = Order(code, lead_list, file.name, file.form)
        with acting(by.user):
            return await Importer(services.engine).run(order, file.file)


@router.get(
    "/campaigns/{code}/imports", operation_id="listImports", response_model=Page[models.Import]
)
async def imports(code: Code, services: Of, after: After = "", limit: Limit = 100) -> Found[Import]:
    """A campaign's imports, the newest first, the running one too."""
    return page(await Lists(services.engine).imports(code), _newest_first, after, limit)


@router.get(
    "/campaigns/{code}/imports/{key}/faults",
    operation_id="listImportFaults",
    response_model=Page[models.LineFault],
)
async def faults(
    code: Code,
    key: Key,
    services: Of,
    after: Annotated[int, Query(ge=0, le=2**53, description="The last line before.")] = 0,
    limit: Limit = 100,
) -> Found[models.LineFault]:
    """The lines of a file that were not used, each with its reason."""
    found = await Lists(services.engine).faults(code, key, after, limit)
    more = len(found) == limit
    return Found([shown(one) for one in found], str(found[-1].line) if more else None)


@router.get("/campaigns/{code}/leads", operation_id="listLeads", response_model=Page[models.Lead])
async def leads(
    code: Code,
    services: Of,
    lead_list: Annotated[str, Query(alias="list", max_length=32)] = "",
    state: Text = "",
    outcome: Text = "",
    number: Text = "",
    after: Text = "",
    limit: Limit = 100,
) -> Found[LeadRecord]:
    """A campaign's leads, in the order in which they came."""
    wanted = WantedLeads(lead_list, state, outcome, number, after, limit)
    found = await Leads(services.engine).page(code, wanted)
    return Found(found, found[-1].lead_id if len(found) == limit else None)


@router.post(
    "/campaigns/{code}/leads",
    operation_id="createLead",
    status_code=201,
    response_model=models.Lead,
)
async def create(code: Code, body: models.LeadFields, services: Of, by: By) -> LeadRecord:
    """Add one lead, to a list that is made if it is not there."""
    with acting(by.user):
        return await Leads(services.engine).add(code, LeadNew(**body.model_dump()))


@router.get(
    "/campaigns/{code}/leads.csv",
    operation_id="exportLeads",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def export(code: Code, services: Of, by: By) -> StreamingResponse:
    """What became of all leads, for spreadsheet programs. It is noted in the audit."""
    await services.directory.campaigns.get(code)
    services.note(by.user, "leads.export", code)
    lines = export_csv(services.engine, code, services.zone)
    name = {"Content-Disposition": f'attachment; filename="{code}.csv"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=name)


@router.get("/campaigns/{code}/leads/{lead}", operation_id="getLead", response_model=models.Lead)
async def get(code: Code, lead: Key, services: Of) -> LeadRecord:
    return await Leads(services.engine).get(code, lead)


@router.patch(
    "/campaigns/{code}/leads/{lead}", operation_id="changeLead", response_model=models.Lead
)
async def change(
    code: Code, lead: Key, body: models.LeadChange, services: Of, by: By
) -> LeadRecord:
    """Withdraw a lead or take it back, set its priority, agree on a call back."""
    with acting(by.user):
        return await Leads(services.engine).change(code, lead, LeadChange(**body.model_dump()))


@router.get("/attempts", operation_id="listAttempts", response_model=Page[LeadAttemptRow])
async def attempts(
    services: Of, window: In, campaign: Text = "", lead: Text = "", outcome: Text = ""
) -> Found[LeadAttemptRow]:
    """Numbers that campaigns dialled, the newest first."""
    wanted = window.wanted(None, campaign=campaign, lead_id=lead, outcome=outcome)
    return await page_of(services, LeadAttemptRow, wanted)


def _newest_first(one: Import) -> str:
    return f"{2**53 - one.began_at:016}{one.digest[:16]}"


def _previewed(lead: NewLead) -> models.PreviewLead:
    values = {name: getattr(lead, name) for name in NewLead.__slots__}
    return models.PreviewLead(**values | {"data": json.loads(lead.data)})
