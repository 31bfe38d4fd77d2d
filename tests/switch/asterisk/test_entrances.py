"""What is ordered for a leg that is being made waits for it."""

from callseat.domain.effects import HangUp, Join
from callseat.switch.asterisk.entrances import Entrances


def test_the_lane_of_a_leg_that_is_being_made_waits_and_no_other():
    entrances = Entrances()
    entrances.begin("o-1", "k1")
    assert entrances.must_wait(Join("o-1", "b-1"), "k1")
    assert entrances.must_wait(HangUp("o-1"), "k1")
    assert not entrances.must_wait(HangUp("k2"), "k2")
    assert entrances.over("o-1") == [Join("o-1", "b-1"), HangUp("o-1")]
    assert not entrances.must_wait(HangUp("o-1"), "k1")
    assert entrances.over("o-1") == []


def test_when_the_connection_is_lost_nothing_waits_any_more():
    entrances = Entrances()
    entrances.begin("o-1", "o-1")
    entrances.begin("o-2", "o-2")
    entrances.must_wait(HangUp("o-1"), "o-1")
    entrances.must_wait(HangUp("o-2"), "o-2")
    assert entrances.all_over() == [HangUp("o-1"), HangUp("o-2")]
    assert not entrances.must_wait(HangUp("o-1"), "o-1")
