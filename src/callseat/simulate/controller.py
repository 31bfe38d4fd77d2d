"""What decides how many numbers are dialled: the campaign's own pacing, or others beside it."""

from __future__ import annotations

from collections import deque
from typing import Protocol

from callseat.domain.dialer.cap import Cap
from callseat.domain.dialer.pacing import Pacer

TODAY = "2026-01-01"


class Controller(Protocol):
    """Told what happens on the floor, asked after each happening. Times are ms."""

    def dialled(self, call: str, at: int) -> None: ...

    def answered(self, call: str, at: int) -> None: ...

    def ended(self, call: str, at: int) -> None: ...

    def settled(self, at: int, abandoned: bool) -> None:
        """An answered callee was connected, or was abandoned."""

    def talk_began(self, user: str, at: int) -> None: ...

    def talk_ended(self, user: str, at: int) -> None: ...

    def freed(self, user: str, at: int) -> None: ...

    def wanted(self, now: int, free: int, busy: int, in_air: int) -> int: ...

    def wake(self, now: int) -> int | None: ...


class Predictive:
    """The very pacer and cap of a campaign. `cap` in hundredths of a percent."""

    def __init__(self, cap: int) -> None:
        self.pacer, self.ledger, self._cap = Pacer(), Cap(), cap
        self.dialled, self.ended = self.pacer.dialled, self.pacer.ended
        self.talk_began, self.talk_ended = self.pacer.talk_began, self.pacer.talk_ended
        self.freed, self.wake = self.pacer.freed, self.pacer.wake

    def answered(self, call: str, at: int) -> None:
        self.pacer.answered(call, at, True)

    def settled(self, at: int, abandoned: bool) -> None:
        self.ledger.answered(TODAY)
        if abandoned:
            self.ledger.abandoned(TODAY)

    def wanted(self, now: int, free: int, busy: int, in_air: int) -> int:
        room = self.ledger.room(TODAY, None, self._cap, in_air, free)
        return self.pacer.wanted(now, free, busy, in_air, room)


class Plain:
    """Knows nothing of what happens."""

    def dialled(self, call: str, at: int) -> None: ...

    def answered(self, call: str, at: int) -> None: ...

    def ended(self, call: str, at: int) -> None: ...

    def settled(self, at: int, abandoned: bool) -> None: ...

    def talk_began(self, user: str, at: int) -> None: ...

    def talk_ended(self, user: str, at: int) -> None: ...

    def freed(self, user: str, at: int) -> None: ...

    def wake(self, now: int) -> int | None:
        return None


class Progressive(Plain):
    """One line for each free seat."""

    def wanted(self, now: int, free: int, busy: int, in_air: int) -> int:
        return max(0, free - in_air)


class Ratio(Plain):
    """The reference, in the way of open-source diallers: so many lines for each seat at work.

    The ratio goes up or down every 15 s by the share that was abandoned in the last minutes.
    """

    EVERY = 15_000
    RECENT = 300_000
    STEP = 0.002
    MOST = 4.0

    def __init__(self, cap: int) -> None:
        self._cap = cap / 10_000
        self._ratio = 1.0
        self._due = 0
        self._recent: deque[tuple[int, bool]] = deque()
        self._lost = 0

    def settled(self, at: int, abandoned: bool) -> None:
        self._recent.append((at, abandoned))
        self._lost += abandoned

    def wake(self, now: int) -> int | None:
        return max(self._due, now + 1)

    def wanted(self, now: int, free: int, busy: int, in_air: int) -> int:
        if now >= self._due:
            self._due = now + self.EVERY
            self._adjust(now)
        return max(0, round(self._ratio * (free + busy)) - busy - in_air)

    def _adjust(self, now: int) -> None:
        while self._recent and self._recent[0][0] < now - self.RECENT:
            self._lost -= self._recent.popleft()[1]
        over = self._lost > self._cap * len(self._recent)
        self._ratio = min(self.MOST, max(1.0, self._ratio + (-self.STEP if over else self.STEP)))
