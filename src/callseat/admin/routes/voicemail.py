"""Messages that callers left: for the people of the box, to be heard, marked and deleted."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Query
from fastapi.responses import FileResponse

from callseat.admin.caller import By, Caller
from callseat.admin.models.common import Page
from callseat.admin.models.records import Voicemail, VoicemailChange
from callseat.admin.problems import Problem, Reason
from callseat.admin.routes.common import Found, Limit, protected
from callseat.admin.services import Of
from callseat.store.audit import acting
from callseat.store.pages import Scope
from callseat.store.voicemail import Voicemail as Message
from callseat.store.voicemail import Wanted

router = protected("voicemail")
_PLACE = re.compile(r"([0-9]{1,15})-(.{1,256})")
Text = Annotated[str, Query(max_length=300)]


@router.get("/voicemail", operation_id="listVoicemail", response_model=Page[Voicemail])
async def messages(
    services: Of,
    by: By,
    box: Annotated[str, Query(max_length=64, description="A group's code or a user.")] = "",
    unheard: Annotated[bool, Query(description="Only those that nobody heard.")] = False,
    before: Text = "",
    limit: Limit = 100,
) -> Found[Message]:
    """The messages in the boxes of the caller, its group, and those in its scope, newest first."""
    place = _PLACE.fullmatch(before)
    if before and place is None:
        raise Problem(Reason.BAD_PARAMETER, "`before` is not the `next` of a page.")
    wanted = Wanted(
        box=box,
        unheard=unheard,
        before=(int(place[1]), place[2]) if place else None,
        limit=limit,
        scope=_scope(by),
    )
    found = await services.voicemail.read(wanted)
    more = len(found) == limit
    return Found(found, f"{found[-1].at}-{found[-1].name}" if more else None)


@router.get(
    "/voicemail/{name:path}",
    operation_id="getVoicemail",
    response_class=FileResponse,
    responses={
        200: {"content": {"audio/wav": {"schema": {"type": "string", "format": "binary"}}}},
        206: {"description": "The part that `Range` asks for.", "content": {"audio/wav": {}}},
        416: {"description": "There is no such part.", "content": {"text/plain": {}}},
    },
)
async def sound(name: str, services: Of, by: By) -> FileResponse:
    """A message's sound: WAV, 8 kHz. It is noted in the audit; marking it heard is another step."""
    message = await services.voicemail.get(name[:256], _scope(by))
    file = services.voicemail.file(message.name)
    services.note(by.user, "voicemail.read", message.name)
    return FileResponse(file, media_type="audio/wav", filename=file.name)


@router.patch("/voicemail/{name:path}", operation_id="changeVoicemail", response_model=Voicemail)
async def change(name: str, body: VoicemailChange, services: Of, by: By) -> Message:
    """Mark a message as heard, by the caller and for the whole box, or as not heard."""
    message = await services.voicemail.get(name[:256], _scope(by))
    with acting(by.user):
        await services.voicemail.set_heard(message.name, heard=body.heard)
    return await services.voicemail.get(message.name)


@router.delete("/voicemail/{name:path}", operation_id="deleteVoicemail", status_code=204)
async def delete(name: str, services: Of, by: By) -> None:
    """Remove a message with its sound: from one's own box, or from those in one's scope."""
    message = await services.voicemail.get(name[:256], _scope(by))
    if by.account.group == message.box and not by.everything and message.box not in by.groups:
        raise Problem(Reason.NOT_PERMITTED)
    with acting(by.user):
        await services.voicemail.remove(message.name)


def _scope(by: Caller) -> Scope | None:
    return None if by.everything else Scope(by.user, by.groups)
