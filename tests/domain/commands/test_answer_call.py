"""answerCall: the ringing phone answers, and nothing else does."""

from __future__ import annotations

from tests.domain.scenes import (
    call_in,
    end_leg,
    opened,
    pick_up,
    ringing,
    talking,
)


def test_the_ringing_phone_is_made_to_answer() -> None:
    play = ringing("anna")
    play.ask("anna", "answerCall")
    play.wants("""
        Accept ask=q2
        AnswerPhone leg=l-B-6
    """)
    pick_up(play, "anna")
    play.wants("""
        CancelTimer key=ring:l-B-6
        Save QueueVisitRow visit_id=v-B-4 contact_id=x-B-3 queue=sales priority=0 joined_at=+1s left_at=+1s outcome=answered user=anna
        StopMusic leg=k1
        OpenCall call=b-B-8 beside=k1
        Join leg=k1 call=b-B-8
        Join leg=l-B-6 call=b-B-8
        Record recording=2023/11/14/x-B-3.wav leg=k1
        Save RecordingRow name=2023/11/14/x-B-3.wav contact_id=x-B-3 started_at=+1s
        Save RecordingSegmentRow recording=2023/11/14/x-B-3.wav number=1 began_ms=0 seats=anna
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+1s recording=2023/11/14/x-B-3.wav
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+1s outcome=answered
        Seat user=anna: OnOffHook extension=1001
        Seat user=anna: OnAnswer caller=13800138000 callee=4001 callNo=c-B-5 fileName=2023/11/14/x-B-3.wav contactId=x-B-3
        Save StatusIntervalRow interval_id=i-B-9 session_id=s-B-2 user=anna status=2 began_at=+1s ended_at=+1s cause=offered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=5 statustime=0 since=+1s previous=2 cause=answered
    """)


def test_without_a_ringing_phone_it_is_refused() -> None:
    play = opened("anna")
    play.ask("anna", "answerCall")
    play.wants("Refuse ask=q2 reason=not_ringing")


def test_a_phone_that_is_only_dialled_does_not_ring_yet() -> None:
    play = opened("anna")
    call_in(play)
    play.forget()
    play.ask("anna", "answerCall")
    play.wants("Refuse ask=q2 reason=not_ringing")


def test_in_a_call_it_is_refused() -> None:
    play = talking("anna")
    play.ask("anna", "answerCall")
    play.wants("Refuse ask=q2 reason=not_ringing")


def test_after_a_refusal_it_is_refused() -> None:
    play = ringing("anna")
    play.ask("anna", "refuse")
    play.forget()
    play.ask("anna", "answerCall")
    play.wants("Refuse ask=q3 reason=not_ringing")


def test_after_the_caller_left_it_is_refused() -> None:
    play = ringing("anna")
    end_leg(play, "k1")
    play.forget()
    play.ask("anna", "answerCall")
    play.wants("Refuse ask=q2 reason=not_ringing")
