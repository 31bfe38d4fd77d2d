"""The seat says hangUp, in every situation: what is on hold stays there."""

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
        seats: anna=TALKING
    """,
    scenes.ringing_for_consultation: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=HOLDING ben=RINGING
        heard: anna<nobody k1<music:default
    """,
    scenes.in_consultation: """
        anna OnOffTalk 0 seat normal
        ben OnOffTalk 0 seat normal
        seats: anna=HOLDING ben=TALKING
        heard: anna<nobody k1<music:default
    """,
    scenes.in_consultation_outside: """
        anna OnOffTalk 0 seat normal
        seats: anna=HOLDING
        heard: anna<nobody k1<music:default
    """,
    scenes.inviting: """
        anna OnOffTalk 1 seat normal
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=TALKING ben=RINGING
    """,
    scenes.in_conference: """
        anna OnOffTalk 1 seat normal
        seats: anna=CONFERENCE ben=TALKING
        heard: ben<k1 k1<ben
    """,
    scenes.transferring: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=TALKING ben=RINGING
        heard: anna<k1 k1<anna
    """,
    scenes.transferring_outside: """
        anna OnDialFail cancelled
        seats: anna=TALKING
        heard: anna<k1 k1<anna
    """,
    scenes.own_phone_rings: """
        anna OnDialFail cancelled
        seats: anna=DIALING
    """,
    scenes.dialling_outside: """
        anna OnDialFail cancelled
        seats: anna=DIALING
    """,
    scenes.talking_outside: """
        anna OnOffTalk 0 seat normal
        seats: anna=TALKING
    """,
    scenes.dialling_a_seat: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=DIALING ben=RINGING
    """,
    scenes.talking_inside: """
        anna OnOffTalk 0 seat normal
        ben OnOffTalk 0 seat normal
        seats: anna=TALKING ben=TALKING
    """,
    scenes.listening: """
        anna OnOffTalk 1 seat normal
        seats: anna=TALKING vera=MONITORING
        heard: vera<nobody
    """,
    scenes.whispering: """
        anna OnOffTalk 1 seat normal
        seats: anna=TALKING vera=MONITORING
        heard: vera<nobody
    """,
    scenes.stepped_in: """
        anna OnOffTalk 1 seat normal
        seats: anna=CONFERENCE vera=CONFERENCE
        heard: vera<nobody
    """,
    scenes.intercepting: """
        anna OnOffTalk 1 seat normal
        seats: anna=TALKING vera=DIALING
    """,
}


def happens(play: Playbook) -> None:
    play.ask("anna", "hangUp")


@pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)
def test_the_seat_says_hang_up(scene: Callable[[], Playbook]) -> None:
    play = scene()
    happens(play)
    assert outcome(play) == dedent(CASES[scene]).strip()
    everybody_goes(play)
