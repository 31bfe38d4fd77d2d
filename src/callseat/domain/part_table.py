"""The table of a part's states: how a seat's part of a contact goes on. Its end is OVER."""

from __future__ import annotations

from enum import StrEnum

from callseat.domain.world import PartState


class PartHappening(StrEnum):
    """What happens to a part."""

    ANSWERED = "answered"
    HELD = "held"
    FETCHED = "fetched"
    ENDED = "ended"


PART: dict[tuple[PartState, PartHappening], PartState] = {
    (PartState.RINGING, PartHappening.ANSWERED): PartState.TALKING,
    (PartState.RINGING, PartHappening.ENDED): PartState.OVER,
    (PartState.DIALING, PartHappening.ANSWERED): PartState.TALKING,
    (PartState.DIALING, PartHappening.ENDED): PartState.OVER,
    (PartState.TALKING, PartHappening.HELD): PartState.HELD,
    (PartState.TALKING, PartHappening.ENDED): PartState.OVER,
    (PartState.HELD, PartHappening.FETCHED): PartState.TALKING,
    (PartState.HELD, PartHappening.ENDED): PartState.OVER,
}
