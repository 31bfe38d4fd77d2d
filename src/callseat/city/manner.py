"""What a called party does by itself when its telephone rings."""

from dataclasses import dataclass
from enum import Enum


class Act(Enum):
    """The value is the Q.850 cause that a refusal carries; Asterisk maps it to a SIP status."""

    RING = "ring"
    SILENT = "silent"
    ANSWER = "answer"
    BUSY = "17"
    DECLINE = "16"
    UNKNOWN = "1"
    FAIL = "34"
    ABSENT = "19"

    @property
    def refuses(self) -> bool:
        return self.value.isdigit()


@dataclass(frozen=True, slots=True)
class Manner:
    """`act` after `after` seconds of ringing; an answered call is ended after `talk`, if set.

    With `greets` it speaks so long after its answer, is silent for `listens`, and speaks on if it
    `talks_on`. With `announces` it is heard before it answers, and does not ring (SIP 183).
    """

    act: Act
    after: float = 0.0
    talk: float = 0.0
    announces: bool = False
    greets: float = 0.0
    listens: float = 0.0
    talks_on: bool = True


RINGS = Manner(Act.RING)
"""Rings, until a person or the caller acts."""
ANNOUNCES = Manner(Act.RING, announces=True)
"""Speaks before it answers, until a person or the caller acts."""
SILENT = Manner(Act.SILENT)
"""Does not even say that it rings."""
ANSWERS = Manner(Act.ANSWER)
PERSON = Manner(Act.ANSWER, greets=0.6, listens=2.5)
"""Says hello and listens for an answer, as people do and detectors of machines expect."""
MACHINE = Manner(Act.ANSWER, greets=5.0, listens=0.0, talks_on=False)
"""Says at length that nobody is there, and listens."""
BUSY = Manner(Act.BUSY)
"""SIP 486."""
DECLINES = Manner(Act.DECLINE)
"""SIP 603."""
UNKNOWN = Manner(Act.UNKNOWN)
"""SIP 404: no such number."""
ABSENT = Manner(Act.ABSENT)
"""SIP 480: nobody answers there."""
FAILS = Manner(Act.FAIL)
"""SIP 503: the network is full."""
