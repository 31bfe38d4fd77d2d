"""One event as the server told it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """`event["caller"]` is a parameter; see the protocol reference for those of each event."""

    name: str
    params: dict[str, Any]

    def __getitem__(self, parameter: str) -> Any:
        return self.params[parameter]

    def __contains__(self, parameter: object) -> bool:
        return parameter in self.params

    def get(self, parameter: str, default: Any = None) -> Any:
        return self.params.get(parameter, default)

    @property
    def seq(self) -> int:
        """The number of the event in this login, from 1 without gaps."""
        return int(self.params["seq"])
