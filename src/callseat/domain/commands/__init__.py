"""The commands: one module each, and the table of them in the manual's order."""

from __future__ import annotations

from callseat.domain.commands import (
    answer_call,
    auto_call,
    cancel_rest,
    change_status,
    do_not_disturb,
    force_busy,
    force_idle,
    force_out,
    hang_up,
    login,
    logout,
    manual_call,
    ready,
    refuse,
    request_rest,
    request_set_transfer,
    resume,
    subscribe_client_status,
    work_busy,
    work_free,
)
from callseat.domain.commands.command import Command

ROWS: tuple[Command, ...] = (
    login,
    logout,
    request_rest,
    cancel_rest,
    force_idle,
    force_busy,
    force_out,
    work_busy,
    work_free,
    auto_call,
    manual_call,
    subscribe_client_status,
    do_not_disturb,
    request_set_transfer,
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
