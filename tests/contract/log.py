"""The events that a switch reported: waited for, taken, and told again."""

from __future__ import annotations

from typing import Any

from callseat.domain.inputs import SwitchEvent
from tests.contract.party import E


class EventLog:
    """`events` is everything so far, in order; an event is taken once."""

    def __init__(self) -> None:
        self.events: list[SwitchEvent] = []
        self._taken: set[int] = set()

    def take(self, kind: type[E], members: dict[str, Any]) -> E | None:
        for place, event in enumerate(self.events):
            if place in self._taken or not isinstance(event, kind):
                continue
            if all(getattr(event, name) == value for name, value in members.items()):
                self._taken.add(place)
                return event
        return None


def story(events: list[SwitchEvent], leg: str) -> list[str]:
    """Kinds of all events of one leg, in order."""
    return [type(event).__name__ for event in events if getattr(event, "leg", None) == leg]
