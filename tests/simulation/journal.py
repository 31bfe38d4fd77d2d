"""Inputs as JSON and back, by their classes' names: nothing but plain data may be in them."""

from __future__ import annotations

import importlib
import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from callseat.domain.inputs import Input


def write(given: Input) -> str:
    return json.dumps(_plain(given))


def read(line: str) -> Any:
    return _alive(json.loads(line))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return {"enum": _name(type(value)), "value": value.value}
    if is_dataclass(value) and not isinstance(value, type):
        members = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"class": _name(type(value)), "members": members}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"an input holds {value!r}")


def _alive(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_alive(item) for item in value)
    if not isinstance(value, dict):
        return value
    if "enum" in value:
        return _class(value["enum"])(value["value"])
    return _class(value["class"])(
        **{name: _alive(member) for name, member in value["members"].items()}
    )


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(name: str) -> Any:
    module, _, kind = name.partition(":")
    return getattr(importlib.import_module(module), kind)
