"""What is asked, and what is answered: lines by seat, group, queue or node, and by bucket."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Generic, TypeVar

from callseat.store.errors import StoreError
from callseat.store.reports.span import By, Span
from callseat.store.reports.tallies import CampaignTally, FlowTally, QueueTally, SeatTally

MOST_LINES = 20_000


class TooLongError(StoreError):
    """The report has too many lines to be held at once: stream it, or ask for less."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to report. `groups`, `queues` ... None are all of them, an empty tuple is none.

    `user` is one seat alone. A group's seats are those whose accounts belong to it now.
    """

    span: Span
    by: By = By.ALL
    user: str = ""
    groups: tuple[str, ...] | None = None
    queues: tuple[str, ...] | None = None
    flows: tuple[str, ...] | None = None
    campaigns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat in a bucket; `began` and `ended` are the bucket's, in milliseconds."""

    user: str
    name: str
    group: str
    began: int
    ended: int
    tally: SeatTally


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in a bucket; `seats` were logged in or offered a call in it."""

    group: str
    name: str
    seats: int
    began: int
    ended: int
    tally: SeatTally


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A queue in a bucket. The code of a queue that was removed has no name any more."""

    queue: str
    name: str
    began: int
    ended: int
    tally: QueueTally


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A node of a flow in a bucket; one that has been removed since is still here."""

    flow: str
    node: str
    began: int
    ended: int
    tally: FlowTally


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in a bucket; `cap` as it is set now, None of one that was removed."""

    campaign: str
    name: str
    cap: int | None
    began: int
    ended: int
    tally: CampaignTally

    @property
    def cap_used(self) -> float | None:
        """The share of abandoned calls over the one that is allowed: above 1 is too many."""
        share = self.tally.abandoned_share
        return share * 10_000 / self.cap if share is not None and self.cap else None


Line = SeatLine | GroupLine | QueueLine | FlowLine | CampaignLine
L = TypeVar("L", SeatLine, GroupLine, QueueLine, FlowLine, CampaignLine)


@dataclass(frozen=True, slots=True)
class Completeness:
    """Up to when everything is in the report: milliseconds.

    `open` seats are logged in, and what they do since their last change of status is not in it.
    """

    until: int
    open: int = 0


@dataclass(frozen=True, slots=True)
class Report(Generic[L]):
    """Lines in order of their subject and of time; where nothing was there is no line."""

    question: Question
    complete: Completeness
    lines: tuple[L, ...]


async def gather(lines: AsyncGenerator[L], most: int) -> tuple[L, ...]:
    """All of them. Raises TooLongError if there are more than `most`."""
    found: list[L] = []
    async with aclosing(lines):
        async for line in lines:
            if len(found) == most:
                raise TooLongError(
                    f"The report has more than {most} lines: ask for a shorter span, longer pieces "
                    "of time, or CSV."
                )
            found.append(line)
    return tuple(found)
