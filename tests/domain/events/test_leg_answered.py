"""The answer, and what may cross it."""

from __future__ import annotations

import pytest

from callseat.domain.inputs import LegAnswered, LegProgress, LegRinging
from callseat.domain.status import Status
from tests.domain.scenes import (
    call_in,
    end_leg,
    hang_up_phone,
    leg_of,
    opened,
    pick_up,
    ring,
    ringing,
    talking,
)


def test_caller_and_seat_meet_and_are_recorded() -> None:
    play = ringing("anna")
    play.now += 3000
    pick_up(play, "anna")
    play.wants("""
        CancelTimer key=ring:l-B-6
        Save QueueVisitRow visit_id=v-B-4 contact_id=x-B-3 queue=sales priority=0 joined_at=+1s left_at=+4s outcome=answered user=anna
        StopMusic leg=k1
        OpenCall call=b-B-8 beside=k1
        Join leg=k1 call=b-B-8
        Join leg=l-B-6 call=b-B-8
        Record recording=2023/11/14/x-B-3.wav leg=k1
        Save RecordingRow name=2023/11/14/x-B-3.wav contact_id=x-B-3 started_at=+4s
        Save RecordingSegmentRow recording=2023/11/14/x-B-3.wav number=1 began_ms=0 seats=anna
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+4s recording=2023/11/14/x-B-3.wav
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+4s outcome=answered
        Seat user=anna: OnOffHook extension=1001
        Seat user=anna: OnAnswer caller=13800138000 callee=4001 callNo=c-B-5 fileName=2023/11/14/x-B-3.wav contactId=x-B-3
        Save StatusIntervalRow interval_id=i-B-9 session_id=s-B-2 user=anna status=2 began_at=+1s ended_at=+4s cause=offered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=0 since=+4s previous=2 previousSeconds=3 cause=answered
    """)


def test_a_phone_that_answers_without_ringing_has_rung_all_the_same() -> None:
    play = opened("anna")
    call_in(play)
    play.forget()
    pick_up(play, "anna")
    told = [str(e.notice).split("(")[0] for e in play.effects if hasattr(e, "notice")]
    assert told == ["OnRing", "OnOffHook", "OnAnswer", "OnStatus"]
    play.forget()
    play.do(LegRinging(play.now, leg_of(play, "anna")))
    play.wants("")


def test_an_answer_after_the_caller_left_is_nothing() -> None:
    play = ringing("anna")
    end_leg(play, "k1")
    play.forget()
    pick_up(play, "anna")
    play.wants("")
    hang_up_phone(play, "anna")
    assert play.world.seats["anna"].interval.status is Status.IDLE


def test_an_answer_after_the_ring_time_is_nothing() -> None:
    play = ringing("anna")
    play.passes(20)
    play.forget()
    pick_up(play, "anna")
    play.wants("")


def test_an_answer_after_the_refusal_is_nothing() -> None:
    play = ringing("anna")
    play.ask("anna", "refuse")
    play.forget()
    pick_up(play, "anna")
    play.wants("")


def test_an_answer_after_the_refusal_does_not_take_the_caller_from_the_next_seat() -> None:
    play = ringing("anna", "ben")
    play.ask("anna", "refuse")
    play.forget()
    pick_up(play, "anna")
    play.wants("")
    pick_up(play, "ben")
    assert play.world.seats["ben"].interval.status is Status.TALKING


def test_answered_twice_is_answered_once() -> None:
    play = talking("anna")
    pick_up(play, "anna")
    play.wants("")


@pytest.mark.parametrize("kind", [LegRinging, LegProgress, LegAnswered])
def test_a_stranger_that_we_dialled_is_hung_up_once_it_is_heard_of(
    kind: type[LegRinging | LegProgress | LegAnswered],
) -> None:
    """It was dialled after a snapshot was drawn up, and believed to be gone."""
    play = opened("anna")
    play.do(kind(play.now, "k-99"))
    play.wants("")
    for leg in ("l-X-99", "o-X-99"):
        play.do(kind(play.now, leg))
        play.wants(f"HangUp leg={leg}")


def test_the_customers_own_answer_is_as_we_told_it() -> None:
    play = opened()
    call_in(play)
    play.forget()
    play.do(LegAnswered(play.now, "k1"))
    play.do(LegRinging(play.now, "k1"))
    play.wants("")


def test_the_phone_rings_and_the_seat_is_told_once() -> None:
    play = opened("anna")
    call_in(play, caller="")
    play.forget()
    ring(play, "anna")
    play.wants("""
        Seat user=anna: OnRing callNo=c-B-5 iCallType=0 caller=anonymous:x-B-3 callee=4001 project_no=P1 msg= contactId=x-B-3 queue=sales
    """)
    ring(play, "anna")
    play.wants("")
