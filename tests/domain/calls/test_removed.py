"""The account of a seat is removed, in every situation: it goes when its last call is over."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from callseat.domain.inputs import DirectoryLoaded
from tests.domain import scenes
from tests.domain.playbook import Playbook, a_directory
from tests.domain.sight import everybody_goes, outcome

CASES: dict[Callable[[], Playbook], str] = {
    scenes.in_a_talk: """
        anna OnOffTalk 1 seat normal
    """,
    scenes.on_hold: """
        anna OnOffTalk 1 system seat_gone
        seats: ben=RINGING
        heard: k1<music:default
    """,
    scenes.on_hold_and_on_the_hook: """
        anna OnOffTalk 1 system seat_gone
        seats: ben=RINGING
        heard: k1<music:default
    """,
    scenes.ringing_for_consultation: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        anna OnOffTalk 1 system seat_gone
        seats: ben=RINGING cleo=RINGING
        heard: k1<music:default
    """,
    scenes.in_consultation: """
        anna OnOffTalk 0 seat normal
        ben OnOffTalk 0 seat normal
        anna OnOffTalk 1 system seat_gone
        seats: ben=TALKING cleo=RINGING
        heard: k1<music:default
    """,
    scenes.in_consultation_outside: """
        anna OnOffTalk 0 seat normal
        anna OnOffTalk 1 system seat_gone
        seats: ben=RINGING
        heard: k1<music:default
    """,
    scenes.inviting: """
        anna OnOffTalk 1 seat normal
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: ben=RINGING
    """,
    scenes.in_conference: """
        anna OnOffTalk 1 seat normal
        seats: ben=TALKING
        heard: ben<k1 k1<ben
    """,
    scenes.transferring: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        anna OnOffTalk 1 system seat_gone
        seats: ben=RINGING cleo=RINGING
        heard: k1<music:default
    """,
    scenes.transferring_outside: """
        anna OnDialFail cancelled
        anna OnOffTalk 1 system seat_gone
        seats: ben=RINGING
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
        seats: vera=MONITORING
    """,
    scenes.whispering: """
        anna OnOffTalk 1 seat normal
        seats: vera=MONITORING
    """,
    scenes.stepped_in: """
        anna OnOffTalk 1 seat normal
        seats: vera=CONFERENCE
    """,
    scenes.intercepting: """
        anna OnOffTalk 1 seat normal
        seats: vera=DIALING
    """,
}


def happens(play: Playbook) -> None:
    leg = scenes.leg_of(play, "anna")
    left = a_directory(accounts=scenes.TEAM[1:], trunks=("city",))
    play.do(DirectoryLoaded(play.now, left))
    if leg:
        assert play.world.seats["anna"].removed
        scenes.end_leg(play, leg)


@pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)
def test_the_account_is_removed(scene: Callable[[], Playbook]) -> None:
    play = scene()
    happens(play)
    assert outcome(play) == dedent(CASES[scene]).strip()
    everybody_goes(play)
    assert "anna" not in play.world.seats
