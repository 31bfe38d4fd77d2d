"""What a command is: a module with these names, a row of the table in `commands`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat


class Permission(StrEnum):
    """Who may give a command."""

    ANYONE = "anyone"  # before the login
    SEAT = "seat"  # whoever is logged in
    SUPERVISE = "supervise"  # a supervisor, toward a seat in scope
    ADMINISTER = "administer"


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of a command, in the manual's order and spelling."""


class Command(Protocol):
    """A module in this folder.

    `run` checks first (raising Refused), then changes the world through the turn. What it returns
    are the members of the answer's `result`.
    """

    NAME: str
    ALIASES: tuple[str, ...]
    EXTENSION: bool
    PERMISSION: Permission
    SUMMARY: Text
    REFUSALS: tuple[Any, ...]
    Params: type[Params]

    @staticmethod
    def run(turn: Turn, seat: Seat, params: Any) -> dict[str, str]: ...
