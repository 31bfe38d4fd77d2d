"""What is whispered to a phone that is in no call.

A whisper is mixed into what the switch sends to the phone. To one that is on hold it sends nothing,
and the whisper would be lost (docs/asterisk.md): a tapped leg is sent silence there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from callseat.domain.effects import Join, Leave, StopMusic, SwitchEffect, Tap
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.operation import Operation


class Whispers:
    """Which legs are tapped, and which of them are sent silence."""

    def __init__(self) -> None:
        self._tapped: dict[str, str] = {}  # tap -> the leg on whose line it is
        self._silent: set[str] = set()

    def before(self, effect: SwitchEffect) -> Iterator[Operation[Any]]:
        """A call is to be heard without the silence in between."""
        if isinstance(effect, Tap):
            self._tapped[effect.leg] = effect.target
        elif isinstance(effect, Join) and effect.leg in self._silent:
            self._silent.discard(effect.leg)
            yield ari.channels_stop_silence(effect.leg)

    def after(self, effect: SwitchEffect) -> Iterator[Operation[Any]]:
        """Nobody is heard from now on, but for who whispers."""
        if isinstance(effect, Leave | StopMusic) and effect.leg in self._tapped.values():
            self._silent.add(effect.leg)
            yield ari.channels_start_silence(effect.leg)

    def forget(self, leg: str) -> None:
        """A tap or a tapped leg is no more."""
        self._tapped.pop(leg, None)
        self._silent.discard(leg)
