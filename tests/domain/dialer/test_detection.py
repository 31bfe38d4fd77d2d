"""What answered is a person or a machine: until that is known, nobody is connected."""

from __future__ import annotations

import pytest

from callseat.domain.dialer.campaign import Detection
from callseat.domain.effects import Detect, HangUp, Play
from callseat.domain.flow import flow
from callseat.domain.inputs import MachineHeard, PlayEnded, SwitchFailed
from tests.domain.dialer.house import House, a_campaign
from tests.domain.scenes import flow_of


def answered(machine: str = "hang_up") -> House:
    campaign = a_campaign(detection=Detection(machine=machine), flow="message")
    play = House(campaign, leads=1, flows=(flow_of("message", say=flow.Play(("hello",))),))
    play.auto("anna")
    play.answers(play.leg())
    return play


def heard(play: House, verdict: str) -> None:
    play.now += 1500
    play.do(MachineHeard(play.now, play.leg(), verdict, "why"))


def test_the_switch_is_asked_to_listen() -> None:
    play = answered()
    assert Detect(play.leg(), Detection()) in play.effects
    assert not play.world.seats["anna"].leg


@pytest.mark.parametrize("verdict", ["human", "unsure"])
def test_a_person_gets_a_seat_and_the_verdict_is_kept(verdict: str) -> None:
    play = answered()
    heard(play, verdict)
    play.seat_answers("anna")
    row = play.store.attempts[play.leg()]
    assert (row.outcome, row.verdict, row.cause) == ("answered", verdict, "why")


def test_the_time_to_connect_runs_from_the_answer() -> None:
    play = answered()
    heard(play, "human")
    play.passes(0.5)
    assert play.outcomes() == ["abandoned"]


def test_a_machine_is_hung_up() -> None:
    play = answered()
    heard(play, "machine")
    assert HangUp(play.leg()) in play.effects
    row = play.store.attempts[play.leg()]
    assert (row.outcome, row.verdict, row.day) == ("machine", "machine", "")
    assert play.store.outcomes() == {"L1": "machine"}


def test_a_machine_is_told_a_message() -> None:
    play = answered("message")
    leg = play.leg()
    heard(play, "machine")
    (said,) = [effect for effect in play.effects if isinstance(effect, Play)]
    assert said.sounds == ("hello",)
    assert not play.world.seats["anna"].leg
    play.do(PlayEnded(play.now, said.play, leg, completed=True))
    assert HangUp(leg) in play.effects
    assert play.outcomes() == ["machine"]


def test_a_machine_is_connected_where_that_is_wanted() -> None:
    play = answered("connect")
    heard(play, "machine")
    assert play.world.seats["anna"].leg


def test_no_verdict_comes_so_it_is_a_person() -> None:
    play = answered()
    play.passes(7)
    assert play.store.attempts[play.leg()].verdict == "unsure"


def test_who_hangs_up_before_was_not_reached() -> None:
    play = answered()
    play.ends(play.leg())
    row = play.store.attempts[play.leg()]
    assert (row.outcome, row.day) == ("failed", "")


@pytest.mark.parametrize(("reason", "seats"), [("refused", True), ("not_found", False)])
def test_the_switch_can_not_listen(reason: str, seats: bool) -> None:
    """A person, then; unless the leg is just hanging up."""
    play = answered()
    play.do(SwitchFailed(play.now, Detect(play.leg(), Detection()), reason))
    assert bool(play.world.seats["anna"].leg) is seats
    assert (HangUp(play.leg()) in play.effects) is not seats
