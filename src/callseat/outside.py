"""What the domain asks of other programs and of the store: each ask gets exactly one input."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import structlog

from callseat.clock import Clock
from callseat.domain.asks import (
    BookAttempt,
    CountAnswers,
    Fetch,
    FetchLeads,
    LookUp,
    OutsideEffect,
)
from callseat.domain.inputs import (
    AnswersCounted,
    AttemptBooked,
    LeadsFetched,
    LookedUp,
    Told,
)
from callseat.fetch.fetcher import Fetcher, FetchSettings
from callseat.store.errors import StoreError
from callseat.store.leads.dialling import Dialling
from callseat.store.records import CallerStory

log = structlog.get_logger(__name__)

LOOK_UP_WITHIN = 5.0  # seconds; a caller waits
LEADS_WITHIN = 10.0  # seconds; seats wait, no caller does
UNREACHABLE = "unreachable"
T = TypeVar("T")
Known = Callable[[str], Awaitable[CallerStory]]


class Outside:
    """`known` tells what the records know of a caller; `dialling` keeps the leads."""

    def __init__(
        self,
        settings: FetchSettings,
        clock: Clock,
        deliver: Callable[[Told], None],
        known: Known,
        dialling: Dialling,
    ) -> None:
        self._clock = clock
        self._deliver = deliver
        self._known = known
        self._dialling = dialling
        self._fetcher = Fetcher(settings, clock, deliver)
        self._tasks: set[asyncio.Task[None]] = set()

    def perform(self, effect: OutsideEffect) -> None:
        """Begin; never waits and never fails."""
        if isinstance(effect, Fetch):
            self._fetcher.perform(effect)
            return
        task = asyncio.get_running_loop().create_task(self._answer(effect))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Nothing is delivered any more."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._fetcher.stop()

    async def _answer(self, effect: LookUp | FetchLeads | BookAttempt | CountAnswers) -> None:
        match effect:
            case LookUp():
                told: Told = await self._look_up(effect)
            case FetchLeads():
                told = await self._fetch(effect)
            case BookAttempt():
                told = await self._book(effect)
            case CountAnswers():
                told = await self._count(effect)
        self._deliver(told)

    async def _look_up(self, effect: LookUp) -> LookedUp:
        story, error = CallerStory("", 0, 0), ""
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN):
                # Without a number it could be anybody.
                story = await self._known(effect.caller) if effect.caller else story
        except TimeoutError:
            error = "timeout"
        except StoreError as trouble:
            log.warning("caller not looked up", cause=str(trouble))
            error = UNREACHABLE
        return LookedUp(
            self._clock(), effect.id, story.last_seat, story.last_at, story.contacts, error
        )

    async def _fetch(self, effect: FetchLeads) -> LeadsFetched:
        found = await _within(self._dialling.fetch(effect, self._clock()))
        if found is None:
            await _within(self._dialling.give_back(effect.id))
            return LeadsFetched(self._clock(), effect.id, effect.campaign, error=UNREACHABLE)
        return replace(found, at=self._clock())

    async def _book(self, effect: BookAttempt) -> AttemptBooked:
        booked = await _within(self._dialling.book(effect, self._clock()))
        if booked is None:
            # It may have been written all the same, and nothing is dialled now.
            await _within(self._dialling.unbook(effect.id, self._clock()))
            return AttemptBooked(self._clock(), effect.id, UNREACHABLE)
        return replace(booked, at=self._clock())

    async def _count(self, effect: CountAnswers) -> AnswersCounted:
        counted = await _within(self._dialling.count(effect, self._clock()))
        if counted is None:
            return AnswersCounted(self._clock(), effect.id, effect.campaign, error=UNREACHABLE)
        return replace(counted, at=self._clock())


async def _within(work: Awaitable[T]) -> T | None:
    """What the store says in time; None if it does not."""
    try:
        async with asyncio.timeout(LEADS_WITHIN):
            return await work
    except (TimeoutError, StoreError) as trouble:
        log.warning("leads not reachable", cause=str(trouble) or "the database is slow")
        return None
