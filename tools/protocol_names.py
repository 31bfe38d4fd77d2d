"""The tables of commands and events as the schema and the references need them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any, get_type_hints

import msgspec

from callseat.domain.commands import ROWS
from callseat.domain.commands.command import Command, Permission
from callseat.domain.errors import Reason
from callseat.domain.glossary import describe
from callseat.domain.notices import Notice, name_of
from callseat.domain.text import Text

EXAMPLES: dict[str, Any] = {
    "userName": "anna",
    "passwd": "her password",
    "targetUserName": "anna",
    "user": "anna",
    "extension": "1001",
    "callee": "4008001000",
    "caller": "13800138000",
    "callers": "13800138000",
    "callNo": "p-7f3a-12",
    "contactId": "c-7f3a-9",
    "iCallType": "0",
    "project_no": "100",
    "msg": "",
    "queue": "sales",
    "fileName": "2026/11/23/c-7f3a-9.wav",
    "endDirection": "0",
    "releasedBy": "caller",
    "cause": "hangup",
    "request": "200",
    "status": "1",
    "statustime": "0",
    "since": 1795420800000,
    "previous": "5",
    "previousSeconds": 61,
    "mode": "manual",
    "pending": "",
    "reason": "busy",
    "sip": 486,
    "q850": 17,
    "resumed": False,
    "dispositionRequired": False,
    "token": "q0mXv9TnKf6r2c1bYzAeWd7uHs4LpJ8gRt5iVo3NxEk",
    "seq": 41,
    "seats": 2000,
    "queued": [
        {"contactId": "c-7f3a-9", "caller": "13800138000", "queue": "sales", "since": 1795420800000}
    ],
    "state": "waiting",
    "position": 2,
    "allowance": 600,
    "expected": 240,
    "kind": "calls_missed",
    "muted": True,
    "detail": "3",
    "flowCode": "main",
    "digits": "17#",
    "key": "order",
    "value": "20261123-17",
    "data": {"order": "20261123-17"},
    "callOut.callee": "13800138000",
    "callOut.caller": "4008001000",
    "turnOut.callee": "13800138000",
    "onPlayEnd.cause": "finished",
    "box": "sales",
    "onVoicemail.fileName": "2026/11/23/m-1-7.wav",
    "seconds": "42",
    "campaign": "spring",
    "lead": "20417",
    "number": "13800138000",
    "leadName": "王芳",
    "onPreview.data": '{"city": "武汉"}',
    "onPreviewEnd.cause": "dialled",
    "code": "sold",
    "note": "",
    "callBackAt": "2026-11-24T10:00:00+08:00",
    "callBackMine": "1",
    "fileno": "welcome",
    "changeStatus.status": "10",
    "requestSetTransfer.mode": 1,
    "subscribeClientStatus.mode": "1",
    "onLoginFail.request": "401",
    "onLoginFail.reason": "wrong_credentials",
    "onLoginFail.msg": "User name or password is wrong. 用户名或密码错误。",
    "onSessionEnd.cause": "taken_over",
    "onRingEnd.cause": "missed",
    "onStatus.cause": "hangup",
    "onRest.cause": "",
}
# What any command may be refused for, beside its own reasons.
EVERYWHERE = (Reason.RATE_LIMITED, Reason.BAD_REQUEST, Reason.INTERNAL)
BEFORE: dict[Permission, tuple[Reason, ...]] = {
    Permission.ANYONE: (Reason.ALREADY_LOGGED_IN,),
    Permission.SEAT: (Reason.NOT_LOGGED_IN,),
    Permission.SUPERVISE: (Reason.NOT_LOGGED_IN, Reason.NOT_PERMITTED, Reason.TARGET_UNKNOWN),
    Permission.ADMINISTER: (Reason.NOT_LOGGED_IN, Reason.NOT_PERMITTED),
}


@dataclasses.dataclass(frozen=True)
class Parameter:
    """`required` is of the manual; `default` is meaningful only if it is not."""

    name: str
    kind: Any
    text: Text
    required: bool
    default: Any
    example: Any

    @property
    def schema(self) -> dict[str, Any]:
        (schema,), _ = msgspec.json.schema_components([self.kind], ref_template=REFERENCE)
        return schema if self.required else schema | {"default": self.default}

    @property
    def type_name(self) -> str:
        """As the references say it."""
        if "items" in self.schema:
            return f"{self.schema['items']['$ref'].rsplit('/', 1)[1]}[]"
        return str(self.schema["type"])


REFERENCE = "#/components/schemas/{name}"


def commands() -> tuple[Command, ...]:
    return ROWS


def events() -> tuple[type[Notice], ...]:
    return Notice.__args__  # type: ignore[attr-defined]


def is_extension(event: type[Notice]) -> bool:
    return bool(getattr(event, "EXTENSION", False))


def event_name(event: type[Notice]) -> str:
    return name_of(event)


def parameters(owner: str, shape: Any) -> Iterator[Parameter]:
    """The fields of a command's Params or of a notice, in order."""
    hints = get_type_hints(shape)
    for field in dataclasses.fields(shape):
        missing = dataclasses.MISSING
        required = field.default is missing and field.default_factory is missing
        yield Parameter(
            field.name,
            hints[field.name],
            describe(owner, field.name),
            required,
            None if required else _default(field),
            EXAMPLES.get(f"{owner}.{field.name}", EXAMPLES[field.name]),
        )


def _default(field: dataclasses.Field[Any]) -> Any:
    made = field.default_factory
    return field.default if made is dataclasses.MISSING else made()


def components() -> dict[str, Any]:
    """JSON Schemas of the types that parameters refer to."""
    kinds = [p.kind for event in events() for p in parameters(event_name(event), event)]
    _, found = msgspec.json.schema_components(kinds, ref_template=REFERENCE)
    return found


def refusals(command: Command) -> tuple[Reason, ...]:
    """All that this command may be refused for, its own first."""
    own = command.REFUSALS
    has_parameters = bool(dataclasses.fields(command.Params))
    bad = (Reason.BAD_PARAMETER,) if has_parameters else ()
    more = (*BEFORE[command.PERMISSION], *bad, *EVERYWHERE)
    return (*own, *(reason for reason in more if reason not in own))


def snake(name: str) -> str:
    """callNo is call_no, iCallType is i_call_type, project_no stays."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
