"""What no call notices: the switch away for a moment, a server that drains, a phone that is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from callseat.domain import effects
from callseat.domain.inputs import (
    Draining,
    PhoneReachable,
    SwitchFailed,
    SwitchLost,
    SwitchSnapshot,
)
from tests.domain import scenes
from tests.domain.calls.test_stopping import CASES
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, heard, outcome, statuses

Scene = Callable[[], Playbook]
EVERYWHERE = pytest.mark.parametrize("scene", CASES, ids=lambda scene: scene.__name__)


@EVERYWHERE
def test_the_switch_is_away_for_a_moment_and_calls_live_on(scene: Scene) -> None:
    play = scene()
    before = heard(play)
    play.do(SwitchLost(play.now))
    legs, calls = tuple(play.world.legs), tuple(play.switch.calls)
    play.do(SwitchSnapshot(play.now, legs, calls, ("1001", "1002", "1003", "1004", "1005")))
    assert heard(play) == before
    assert not [e for e in play.effects if isinstance(e, effects.HangUp | effects.CloseCall)]
    everybody_goes(play)


@EVERYWHERE
def test_a_server_that_drains_lets_calls_go_on(scene: Scene) -> None:
    play = scene()
    before = outcome(play)
    play.do(Draining(play.now))
    assert outcome(play) == before
    everybody_goes(play)


@EVERYWHERE
def test_a_phone_whose_registration_is_lost_keeps_its_call(scene: Scene) -> None:
    play = scene()
    before, calls = heard(play), dict(play.world.calls)
    for extension in ("1001", "1002", "1003"):
        play.do(PhoneReachable(play.now, extension, reachable=False))
    assert (heard(play), play.world.calls) == (before, calls)
    assert {"ben=UNREACHABLE", "vera=UNREACHABLE"} & set(statuses(play).split())
    everybody_goes(play)


@pytest.mark.parametrize("who", ["anna", "ben"])
def test_one_too_many_who_cannot_be_joined_leaves_the_others_talking(who: str) -> None:
    play = scenes.in_conference()
    leg = scenes.leg_of(play, who)
    play.do(SwitchFailed(play.now, effects.Join(leg, scenes.call_of(play)), "refused"))
    scenes.end_leg(play, leg)
    other = {"anna": "ben", "ben": "anna"}[who]
    assert heard(play) == " ".join(sorted((f"{other}<k1", f"k1<{other}")))
    everybody_goes(play)
