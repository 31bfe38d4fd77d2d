"""Who hears an outside number ring, so that nobody goes on hearing it.

When a leg of a call begins to ring, Asterisk plays the ringing tone to the others in it, and only a
voice ends it: not the end of the ringing, nor that they leave (docs/asterisk.md).
"""

from __future__ import annotations

from callseat.domain.effects import CloseCall, Join, Leave, SwitchEffect


class RingingTones:
    """Told who enters and leaves which call; says whose tone is to be stopped."""

    def __init__(self) -> None:
        self._members: dict[str, dict[str, None]] = {}  # by call
        self._call_of: dict[str, str] = {}
        self._hearing: dict[str, str] = {}  # leg -> the leg that it hears ring

    def parted(self, effect: SwitchEffect) -> list[str]:
        """Whose tone is to be stopped, as they part by this effect from what rings."""
        match effect:
            case Join():
                return self._joined(effect.leg, effect.call)
            case Leave():
                return self.left(effect.leg)
            case CloseCall():
                return self._closed(effect.call)
        return []

    def _joined(self, leg: str, call: str) -> list[str]:
        silenced = self.left(leg) if self._call_of.get(leg, call) != call else []
        self._call_of[leg] = call
        self._members.setdefault(call, {})[leg] = None
        return silenced

    def left(self, leg: str) -> list[str]:
        """The leg is in no call any more, or no more at all."""
        call = self._call_of.pop(leg, "")
        members = self._members.get(call, {})
        members.pop(leg, None)
        if not members:
            self._members.pop(call, None)
        silenced = [it for it in members if self._hearing.get(it) == leg]
        silenced += [leg] if leg in self._hearing else []
        for it in silenced:
            del self._hearing[it]
        return silenced

    def _closed(self, call: str) -> list[str]:
        return [it for leg in list(self._members.get(call, ())) for it in self.left(leg)]

    def rings(self, leg: str) -> None:
        for other in self._members.get(self._call_of.get(leg, ""), {}):
            if other != leg:
                self._hearing[other] = leg

    def answered(self, leg: str) -> None:
        """Its voice ends the tone."""
        for other in self._members.get(self._call_of.get(leg, ""), {}):
            if self._hearing.get(other) == leg:
                del self._hearing[other]
