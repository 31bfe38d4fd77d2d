"""JSON-RPC 2.0 from and to text: requests in; answers and events out.

Source: the JSON-RPC 2.0 specification, sections 4 to 5.1.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

import msgspec

from callseat.domain.commands.command import Command, Params
from callseat.domain.effects import Accept, Refuse
from callseat.domain.errors import SENTENCES, Reason
from callseat.domain.notices import Notice, name_of
from callseat.session.answers import RequestId

Find = Callable[[str], Command | None]

PARSE_ERROR = -32700
REFUSED = -32000
CODES: dict[Reason, int] = {
    Reason.BAD_REQUEST: -32600,
    Reason.UNKNOWN_COMMAND: -32601,
    Reason.BAD_PARAMETER: -32602,
    Reason.INTERNAL: -32603,
}
PARAMETER_LIMIT = 1024  # characters
_ID_LIMIT = 64  # characters
_CONTROL = frozenset(map(chr, (*range(32), *range(127, 160))))


class Fault(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """A request that cannot be read. `request` is its id, as far as there is one."""

    def __init__(
        self, reason: Reason, request: RequestId | None, parameter: str = "", code: int = 0
    ) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.request = request
        self.parameter = parameter
        self.code = code or CODES.get(reason, REFUSED)


class Request(msgspec.Struct):
    """The outer object. What it asks for is looked at later."""

    method: str
    id: RequestId
    jsonrpc: str = ""
    params: msgspec.Raw = msgspec.Raw(b"[]")


class _JustId(msgspec.Struct):
    id: RequestId | None = None


_requests = msgspec.json.Decoder(Request)
_ids = msgspec.json.Decoder(_JustId)
_lists = msgspec.json.Decoder(list[msgspec.Raw])
_objects = msgspec.json.Decoder(dict[str, msgspec.Raw])
_encode = msgspec.json.Encoder().encode


def read_request(text: str) -> Request:
    """Raises Fault for what is not JSON or no request; lists of requests are not allowed."""
    try:
        request = _requests.decode(text)
    except msgspec.ValidationError as error:
        raise Fault(Reason.BAD_REQUEST, _id_in(text)) from error
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise Fault(Reason.BAD_REQUEST, None, code=PARSE_ERROR) from error
    if isinstance(request.id, str) and len(request.id) > _ID_LIMIT:
        raise Fault(Reason.BAD_REQUEST, None)
    if request.jsonrpc != "2.0":
        raise Fault(Reason.BAD_REQUEST, request.id)
    return request


def _id_in(text: str) -> RequestId | None:
    try:
        return _ids.decode(text).id
    except (msgspec.DecodeError, RecursionError):
        return None


def read_params(command: Command, request: Request) -> Params:
    """The parameters of a request, by name or in order. Raises Fault naming the one at fault."""
    given = _given(command, request)
    values: dict[str, Any] = {}
    for name, decoder, required in _fields(command.Params):
        raw = given.pop(name, None)
        if raw is None:
            if required:
                raise Fault(Reason.BAD_PARAMETER, request.id, name)
            continue
        values[name] = _value(raw, decoder, request, name)
    if given:
        raise Fault(Reason.BAD_PARAMETER, request.id, next(iter(given))[:_ID_LIMIT])
    return command.Params(**values)


def _given(command: Command, request: Request) -> dict[str, msgspec.Raw]:
    raw = request.params
    try:
        if not bytes(raw).startswith(b"["):
            return _objects.decode(raw)
        values = _lists.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Fault(Reason.BAD_PARAMETER, request.id) from error
    names = [name for name, _, _ in _fields(command.Params)]
    if len(values) > len(names):
        raise Fault(Reason.BAD_PARAMETER, request.id)
    return dict(zip(names, values, strict=False))


def _value(
    raw: msgspec.Raw, decoder: msgspec.json.Decoder[Any], request: Request, name: str
) -> Any:
    try:
        value = decoder.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Fault(Reason.BAD_PARAMETER, request.id, name) from error
    if isinstance(value, str) and not is_plain(value):
        raise Fault(Reason.BAD_PARAMETER, request.id, name)
    return value


def is_plain(text: str) -> bool:
    """One line of bounded length: no control character ever reaches a log, a file or the store."""
    return len(text) <= PARAMETER_LIMIT and _CONTROL.isdisjoint(text)


Field = tuple[str, msgspec.json.Decoder[Any], bool]  # name, reader, required
_known: dict[type[Params], tuple[Field, ...]] = {}


def _fields(params: type[Params]) -> tuple[Field, ...]:
    if params not in _known:
        _known[params] = _fields_of(params)
    return _known[params]


def _fields_of(params: type[Params]) -> tuple[Field, ...]:
    hints = get_type_hints(params)
    return tuple(
        (
            field.name,
            msgspec.json.Decoder(hints[field.name]),
            field.default is dataclasses.MISSING,
        )
        for field in dataclasses.fields(params)
    )


def accepted(request: RequestId, result: tuple[tuple[str, str], ...] = ()) -> str:
    """The answer to a command that is carried out."""
    return _text({"jsonrpc": "2.0", "id": request, "result": dict(result)})


def refused(request: RequestId | None, reason: Reason, parameter: str = "", code: int = 0) -> str:
    """The answer to a command that is not."""
    sentence = SENTENCES[reason]
    data = {"reason": reason.value, "message_en": sentence.en, "message_zh": sentence.zh}
    if parameter:
        data["parameter"] = parameter
    error = {
        "code": code or CODES.get(reason, REFUSED),
        "message": sentence.en,
        "data": data,
    }
    return _text({"jsonrpc": "2.0", "id": request, "error": error})


def answer(request: RequestId, effect: Accept | Refuse) -> str:
    if isinstance(effect, Accept):
        return accepted(request, effect.result)
    return refused(request, effect.reason, effect.parameter)


@dataclass(frozen=True, slots=True)
class Event:
    """A notice as text, encoded once; only each receiver's number is missing."""

    name: str
    head: str

    @classmethod
    def of(cls, notice: Notice) -> Event:
        name = name_of(type(notice))
        params = _encode(notice).decode()[:-1]
        comma = "," if len(params) > 1 else ""
        return cls(name, f'{{"jsonrpc":"2.0","method":"{name}","params":{params}{comma}"seq":')


def numbered(head: str, seq: int) -> str:
    """The whole text of an event for one receiver."""
    return f"{head}{seq}}}}}"


def _text(message: Any) -> str:
    return _encode(message).decode()
