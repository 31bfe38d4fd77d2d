"""The server starts: its rules, and the word that makes new ids unique."""

from __future__ import annotations

from callseat.domain.inputs import Started
from callseat.domain.turn import Turn


def run(turn: Turn, event: Started) -> None:
    turn.world.boot = event.boot
    turn.world.rules = event.rules
