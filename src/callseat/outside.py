"""What flows ask of others: performs Fetch and LookUp, each answered by exactly one input."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from callseat.clock import Clock
from callseat.domain.effects import Fetch, LookUp, OutsideEffect
from callseat.domain.inputs import Fetched, LookedUp
from callseat.fetch.fetcher import Fetcher, FetchSettings
from callseat.store.errors import StoreError
from callseat.store.records import CallerStory

log = structlog.get_logger(__name__)

LOOK_UP_WITHIN = 5.0  # seconds; a caller waits
Known = Callable[[str], Awaitable[CallerStory]]


class Outside:
    """`known` tells what the records know of a caller."""

    def __init__(
        self,
        settings: FetchSettings,
        clock: Clock,
        deliver: Callable[[Fetched | LookedUp], None],
        known: Known,
    ) -> None:
        self._clock = clock
        self._deliver = deliver
        self._known = known
        self._fetcher = Fetcher(settings, clock, deliver)
        self._tasks: set[asyncio.Task[None]] = set()

    def perform(self, effect: OutsideEffect) -> None:
        """Begin; never waits and never fails."""
        if isinstance(effect, Fetch):
            self._fetcher.perform(effect)
            return
        task = asyncio.get_running_loop().create_task(self._look_up(effect))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Nothing is delivered any more."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._fetcher.stop()

    async def _look_up(self, effect: LookUp) -> None:
        story, error = CallerStory("", 0, 0), ""
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN):
                # Without a number it could be anybody.
                story = await self._known(effect.caller) if effect.caller else story
        except TimeoutError:
            error = "timeout"
        except StoreError as trouble:
            log.warning("caller not looked up", cause=str(trouble))
            error = "unreachable"
        found = LookedUp(
            self._clock(), effect.id, story.last_seat, story.last_at, story.contacts, error
        )
        self._deliver(found)
