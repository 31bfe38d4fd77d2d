"""The switch comes back and nothing is left, in every situation."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from callseat.domain.inputs import SwitchLost, SwitchSnapshot
from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, outcome

CASES: dict[Callable[[], Playbook], str] = {
    scenes.in_a_talk: """
        anna OnOffTalk 1 system switch_lost
        seats: anna=WORK
    """,
    scenes.on_hold: """
        anna OnOffTalk 1 system switch_lost
        seats: anna=WORK
    """,
    scenes.on_hold_and_on_the_hook: """
        anna OnOffTalk 1 system switch_lost
        seats: anna=WORK
    """,
    scenes.ringing_for_consultation: """
        anna OnOffTalk 1 system switch_lost
        ben OnRingEnd withdrawn
        anna OnDialFail switch_failed
        seats: anna=WORK
    """,
    scenes.in_consultation: """
        anna OnOffTalk 1 system switch_lost
        anna OnOffTalk 0 system switch_lost
        ben OnOffTalk 1 system switch_lost
        seats: anna=WORK
    """,
    scenes.in_consultation_outside: """
        anna OnOffTalk 1 system switch_lost
        anna OnOffTalk 0 system switch_lost
        seats: anna=WORK
    """,
    scenes.inviting: """
        ben OnRingEnd withdrawn
        anna OnOffTalk 1 system switch_lost
        anna OnDialFail switch_failed
        seats: anna=WORK
    """,
    scenes.in_conference: """
        anna OnOffTalk 1 system switch_lost
        ben OnOffTalk 1 system switch_lost
        seats: anna=WORK ben=WORK
    """,
    scenes.transferring: """
        ben OnRingEnd withdrawn
        anna OnOffTalk 1 system switch_lost
        anna OnDialFail switch_failed
        seats: anna=WORK
    """,
    scenes.transferring_outside: """
        anna OnOffTalk 1 system switch_lost
        anna OnDialFail switch_failed
        seats: anna=WORK
    """,
    scenes.let_go: """
        seats: anna=WORK
    """,
    scenes.own_phone_rings: """
        anna OnDialFail switch_failed
    """,
    scenes.dialling_outside: """
        anna OnDialFail switch_failed
    """,
    scenes.talking_outside: """
        anna OnOffTalk 0 system switch_lost
        seats: anna=WORK
    """,
    scenes.dialling_a_seat: """
        ben OnRingEnd withdrawn
        anna OnDialFail switch_failed
    """,
    scenes.talking_inside: """
        anna OnOffTalk 0 system switch_lost
        ben OnOffTalk 1 system switch_lost
    """,
    scenes.listening: """
        anna OnOffTalk 1 system switch_lost
        seats: anna=WORK
    """,
    scenes.whispering: """
        anna OnOffTalk 1 system switch_lost
        seats: anna=WORK
    """,
    scenes.stepped_in: """
        anna OnOffTalk 1 system switch_lost
        seats: anna=WORK
    """,
    scenes.intercepting: """
        anna OnOffTalk 1 system switch_lost
        seats: anna=WORK
    """,
}


def happens(play: Playbook) -> None:
    play.do(SwitchLost(play.now))
    play.do(SwitchSnapshot(play.now, (), (), ("1001", "1002", "1003", "1004", "1005")))


@pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)
def test_the_switch_began_anew(scene: Callable[[], Playbook]) -> None:
    play = scene()
    happens(play)
    assert outcome(play) == dedent(CASES[scene]).strip()
    everybody_goes(play)
