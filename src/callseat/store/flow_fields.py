"""YAML's nodes to the fields of a dataclass, by the fields' types, each fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import yaml

# What a mapping holds: by key, the key's and the value's node.
Entries = dict[str, tuple[yaml.Node, yaml.Node]]

_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_MISREAD = {
    "bool": "a truth value",
    "null": "nothing",
    "timestamp": "a date",
    "float": "a fraction",
}


class FieldError(Exception):
    """A value that does not fit; the text follows the field's name."""

    def __init__(self, at: yaml.Node, message: str) -> None:
        super().__init__(message)
        self.at = at


@dataclass(slots=True)
class Fields:
    """What was read: values that fit their fields, and where each field stands."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, yaml.Node] = field(default_factory=dict)
    faults: list[FieldError] = field(default_factory=list)


def entries(node: yaml.Node) -> tuple[Entries, list[FieldError]]:
    """The entries of a mapping; the faults are keys that are no text or come twice."""
    if not isinstance(node, yaml.MappingNode):
        return {}, [FieldError(node, 'must be "name: value" entries')]
    found: Entries = {}
    faults: list[FieldError] = []
    for key, value in node.value:
        try:
            name = text_of(key)
        except FieldError as fault:
            faults.append(FieldError(key, f"a key {fault}"))
            continue
        if name in found:
            faults.append(FieldError(key, f'"{name[:64]}" is there twice'))
        found.setdefault(name, (key, value))
    return found, faults


def read_fields(kind: type, node: yaml.Node, found: Entries) -> Fields:
    """The fields of the dataclass `kind`; what does not fit is empty or its default."""
    result = Fields()
    types = get_type_hints(kind)
    for name, (key, _) in found.items():
        if name not in types:
            message = f'unknown field "{name[:64]}": this kind has {words(["kind", *types])}'
            result.faults.append(FieldError(key, message))
    for each in fields(kind):
        if each.name in found:
            _read_field(result, each.name, types[each.name], found[each.name])
        elif each.default is MISSING:
            result.faults.append(FieldError(node, f'"{each.name}" is missing'))
        if each.name not in result.values:
            default = _EMPTY[get_origin(types[each.name]) or types[each.name]]
            result.values[each.name] = default if each.default is MISSING else each.default
    return result


def _read_field(result: Fields, name: str, type_: Any, entry: tuple[yaml.Node, yaml.Node]) -> None:
    key, value = entry
    result.places[name] = key
    try:
        if get_origin(type_) is not tuple:
            result.values[name] = _SCALARS[type_](value)
        elif is_dataclass(get_args(type_)[0]):
            result.values[name] = _pairs(get_args(type_)[0], value, name, result)
        else:
            result.values[name] = _list(_SCALARS[get_args(type_)[0]], value)
    except FieldError as fault:
        result.faults.append(FieldError(fault.at, f"{name} {fault}"))


def text_of(node: yaml.Node) -> str:
    """A text as it is written in the file."""
    if not isinstance(node, yaml.ScalarNode):
        raise FieldError(node, "must be a text")
    misread = _MISREAD.get(node.tag.removeprefix(_TAG))
    if misread and not node.value:
        raise FieldError(node, "is empty")
    if misread:
        shown = node.value[:64]
        raise FieldError(node, f'is read by YAML as {misread}: write "{shown}" in quotes')
    if "\0" in node.value or any("\ud800" <= letter <= "\udfff" for letter in node.value):
        raise FieldError(node, "has a character that no text may have")
    return str(node.value)


def _whole(node: yaml.Node) -> int:
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    if not plain or not _WHOLE.fullmatch(node.value):
        raise FieldError(node, "must be a whole number without quotes")
    return int(node.value)


def _truth(node: yaml.Node) -> bool:
    values = {"true": True, "false": False}
    if not isinstance(node, yaml.ScalarNode) or node.value not in values:
        raise FieldError(node, "must be true or false")
    return values[node.value]


_SCALARS: dict[type, Callable[[yaml.Node], Any]] = {str: text_of, int: _whole, bool: _truth}
# In place of a required value that could not be read.
_EMPTY: dict[type, Any] = {str: "", int: 0, bool: False, tuple: ()}


def _list(read: Callable[[yaml.Node], Any], node: yaml.Node) -> tuple[Any, ...]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise FieldError(node, "must be a list such as [one, two]")
    return tuple(read(each) for each in node.value)


def _pairs(kind: type, node: yaml.Node, name: str, result: Fields) -> tuple[Any, ...]:
    """Dataclasses of two texts, written as the entries of a mapping."""
    found, faults = entries(node)
    result.faults += faults
    if not found and not faults:
        raise FieldError(node, "has no entry")
    pairs = []
    for first, (key, value) in found.items():
        result.places[f"{name}.{first}"] = key
        try:
            pairs.append(kind(first, text_of(value)))
        except FieldError as fault:
            result.faults.append(FieldError(fault.at, f"{name} {first} {fault}"))
    return tuple(pairs)


def words(names: Iterable[str]) -> str:
    return ", ".join(names)
