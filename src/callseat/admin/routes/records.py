"""What happened: contacts, seats' parts in them, recordings with their sound, and the audit."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from fastapi import Depends, Query
from fastapi import Path as InPath
from fastapi.responses import FileResponse

from callseat.admin.caller import By, Caller
from callseat.admin.models.common import Page
from callseat.admin.models.records import Peaks
from callseat.admin.problems import Problem, Reason
from callseat.admin.routes.common import Found, Limit, protected
from callseat.admin.services import Of, Services
from callseat.domain.rows import AuditRow, CallPartRow, ContactRow, LeadAttemptRow, RecordingRow
from callseat.store.pages import Scope, Wanted, place_of
from callseat.store.records import ContactStory

R = TypeVar("R", ContactRow, CallPartRow, RecordingRow, LeadAttemptRow, AuditRow)

router = protected("records")
_PLACE = re.compile(r"([0-9]{1,15})-(.{1,128})")
Time = Annotated[int, Query(ge=0, le=2**53, description="Milliseconds since the epoch.")]
Text = Annotated[str, Query(max_length=128)]
Key = Annotated[str, InPath(max_length=128, pattern=r"^[!-~]+$")]


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of the records: from `since`, before `until` (0: now), after a page."""

    since: Time = 0
    until: Time = 0
    before: Text = ""
    limit: Limit = 100

    def wanted(self, scope: Scope | None, **equals: str) -> Wanted:
        """Empty filters are none."""
        place = _PLACE.fullmatch(self.before)
        if self.before and place is None:
            raise Problem(Reason.BAD_PARAMETER, "`before` is not the `next` of a page.")
        return Wanted(
            since=self.since,
            until=self.until,
            equals={name: value for name, value in equals.items() if value},
            before=(int(place[1]), place[2]) if place else None,
            limit=self.limit,
            scope=scope,
        )


In = Annotated[Window, Depends()]


@router.get("/contacts", operation_id="listContacts", response_model=Page[ContactRow])
async def contacts(
    services: Of,
    by: By,
    window: In,
    project: Text = "",
    caller: Text = "",
    outcome: Text = "",
    kind: Text = "",
) -> Found[ContactRow]:
    """Customers' journeys, the newest first; a supervisor's are those its people had a part in."""
    equals = {"project": project, "caller": caller, "outcome": outcome, "kind": kind}
    wanted = window.wanted(by.scope, **equals)
    return await page_of(services, ContactRow, wanted)


@router.get("/contacts/{contact_id}", operation_id="getContact", response_model=ContactStory)
async def contact(contact_id: Key, services: Of, by: By) -> ContactStory:
    """One journey with all that belongs to it: parts, waits, recordings with their stretches, and
    what seats attached to it. Who may see a contact sees the whole of it.
    """
    wanted = Wanted(equals={"contact_id": contact_id}, scope=by.scope, limit=1)
    seen = await services.pages.read(ContactRow, wanted)
    story = await services.records.contact(contact_id) if seen else None
    if story is None:
        raise Problem(Reason.NOT_FOUND)
    return story


@router.get("/parts", operation_id="listParts", response_model=Page[CallPartRow])
async def parts(
    services: Of, by: By, window: In, user: Text = "", contact: Text = "", outcome: Text = ""
) -> Found[CallPartRow]:
    """Seats' parts in contacts, the newest first."""
    wanted = window.wanted(by.scope, user=user, contact_id=contact, outcome=outcome)
    return await page_of(services, CallPartRow, wanted)


@router.get("/recordings", operation_id="listRecordings", response_model=Page[RecordingRow])
async def recordings(
    services: Of, by: By, window: In, contact: Text = "", state: Text = ""
) -> Found[RecordingRow]:
    """What was recorded, the newest first."""
    wanted = window.wanted(by.scope, contact_id=contact, state=state)
    return await page_of(services, RecordingRow, wanted)


@router.get(
    "/recordings/{name:path}",
    operation_id="getRecording",
    response_class=FileResponse,
    responses={
        200: {"content": {"audio/wav": {"schema": {"type": "string", "format": "binary"}}}},
        206: {"description": "The part that `Range` asks for.", "content": {"audio/wav": {}}},
        416: {"description": "There is no such part.", "content": {"text/plain": {}}},
    },
)
async def sound(name: str, services: Of, by: By) -> FileResponse:
    """A recording's sound: WAV, the customer left, the seat right. It is noted in the audit."""
    await _refuse_unseen(name, services, by)
    file = _file(services.recordings, name)
    services.note(by.user, "recording.read", name)
    return FileResponse(file, media_type="audio/wav", filename=file.name)


@router.get("/peaks/{name:path}", operation_id="getPeaks")
async def peaks(
    name: str, services: Of, by: By, points: Annotated[int, Query(ge=10, le=4000)] = 800
) -> Peaks:
    """A recording's outline, to be drawn without loading its sound; nobody listened by that."""
    await _refuse_unseen(name, services, by)
    file = _file(services.recordings, name)
    from callseat.store.outline import outline_of  # noqa: PLC0415 - numpy: 10 MB of memory

    outline = await asyncio.to_thread(outline_of, file, points)
    return Peaks(duration_ms=outline.duration_ms, channels=outline.channels)


@router.get("/audit", operation_id="listAudit", response_model=Page[AuditRow])
async def audit(
    services: Of, window: In, actor: Text = "", action: Text = "", target: Text = ""
) -> Found[AuditRow]:
    """Who did what, the newest first."""
    wanted = window.wanted(None, actor=actor, action=action, target=target)
    return await page_of(services, AuditRow, wanted)


async def _refuse_unseen(name: str, services: Services, by: Caller) -> None:
    wanted = Wanted(equals={"name": name[:256]}, scope=by.scope, limit=1)
    if not await services.pages.read(RecordingRow, wanted):
        raise Problem(Reason.NOT_FOUND)


async def page_of(services: Services, row: type[R], wanted: Wanted) -> Found[R]:
    rows = await services.pages.read(row, wanted)
    if len(rows) < wanted.limit:
        return Found(rows)
    at, key = place_of(rows[-1])
    return Found(rows, f"{at}-{key}")


def _file(folder: Path, name: str) -> Path:
    """Where a recording lies; never outside of the folder. Raises Problem."""
    place = folder.resolve()
    file = (place / name).resolve()
    if not file.is_relative_to(place) or not file.is_file():
        raise Problem(Reason.NOT_FOUND)
    return file
