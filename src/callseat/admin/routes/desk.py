"""What an agent's desk shows beside the seat's own events: colleagues, and the caller's history."""

from __future__ import annotations

from dataclasses import asdict
from operator import attrgetter

from callseat.admin.caller import By, Caller
from callseat.admin.models.common import Page
from callseat.admin.models.lines import Disposition
from callseat.admin.models.people import Colleague
from callseat.admin.problems import Problem, Reason
from callseat.admin.routes.common import After, Found, Limit, page, protected
from callseat.admin.routes.records import Key
from callseat.admin.services import Of, Services
from callseat.domain.rows import ContactRow
from callseat.store.pages import Wanted

router = protected("desk")


@router.get("/colleagues", operation_id="listColleagues", response_model=Page[Colleague])
async def list_colleagues(
    services: Of, by: By, after: After = "", limit: Limit = 1000
) -> Found[Colleague]:
    """Names and extensions of the seats in the caller's group, and of those in its scope; what they
    do is told by `subscribeClientStatus`.
    """
    accounts = (seat.account for seat in services.world().seats.values())
    group = by.account.group
    seen = [one for one in accounts if by.sees(one) or (group and one.group == group)]
    found = page(seen, attrgetter("user"), after, limit)
    shown = [
        Colleague(user=one.user, name=one.name, extension=one.extension, group=one.group)
        for one in found.items
    ]
    return Found(shown, found.next)


@router.get(
    "/projects/{number}/dispositions",
    operation_id="listDispositions",
    response_model=Page[Disposition],
)
async def list_dispositions(number: Key, services: Of, by: By) -> Found[Disposition]:
    """What may be said of a talk of this project, for setDisposition."""
    del by
    projects = services.world().directory.projects
    project = next((one for one in projects if one.number == number), None)
    if project is None:
        raise Problem(Reason.NOT_FOUND)
    return Found([Disposition(**asdict(one)) for one in project.dispositions])


@router.get(
    "/contacts/{contact_id}/earlier",
    operation_id="listEarlier",
    response_model=Page[ContactRow],
)
async def list_earlier(
    contact_id: Key, services: Of, by: By, limit: Limit = 20
) -> Found[ContactRow]:
    """Earlier contacts of the same caller, the newest first: for those who have a part in this
    contact, whoever spoke with the caller then. A withheld number has none.
    """
    caller = await _caller(services, by, contact_id)
    wanted = Wanted(equals={"caller": caller}, limit=limit + 1)
    rows = await services.pages.read(ContactRow, wanted) if caller else ()
    return Found([one for one in rows if one.contact_id != contact_id][:limit])


async def _caller(services: Services, by: Caller, contact_id: str) -> str:
    """Whose contact it is, if the asker has a part in it or may see it. Raises Problem."""
    seat = services.world().seats.get(by.user)
    parts = seat.parts.values() if seat is not None else ()
    if part := next((one for one in parts if one.contact == contact_id), None):
        return part.callee if part.outgoing else part.caller
    wanted = Wanted(equals={"contact_id": contact_id}, scope=by.scope, limit=1)
    seen = await services.pages.read(ContactRow, wanted)
    if not seen:
        raise Problem(Reason.NOT_FOUND)
    return seen[0].callee if seen[0].kind == "outbound" else seen[0].caller
