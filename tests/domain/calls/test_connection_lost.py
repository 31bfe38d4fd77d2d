"""The client's connection is lost for good, in every situation: calls go on to their end."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from callseat.domain.inputs import ConnectionLost, TimerFired
from callseat.domain.status import Status
from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, outcome

CASES: dict[Callable[[], Playbook], str] = {
    scenes.in_a_talk: """
        anna OnOffTalk 1 seat normal
        seats: anna=OFFLINE
    """,
    scenes.on_hold: """
        anna OnOffTalk 1 system seat_gone
        seats: anna=OFFLINE ben=RINGING
        heard: k1<music:default
    """,
    scenes.on_hold_and_on_the_hook: """
        anna OnOffTalk 1 system seat_gone
        seats: anna=OFFLINE ben=RINGING
        heard: k1<music:default
    """,
    scenes.ringing_for_consultation: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        anna OnOffTalk 1 system seat_gone
        seats: anna=OFFLINE ben=RINGING cleo=RINGING
        heard: k1<music:default
    """,
    scenes.in_consultation: """
        anna OnOffTalk 0 seat normal
        ben OnOffTalk 0 seat normal
        anna OnOffTalk 1 system seat_gone
        seats: anna=OFFLINE ben=TALKING cleo=RINGING
        heard: k1<music:default
    """,
    scenes.in_consultation_outside: """
        anna OnOffTalk 0 seat normal
        anna OnOffTalk 1 system seat_gone
        seats: anna=OFFLINE ben=RINGING
        heard: k1<music:default
    """,
    scenes.inviting: """
        anna OnOffTalk 1 seat normal
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=OFFLINE ben=RINGING
    """,
    scenes.in_conference: """
        anna OnOffTalk 1 seat normal
        seats: anna=OFFLINE ben=TALKING
        heard: ben<k1 k1<ben
    """,
    scenes.transferring: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        anna OnOffTalk 1 system seat_gone
        seats: anna=OFFLINE ben=RINGING cleo=RINGING
        heard: k1<music:default
    """,
    scenes.transferring_outside: """
        anna OnDialFail cancelled
        anna OnOffTalk 1 system seat_gone
        seats: anna=OFFLINE ben=RINGING
        heard: k1<music:default
    """,
    scenes.own_phone_rings: """
        anna OnNoAnswer
        seats: anna=OFFLINE
    """,
    scenes.dialling_outside: """
        anna OnDialFail cancelled
        seats: anna=OFFLINE
    """,
    scenes.talking_outside: """
        anna OnOffTalk 0 seat normal
        seats: anna=OFFLINE
    """,
    scenes.dialling_a_seat: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=OFFLINE ben=RINGING
    """,
    scenes.talking_inside: """
        anna OnOffTalk 0 seat normal
        ben OnOffTalk 0 seat normal
        seats: anna=OFFLINE ben=TALKING
    """,
    scenes.listening: """
        anna OnOffTalk 1 seat normal
        seats: anna=OFFLINE vera=MONITORING
    """,
    scenes.whispering: """
        anna OnOffTalk 1 seat normal
        seats: anna=OFFLINE vera=MONITORING
    """,
    scenes.stepped_in: """
        anna OnOffTalk 1 seat normal
        seats: anna=OFFLINE vera=CONFERENCE
    """,
    scenes.intercepting: """
        anna OnOffTalk 1 seat normal
        seats: anna=OFFLINE vera=DIALING
    """,
}


def happens(play: Playbook) -> None:
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    calls, leg = outcome(play), scenes.leg_of(play, "anna")
    key = "grace:anna"
    timer = play.timers.pop(key)[1]
    play.do(TimerFired(play.now, key, timer))
    if leg:
        assert outcome(play) == calls, "the call is not touched"
        scenes.end_leg(play, leg)


@pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)
def test_the_connection_is_lost_for_good(scene: Callable[[], Playbook]) -> None:
    play = scene()
    happens(play)
    assert outcome(play) == dedent(CASES[scene]).strip()
    everybody_goes(play)
    assert play.world.seats["anna"].base is Status.OFFLINE
