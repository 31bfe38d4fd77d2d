"""What is answered when something is not done: problem details (RFC 9457) with stable reasons."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from callseat.domain import errors
from callseat.domain.text import Text
from callseat.store.sounds import fault as sound
from callseat.store.sounds.fault import SoundFault

MEDIA_TYPE = "application/problem+json"


class Reason(StrEnum):
    """Extended, never renamed. Those of the login are the WebSocket's."""

    BAD_REQUEST = "bad_request"
    BAD_PARAMETER = "bad_parameter"
    NOT_LOGGED_IN = "not_logged_in"
    WRONG_CREDENTIALS = "wrong_credentials"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_LOCKED = "account_locked"
    NOT_PERMITTED = "not_permitted"
    ORIGIN_NOT_ALLOWED = "origin_not_allowed"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"
    FLOW_FAULTY = "flow_faulty"
    SOUND_UNREADABLE = "sound_unreadable"
    SOUND_EMPTY = "sound_empty"
    SOUND_TOO_LONG = "sound_too_long"
    SOUND_CUT_OFF = "sound_cut_off"
    INTERNAL = "internal"
    NOT_READY = "not_ready"


_OF_THE_API: dict[Reason, Text] = {
    Reason.ORIGIN_NOT_ALLOWED: Text(
        "Pages of that origin may not use this server.", "不允许该来源的页面访问本服务器。"
    ),
    Reason.NOT_FOUND: Text("There is no such thing.", "没有这个对象。"),
    Reason.METHOD_NOT_ALLOWED: Text("That cannot be done here.", "此处不支持该操作。"),
    Reason.CONFLICT: Text("It contradicts what is there already.", "与现有数据冲突，无法执行。"),
    Reason.TOO_LARGE: Text("The request is too large.", "请求内容过大。"),
    Reason.FLOW_FAULTY: Text("The flow file has faults.", "流程文件有错误。"),
    Reason.SOUND_UNREADABLE: sound.SENTENCES[SoundFault.UNREADABLE],
    Reason.SOUND_EMPTY: sound.SENTENCES[SoundFault.EMPTY],
    Reason.SOUND_TOO_LONG: sound.SENTENCES[SoundFault.TOO_LONG],
    Reason.SOUND_CUT_OFF: sound.SENTENCES[SoundFault.CUT_OFF],
}
SENTENCES: dict[Reason, Text] = {
    reason: _OF_THE_API.get(reason) or errors.SENTENCES[errors.Reason(reason.value)]
    for reason in Reason
}
STATUS: dict[Reason, int] = {
    Reason.BAD_REQUEST: 400,
    Reason.BAD_PARAMETER: 422,
    Reason.NOT_LOGGED_IN: 401,
    Reason.WRONG_CREDENTIALS: 401,
    Reason.ACCOUNT_DISABLED: 403,
    Reason.ACCOUNT_LOCKED: 423,
    Reason.NOT_PERMITTED: 403,
    Reason.ORIGIN_NOT_ALLOWED: 403,
    Reason.NOT_FOUND: 404,
    Reason.METHOD_NOT_ALLOWED: 405,
    Reason.CONFLICT: 409,
    Reason.TOO_LARGE: 413,
    Reason.FLOW_FAULTY: 422,
    Reason.SOUND_UNREADABLE: 422,
    Reason.SOUND_EMPTY: 422,
    Reason.SOUND_TOO_LONG: 422,
    Reason.SOUND_CUT_OFF: 422,
    Reason.INTERNAL: 500,
    Reason.NOT_READY: 503,
}


class Fault(BaseModel):
    """One thing that is wrong with what was sent."""

    where: str = Field(description="The member at fault; in a flow file the node.")
    message: str
    line: int = Field(0, description="The line of a flow file; 0 elsewhere.")


class ProblemDetails(BaseModel):
    """See RFC 9457."""

    type: str = "about:blank"
    title: str = Field(description="The HTTP status in words.")
    status: int
    detail: str = Field(description="What exactly, in English.")
    reason: Reason
    message_en: str
    message_zh: str
    errors: list[Fault] = []


class Problem(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """Raised by whoever finds that it cannot be done; answered as problem details."""

    def __init__(
        self,
        reason: Reason,
        detail: str = "",
        faults: tuple[Fault, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail or SENTENCES[reason].en
        self.faults = faults
        self.headers = dict(headers or {})

    def response(self) -> JSONResponse:
        status = STATUS[self.reason]
        body = ProblemDetails(
            title=HTTPStatus(status).phrase,
            status=status,
            detail=self.detail,
            reason=self.reason,
            message_en=SENTENCES[self.reason].en,
            message_zh=SENTENCES[self.reason].zh,
            errors=list(self.faults),
        )
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
        return JSONResponse(
            body.model_dump(mode="json"), status, headers | self.headers, MEDIA_TYPE
        )


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How an operation's problems are told in its description."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
        }
        for status in statuses
    }
