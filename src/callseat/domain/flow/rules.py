"""What the fields of each kind of node may hold: names of the house, values, numbers, keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from callseat.domain.flow import flow, values
from callseat.domain.flow.flow import Case, Enqueue, Http, Menu, Node, Say, Transfer, Value

MENU_DIGITS = frozenset("0123456789*#")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

# Kinds that a caller passes in no time, and branches of others that do not wait either.
INSTANT = (
    *(flow.Answer, flow.If, flow.Set, flow.Hours, flow.Attach),
    *(flow.SubFlow, flow.Return, flow.Goto, flow.HangUp),
)
AT_ONCE: dict[type, tuple[str, ...]] = {
    flow.Http: ("next", "failed"),
    flow.Lookup: ("next", "none", "failed"),
    flow.Enqueue: ("overflow", "empty"),
    flow.Transfer: ("busy", "failed"),
    flow.Voicemail: ("failed",),
}
# Kinds at which a caller can leave the flow, and those that need no caller.
EXITS = (flow.Enqueue, flow.Transfer, flow.Return, flow.Goto, flow.SubFlow, flow.HangUp)
ALONE = (flow.If, flow.Set, flow.Http, flow.Lookup, flow.Attach, flow.HangUp, flow.Hours)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What flows may name; `speech` says whether texts can be spoken here."""

    sounds: frozenset[str] = frozenset()
    queues: frozenset[str] = frozenset()
    calendars: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    extensions: frozenset[str] = frozenset()
    speech: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """The `name` of one of `what` (a field of KnownNames), in the node's `field`."""

    what: str
    field: str
    name: str


Told = tuple[str, str]  # a field, and what is wrong there

_NAMED: dict[type, tuple[tuple[str, str], ...]] = {
    flow.Play: (("sounds", "sounds"),),
    flow.Menu: (("sounds", "sounds"),),
    flow.Collect: (("sounds", "sounds"),),
    flow.Voicemail: (("sounds", "sounds"), ("boxes", "box")),
    flow.Hours: (("calendars", "calendar"),),
    flow.Enqueue: (("queues", "queue"), ("queues", "skills"), ("sounds", "call_back_sounds")),
    flow.Transfer: (("seats", "seat"), ("extensions", "extension")),
    flow.SubFlow: (("flows", "flow"),),
    flow.Goto: (("flows", "flow"),),
}
LIMITS: dict[type, dict[str, tuple[int, int]]] = {
    flow.Menu: {"wait": (1, 60), "tries": (1, 9)},
    flow.Collect: {
        "least": (1, 64),
        "most": (1, 64),
        "wait": (1, 60),
        "gap": (1, 60),
        "tries": (1, 9),
    },
    flow.Enqueue: {"priority": (0, 9), "retries": (0, 9), "retry_after": (10, 86_400)},
    flow.Http: {"timeout": (1, 10)},
    flow.Transfer: {"ring_time": (1, 120)},
    flow.Voicemail: {"longest": (1, 600), "silence": (0, 60)},
}
WORDS: dict[type, dict[str, tuple[str, ...]]] = {
    flow.Http: {"method": METHODS},
    flow.Lookup: {"what": ("seat", "queue", "caller")},
    flow.Enqueue: {"announce": ("position", "wait", "both", "none")},
    flow.HangUp: {"cause": ("normal", "busy")},
}
_SINGULAR = {"boxes": "group or user"}
_SET: dict[type, tuple[str, ...]] = {flow.Set: ("values",), flow.Http: ("read",)}


def is_instant(node: Node, branch: str) -> bool:
    """Whether a caller can leave the node by this branch in no time."""
    if isinstance(node, Say):  # of nothing but values, which may be empty
        return not values.REFERENCE.sub("", node.text).strip()
    return isinstance(node, INSTANT) or branch in AT_ONCE.get(type(node), ())


def names(node: Node) -> Iterator[Name]:
    """The names of the house that stand in the node; a text with values in it is none."""
    for what, field in _NAMED.get(type(node), ()):
        held = getattr(node, field)
        for name in held if isinstance(held, tuple) else (held,):
            if name and values.is_fixed(name):
                yield Name(what, field, name)


def faults(node: Node, known: KnownNames) -> Iterator[Told]:
    """All that is wrong with the node by itself."""
    for name in names(node):
        if name.name not in _known(known, name.what):
            thing = _SINGULAR.get(name.what, name.what.removesuffix("s"))
            yield name.field, f'there is no {thing} "{name.name}"'
    for where, (least, most) in LIMITS.get(type(node), {}).items():
        if not least <= getattr(node, where) <= most:
            yield where, f"{where} must be from {least} to {most}"
    for where, words in WORDS.get(type(node), {}).items():
        if getattr(node, where) not in words:
            yield where, f"{where} must be one of {', '.join(words)}"
    yield from _references(node)
    yield from _names_of_values(node)
    if type(node) in _OWN:
        yield from _OWN[type(node)](node, known)


