"""The status of a seat, as clients see it: the codes of the manual and ours beside them."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    OFFLINE = 0
    IDLE = 1
    RINGING = 2
    DIALING = 3
    REST = 4
    TALKING = 5
    HOLDING = 6
    CONFERENCE = 7
    WORK = 8
    MONITORING = 9
    BUSY = 10
    UNREACHABLE = 11
