"""The seat puts its phone down, in every situation: what is on hold stays there."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, outcome

CASES: dict[Callable[[], Playbook], str] = {
    scenes.in_a_talk: """
        anna OnOffTalk 1 seat normal
        seats: anna=WORK
    """,
    scenes.on_hold: """
        seats: anna=HOLDING
        heard: k1<music:default
    """,
    scenes.ringing_for_consultation: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=HOLDING ben=RINGING
        heard: k1<music:default
    """,
    scenes.in_consultation: """
        anna OnOffTalk 0 seat normal
        ben OnOffTalk 0 seat normal
        seats: anna=HOLDING ben=TALKING
        heard: k1<music:default
    """,
    scenes.in_consultation_outside: """
        anna OnOffTalk 0 seat normal
        seats: anna=HOLDING
        heard: k1<music:default
    """,
    scenes.inviting: """
        anna OnOffTalk 1 seat normal
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=WORK ben=RINGING
    """,
    scenes.in_conference: """
        anna OnOffTalk 1 seat normal
        seats: anna=WORK ben=TALKING
        heard: ben<k1 k1<ben
    """,
    scenes.transferring: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=HOLDING ben=RINGING
        heard: k1<music:default
    """,
    scenes.transferring_outside: """
        anna OnDialFail cancelled
        seats: anna=HOLDING
        heard: k1<music:default
    """,
    scenes.own_phone_rings: """
        anna OnNoAnswer
    """,
    scenes.dialling_outside: """
        anna OnDialFail cancelled
    """,
    scenes.talking_outside: """
        anna OnOffTalk 0 seat normal
        seats: anna=WORK
    """,
    scenes.dialling_a_seat: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: ben=RINGING
    """,
    scenes.talking_inside: """
        anna OnOffTalk 0 seat normal
        ben OnOffTalk 0 seat normal
        seats: ben=TALKING
    """,
    scenes.listening: """
        anna OnOffTalk 1 seat normal
        seats: anna=WORK vera=MONITORING
    """,
    scenes.whispering: """
        anna OnOffTalk 1 seat normal
        seats: anna=WORK vera=MONITORING
    """,
    scenes.stepped_in: """
        anna OnOffTalk 1 seat normal
        seats: anna=WORK vera=CONFERENCE
    """,
    scenes.intercepting: """
        anna OnOffTalk 1 seat normal
        seats: anna=WORK vera=DIALING
    """,
}


def happens(play: Playbook) -> None:
    scenes.hang_up_phone(play, "anna")


@pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)
def test_the_seat_puts_its_phone_down(scene: Callable[[], Playbook]) -> None:
    play = scene()
    happens(play)
    assert outcome(play) == dedent(CASES[scene]).strip()
    everybody_goes(play)
