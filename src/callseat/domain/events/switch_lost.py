"""The connection to the switch is gone. Calls may live on; nothing is offered until it is back.

Meanwhile no phone can be reached, and the seats say so; the next snapshot tells which ones can.
"""

from __future__ import annotations

from callseat.domain.dialer import running
from callseat.domain.events.phone_reachable import set_reachable
from callseat.domain.inputs import SwitchLost
from callseat.domain.turn import Turn


def run(turn: Turn, event: SwitchLost) -> None:
    turn.world.switch_up = False
    turn.log("switch_lost")
    running.refresh(turn)
    for extension in list(turn.world.phones):
        set_reachable(turn, extension, reachable=False)
