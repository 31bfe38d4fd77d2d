"""Without seats: who answers enters a flow, and may ask for one."""

from __future__ import annotations

from callseat.domain.dialer.campaign import CampaignMode
from callseat.domain.effects import Play
from callseat.domain.flow.flow import Attach, Choice, Enqueue, HangUp, Menu
from callseat.domain.inputs import DigitPressed, PlayEnded
from callseat.domain.notices import OnRing
from callseat.domain.world import Stage
from tests.domain.dialer.house import House, a_campaign, notices
from tests.domain.scenes import flow_of

TOLD = a_campaign(mode=CampaignMode.NOTIFICATION, flow="told", lines=2)
FLOW = flow_of(
    "told",
    menu=Menu((Choice("1", "keep"),), ("menu",), 5, 1, "bye"),
    keep=Attach(msg="chose 1 in ${lead_city}", next="seat"),
    seat=Enqueue("sales"),
    bye=HangUp(),
)


def told(leads: int = 3) -> House:
    return House(TOLD, leads=leads, flows=(FLOW,))


def test_numbers_are_dialled_without_a_seat_as_many_as_there_are_lines() -> None:
    play = told()
    assert len(play.dialled()) == 2
    play.ends(play.leg(0), 17)
    assert len(play.dialled()) == 3


def test_who_answers_hears_the_flow_and_may_ask_for_a_seat() -> None:
    play = told(1)
    play.auto("anna")
    leg = play.leg()
    play.answers(leg)
    (said,) = [effect for effect in play.everything if isinstance(effect, Play)]
    play.do(PlayEnded(play.now, said.play, leg, completed=True))
    play.do(DigitPressed(play.now, leg, "1"))
    play.seat_answers("anna")
    (ring,) = notices(play, OnRing)
    assert (ring.iCallType, ring.msg) == ("3", "chose 1 in Wuhan")
    assert (ring.campaign, ring.lead) == ("spring", "L1")
    play.hangs_up(leg)
    assert play.store.outcomes() == {"L1": "answered"}
    assert play.store.attempts[leg].user == "anna"


def test_who_only_listens_is_done() -> None:
    play = told(1)
    play.answers(play.leg())
    play.ends(play.leg())
    assert play.outcomes() == ["answered"]


def test_who_waits_for_a_seat_waits_as_every_caller() -> None:
    play = told(1)
    leg = play.leg()
    play.answers(leg)
    said = next(effect for effect in play.everything if isinstance(effect, Play))
    play.do(PlayEnded(play.now, said.play, leg, completed=True))
    play.do(DigitPressed(play.now, leg, "1"))
    play.passes(60)
    assert play.world.contacts[play.world.legs[leg].contact].stage is Stage.WAITING
    play.auto("anna")
    play.seat_answers("anna")
    assert play.world.legs[leg].call


def test_without_its_flow_nothing_is_dialled() -> None:
    assert not House(TOLD, leads=1).dialled()
