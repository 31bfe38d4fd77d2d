"""The cap on abandoned calls as a hard limit, in every day and every 30 days.

A call counts when it is settled: its callee was connected, or was abandoned. Until then it is "in
the air": it rings, or somebody who answered waits for a seat. Whatever the calls in the air do, so
many as there are free seats can be connected, the others may be lost. The share of lost ones is
highest if all are answered or if none is, for beyond the free seats each answer costs one. So a
call is placed only if the cap holds in both cases with it; then it holds in all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

WINDOW = 30  # days
WHOLE = 10_000  # what a cap is counted in: 300 is 3 %
ANY = 1_000_000  # more than anybody has lines for


@dataclass(slots=True)
class Tally:
    """Calls answered by people, and those of them that nobody spoke to."""

    answered: int = 0
    abandoned: int = 0

    def add(self, answered: int, abandoned: int) -> None:
        self.answered += answered
        self.abandoned += abandoned

    def most(self, cap: int, free: int) -> int:
        """How many may be in the air over so many free seats."""
        spare = cap * self.answered - WHOLE * self.abandoned
        if spare < 0:
            return free  # over it already (the cap was lowered, seats were lost): these only mend
        return ANY if cap >= WHOLE else (spare + WHOLE * free) // (WHOLE - cap)

    def most_beyond(self, cap: int) -> int:
        """How many more may be abandoned if nothing else is answered."""
        spare = cap * self.answered - WHOLE * self.abandoned
        return ANY if cap >= WHOLE else max(0, spare // (WHOLE - cap))


@dataclass(slots=True)
class Cap:
    """A campaign's ledger. Days are YYYY-MM-DD in the campaign's time zone."""

    days: dict[str, Tally] = field(default_factory=dict)
    windows: dict[str, Tally] = field(default_factory=dict)  # sums of the days up to this one

    def load(self, days: Iterable[tuple[str, int, int]]) -> None:
        """Take what the store counted (day, answered, abandoned) in place of all that is here."""
        self.days = {day: Tally(answered, abandoned) for day, answered, abandoned in days}
        self.windows = {}

    def answered(self, day: str) -> None:
        """A person answered on that day; called when the call is settled, abandoned ones too."""
        self._count(day, 1, 0)

    def abandoned(self, day: str) -> None:
        """Nobody spoke to one who answered. `answered` is called for it, too."""
        self._count(day, 0, 1)

    def room(self, day: str, next_day: str | None, cap: int, in_air: int, free: int) -> int:
        """How many more may be placed, 0 or more. `cap` in hundredths of a percent.

        `in_air`: all calls that are not settled, ringing or waiting for a seat; `free`: seats that
        are there for them. `next_day` is the following day while calls placed now may be settled
        after midnight, else None.
        """
        most = min(self._of(day).most(cap, free), self._window(day).most(cap, free))
        if next_day is not None:
            most = min(most, self._after_midnight(next_day, cap, free))
        return max(0, most - in_air)

    def _after_midnight(self, day: str, cap: int, free: int) -> int:
        """The seats may be taken before midnight, and all that are lost be lost after it."""
        beyond = min(self._of(day).most_beyond(cap), self._window(day).most_beyond(cap))
        return free + beyond

    def _of(self, day: str) -> Tally:
        return self.days.get(day) or Tally()

    def _count(self, day: str, answered: int, abandoned: int) -> None:
        if day not in self.days:
            self.days[day] = Tally()
            self._forget(day)
        self.days[day].add(answered, abandoned)
        for last, window in self.windows.items():
            if 0 <= _apart(day, last) < WINDOW:
                window.add(answered, abandoned)

    def _window(self, last: str) -> Tally:
        """The 30 days that end with this one. Two of them are asked for, at midnight."""
        found = self.windows.get(last)
        if found is None:
            found = Tally()
            for day, tally in self.days.items():
                if 0 <= _apart(day, last) < WINDOW:
                    found.add(tally.answered, tally.abandoned)
            self.windows = {one: self.windows[one] for one in list(self.windows)[-1:]}
            self.windows[last] = found
        return found

    def _forget(self, today: str) -> None:
        for day in [one for one in self.days if _apart(one, today) > WINDOW]:
            del self.days[day]


def _apart(day: str, later: str) -> int:
    return date.fromisoformat(later).toordinal() - date.fromisoformat(day).toordinal()
