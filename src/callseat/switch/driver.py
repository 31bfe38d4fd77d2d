"""The port to a telephone system: what every switch driver is to the engine.

Effects go in by `perform`, which never blocks and never raises: what cannot be done comes back as
the input SwitchFailed. What happens comes out through `deliver`, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from callseat.domain.effects import SwitchEffect
from callseat.domain.inputs import SwitchEvent

Deliver = Callable[[SwitchEvent], None]


@dataclass(frozen=True, slots=True)
class Phone:
    """A seat's telephone: it registers as `extension` with `secret` (digest, RFC 3261 22)."""

    extension: str
    secret: str
    browser: bool = False


@dataclass(frozen=True, slots=True)
class Trunk:
    """A carrier's line. Calls come from `hosts` (addresses or networks) and go to `host:port`.

    With a `user` the carrier is asked to authenticate us by digest. `dtmf` is how keys come and go:
    rfc4733, inband (as tones in the sound), info (SIP INFO), or auto, by what the carrier offers.
    """

    code: str
    host: str
    port: int = 5060
    hosts: tuple[str, ...] = ()
    user: str = ""
    secret: str = ""
    dtmf: str = "auto"


@dataclass(frozen=True, slots=True)
class Plant:
    """Everything the switch must know beforehand: phones, trunks, and where sounds lie.

    `sounds` maps a sound's code to an absolute path without ending.
    """

    phones: tuple[Phone, ...] = ()
    trunks: tuple[Trunk, ...] = ()
    sounds: tuple[tuple[str, str], ...] = ()


class Switch(Protocol):
    """A telephone system."""

    async def start(self, deliver: Deliver) -> None:
        """Begin; the first thing delivered is a SwitchSnapshot, when the switch is there."""

    async def provision(self, plant: Plant) -> None:
        """Make phones and trunks known, and those no longer named unknown; no call notices."""

    def perform(self, effects: Sequence[SwitchEffect]) -> None:
        """Do these, in order within one call; failures come back as SwitchFailed."""

    async def stop(self) -> None: ...
