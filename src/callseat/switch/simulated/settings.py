"""How the simulated network behaves where the real world would decide. Times are milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from callseat.switch.cause import REJECTED, Cause


class Reaction(StrEnum):
    """What a telephone does when it is rung."""

    ANSWER = "answer"  # by itself, after `delay`
    WAIT = "wait"  # rings until it is told to answer, or until the caller gives up
    BUSY = "busy"
    REJECT = "reject"  # after `delay`
    TIMEOUT = "timeout"  # rings for `delay`, then gives up (Q.850 19)


@dataclass(frozen=True, slots=True)
class PhoneHabits:
    """`talk` is how long it talks before it hangs up, 0 for ever."""

    reaction: Reaction = Reaction.WAIT
    delay: int = 0
    talk: int = 0
    obeys_auto_answer: bool = True


@dataclass(frozen=True, slots=True)
class NumberHabits:
    """What happens at an outside number that is called: `reaction` after `delay`, turned away with
    `cause`. With `early_media` it is heard before it answers instead of ringing. `talk` as above.
    A detector needs `listening` to hear that it is a `machine`, or a person.
    """

    reaction: Reaction = Reaction.ANSWER
    delay: int = 0
    talk: int = 0
    early_media: bool = False
    machine: bool = False
    cause: Cause = REJECTED
    listening: int = 1500


@dataclass(frozen=True, slots=True)
class CustomerHabits:
    """`patience` is how long the customer waits to talk to somebody, 0 for ever; `talk` is how
    long the talk lasts until the customer hangs up, 0 for ever; `digits` are pressed so long after
    the answer.
    """

    patience: int = 0
    talk: int = 0
    digits: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SimulationSettings:
    """`command_delay` is the way from an effect to its deed, `event_delay` the way back; effects
    of unrelated legs are late by up to `command_jitter` more, and so overtake each other.

    With `furnished` every phone of the plant stands on a desk and registers by itself.
    """

    command_delay: int = 0
    command_jitter: int = 0
    event_delay: int = 0
    ring_delay: int = 0
    sound_length: int = 2000
    sound_lengths: dict[str, int] = field(default_factory=dict)
    furnished: bool = False
    habits: PhoneHabits = PhoneHabits()
    numbers: NumberHabits = NumberHabits()  # of outside numbers of which nothing else is said
