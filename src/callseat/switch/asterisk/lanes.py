"""Which requests must keep their order: those of legs and calls that belong together.

Asterisk does one request at a time on a command socket, so what belongs together shares one. A leg
that arrives begins a lane; a leg dialled or a call opened beside it joins that lane, as does a tap
on it.
"""

from __future__ import annotations

from callseat.domain.effects import (
    CloseCall,
    DialOutside,
    DialPhone,
    Join,
    Leave,
    OpenCall,
    PlayToCall,
    StopCallPlay,
    Tap,
)
from callseat.switch.asterisk.orders import JoinBoth, Order


class Lanes:
    def __init__(self) -> None:
        self._lanes: dict[str, str] = {}

    def of(self, effect: Order) -> str:
        """The lane's key, to be given with the request."""
        match effect:
            case DialPhone(leg=name) | DialOutside(leg=name) | OpenCall(call=name):
                self._put(name, effect.beside)
            case Tap(leg=name):
                self._put(name, effect.target)
            case Join(call=name) | Leave(call=name) | CloseCall(call=name):
                pass
            case JoinBoth():
                name = effect.call
            case PlayToCall(call=name) | StopCallPlay(call=name):
                pass
            case _:
                name = effect.leg
        return self._lanes.get(name, name)

    def _put(self, name: str, beside: str) -> None:
        self._lanes[name] = self._lanes.get(beside, beside) or name

    def forget(self, name: str) -> None:
        """The leg or call is no more."""
        self._lanes.pop(name, None)
