"""A call centre as numbers: seats, lines, callees, one heap of happenings. No legs, no switch.

The same seed gives every controller the same people in the same order: the n-th number dialled
rings and is answered alike, the n-th talk lasts as long.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from callseat.simulate.controller import Controller
from callseat.simulate.figures import Figures
from callseat.simulate.population import Population

HOUR = 3_600_000  # ms


@dataclass(frozen=True, slots=True)
class Site:
    """Times in ms. `connect_within`: how long a callee waits for a seat before it is abandoned.

    `cap` in hundredths of a percent. `ring_time`: a line that rings longer is given up.
    """

    seats: int
    length: int = 8 * HOUR
    connect_within: int = 2000
    cap: int = 300
    ring_time: int = 10 * 60_000


class Floor:
    """One day: dialling ends with it, calls in the air are still settled."""

    def __init__(
        self, site: Site, people: Population, controller: Controller, seed: int | str
    ) -> None:
        self._site, self._people, self._controller = site, people, controller
        self._calls, self._talks = Random(f"calls {seed}"), Random(f"talks {seed}")
        self._free = deque((f"seat {number}", 0) for number in range(site.seats))
        self._waiting: deque[tuple[str, int]] = deque()  # callees, until when
        self._heap: list[tuple[int, int, Callable[[int, str], None], str]] = []
        self._serial = 0
        self._ringing = 0
        self._wake: int | None = None
        self.figures = Figures(site.seats, site.length)

    def run(self) -> Figures:
        """Everything that happens."""
        self._dial(0)
        while self._heap:
            at, _, happens, whose = heapq.heappop(self._heap)
            if at >= self._site.length and not self._ringing and not self._waiting:
                break
            happens(at, whose)
            self._dial(at)
        for _, since in self._free:
            if since < self._site.length:
                self.figures.waited(since, self._site.length)
        return self.figures

    def _at(self, at: int, happens: Callable[[int, str], None], whose: str) -> None:
        self._serial += 1
        heapq.heappush(self._heap, (at, self._serial, happens, whose))

    def _dial(self, now: int) -> None:
        if now >= self._site.length:
            return
        free, in_air = len(self._free), self._ringing + len(self._waiting)
        wanted = self._controller.wanted(now, free, self._site.seats - free, in_air)
        for _ in range(wanted):
            self._place(now)
        wake = self._controller.wake(now)
        if wake is not None and (self._wake is None or self._wake <= now):
            self._wake = max(wake, now + 1)
            self._at(self._wake, self._woken, "")

    def _place(self, now: int) -> None:
        self.figures.dialled += 1
        call = f"call {self.figures.dialled}"
        lasts, answers = self._people.call(now, self._calls)
        answers &= lasts <= self._site.ring_time
        self._ringing += 1
        self._controller.dialled(call, now)
        ending = self._answered if answers else self._ended
        self._at(now + min(lasts, self._site.ring_time), ending, call)

    def _woken(self, at: int, whose: str) -> None:
        """Only to be asked again."""

    def _ended(self, at: int, call: str) -> None:
        self._ringing -= 1
        self._controller.ended(call, at)

    def _answered(self, at: int, call: str) -> None:
        self._ringing -= 1
        self._controller.answered(call, at)
        if self._free:
            self._connect(at)
        elif not self._site.connect_within:
            self._settle(at, abandoned=True)
        else:
            self._waiting.append((call, at + self._site.connect_within))
            self._at(at + self._site.connect_within, self._given_up, call)

    def _given_up(self, at: int, call: str) -> None:
        if self._waiting and self._waiting[0][0] == call:
            self._waiting.popleft()
            self._settle(at, abandoned=True)

    def _settle(self, at: int, *, abandoned: bool) -> None:
        self._controller.settled(at, abandoned)
        self.figures.settled(at, abandoned, self._site.cap)

    def _connect(self, at: int) -> None:
        seat, since = self._free.popleft()
        self.figures.waited(min(since, self._site.length), min(at, self._site.length))
        self._settle(at, abandoned=False)
        talk = self._people.handling.draw(self._talks)
        wrap_up = self._people.wrap_up.draw(self._talks) if self._people.wrap_up else 0
        self.figures.served(at, at + talk + wrap_up)
        self._controller.talk_began(seat, at)
        self._at(at + talk, self._talk_over, seat)
        self._at(at + talk + wrap_up, self._freed, seat)

    def _talk_over(self, at: int, seat: str) -> None:
        self._controller.talk_ended(seat, at)

    def _freed(self, at: int, seat: str) -> None:
        self._controller.freed(seat, at)
        self._free.append((seat, at))
        if self._waiting:
            self._waiting.popleft()
            self._connect(at)
