"""Whom the seat called or invited hangs up, or puts a phone that rings down."""

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
        anna OnDialFail cancelled
        seats: anna=HOLDING
        heard: anna<nobody k1<music:default
    """,
    scenes.in_consultation: """
        ben OnOffTalk 1 seat normal
        anna OnOffTalk 1 seat normal
        seats: anna=HOLDING
        heard: anna<nobody k1<music:default
    """,
    scenes.in_consultation_outside: """
        anna OnOffTalk 1 customer normal
        seats: anna=HOLDING
        heard: anna<nobody k1<music:default
    """,
    scenes.inviting: """
        ben OnRingEnd missed
        anna OnDialFail cancelled
        seats: anna=TALKING
        heard: anna<k1 k1<anna
    """,
    scenes.in_conference: """
        ben OnOffTalk 1 seat normal
        seats: anna=TALKING ben=WORK
        heard: anna<k1 k1<anna
    """,
    scenes.transferring: """
        ben OnRingEnd missed
        anna OnDialFail cancelled
        seats: anna=TALKING
        heard: anna<k1 k1<anna
    """,
    scenes.transferring_outside: """
        anna OnDialFail cancelled
        seats: anna=TALKING
        heard: anna<k1 k1<anna
    """,
    scenes.let_go: """
        seats: anna=WORK
    """,
    scenes.dialling_outside: """
        anna OnDialFail cancelled
        seats: anna=DIALING
    """,
    scenes.talking_outside: """
        anna OnOffTalk 1 customer normal
        seats: anna=TALKING
    """,
    scenes.dialling_a_seat: """
        ben OnRingEnd missed
        anna OnDialFail cancelled
        seats: anna=DIALING
    """,
    scenes.talking_inside: """
        ben OnOffTalk 1 seat normal
        anna OnOffTalk 1 seat normal
        seats: anna=TALKING
    """,
}


def happens(play: Playbook) -> None:
    leg = scenes.leg_of(play, "ben") or scenes.newest_leg(play)
    scenes.end_leg(play, leg)


@pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)
def test_the_other_side_hangs_up(scene: Callable[[], Playbook]) -> None:
    play = scene()
    happens(play)
    assert outcome(play) == dedent(CASES[scene]).strip()
    everybody_goes(play)
