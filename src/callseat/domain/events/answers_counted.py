"""The store knows a campaign's calls of the last 30 days."""

from __future__ import annotations

from callseat.domain.dialer import running
from callseat.domain.inputs import AnswersCounted
from callseat.domain.turn import Turn


def run(turn: Turn, event: AnswersCounted) -> None:
    running.counted(turn, event)
