"""The server stops, in every situation: all are let go, and nobody is on duty."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from callseat.domain.inputs import Stopping
from callseat.domain.status import Status
from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, outcome

CASES: dict[Callable[[], Playbook], str] = {
    scenes.in_a_talk: """
        anna OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.on_hold: """
        anna OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.on_hold_and_on_the_hook: """
        anna OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.ringing_for_consultation: """
        anna OnOffTalk 1 system shutdown
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.in_consultation: """
        anna OnOffTalk 1 system shutdown
        anna OnOffTalk 0 system shutdown
        ben OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.in_consultation_outside: """
        anna OnOffTalk 1 system shutdown
        anna OnOffTalk 0 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.inviting: """
        ben OnRingEnd withdrawn
        anna OnOffTalk 1 system shutdown
        anna OnDialFail cancelled
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.in_conference: """
        anna OnOffTalk 1 system shutdown
        ben OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.transferring: """
        ben OnRingEnd withdrawn
        anna OnOffTalk 1 system shutdown
        anna OnDialFail cancelled
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.transferring_outside: """
        anna OnOffTalk 1 system shutdown
        anna OnDialFail cancelled
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.let_go: """
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.own_phone_rings: """
        anna OnDialFail cancelled
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.dialling_outside: """
        anna OnDialFail cancelled
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.talking_outside: """
        anna OnOffTalk 0 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.dialling_a_seat: """
        ben OnRingEnd withdrawn
        anna OnDialFail cancelled
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.talking_inside: """
        anna OnOffTalk 0 system shutdown
        ben OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.listening: """
        anna OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.whispering: """
        anna OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.stepped_in: """
        anna OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
    scenes.intercepting: """
        anna OnOffTalk 1 system shutdown
        seats: anna=OFFLINE ben=OFFLINE cleo=OFFLINE vera=OFFLINE wanda=OFFLINE
    """,
}


def happens(play: Playbook) -> None:
    play.do(Stopping(play.now))


@pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)
def test_the_server_stops(scene: Callable[[], Playbook]) -> None:
    play = scene()
    happens(play)
    assert outcome(play) == dedent(CASES[scene]).strip()
    everybody_goes(play)
    assert all(seat.base is Status.OFFLINE for seat in play.world.seats.values())
