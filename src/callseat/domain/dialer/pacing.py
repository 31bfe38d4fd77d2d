"""How many numbers to dial now, for a predictive campaign.

Let A be the answers to be expected of the lines that ring, and s the seats that are free. The best
policy of the exact model (`benchmarks/dialler.py`) is nearly a straight line: dial while
A <= c (s - 0.6). The slope c stands for the price of an abandoned call. It grows with the number of
seats that become free while a call rings, for then a surplus is taken sooner; and it goes by the
credit, which is what may still be abandoned under the cap: each answer adds to it, each abandonment
takes from it. So what the cap allows is spent, evenly, whatever the model is wrong about. Some
credit is kept, because the hard limit asks what happens if all that rings is answered at once: with
none left only as many lines as free seats may ring. Times are milliseconds since the epoch.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from callseat.domain.dialer.model import Chance, Spell

TICK = 2000  # how old the sum over the lines may be
LOOK = 6000  # and that over the seats, which changes more slowly

# Fitted to the exact optimum at 5 to 100 seats, 10 to 60 % answers, 60 to 600 s handling:
IDLE = 0.6  # seats kept free for chance
SLOPE = 0.65  # of a few seats at a cap of 3 %
STEEPER = 0.145  # for each seat that becomes free while a call rings

# Tried in simulation (docs/adr/0015-pacing.md); half of each changes little:
RESERVE = 2.0  # credit kept, in lines that usually ring beyond the free seats
GAIN = 0.5  # how far the slope goes with the credit
SOON = 0.3  # what a seat counts that is about to become free, above the usual
EVEN = 300  # readings over which the usual is averaged


def _spell(width: int, mean: int, chance: float = 1.0) -> Spell:
    return Spell(width, mean, Chance(400, chance))


@dataclass(slots=True)
class Pacer:
    """One campaign's. It is told what happens, and asked whenever that may change its answer.

    An attempt is `dialled`, then either `answered` or `ended`. `talk_began`, `talk_ended` and
    `freed` are the seat's; without wrap-up the last one is enough.
    """

    ring: Spell = field(default_factory=lambda: _spell(2_000, 15_000, 0.4))
    talk: Spell = field(default_factory=lambda: _spell(20_000, 180_000))
    wrap_up: Spell = field(default_factory=lambda: _spell(2_000, 15_000))
    handling: Spell = field(default_factory=lambda: _spell(20_000, 180_000))
    ringing: dict[str, int] = field(default_factory=dict)  # attempts, since when
    busy: dict[str, int] = field(default_factory=dict)  # seats, since when
    wrapping: dict[str, int] = field(default_factory=dict)  # those in wrap-up, since when
    expected: float = 0.0  # A
    summed_at: int = 0
    looked_at: int = 0
    soon: float = 0.0  # seats that become free while a call rings
    usual: float = 0.0  # the same, on average
    beyond: float = 1.0  # lines that are wanted beyond the free seats, on average

    def dialled(self, attempt: str, at: int) -> None:
        self.ringing[attempt] = at
        self.expected += self.ring.chance(0)

    def answered(self, attempt: str, at: int, human: bool) -> None:
        """`human`: False for a machine that no seat is needed for."""
        self._settled(attempt, at, human)

    def ended(self, attempt: str, at: int) -> None:
        """It was not answered, or was cancelled."""
        self._settled(attempt, at, False)

    def talk_began(self, user: str, at: int) -> None:
        self.busy[user] = at
        self.wrapping.pop(user, None)

    def talk_ended(self, user: str, at: int) -> None:
        """Its wrap-up begins."""
        began = self.busy.get(user)
        if began is not None and user not in self.wrapping:
            self.wrapping[user] = at
            self.talk.observe(at - began)

    def freed(self, user: str, at: int) -> None:
        """Its wrap-up is over, or it left."""
        self.talk_ended(user, at)
        began = self.busy.pop(user, None)
        wrapped = self.wrapping.pop(user, at)
        if began is not None:
            self.handling.observe(at - began)
        if wrapped < at:
            self.wrap_up.observe(at - wrapped)

    def wanted(self, now: int, free: int, busy: int, in_air: int, room: int) -> int:
        """How many to dial now, 0 or more.

        `free`: seats that wait for this campaign's calls; `busy`: those that serve them; `in_air`:
        calls that are not settled (see `cap`); `room`: how many the cap lets be added (`Cap.room`).
        As many lines as there are free seats cost nothing, whatever the model says.
        """
        if room <= 0:
            return 0
        self._sum(now)
        answer = self.ring.chance(0)
        slope = self._slope(busy, room + in_air - free)
        seats = free + SOON * (self.soon - self.usual) - IDLE
        unheard = max(0, in_air - len(self.ringing))  # being written down, or waiting for a seat
        expected = self.expected + answer * unheard
        more = max(0, int((slope * seats + answer / 2 - expected) / answer))
        self.beyond += (max(0, in_air + more - free) - self.beyond) / EVEN
        return max(0, min(room, max(more, free - in_air)))

    def wake(self, now: int) -> int | None:
        """When to be asked again at the latest: expectations change with time alone."""
        return now + TICK if self.ringing or self.busy else None

    def _slope(self, busy: int, credit: float) -> float:
        """`credit`: how many lines may ring beyond the free seats."""
        plain = SLOPE + STEEPER * busy * self.ring.mean / self.handling.mean
        reserve = 1 + RESERVE * self.beyond
        return plain * max(0.3, min(2.0, 1 + GAIN * (credit - reserve) / reserve))

    def _settled(self, attempt: str, at: int, success: bool) -> None:
        since = self.ringing.pop(attempt, None)
        if since is not None:
            self.expected = max(0.0, self.expected - self.ring.chance(at - since))
            self.ring.observe(at - since, success=success)

    def _sum(self, now: int) -> None:
        """Over all lines and seats, once in a while: between, it is kept up by events."""
        if now - self.summed_at >= TICK:
            self.summed_at = now
            chance = self.ring.chance
            self.expected = sum(chance(now - since) for since in self.ringing.values())
        if now - self.looked_at >= LOOK:
            self.looked_at = now
            self.soon = self._freed_within(now, self.ring.mean)
            self.usual += (self.soon - self.usual) / EVEN

    def _freed_within(self, now: int, horizon: float) -> float:
        """How many seats, on average. Who still talks has the wrap-up before it."""
        wrap_up = max(0.0, self.handling.mean - self.talk.mean)
        talks, wraps = self.talk.ends_within, self.wrap_up.ends_within
        return sum(
            wraps(now - self.wrapping[user], horizon)
            if user in self.wrapping
            else talks(now - since, max(0.0, horizon - wrap_up))
            for user, since in self.busy.items()
        )
