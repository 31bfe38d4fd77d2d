"""What a far end is told when it is hung up, in the two languages that telephones have for it.

Sources: ITU-T Q.850 table 1 for the cause; RFC 3261 section 21 for the answer that a leg gets which
was not yet answered. The pairs are those that Asterisk sends.
"""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain.effects import HangUpReason


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a leg ended; 0 where unknown."""

    q850: int
    sip: int = 0


NORMAL = Cause(16)
BUSY = Cause(17, 486)
NO_ANSWER = Cause(19, 480)
ABSENT = Cause(20, 480)  # the phone is not registered
REJECTED = Cause(21, 603)
UNALLOCATED = Cause(1, 404)
CONGESTED = Cause(34, 503)
CANCELLED = Cause(16, 487)

TOLD: dict[HangUpReason, Cause] = {
    HangUpReason.NORMAL: Cause(16, 603),
    HangUpReason.BUSY: BUSY,
    HangUpReason.NO_ANSWER: NO_ANSWER,
    HangUpReason.REJECTED: Cause(21, 403),
    HangUpReason.UNALLOCATED: UNALLOCATED,
    HangUpReason.CONGESTION: CONGESTED,
    HangUpReason.FAILURE: Cause(38, 500),
}
