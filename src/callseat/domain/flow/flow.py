"""An IVR flow: named nodes, each of a kind, each naming where it leads.

The kinds are plain data here; what each does is in `nodes/`, one module a kind. `""` as a target
means "nothing more to do": the call is ended.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """Take the call, so that the caller pays and hears."""

    next: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """Play sounds, one after the other, to their end."""

    sounds: tuple[str, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A digit of a menu (0-9, * or #) and where it leads."""

    digit: str
    next: str


@dataclass(frozen=True, slots=True)
class Menu:
    """Play sounds and wait for one digit; a wrong digit or silence repeats, then `otherwise`.

    `wait` is the silence in seconds after the sounds, `tries` how often the menu is said.
    """

    sounds: tuple[str, ...]
    choices: tuple[Choice, ...]
    wait: int = 5
    tries: int = 3
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Wait in a line for a seat; a higher `priority` (0 to 9) is served first.

    `overflow` is taken when the queue's maximum wait is over.
    """

    queue: str
    priority: int = 0
    overflow: str = ""


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


Node = Answer | Play | Menu | Enqueue | HangUp


@dataclass(frozen=True, slots=True)
class NamedNode:
    name: str
    node: Node


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow by its code; `start` names the first node."""

    code: str
    name: str
    start: str
    nodes: tuple[NamedNode, ...]
