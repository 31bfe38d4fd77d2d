"""The commands: one module each, and the table of them in the manual's order."""

from __future__ import annotations

from callseat.domain.commands import (
    answer_call,
    change_status,
    do_not_disturb,
    hang_up,
    login,
    logout,
    ready,
    refuse,
    resume,
    subscribe_client_status,
    work_busy,
    work_free,
)
from callseat.domain.commands.command import Command

ROWS: tuple[Command, ...] = (
    login,
    logout,
    work_busy,
    work_free,
    subscribe_client_status,
    do_not_disturb,
    refuse,
    answer_call,
    change_status,
    hang_up,
    ready,
    resume,
)
TABLE: dict[str, Command] = {row.NAME: row for row in ROWS}
ALIASES: dict[str, str] = {alias: row.NAME for row in ROWS for alias in row.ALIASES}


def find(name: str) -> Command | None:
    """The command of this name or alias, if there is one."""
    return TABLE.get(ALIASES.get(name, name))
