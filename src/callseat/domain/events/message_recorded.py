"""A caller's message is complete, whether the caller is still there or not."""

from __future__ import annotations

from callseat.domain import voicemail
from callseat.domain.flow import walk
from callseat.domain.inputs import MessageRecorded
from callseat.domain.turn import Turn


def run(turn: Turn, event: MessageRecorded) -> None:
    voicemail.complete(turn, event)
    contact = turn.world.contacts.get(turn.world.asked.get(event.name, ""))
    if contact is not None:
        walk.answered(turn, contact, event)
