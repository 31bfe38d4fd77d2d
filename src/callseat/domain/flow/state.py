"""Where contacts stand in their flows, and what flows have begun: a part of the world."""

from __future__ import annotations

from dataclasses import dataclass, field

from callseat.domain.flow.flow import Enqueue, Flow, Node


@dataclass(slots=True)
class Frame:
    """A flow that waits at its node for the flow that it called."""

    flow: Flow
    node: str


@dataclass(slots=True)
class FlowWalk:
    """Where a contact stands in its flow. `flows` are those that it began with."""

    flow: Flow
    nodes: dict[str, Node]
    flows: dict[str, Flow] = field(default_factory=dict)
    frames: list[Frame] = field(default_factory=list)
    node: str = ""
    entered_at: int = 0
    here: bool = False  # the node is not left yet
    play: str = ""  # the playback that is heard now
    tries: int = 0
    digits: str = ""
    listening: bool = False  # a timer waits for a digit
    asked: str = ""  # the id under which somebody outside was asked
    dialled: str = ""  # the leg of a number outside that rings
    failed: bool = False  # the last node was left by a failure
    alone: bool = False  # the caller is gone
    ending: str = ""  # the cause with which all ends after the sound that is heard now


@dataclass(slots=True)
class Message:
    """A message that is being recorded; `shown` is its caller as seats see it."""

    contact: str
    caller: str
    shown: str
    box: str


@dataclass(slots=True)
class Promise:
    """That a caller is called back: `number` is called, showing `shown`, `left` times more."""

    number: str
    shown: str
    node: Enqueue
    left: int
    leg: str = ""  # that is being dialled
    call: str = ""  # in which the seat waits for it
    rests: bool = False  # nobody answered: it is tried again later
