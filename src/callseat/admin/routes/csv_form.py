"""A form with a CSV file and how it is to be read, as two kinds of imports take it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from callseat.admin.models.campaigns import LineFault
from callseat.admin.problems import Problem, Reason
from callseat.store.leads.csv_file import REASONS, Fault, Form

_TEXTS = {
    "encoding": {"type": "string", "maxLength": 40, "description": "Found out without it."},
    "separator": {"type": "string", "maxLength": 1, "description": "Found out without it."},
    "region": {"type": "string", "pattern": "^([A-Z]{2})?$", "default": "CN"},
    "number": {"type": "string", "maxLength": 64, "description": "The column of numbers."},
    "name": {"type": "string", "maxLength": 64, "description": "The column of names."},
    "timezone": {"type": "string", "maxLength": 64, "description": "The column of time zones."},
    "priority": {"type": "string", "maxLength": 64, "description": "The column of priorities."},
}
_COLUMNS = ("number", "name", "timezone", "priority")
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}, **_TEXTS},
                }
            }
        },
    }
}


@dataclass(frozen=True, slots=True)
class Sent:
    file: BinaryIO
    name: str
    form: Form


@asynccontextmanager
async def sent(request: Request) -> AsyncIterator[Sent]:
    """What the form says. Raises Problem."""
    # Not a parameter: then the whole file would be read before the token is looked at.
    async with request.form(max_files=1, max_fields=len(_TEXTS)) as form:
        yield _read(form)


def shown(fault: Fault) -> LineFault:
    sentence = REASONS[fault.reason]
    return LineFault(
        line=fault.line,
        reason=fault.reason,
        detail=fault.detail,
        message_en=sentence.en,
        message_zh=sentence.zh,
    )


def _read(form: FormData) -> Sent:
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise Problem(Reason.BAD_PARAMETER, "The form has no file with the name `file`.")
    if not set(form) <= {"file", *_TEXTS}:
        raise Problem(Reason.BAD_PARAMETER, "The form has members that are not known.")
    texts = {name: value for name in _TEXTS if isinstance(value := form.get(name, ""), str)}
    if len(texts) < len(_TEXTS) or any(len(one) > 64 for one in texts.values()):
        raise Problem(Reason.BAD_PARAMETER, "A member of the form is a file, or too long.")
    columns = {name: texts[name] for name in _COLUMNS if texts[name]}
    region = texts["region"] if "region" in form else "CN"
    how = Form(texts["encoding"], texts["separator"], columns, region)
    return Sent(file.file, file.filename or "", how)
