"""A playback ended before its time and the caller is still there: go on without it."""

from __future__ import annotations

from callseat.domain.events import play_ended
from callseat.domain.timer import PlayFailed
from callseat.domain.turn import Turn


def run(turn: Turn, timer: PlayFailed) -> None:
    contact = turn.world.contacts.get(timer.contact)
    if contact is not None:
        play_ended.go_on(turn, contact, timer.play)
