"""YAML's nodes to the fields of a dataclass, by the fields' types, each fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

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
    """What was read: values that fit their fields, and where each field stands; who does not fit
    is `unread`.
    """

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, yaml.Node] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
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


def read_fields(kind: type, node: yaml.Node, found: Entries, own: tuple[str, ...] = ()) -> Fields:
    """The fields of the dataclass `kind`; what does not fit is empty or its default.

    `own` are fields that the caller has read. A field that would be a word of Python's has an
    underscore more there.
    """
    result = Fields()
    types = types_of(kind)
    written = {name.rstrip("_"): name for name in types}
    for name, (key, _) in found.items():
        if name not in written:
            message = f'unknown field "{name[:64]}": {_has(own)} {words([*own, *written])}'
            result.faults.append(FieldError(key, message))
    for each in fields(kind):
        name = each.name.rstrip("_")
        if name in found:
            _read_field(result, each.name, types[each.name], found[name])
        elif each.default is MISSING:
            result.faults.append(FieldError(node, f'"{name}" is missing'))
        if each.name not in result.values:
            default = _EMPTY[get_origin(types[each.name]) or types[each.name]]
            result.values[each.name] = default if each.default is MISSING else each.default
    return result


def _has(own: tuple[str, ...]) -> str:
    return "this kind has" if own else "there can be"


@cache
def types_of(kind: type) -> dict[str, Any]:
    """The types of a dataclass's fields; of one that may be absent, what it is if not."""
    return {name: _present(hint) for name, hint in get_type_hints(kind).items()}


def _present(hint: Any) -> Any:
    given = [one for one in get_args(hint) if one is not NoneType]
    return given[0] if get_origin(hint) in (Union, UnionType) else hint


def is_pairs(kind: type) -> bool:
    """Whether dataclasses of this kind are written as the entries of a mapping: of two texts."""
    return list(types_of(kind).values()) == [str, str]


def _read_field(result: Fields, name: str, type_: Any, entry: tuple[yaml.Node, yaml.Node]) -> None:
    key, value = entry
    shown = name.rstrip("_")
    result.places[shown] = key
    try:
        if get_origin(type_) is not tuple:
            result.values[name] = _SCALARS[type_](value)
        else:
            result.values[name] = _many(get_args(type_)[0], value, name, result)
    except FieldError as fault:
        result.unread.append(shown)
        result.faults.append(FieldError(fault.at, f"{shown} {fault}"))


def _many(item: type, node: yaml.Node, name: str, result: Fields) -> tuple[Any, ...]:
    if not is_dataclass(item):
        return _list(_SCALARS[item], node)
    return (_pairs if is_pairs(item) else _items)(item, node, name, result)


def _items(kind: type, node: yaml.Node, name: str, result: Fields) -> tuple[Any, ...]:
    """Dataclasses written as a list of mappings."""
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise FieldError(node, 'must be a list of "- name: value" entries')
    items = []
    for number, each in enumerate(node.value, 1):
        result.places[f"{name}.{number}"] = each
        found, faults = entries(each)
        inside = read_fields(kind, each, found)
        result.faults += [
            FieldError(one.at, f"{name} {number}: {one}") for one in (*faults, *inside.faults)
        ]
        items.append(kind(**inside.values))
    return tuple(items)


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
