"""What a command is: a module with these names, a row of the table in `commands`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from callseat.domain.errors import Reason
from callseat.domain.text import Text
from callseat.domain.turn import Turn
from callseat.domain.world import Seat


class Permission(StrEnum):
    """Who may give a command."""

    ANYONE = "anyone"  # before the login
    SEAT = "seat"  # whoever is logged in
    SUPERVISE = "supervise"  # a supervisor, toward the `targetUserName` in scope
    ADMINISTER = "administer"


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of a command, in the manual's order and spelling."""


class Command(Protocol):
    """A module in this folder.

    `run` checks first (raising Refused), then changes the world through the turn. What it returns
    are the members of the answer's `result`. REFUSALS are the reasons that it has of its own.
    """

    @property
    def NAME(self) -> str: ...  # noqa: N802 - a module's constant
    @property
    def ALIASES(self) -> tuple[str, ...]: ...  # noqa: N802
    @property
    def EXTENSION(self) -> bool: ...  # noqa: N802
    @property
    def PERMISSION(self) -> Permission: ...  # noqa: N802
    @property
    def SUMMARY(self) -> Text: ...  # noqa: N802
    @property
    def REFUSALS(self) -> tuple[Reason, ...]: ...  # noqa: N802
    @property
    def Params(self) -> type[Params]: ...  # noqa: N802

    @property
    def run(self) -> Callable[[Turn, Seat, Any], dict[str, str]]: ...