def _known(known: KnownNames, what: str) -> frozenset[str]:
    if what == "boxes":
        return known.groups | known.seats
    found: frozenset[str] = getattr(known, what)
    return found


def _references(node: Any) -> Iterator[Told]:
    """Texts with ${} that names no value."""
    for field in fields(node):
        for text in _texts(getattr(node, field.name)):
            for wrong in values.wrong_references(text):
                hint = "write $$ for a dollar sign" if wrong == "$" else f'"{wrong}" is no value'
                yield field.name, f"{field.name}: {hint}"


def _texts(held: Any) -> Iterator[str]:
    match held:
        case str():
            yield held
        case Value():
            yield held.text
        case Case():
            yield from _texts((held.value, held.is_, held.in_))
        case tuple():
            for one in held:
                yield from _texts(one)


def _names_of_values(node: Node) -> Iterator[Told]:
    held = [
        (f"{field}.{one.name}", one.name)
        for field in _SET.get(type(node), ())
        for one in getattr(node, field)
    ]
    if isinstance(node, flow.Collect):
        held.append(("into", node.into))
    for where, name in held:
        if not values.NAME.fullmatch(name):
            yield where, f'"{name[:64]}" is no name of a value: a-z, 0-9 and _, a letter first'


def _menu(menu: Menu, known: KnownNames) -> Iterator[Told]:
    if not menu.sounds and not menu.say:
        yield "sounds", "sounds or say is needed"
    yield from _spoken("say", menu.say, menu.language, known)
    for choice in menu.choices:
        if choice.digit not in MENU_DIGITS:
            message = f'"{choice.digit}" is no key of a telephone: use one of 0-9, * or #'
            yield f"choices.{choice.digit}", message


def _collect(node: flow.Collect, known: KnownNames) -> Iterator[Told]:
    yield from _spoken("say", node.say, node.language, known)
    yield from _key("ends", node.ends)
    if node.least > node.most:
        yield "least", "least must not be more than most"


def _say(node: Say, known: KnownNames) -> Iterator[Told]:
    yield from _spoken("text", node.text or " ", node.language, known)


def _spoken(field: str, text: str, language: str, known: KnownNames) -> Iterator[Told]:
    if text and not known.speech:
        yield field, "nothing can be spoken here: espeak-ng is not installed"
    if language and values.is_fixed(language) and not LANGUAGE.fullmatch(language):
        yield "language", f'"{language[:64]}" is no language, such as zh or en'


def _if(node: flow.If, _: KnownNames) -> Iterator[Told]:
    for number, case in enumerate(node.cases, 1):
        tests = (case.is_, case.in_, case.matches)
        bounds = case.at_least is not None or case.at_most is not None
        if sum(test is not None for test in tests) + bounds != 1:
            message = f"case {number} needs one of is, in, matches, at_least and at_most"
            yield f"cases.{number}", message


def _queue(node: Enqueue, _: KnownNames) -> Iterator[Told]:
    yield from _key("leave", node.leave)
    yield from _key("call_back", node.call_back)
    if node.leave and node.leave == node.call_back:
        yield "call_back", "leave and call_back must be different keys"


def _key(field: str, key: str) -> Iterator[Told]:
    if key and key not in MENU_DIGITS:
        yield field, f'"{key[:64]}" is no key of a telephone: use one of 0-9, * or #'


def _transfer(node: Transfer, _: KnownNames) -> Iterator[Told]:
    if [bool(one) for one in (node.seat, node.extension, node.outside)].count(True) != 1:
        yield "", "exactly one of seat, extension and outside is needed"


def _http(node: Http, _: KnownNames) -> Iterator[Told]:
    host = re.match(r"https?://([^/?#]*)", node.url)
    if host is None:
        yield "url", "url must begin with http:// or https://"
    elif not host[1] or "$" in host[1] or "@" in host[1]:
        yield "url", "url needs a host that is written out, without a name or password"


_OWN: dict[type, Callable[[Any, KnownNames], Iterator[Told]]] = {
    flow.Menu: _menu,
    flow.Collect: _collect,
    flow.Say: _say,
    flow.If: _if,
    flow.Enqueue: _queue,
    flow.Transfer: _transfer,
    flow.Http: _http,
}
