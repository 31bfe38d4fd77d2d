"""Every error that leaves a handler, as problem details. Nothing of what was sent is repeated."""

from __future__ import annotations

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from callseat.admin.problems import Fault, Problem, Reason
from callseat.printable import printable
from callseat.store.errors import ConflictError, DirectoryError, NotThereError, StoreError
from callseat.store.flow_file import FlowErrors
from callseat.store.reports import SpanError, TooLongError
from callseat.store.sounds.convert import SoundFileError
from callseat.store.sounds.fault import SoundFault

log = structlog.get_logger(__name__)

_MOST_FAULTS = 100
_MOST_LETTERS = 200
_REASONS = {
    400: Reason.BAD_REQUEST,
    404: Reason.NOT_FOUND,
    405: Reason.METHOD_NOT_ALLOWED,
    413: Reason.TOO_LARGE,
}


_OF_SOUNDS = {
    SoundFault.UNREADABLE: Reason.SOUND_UNREADABLE,
    SoundFault.EMPTY: Reason.SOUND_EMPTY,
    SoundFault.TOO_LONG: Reason.SOUND_TOO_LONG,
    SoundFault.CUT_OFF: Reason.SOUND_CUT_OFF,
    SoundFault.TOO_LARGE: Reason.TOO_LARGE,
}


def handle_faults(application: FastAPI) -> None:
    """Let the application answer every error by one of these."""

    @application.exception_handler(Problem)
    async def problem(_request: Request, error: Problem) -> JSONResponse:
        return error.response()

    @application.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        return _invalid(error).response()

    @application.exception_handler(HTTPException)
    async def http(_request: Request, error: HTTPException) -> JSONResponse:
        reason = _REASONS.get(error.status_code, Reason.BAD_REQUEST)
        return Problem(reason, headers=error.headers).response()

    @application.exception_handler(StoreError)
    async def store(request: Request, error: StoreError) -> JSONResponse:
        return _of_store(error, request).response()

    @application.exception_handler(Exception)
    async def bug(request: Request, error: Exception) -> JSONResponse:
        log.error("api_failed", path=_shown(request.url.path), exc_info=error)
        return Problem(Reason.INTERNAL).response()


def _invalid(error: RequestValidationError) -> Problem:
    faults = tuple(
        Fault(
            where=_shown(".".join(map(str, each["loc"][1:])) or str(each["loc"][0])),
            message=_shown(str(each["msg"])),
        )
        for each in error.errors()[:_MOST_FAULTS]
    )
    if any(each["type"] == "json_invalid" for each in error.errors()):
        return Problem(Reason.BAD_REQUEST, "The body is not JSON.")
    return Problem(Reason.BAD_PARAMETER, faults=faults)


def _of_store(error: StoreError, request: Request) -> Problem:
    match error:
        case FlowErrors():
            faults = (
                Fault(where=_shown(one.node), message=_shown(one.message), line=one.line)
                for one in error.errors[:_MOST_FAULTS]
            )
            return Problem(Reason.FLOW_FAULTY, faults=tuple(faults))
        case SoundFileError():
            return Problem(_OF_SOUNDS[error.fault])
        case NotThereError() if error.key in map(str, request.path_params.values()):
            return Problem(Reason.NOT_FOUND, _shown(str(error)))
        case ConflictError():
            return Problem(Reason.CONFLICT, _shown(str(error)))
        case DirectoryError() | SpanError() | TooLongError():
            return Problem(Reason.BAD_PARAMETER, _shown(str(error)))
        case _:
            log.warning("api_without_database", cause=str(error))
            return Problem(Reason.NOT_READY)


def _shown(text: str) -> str:
    return printable(text)[:_MOST_LETTERS]
