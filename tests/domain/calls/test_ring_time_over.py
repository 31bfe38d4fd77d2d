"""Nobody answers: the ring time is over."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, outcome

CASES: dict[Callable[[], Playbook], str] = {
    scenes.ringing_for_consultation: """
        ben OnRingEnd missed
        anna OnNoAnswer
        seats: anna=HOLDING ben=RINGING
        heard: anna<nobody k1<music:default
    """,
    scenes.inviting: """
        ben OnRingEnd missed
        anna OnNoAnswer
        seats: anna=TALKING ben=RINGING
        heard: anna<k1 k1<anna
    """,
    scenes.transferring: """
        ben OnRingEnd missed
        anna OnNoAnswer
        seats: anna=TALKING ben=RINGING
        heard: anna<k1 k1<anna
    """,
    scenes.transferring_outside: """
        anna OnNoAnswer
        seats: anna=TALKING
        heard: anna<k1 k1<anna
    """,
    scenes.own_phone_rings: """
        anna OnNoAnswer
        seats: anna=DIALING
    """,
    scenes.dialling_outside: """
        anna OnNoAnswer
        seats: anna=DIALING
    """,
    scenes.dialling_a_seat: """
        ben OnRingEnd missed
        anna OnNoAnswer
        seats: anna=DIALING ben=RINGING
    """,
    scenes.intercepting: """
        seats: anna=TALKING vera=DIALING
        heard: anna<k1 k1<anna
    """,
}


def happens(play: Playbook) -> None:
    play.passes(61)


@pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)
def test_the_ring_time_is_over(scene: Callable[[], Playbook]) -> None:
    play = scene()
    happens(play)
    assert outcome(play) == dedent(CASES[scene]).strip()
    everybody_goes(play)
