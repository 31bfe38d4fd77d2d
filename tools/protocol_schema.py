"""The protocol as OpenRPC 1.3, with events under `x-notifications`."""

from __future__ import annotations

import json
from typing import Any

from callseat import __version__
from callseat.domain.errors import SENTENCES, Reason
from callseat.domain.glossary import describe
from callseat.domain.text import Text
from callseat.wire.closing import Closing
from callseat.wire.codec import CODES, REFUSED
from protocol_names import (
    Parameter,
    commands,
    components,
    event_name,
    events,
    is_extension,
    parameters,
    refusals,
)


def openrpc() -> str:
    document = {
        "openrpc": "1.3.2",
        "info": {
            "title": "Callseat",
            "version": __version__,
            "description": "JSON-RPC 2.0 over WebSocket at /ws, subprotocol callseat.v1.",
            "license": {"name": "Apache-2.0"},
        },
        "methods": [_method(command) for command in commands()],
        "x-notifications": [_notification(event) for event in events()],
        "x-close-codes": [
            {"code": c.code, "reason": c.token, **_described(c.text)} for c in Closing
        ],
        "components": {
            "schemas": components(),
            "errors": {reason.value: _error(reason) for reason in Reason},
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _described(text: Text) -> dict[str, str]:
    return {"description": text.en, "x-description-zh": text.zh}


def _method(command: Any) -> dict[str, Any]:
    params = [_parameter(p) for p in parameters(command.NAME, command.Params)]
    extras: dict[str, Any] = {"x-extension": True} if command.EXTENSION else {}
    if command.ALIASES:
        extras["x-aliases"] = list(command.ALIASES)
    return {
        "name": command.NAME,
        "summary": command.SUMMARY.en,
        "x-summary-zh": command.SUMMARY.zh,
        "paramStructure": "either",
        "params": params,
        "result": {"name": "result", "schema": {"type": "object"}},
        "errors": _errors(refusals(command)),
        "x-permission": command.PERMISSION.value,
        **extras,
    }


def _notification(event: Any) -> dict[str, Any]:
    name = event_name(event)
    params = [_parameter(p) | _addition(p) for p in parameters(name, event)]
    seq = {
        "name": "seq",
        **_described(describe(name, "seq")),
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
        "x-addition": True,
    }
    return {
        "name": name,
        "summary": event.SUMMARY.en,
        "x-summary-zh": event.SUMMARY.zh,
        "paramStructure": "by-name",
        "params": [*params, seq],
        **({"x-extension": True} if is_extension(event) else {}),
    }


def _addition(parameter: Parameter) -> dict[str, Any]:
    """An event's members are all there always; those with a default are ours."""
    return {"required": True} | ({} if parameter.required else {"x-addition": True})


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        **_described(parameter.text),
        "required": parameter.required,
        "schema": parameter.schema,
    }


def _errors(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    """One entry per code, as OpenRPC wants it; refusals share one and differ by `data.reason`."""
    refused = [reason.value for reason in reasons if reason not in CODES]
    shared = {"code": REFUSED, "message": "Refused", "x-reasons": refused}
    own = [{"$ref": f"#/components/errors/{r.value}"} for r in reasons if r in CODES]
    return [shared, *own]


def _error(reason: Reason) -> dict[str, Any]:
    sentence = SENTENCES[reason]
    data = {"reason": reason.value, "message_en": sentence.en, "message_zh": sentence.zh}
    return {"code": CODES.get(reason, REFUSED), "message": sentence.en, "data": data}
