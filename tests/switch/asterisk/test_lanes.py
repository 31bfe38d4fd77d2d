"""What belongs together keeps one order."""

from callseat.domain.effects import (
    Answer,
    CloseCall,
    DialOutside,
    DialPhone,
    HangUp,
    Join,
    OpenCall,
    PlayToCall,
    StartMusic,
    Tap,
)
from callseat.switch.asterisk.lanes import Lanes


def test_legs_and_calls_beside_a_leg_share_its_lane():
    lanes = Lanes()
    lane = lanes.of(Answer("k1"))
    assert lanes.of(DialPhone("l-1", "1001", "138", beside="k1")) == lane
    assert lanes.of(OpenCall("b-1", beside="l-1")) == lane
    assert lanes.of(Join("k1", "b-1")) == lane
    assert lanes.of(HangUp("l-1")) == lane
    assert lanes.of(DialOutside("o-1", "city", "139", "4001", beside="b-1")) == lane
    assert lanes.of(Tap("w-1", "l-1")) == lane
    assert lanes.of(PlayToCall("p-1", "b-1", ())) == lane
    assert lanes.of(CloseCall("b-1")) == lane


def test_strangers_have_lanes_of_their_own():
    lanes = Lanes()
    assert lanes.of(StartMusic("k1")) != lanes.of(StartMusic("k2"))
    assert lanes.of(DialPhone("l-1", "1001", "138")) == "l-1"


def test_what_is_gone_is_forgotten():
    lanes = Lanes()
    lanes.of(DialPhone("l-1", "1001", "138", beside="k1"))
    lanes.forget("l-1")
    assert lanes.of(HangUp("l-1")) == "l-1"
