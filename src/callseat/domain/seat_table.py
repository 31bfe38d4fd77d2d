"""The tables of what is chosen for a seat, beside the telephone.

How a seat comes to REST is not a choice but a table of its own, in `rest.room`; out of it lead
cancelRest and a supervisor's choices, not the seat's.
"""

from __future__ import annotations

from enum import StrEnum

from callseat.domain.status import Status


class Choice(StrEnum):
    """What an agent (or a supervisor, or a rule) chooses for a seat."""

    READY = "ready"
    BUSY = "busy"
    WORK = "work"
    END_WORK = "end_work"


BASE: dict[tuple[Status, Choice], Status] = {
    (Status.IDLE, Choice.READY): Status.IDLE,
    (Status.IDLE, Choice.BUSY): Status.BUSY,
    (Status.IDLE, Choice.WORK): Status.WORK,
    (Status.IDLE, Choice.END_WORK): Status.IDLE,
    (Status.BUSY, Choice.READY): Status.IDLE,
    (Status.BUSY, Choice.BUSY): Status.BUSY,
    (Status.BUSY, Choice.WORK): Status.WORK,
    (Status.BUSY, Choice.END_WORK): Status.BUSY,
    (Status.WORK, Choice.READY): Status.IDLE,
    (Status.WORK, Choice.BUSY): Status.BUSY,
    (Status.WORK, Choice.WORK): Status.WORK,
    (Status.WORK, Choice.END_WORK): Status.IDLE,
    (Status.REST, Choice.READY): Status.IDLE,
    (Status.REST, Choice.BUSY): Status.BUSY,
    (Status.REST, Choice.WORK): Status.REST,
    (Status.REST, Choice.END_WORK): Status.REST,
}

PENDING: dict[tuple[Status | None, Choice], Status | None] = {
    (None, Choice.READY): None,
    (None, Choice.BUSY): Status.BUSY,
    (None, Choice.WORK): Status.WORK,
    (None, Choice.END_WORK): None,
    (Status.BUSY, Choice.READY): None,
    (Status.BUSY, Choice.BUSY): Status.BUSY,
    (Status.BUSY, Choice.WORK): Status.WORK,
    (Status.BUSY, Choice.END_WORK): Status.BUSY,
    (Status.WORK, Choice.READY): None,
    (Status.WORK, Choice.BUSY): Status.BUSY,
    (Status.WORK, Choice.WORK): Status.WORK,
    (Status.WORK, Choice.END_WORK): None,
}
