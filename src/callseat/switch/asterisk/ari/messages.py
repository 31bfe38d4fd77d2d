"""Frames of the socket to types and back.

Known events decode to their struct, anything else to `UnknownEvent`: a newer Asterisk's additions
never cost a call.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from callseat.switch.asterisk.ari.errors import AriError
from callseat.switch.asterisk.ari.generated import EVENT_TYPES, Event, RESTResponse
from callseat.switch.asterisk.ari.operation import Operation

Answer = TypeVar("Answer")


class UnknownEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event whose type, or whose shape, this version does not know."""

    type: str = ""
    application: str = ""
    timestamp: str = ""


AnyEvent = Event | UnknownEvent

_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_encoder = msgspec.json.Encoder()


def decode_event(frame: bytes | memoryview) -> AnyEvent:
    """One frame as a typed event. Raises `msgspec.DecodeError` when it is no JSON object."""
    try:
        return _decoder.decode(frame)
    except msgspec.ValidationError:
        return _decode_leniently(frame)


def _decode_leniently(frame: bytes | memoryview) -> AnyEvent:
    """The slow path: nulls count as absent, and what still does not fit is unknown."""
    plain = _without_nulls(msgspec.json.decode(frame))
    if not isinstance(plain, dict):
        raise msgspec.DecodeError("an event is a JSON object")
    try:
        if plain.get("type") in EVENT_TYPES:
            event: AnyEvent = msgspec.convert(plain, Event)
            return event
    except msgspec.ValidationError:
        pass
    return UnknownEvent(
        type=str(plain.get("type", "")),
        application=str(plain.get("application", "")),
        timestamp=str(plain.get("timestamp", "")),
    )


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value if item is not None]
    return value


def encode_request(operation: Operation[Any], request_id: str) -> bytes:
    request: dict[str, object] = {
        "type": "RESTRequest",
        "transaction_id": request_id,
        "request_id": request_id,
        "method": operation.method,
        "uri": operation.path,
    }
    if operation.query:
        request["query_strings"] = [{"name": name, "value": v} for name, v in operation.query]
    if operation.body is not None:
        request["content_type"] = "application/json"
        request["message_body"] = _encoder.encode(operation.body).decode()
    return _encoder.encode(request)


def decode_answer(operation: Operation[Answer], response: RESTResponse) -> Answer:
    """The typed answer. Raises `AriError` for a refusal and for an answer of another shape."""
    body = response.message_body or ""
    if response.status_code >= 400:
        raise AriError(response.status_code, _reason(response, body), operation.name)
    if operation.answer is type(None):
        return None
    try:
        return msgspec.json.decode(body, type=operation.answer)
    except msgspec.ValidationError:
        plain = _without_nulls(msgspec.json.decode(body))
        return msgspec.convert(plain, operation.answer)
    except msgspec.DecodeError as error:
        raise AriError(
            response.status_code, f"unreadable answer: {error}", operation.name
        ) from None


def _reason(response: RESTResponse, body: str) -> str:
    try:
        plain = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return response.reason_phrase
    found = plain.get("message") or plain.get("error") if isinstance(plain, dict) else None
    return str(found or response.reason_phrase)
