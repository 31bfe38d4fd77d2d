"""What is whispered to a phone that is in no call.

A whisper is mixed into what the switch sends to the phone. To one that is on hold it sends nothing,
and the whisper would be lost (docs/asterisk.md): a tapped leg is sent silence there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from callseat.domain.effects import Join, Leave, StopMusic, Tap
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.asterisk.orders import JoinBoth, Order


class Whispers:
    """Which legs are tapped, and which of them are sent silence."""

    def __init__(self) -> None:
        self._tapped: dict[str, str] = {}  # tap -> the leg on whose line it is
        self._silent: set[str] = set()

    def around(self, order: Order, request: Operation[Any]) -> Iterator[Operation[Any]]:
        """The order's request, and what goes before and after it.

        A call is heard without the silence; once nobody is heard, whoever whispers is.
        """
        if isinstance(order, Tap):
            self._tapped[order.leg] = order.target
        joins = order.singly if isinstance(order, JoinBoth) else (order,)
        for join in joins:
            if isinstance(join, Join) and join.leg in self._silent:
                self._silent.discard(join.leg)
                yield ari.channels_stop_silence(join.leg)
        yield request
        if isinstance(order, Leave | StopMusic) and order.leg in self._tapped.values():
            self._silent.add(order.leg)
            yield ari.channels_start_silence(order.leg)

    def forget(self, leg: str) -> None:
        """A tap or a tapped leg is no more."""
        self._tapped.pop(leg, None)
        self._silent.discard(leg)
