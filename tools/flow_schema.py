"""The JSON Schema of flow files, out of the kinds' dataclasses and the check's limits."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_args, get_origin

from callseat.domain.flow import values
from callseat.domain.flow.rules import LIMITS, WORDS
from callseat.store.flow_fields import is_pairs, types_of
from callseat.store.flow_file import CODE, KINDS, NAME

SCALARS: dict[type, dict[str, Any]] = {
    # YAML reads 1 as a number; a flow takes it as the text "1".
    str: {"type": ["string", "integer"]},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
}
TEXT = SCALARS[str]


def flow_schema() -> str:
    """The schema as JSON, JSON Schema 2020-12."""
    ways = dict.fromkeys(("start", "failed", "hung_up"), TEXT)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Callseat flow",
        "description": "What callers hear and choose. Texts may hold values: ${name}, $$ is $.",
        "type": "object",
        "properties": {
            "code": TEXT | {"pattern": f"^{CODE.pattern}$"},
            "name": TEXT,
            **ways,
            "nodes": {
                "type": "object",
                "propertyNames": {"pattern": f"^{NAME.pattern}$"},
                "additionalProperties": {"$ref": "#/$defs/node"},
            },
        },
        "required": ["code", "start", "nodes"],
        "additionalProperties": False,
        "$defs": {
            "node": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"enum": list(KINDS)}},
                "allOf": [
                    {
                        "if": {"properties": {"kind": {"const": name}}},
                        "then": {"$ref": f"#/$defs/{name}"},
                    }
                    for name in KINDS
                ],
            },
            **{name: _object(kind, {"kind": {"const": name}}) for name, kind in KINDS.items()},
        },
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _object(kind: type, own: dict[str, Any]) -> dict[str, Any]:
    properties = {name.rstrip("_"): _field(kind, name) for name in types_of(kind)}
    needed = [each.name.rstrip("_") for each in fields(kind) if each.default is MISSING]
    return {
        "description": " ".join((kind.__doc__ or "").split()),
        "type": "object",
        "properties": own | properties,
        "required": [*own, *needed],
        "additionalProperties": False,
    }


def _field(kind: type, name: str) -> dict[str, Any]:
    type_ = types_of(kind)[name]
    schema = dict(_type(type_, name))
    if name in WORDS.get(kind, {}):
        schema = {"enum": list(WORDS[kind][name])}
    if name in LIMITS.get(kind, {}):
        schema["minimum"], schema["maximum"] = LIMITS[kind][name]
    default = next(each.default for each in fields(kind) if each.name == name)
    if default not in (MISSING, None, "", ()):
        schema["default"] = default
    return schema


def _type(type_: Any, name: str) -> dict[str, Any]:
    if get_origin(type_) is not tuple:
        return SCALARS[type_]
    item = get_args(type_)[0]
    if not is_dataclass(item):
        return {"type": "array", "items": SCALARS[item], "minItems": 1}
    if is_pairs(item):
        pairs: dict[str, Any] = {"type": "object", "additionalProperties": TEXT, "minProperties": 1}
        if name == "choices":
            pairs["propertyNames"] = {"pattern": "^[0-9*#]$"}
        elif name in ("values", "read"):
            pairs["propertyNames"] = {"pattern": f"^{values.NAME.pattern}$"}
        return pairs
    return {"type": "array", "items": _object(item, {}), "minItems": 1}
