"""A seat's phone dials by itself."""

from __future__ import annotations

from callseat.domain.inputs import PhoneDialled
from tests.domain.scenes import opened


def test_it_hears_a_refusal() -> None:
    play = opened("anna")
    play.do(PhoneDialled(play.now, "p1", "1001", "13800138000"))
    play.wants("HangUp leg=p1 reason=rejected")
    assert play.world.legs == {}
