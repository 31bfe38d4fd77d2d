"""Sounds: what flows and seats can play. Uploaded in any usual form of audio."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated, Any

from fastapi import Path, Request
from fastapi.responses import FileResponse
from starlette.datastructures import FormData, UploadFile

from callseat.admin.caller import By
from callseat.admin.models.common import Page
from callseat.admin.models.records import Sound
from callseat.admin.problems import Problem, Reason
from callseat.admin.routes.common import After, Found, Limit, page, protected
from callseat.admin.services import Of
from callseat.store.directory import SoundRecord

router = protected("sounds")
_code = attrgetter("code")
SoundCode = Annotated[str, Path(pattern=r"^[a-z0-9_-]{1,64}$")]
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "title": {"type": "string", "maxLength": 100},
                    },
                }
            }
        },
    }
}


@router.get("/sounds", operation_id="listSounds", response_model=Page[Sound])
async def list_sounds(services: Of, after: After = "", limit: Limit = 100) -> Found[SoundRecord]:
    """What flows and seats can play, by code."""
    return page(await services.directory.sounds.every(), _code, after, limit)


@router.get("/sounds/{code}", operation_id="getSound", response_model=Sound)
async def get(code: SoundCode, services: Of) -> SoundRecord:
    return await services.directory.sounds.get(code)


@router.get(
    "/sounds/{code}/file",
    operation_id="getSoundFile",
    response_class=FileResponse,
    responses={
        200: {"content": {"audio/wav": {"schema": {"type": "string", "format": "binary"}}}},
        206: {"description": "The part that `Range` asks for.", "content": {"audio/wav": {}}},
        416: {"description": "There is no such part.", "content": {"text/plain": {}}},
    },
)
async def listen(code: SoundCode, services: Of) -> FileResponse:
    """The sound as it is played: WAV, 8 kHz, 16 bits, mono."""
    file = await services.sounds.file(code)
    return FileResponse(file, media_type="audio/wav", filename=f"{code}.wav")


@router.put("/sounds/{code}", operation_id="saveSound", response_model=Sound, openapi_extra=_FORM)
async def save(code: SoundCode, request: Request, services: Of, by: By) -> SoundRecord:
    """Add a sound or replace it: WAV, MP3, Ogg, Opus, FLAC, M4A, AAC, AMR, WebM; at most 20 MiB and
    10 minutes. It can be played at once. One that comes with the product is replaced for this site.
    """
    # Not a parameter: then the whole file would be read before the token is looked at.
    async with request.form(max_files=1, max_fields=1) as form:
        file, title = _file_of(form)
        sound = await services.sounds.prepare(code, title, file.file, new=False)
    async with services.change(by.user):
        await services.sounds.keep(sound)
    return sound


@router.delete("/sounds/{code}", operation_id="deleteSound", status_code=204)
async def delete(code: SoundCode, services: Of, by: By) -> None:
    """Remove a sound that no flow plays; one that comes with the product is heard again."""
    async with services.change(by.user):
        await services.sounds.remove(code)


def _file_of(form: FormData) -> tuple[UploadFile, str]:
    file, title = form.get("file"), form.get("title", "")
    if not isinstance(file, UploadFile):
        raise Problem(Reason.BAD_PARAMETER, "The form has no file with the name `file`.")
    if not isinstance(title, str) or not set(form) <= {"file", "title"}:
        raise Problem(Reason.BAD_PARAMETER, "The form has other members than `file` and `title`.")
    return file, title
