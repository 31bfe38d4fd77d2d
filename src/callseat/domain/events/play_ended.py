"""A playback ended: the flow's, or the place in line.

One that ended before its time mostly means that the caller just hung up, whose end follows at once.
So the next step waits a moment: else a phone might ring for a caller who is gone.
"""

from __future__ import annotations

from callseat.domain import legs
from callseat.domain.flow import walk
from callseat.domain.inputs import PlayEnded
from callseat.domain.queue import waiting
from callseat.domain.timer import PlayFailed
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Stage

MOMENT = 0.3


def run(turn: Turn, event: PlayEnded) -> None:
    leg = turn.world.legs.get(event.leg)
    if event.play in turn.world.farewells:
        legs.hang_up(turn, turn.world.farewells.pop(event.play))
        return
    contact = turn.world.contacts.get(leg.contact) if leg else None
    if contact is None:
        return
    if event.completed:
        go_on(turn, contact, event.play)
    elif event.play in (_announcement(contact), contact.walk.play if contact.walk else ""):
        turn.set_timer(f"play:{event.play}", MOMENT, PlayFailed(contact.id, event.play))


def go_on(turn: Turn, contact: Contact, play: str) -> None:
    """What comes after this playback."""
    if _announcement(contact) == play:
        waiting.announced(turn, contact)
    elif contact.stage is Stage.FLOW:
        walk.played(turn, contact, play)


def _announcement(contact: Contact) -> str | None:
    return contact.visit.announcement if contact.visit else None
