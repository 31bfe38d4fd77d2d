"""The loop that carries: one input, its step, all its effects, then the next. It decides nothing.

Everything runs in one thread of one event loop; nothing here waits.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from callseat.clock import Clock
from callseat.domain import effects
from callseat.domain.effects import (
    CancelTimer,
    ClientEffect,
    Effect,
    OutsideEffect,
    Refuse,
    Save,
    SetTimer,
    SwitchEffect,
)
from callseat.domain.errors import Reason
from callseat.domain.inputs import Asked, Input, TimerFired
from callseat.domain.rows import Row
from callseat.domain.step import step
from callseat.domain.timer import Timer
from callseat.domain.world import World

log = structlog.get_logger(__name__)


class SwitchPort(Protocol):
    def perform(self, effects: Sequence[SwitchEffect]) -> None: ...


class ClientPort(Protocol):
    def perform(self, effect: ClientEffect) -> None: ...


class OutsidePort(Protocol):
    def perform(self, effect: OutsideEffect) -> None: ...


class StorePort(Protocol):
    def save(self, row: Row) -> None: ...


Observer = Callable[[str, float], None]


class Engine:
    """Owns the world. `put` is called from the event loop's thread only."""

    def __init__(
        self,
        clock: Clock,
        switch: SwitchPort,
        clients: ClientPort,
        store: StorePort,
        outside: OutsidePort,
    ) -> None:
        self.world = World()
        self.clock = clock
        self.bugs = 0
        self.observer: Observer | None = None
        self.saved: Callable[[Row], None] = lambda _row: None
        self._switch = switch
        self._clients = clients
        self._store = store
        self._outside = outside
        self._inbox: deque[Input] = deque()
        self._stepping = False
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def put(self, given: Input) -> None:
        """Carry an input through; if one is being carried, after it."""
        self._inbox.append(given)
        if self._stepping:
            return
        self._stepping = True
        try:
            while self._inbox:
                self._carry(self._inbox.popleft())
        finally:
            self._stepping = False

    def stop(self) -> None:
        """No timer fires any more."""
        for handle in self._timers.values():
            handle.cancel()
        self._timers.clear()

    def _carry(self, given: Input) -> None:
        began = time.perf_counter()
        try:
            wanted = step(self.world, given)
        except Exception:
            # Our bug. It must be loud, and must not take other calls down.
            self.bugs += 1
            log.exception("step failed", given=given)
            wanted = [Refuse(given.ask, Reason.INTERNAL)] if isinstance(given, Asked) else []
        self._perform(wanted)
        if self.observer is not None:
            self.observer(type(given).__name__, time.perf_counter() - began)

    def _perform(self, wanted: list[Effect]) -> None:
        orders: list[SwitchEffect] = []
        for effect in wanted:
            match effect:
                case Save(row):
                    self._store.save(row)
                    self.saved(row)
                case SetTimer():
                    self._set_timer(effect)
                case CancelTimer(key):
                    self._cancel_timer(key)
                case (
                    effects.Fetch()
                    | effects.LookUp()
                    | effects.FetchLeads()
                    | effects.BookAttempt()
                    | effects.CountAnswers()
                ):
                    self._outside.perform(effect)
                case (
                    effects.Notify()
                    | effects.Accept()
                    | effects.Refuse()
                    | effects.OpenSession()
                    | effects.EndSession()
                    | effects.Watch()
                ):
                    self._clients.perform(effect)
                case _:
                    orders.append(effect)
        if orders:
            self._switch.perform(orders)

    def _set_timer(self, effect: SetTimer) -> None:
        self._cancel_timer(effect.key)
        delay = max(0, effect.due - self.clock()) / 1000
        loop = asyncio.get_running_loop()
        self._timers[effect.key] = loop.call_later(delay, self._fire, effect.key, effect.timer)

    def _cancel_timer(self, key: str) -> None:
        handle = self._timers.pop(key, None)
        if handle is not None:
            handle.cancel()

    def _fire(self, key: str, timer: Timer) -> None:
        del self._timers[key]
        self.put(TimerFired(self.clock(), key, timer))
