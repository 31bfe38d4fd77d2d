"""The connection to the switch is gone. Calls may live on; nothing is offered until it is back."""

from __future__ import annotations

from callseat.domain.inputs import SwitchLost
from callseat.domain.turn import Turn


def run(turn: Turn, event: SwitchLost) -> None:
    turn.world.switch_up = False
    turn.log("switch_lost")
