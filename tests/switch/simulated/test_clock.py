"""The clock moves only when told, and repeats itself exactly."""

from __future__ import annotations

import time

from callseat.switch.simulated.clock import Clock, wall_clock


def test_alarms_ring_in_the_order_of_their_time_then_of_their_setting() -> None:
    clock, rung = Clock(100), []
    clock.at(300, lambda: rung.append("third"))
    clock.at(200, lambda: rung.append("first"))
    clock.at(200, lambda: rung.append("second"))
    clock.advance_to(299)
    assert rung == ["first", "second"]
    assert clock.now == 299
    clock.advance_to(300)
    assert rung == ["first", "second", "third"]


def test_a_cancelled_alarm_does_not_ring_and_is_not_waited_for() -> None:
    clock, rung = Clock(), []
    clock.at(10, lambda: rung.append("never")).cancel()
    assert clock.next_due() is None
    assert not clock.step()
    assert not rung


def test_an_alarm_may_set_another() -> None:
    clock, rung = Clock(), []

    def again() -> None:
        clock.after(5, lambda: rung.append(clock.now))

    clock.after(5, again)
    clock.run_until_idle()
    assert rung == [10]


def test_an_alarm_of_the_past_rings_at_once_and_time_does_not_go_back() -> None:
    clock, rung = Clock(1000), []
    clock.at(1, lambda: rung.append(clock.now))
    clock.step()
    assert rung == [1000]


def test_the_wall_clock_is_the_time_of_day() -> None:
    assert abs(wall_clock().now - time.time() * 1000) < 1000
