"""The switch could not do what it was told: each effect, and what hangs on it."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.effects import SwitchEffect
from callseat.domain.inputs import SwitchFailed
from callseat.domain.rows import CallPartRow, ContactRow
from callseat.domain.status import Status
from tests.domain.playbook import Playbook, rows
from tests.domain.scenes import (
    call_in,
    call_of,
    contact_of,
    end_leg,
    hang_up_phone,
    leg_of,
    offered_to,
    opened,
    ringing,
    talking,
)


def fail(play: Playbook, effect: SwitchEffect, reason: str = "refused") -> None:
    play.forget()
    play.do(SwitchFailed(play.now, effect, reason))


def test_a_phone_that_cannot_be_dialled_is_not_the_seats_fault() -> None:
    play = opened("anna")
    call_in(play)
    fail(play, effects.DialPhone(leg_of(play, "anna"), "1001", "138"))
    play.wants("""
        Save EventRow event_id=e-B-8 at=+1s kind=switch_failed detail=DialPhone refused
        CancelTimer key=ring:l-B-6
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s ended_at=+1s outcome=failed cause=failed
        SetTimer cool-down:anna +6s
        Save StatusIntervalRow interval_id=i-B-9 session_id=s-B-2 user=anna status=2 began_at=+1s ended_at=+1s cause=offered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+1s previous=2 cause=not_answered
        QueueSeats queue=sales: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-3', caller='13800138000', queue='sales', since=1700000001000),)
    """)
    assert play.world.seats["anna"].refusals == 0
    play.passes(5)
    assert offered_to(play) == ["anna"], "the same caller, after a pause"


def test_a_phone_that_cannot_be_dialled_leaves_the_caller_to_the_next() -> None:
    play = opened("anna", "ben")
    call_in(play)
    fail(play, effects.DialPhone(leg_of(play, "anna"), "1001", "138"))
    assert offered_to(play) == ["ben"]


def test_an_answer_that_fails_ends_the_contact() -> None:
    play = opened()
    call_in(play)
    fail(play, effects.Answer("k1"))
    play.wants("""
        Save EventRow event_id=e-B-4 at=+0s kind=switch_failed detail=Answer refused
        Save QueueVisitRow visit_id=v-B-3 contact_id=x-B-2 queue=sales priority=0 joined_at=+0s left_at=+0s outcome=failed
        QueueSeats queue=sales: OnQueueOff callers=13800138000 queued=(QueuedCaller(contactId='x-B-2', caller='13800138000', queue='sales', since=1700000000000),)
        HangUp leg=k1
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s ended_at=+0s outcome=failed released_by=system cause=switch_failed
    """)


@pytest.mark.parametrize("who", ["customer", "seat", "call"])
def test_who_cannot_be_joined_is_not_left_in_silence(who: str) -> None:
    play = talking("anna")
    call = call_of(play)
    failed: dict[str, SwitchEffect] = {
        "customer": effects.Join("k1", call),
        "seat": effects.Join(leg_of(play, "anna"), call),
        "call": effects.OpenCall(call, "k1"),
    }
    fail(play, failed[who])
    del play.effects[0]  # the line in the log
    play.wants("""
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+2s ended_at=+4s outcome=answered end_direction=1 released_by=system cause=switch_failed
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-5 endDirection=1 releasedBy=system cause=switch_failed contactId=x-B-3
        HangUp leg=l-B-6
        HangUp leg=k1
        CloseCall call=b-B-8
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+2s ended_at=+4s outcome=answered released_by=system cause=switch_failed recording=2023/11/14/x-B-3.wav
    """)


def test_a_leg_that_hung_up_as_it_was_joined_tells_itself_by_whom() -> None:
    play = talking("anna")
    call = call_of(play)
    fail(play, effects.Join("k1", call), "not_found")
    play.wants("""
        Save EventRow event_id=e-B-10 at=+4s kind=switch_failed detail=Join not_found
        HangUp leg=k1
    """)
    fail(play, effects.HangUp("k1"), "not_found")
    part = [part for part in rows(play, CallPartRow) if part.ended_at]
    assert [(p.released_by, p.cause) for p in part] == [("customer", "normal")]


def test_a_leg_that_is_gone_already_has_ended() -> None:
    play = talking("anna")
    play.ask("anna", "hangUp")
    fail(play, effects.HangUp(leg_of(play, "anna")), "not_found")
    assert play.world.seats["anna"].interval.status is Status.WORK


def test_a_hang_up_that_fails_otherwise_waits_for_the_leg_to_end() -> None:
    play = talking("anna")
    play.ask("anna", "hangUp")
    leg = leg_of(play, "anna")
    fail(play, effects.HangUp(leg), "not_connected")
    play.wants(
        "Save EventRow event_id=e-B-10 at=+4s kind=switch_failed detail=HangUp not_connected"
    )
    assert leg in play.world.legs


def test_sounds_that_cannot_be_played_are_passed_over() -> None:
    play = opened()
    call_in(play, callee="4002")
    walk = play.world.contacts[contact_of(play)].walk
    assert walk is not None
    fail(play, effects.Play(walk.play, "k1", ("menu",)), "not_found")
    play.wants("""
        Save EventRow event_id=e-B-4 at=+0s kind=switch_failed detail=Play not_found
        SetTimer play:p-B-3 +0.3s
    """)
    play.passes(0.3)
    play.wants("SetTimer menu:x-B-2 +5.3s")


def test_a_recording_that_fails_is_noted_and_the_call_goes_on() -> None:
    play = talking("anna")
    recording = play.world.contacts[contact_of(play)].recording
    fail(play, effects.Record(recording, "k1"))
    play.wants("""
        Save EventRow event_id=e-B-10 at=+4s kind=switch_failed detail=Record refused
        Save RecordingSegmentRow recording=2023/11/14/x-B-3.wav number=1 began_ms=0 ended_ms=0 seats=anna
        Save RecordingRow name=2023/11/14/x-B-3.wav contact_id=x-B-3 started_at=+2s ended_at=+4s state=failed
    """)
    assert play.world.recordings == {}


@pytest.mark.parametrize(
    "effect",
    [
        effects.Ringback("k1"),
        effects.AnswerPhone("l-B-6"),
        effects.CloseCall("b-B-8"),
        effects.Leave("k1", "b-B-8"),
        effects.StartMusic("k1"),
        effects.StopMusic("k1"),
        effects.StopPlay("p-B-1", "k1"),
    ],
    ids=lambda effect: type(effect).__name__,
)
def test_what_can_be_missed_is_only_noted(effect: SwitchEffect) -> None:
    play = ringing("anna")
    fail(play, effect)
    play.wants(
        f"Save EventRow event_id=e-B-8 at=+1s kind=switch_failed detail={type(effect).__name__} refused"
    )


def test_failures_that_come_after_the_end_change_nothing() -> None:
    play = talking("anna")
    call, leg = call_of(play), leg_of(play, "anna")
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    saved = len(rows(play, ContactRow))
    late: tuple[SwitchEffect, ...] = (
        effects.Answer("k1"),
        effects.OpenCall(call, "k1"),
        effects.Join("k1", call),
        effects.Join(leg, call),
        effects.DialPhone(leg, "1001", "138"),
        effects.HangUp(leg),
        effects.Play("p-B-1", "k1", ("menu",)),
    )
    for effect in late:
        for reason in ("refused", "not_found"):
            fail(play, effect, reason)
            assert [type(e).__name__ for e in play.effects] == ["Save"]
    assert len(rows(play, ContactRow)) == saved
    assert play.world.seats["anna"].interval.status is Status.WORK


def test_failures_between_the_end_and_its_confirmation_change_nothing() -> None:
    play = talking("anna")
    call, leg = call_of(play), leg_of(play, "anna")
    play.ask("anna", "hangUp")
    for effect in (effects.Join("k1", call), effects.Join(leg, call), effects.OpenCall(call, "k1")):
        for reason in ("refused", "not_found"):
            fail(play, effect, reason)
            assert [type(e).__name__ for e in play.effects] == ["Save"]


def test_a_call_that_was_turned_away_is_hung_up_once_the_switch_hears_again() -> None:
    play = opened()
    fail(play, effects.HangUp("k9"), "not_connected")
    play.passes(1)
    play.wants("""
        Save EventRow event_id=e-B-2 at=+0s kind=switch_failed detail=HangUp not_connected
        SetTimer hang-up:k9 +1s
        HangUp leg=k9
    """)
    fail(play, effects.HangUp("k9"), "not_found")
    play.passes(10)
    play.wants("Save EventRow event_id=e-B-3 at=+1s kind=switch_failed detail=HangUp not_found")
