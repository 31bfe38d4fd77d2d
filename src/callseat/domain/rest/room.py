"""A group's rests as data: who waits for a place, who holds one, and the table of the stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from callseat.domain.directory import Group
from callseat.domain.queue.ranking import Ranking


class RestStage(StrEnum):
    """How far a seat is on its way into a rest, and out of it."""

    NONE = "none"
    WAITING = "waiting"  # in the group's line for a place; takes calls meanwhile
    GRANTED = "granted"  # holds a place; the rest begins when the call is over
    RESTING = "resting"
    OVERTIME = "overtime"  # resting beyond the allowance


class RestHappening(StrEnum):
    ASKED = "asked"
    PLACED = "placed"
    BEGAN = "began"
    OVERRAN = "overran"
    ENDED = "ended"


STAGES: dict[tuple[RestStage, RestHappening], RestStage] = {
    (RestStage.NONE, RestHappening.ASKED): RestStage.WAITING,
    (RestStage.WAITING, RestHappening.PLACED): RestStage.GRANTED,
    (RestStage.WAITING, RestHappening.ENDED): RestStage.NONE,
    (RestStage.GRANTED, RestHappening.BEGAN): RestStage.RESTING,
    (RestStage.GRANTED, RestHappening.ENDED): RestStage.NONE,
    (RestStage.RESTING, RestHappening.OVERRAN): RestStage.OVERTIME,
    (RestStage.RESTING, RestHappening.ENDED): RestStage.NONE,
    (RestStage.OVERTIME, RestHappening.ENDED): RestStage.NONE,
}


@dataclass(slots=True)
class Rest:
    """A seat's rest or its wish for one. `position` is its place in line, as it was told last.

    `group` is where it stands or holds a place; `allowance_ms` is that of the moment it began.
    `overtime_ms` is that of the intervals in REST that are closed.
    """

    stage: RestStage = RestStage.NONE
    id: str = ""
    group: str = ""
    number: int = 0  # of the request, grows: parts those of the same millisecond
    asked_at: int = 0
    position: int = 0
    began_at: int = 0
    allowance_ms: int = 0
    overtime_ms: int = 0

    @property
    def running(self) -> bool:
        return self.stage in (RestStage.RESTING, RestStage.OVERTIME)


@dataclass(slots=True)
class RestRoom:
    """A group's places. `lines` are the queues that its seats serve."""

    group: Group
    lines: tuple[str, ...] = ()
    waiting: Ranking = field(default_factory=Ranking)  # by when they asked
    holding: Ranking = field(default_factory=Ranking)  # by when their rest should be over
