"""The customer hangs up, in every situation."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, outcome

CASES: dict[Callable[[], Playbook], str] = {
    scenes.in_a_talk: """
        anna OnOffTalk 0 customer normal
        seats: anna=TALKING
    """,
    scenes.on_hold: """
        anna OnOffTalk 0 customer normal
        seats: anna=HOLDING
    """,
    scenes.on_hold_and_on_the_hook: """
        anna OnOffTalk 0 customer normal
        seats: anna=WORK
    """,
    scenes.ringing_for_consultation: """
        anna OnOffTalk 0 customer normal
        seats: anna=DIALING ben=RINGING
        heard: anna<music:ringback
    """,
    scenes.in_consultation: """
        anna OnOffTalk 0 customer normal
        seats: anna=TALKING ben=TALKING
        heard: anna<ben ben<anna
    """,
    scenes.in_consultation_outside: """
        anna OnOffTalk 0 customer normal
        seats: anna=TALKING
        heard: anna<friend friend<anna
    """,
    scenes.inviting: """
        ben OnRingEnd withdrawn
        anna OnOffTalk 0 customer normal
        anna OnDialFail cancelled
        seats: anna=TALKING ben=RINGING
    """,
    scenes.in_conference: """
        seats: anna=TALKING ben=TALKING
        heard: anna<ben ben<anna
    """,
    scenes.transferring: """
        ben OnRingEnd withdrawn
        anna OnOffTalk 0 customer normal
        anna OnDialFail cancelled
        seats: anna=DIALING ben=RINGING
    """,
    scenes.transferring_outside: """
        anna OnOffTalk 0 customer normal
        anna OnDialFail cancelled
        seats: anna=DIALING
    """,
    scenes.let_go: """
        seats: anna=WORK
    """,
    scenes.listening: """
        anna OnOffTalk 0 customer normal
        seats: anna=TALKING vera=MONITORING
        heard: vera<nobody
    """,
    scenes.whispering: """
        anna OnOffTalk 0 customer normal
        seats: anna=TALKING vera=MONITORING
        heard: vera<nobody
    """,
    scenes.stepped_in: """
        anna OnOffTalk 0 customer normal
        seats: anna=CONFERENCE vera=CONFERENCE
        heard: vera<nobody
    """,
    scenes.intercepting: """
        anna OnOffTalk 0 customer normal
        seats: anna=TALKING vera=DIALING
    """,
}


def happens(play: Playbook) -> None:
    scenes.end_leg(play, "k1")


@pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)
def test_the_customer_hangs_up(scene: Callable[[], Playbook]) -> None:
    play = scene()
    happens(play)
    assert outcome(play) == dedent(CASES[scene]).strip()
    everybody_goes(play)
