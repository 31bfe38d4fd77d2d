"""What came of a simulated day."""

from __future__ import annotations

from dataclasses import dataclass, field

SLICE = 900_000  # ms: what is plotted is counted in quarters of an hour


@dataclass(slots=True)
class Figures:
    """Counts, and sums in ms: of all, and by slice of the day."""

    seats: int
    length: int
    dialled: int = 0
    answered: int = 0
    abandoned: int = 0
    over: int = 0  # how often more were abandoned than the cap allows, at that moment
    busy: int = 0
    idle: int = 0
    idles: int = 0  # how often a seat waited for a call
    busy_in: list[int] = field(default_factory=list)
    answered_in: list[int] = field(default_factory=list)
    abandoned_in: list[int] = field(default_factory=list)
    idle_in: list[int] = field(default_factory=list)
    idles_in: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        slices = -(-self.length // SLICE)
        for name in ("busy_in", "answered_in", "abandoned_in", "idle_in", "idles_in"):
            setattr(self, name, [0] * slices)

    @property
    def utilisation(self) -> float:
        """The share of the seats' time that was spent on calls, wrap-up included."""
        return self.busy / (self.seats * self.length)

    @property
    def lost(self) -> float:
        """The share of answered calls that were abandoned."""
        return self.abandoned / max(1, self.answered)

    @property
    def mean_idle(self) -> float:
        """Seconds that a seat waited for its next call."""
        return self.idle / max(1, self.idles) / 1000

    def settled(self, at: int, abandoned: bool, cap: int) -> None:
        self.answered += 1
        self.abandoned += abandoned
        self.over += self.abandoned * 10_000 > cap * self.answered
        slot = min(at // SLICE, len(self.busy_in) - 1)
        self.answered_in[slot] += 1
        self.abandoned_in[slot] += abandoned

    def served(self, begin: int, end: int) -> None:
        """A seat was busy for so long; what is after the day's end does not count."""
        end = min(end, self.length)
        self.busy += max(0, end - begin)
        for slot in range(begin // SLICE, -(-end // SLICE)):
            self.busy_in[slot] += min(end, (slot + 1) * SLICE) - max(begin, slot * SLICE)

    def waited(self, begin: int, end: int) -> None:
        """A seat was free for so long, until a call came or the day was over."""
        self.idle += end - begin
        self.idles += 1
        slot = min(end // SLICE, len(self.idle_in) - 1)
        self.idle_in[slot] += end - begin
        self.idles_in[slot] += 1
