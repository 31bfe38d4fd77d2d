"""The call centre whose decisions are timed stays what it is, and each decision is one."""

from __future__ import annotations

from benchmarks.routing import BUSY, FREED, JOINS, KINDS, QUIET, WAITS, Centre

from callseat.domain.effects import DialPhone
from callseat.domain.inputs import CallArrived, Input, LegEnded


class Watched(Centre):
    """Notes what was timed, and whether a seat was chosen."""

    def timed(self, given: Input) -> float:
        effects = self.do(given)
        self.seen.append((type(given), any(isinstance(one, DialPhone) for one in effects)))
        return 1.0

    def __init__(self, seats: int, waiting: int) -> None:
        self.seen: list[tuple[type[Input], bool]] = []
        super().__init__(seats, waiting)


def test_a_centre_has_half_its_seats_in_talks_and_so_many_callers_waiting() -> None:
    centre = Watched(60, 20)
    assert (len(centre.talks), centre.waiting()) == (30, 20)
    lines = centre.world.lines
    assert all(lines[str(queue)].waiting and not lines[str(queue)].ready for queue in BUSY)
    assert all(lines[str(queue)].ready and not lines[str(queue)].waiting for queue in QUIET)


def test_each_kind_of_decision_is_what_it_is_called() -> None:
    centre = Watched(60, 20)
    centre.seen.clear()
    readings: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _ in range(100):
        centre.live(readings)
        assert (len(centre.talks), centre.waiting()) == (30, 20)
    chosen = {JOINS: (CallArrived, True), FREED: (LegEnded, True), WAITS: (CallArrived, False)}
    in_turn = [chosen[JOINS], (LegEnded, False), chosen[FREED], chosen[WAITS]]
    assert centre.seen == in_turn * 100
    assert {kind: len(times) for kind, times in readings.items()} == dict.fromkeys(KINDS, 100)
