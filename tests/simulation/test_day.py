"""A working day of 200 seats: eight hours with calls, rests and supervisors' hands.

Lived twice from the same seed, in two processes whose hashes differ: the same bytes. The books are
checked at its end. `python -m tests.simulation.test_day` prints the digest and the time it took.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from callseat.domain.effects import Effect, Save
from callseat.domain.inputs import Input
from callseat.domain.rows import RestRow, Row, SeatSessionRow, StatusIntervalRow
from callseat.domain.status import Status
from callseat.switch.simulated.settings import PhoneHabits, Reaction
from tests.domain.books import books_are_closed, rests_add_up
from tests.simulation import invariants
from tests.simulation.books import last_rows
from tests.simulation.life import Life, evening
from tests.simulation.town import START, Town, Weather

SEED, SEATS, HOURS = 2026, 200, 8
MINUTE = 60_000


class Day:
    """What is left of a day: its digest, and the rows that it saved."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.steps = self.refusals = self.effects = 0
        self.saved: list[Effect] = []
        self._checked = START

    def after_step(self, town: Town, given: Input, effects: list[Effect]) -> None:
        self.digest.update(repr(given).encode())
        self.digest.update(repr(effects).encode())
        self.steps += 1
        self.effects += len(effects)
        self.saved += [effect for effect in effects if isinstance(effect, Save)]
        town.journal.clear()
        town.effects.clear()
        if given.at >= self._checked + MINUTE:
            self._checked = given.at
            invariants.check(town, given, effects)
        invariants.no_rest_beyond_the_quota(town, given)

    def rows(self) -> list[Row]:
        return list(last_rows(self.saved).values())


def live() -> Day:
    town, day = Town(SEED, Weather(), SEATS, careful=False), Day()
    town.after_step = day.after_step
    for phone in town.network.desks.values():
        talk = town.random.choice([20_000, 60_000, 180_000])
        phone.habits = PhoneHabits(Reaction.ANSWER, delay=2_000, talk=talk)
    life = Life(town, START + HOURS * 60 * MINUTE, calls_every=2.0, acts_every=1.0)
    for user in town.users:
        life.ask(user, "login", user, "")
    town.run_until(START + HOURS * 60 * MINUTE)
    rests_add_up(town.world)
    evening(town)
    return day


@pytest.mark.timeout(300)
def test_a_day_of_two_hundred_seats_is_the_same_in_every_process() -> None:
    command = [sys.executable, "-m", "tests.simulation.test_day"]
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    elsewhere = subprocess.Popen(
        command,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        day = live()
        out, _ = elsewhere.communicate(timeout=240)
    finally:
        elsewhere.kill()
    assert out.split()[:1] == [day.digest.hexdigest()]
    rows = day.rows()
    books_are_closed(rows)
    sessions = [row for row in rows if isinstance(row, SeatSessionRow)]
    intervals = [row for row in rows if isinstance(row, StatusIntervalRow)]
    booked = sum(row.ended_at - row.began_at for row in intervals)
    assert booked == sum(row.logout_at - row.login_at for row in sessions)
    assert {user.user for user in sessions} == {f"user{number}" for number in range(SEATS)}
    rested = sum(i.ended_at - i.began_at for i in intervals if i.status == Status.REST)
    rests = [row for row in rows if isinstance(row, RestRow)]
    assert len(rests) > SEATS
    assert any(row.overtime_ms for row in rests)
    # What the phone was away for is a part of the rest, but not of its status.
    assert 0 < rested <= sum(row.ended_at - row.began_at for row in rests)


if __name__ == "__main__":
    began = time.perf_counter()
    lived = live()
    spent = time.perf_counter() - began
    print(
        lived.digest.hexdigest(), lived.steps, "inputs", lived.effects, "effects", f"{spent:.1f} s"
    )
