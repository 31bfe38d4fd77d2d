"""The switch goes away and comes back: what it has and what we believe are brought together."""

from __future__ import annotations

from callseat.domain.directory import Queue
from callseat.domain.inputs import (
    LegEnded,
    PhoneReachable,
    RecordingEnded,
    SwitchLost,
    SwitchSnapshot,
)
from callseat.domain.rows import RecordingRow
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

PHONES = ("1001", "1002", "1003")


def lose(play: Playbook) -> None:
    play.do(SwitchLost(play.now))
    play.now += 1000
    play.forget()


def back(
    play: Playbook,
    legs: tuple[str, ...] = (),
    calls: tuple[str, ...] = (),
    phones: tuple[str, ...] = PHONES,
) -> None:
    play.do(SwitchSnapshot(play.now, legs, calls, phones))


def test_the_loss_is_noted_and_nothing_ends() -> None:
    play = talking("anna")
    play.do(SwitchLost(play.now))
    play.wants("Save EventRow event_id=e-B-10 at=+4s kind=switch_lost")


def test_a_call_that_lived_on_goes_on() -> None:
    play = talking("anna")
    call = call_of(play)
    lose(play)
    back(play, ("k1", leg_of(play, "anna")), (call,))
    play.wants("Save EventRow event_id=e-B-11 at=+5s kind=switch_up")
    assert play.world.seats["anna"].interval.status is Status.TALKING


def test_a_switch_that_began_anew_has_ended_everything() -> None:
    play = talking("anna")
    lose(play)
    back(play, phones=())
    play.wants("""
        Save EventRow event_id=e-B-11 at=+5s kind=switch_up
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s answered_at=+2s ended_at=+5s outcome=answered released_by=system cause=switch_lost recording=2023/11/14/x-B-3.wav
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s answered_at=+2s ended_at=+5s outcome=answered end_direction=1 released_by=system cause=switch_lost
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-5 endDirection=1 releasedBy=system cause=switch_lost contactId=x-B-3
        HangUp leg=l-B-6
        CloseCall call=b-B-8
        Seat user=anna: OnOnHook extension=1001
        SetTimer wrap-up:anna +15s
        Save StatusIntervalRow interval_id=i-B-12 session_id=s-B-2 user=anna status=5 began_at=+2s ended_at=+5s cause=answered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=11 statustime=0 since=+5s previous=5 previousSeconds=3 cause=phone_lost
    """)
    assert play.world.legs == play.world.contacts == {}
    play.do(RecordingEnded(play.now, "2023/11/14/x-B-3.wav", 0))
    assert play.world.recordings == {}
    assert rows(play, RecordingRow)[-1].state == "failed"
    play.do(PhoneReachable(play.now, "1001", reachable=True))
    assert play.world.seats["anna"].interval.status is Status.WORK


def test_a_customer_who_is_gone_frees_the_seat() -> None:
    play = talking("anna")
    leg = leg_of(play, "anna")
    lose(play)
    back(play, (leg,))
    assert f"HangUp(leg='{leg}'" in str(play.effects)
    play.do(LegEnded(play.now, leg))
    assert play.world.legs == {}


def test_a_ringing_that_was_lost_is_not_the_seats_fault() -> None:
    play = ringing("anna")
    lose(play)
    back(play, ("k1",))
    play.wants("""
        Save EventRow event_id=e-B-9 at=+2s kind=switch_up
        CancelTimer key=ring:l-B-6
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s ended_at=+2s outcome=failed cause=failed
        Seat user=anna: OnRingEnd callNo=c-B-5 cause=failed
        SetTimer cool-down:anna +7s
        Save StatusIntervalRow interval_id=i-B-10 session_id=s-B-2 user=anna status=2 began_at=+1s ended_at=+2s cause=offered actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+2s previous=2 previousSeconds=1 cause=not_answered
        QueueSeats queue=sales: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-3', caller='13800138000', queue='sales', since=1700000001000),)
    """)
    assert play.world.seats["anna"].refusals == 0


def test_legs_and_calls_of_ours_that_nobody_knows_are_ended_and_others_left_alone() -> None:
    play = opened("anna")
    lose(play)
    back(play, ("l-A-5", "someone-else"), ("b-A-6", "another"))
    play.wants("""
        Save EventRow event_id=e-B-5 at=+2s kind=switch_up
        Save StatusIntervalRow interval_id=i-B-6 session_id=s-B-2 user=anna status=11 began_at=+1s ended_at=+2s cause=phone_lost actor=system
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=0 since=+2s previous=11 previousSeconds=1 cause=phone_back
        HangUp leg=l-A-5
        CloseCall call=b-A-6
    """)


def test_a_hang_up_that_nobody_heard_is_said_again() -> None:
    play = talking("anna")
    leg = leg_of(play, "anna")
    play.do(SwitchLost(play.now))
    play.ask("anna", "hangUp")
    play.forget()
    call = "b-B-8"
    back(play, ("k1", leg), (call,))
    play.wants("""
        Save EventRow event_id=e-B-11 at=+4s kind=switch_up
        HangUp leg=k1
        HangUp leg=l-B-6
        CloseCall call=b-B-8
    """)


def test_phones_that_went_and_came() -> None:
    play = opened("anna", "ben")
    play.do(PhoneReachable(play.now, "1002", reachable=False))
    lose(play)
    back(play, phones=("1002",))
    assert play.world.seats["anna"].interval.status is Status.UNREACHABLE
    assert play.world.seats["ben"].interval.status is Status.IDLE
    assert list(play.world.phones) == ["1002"]


def test_callers_who_waited_are_offered_in_their_order() -> None:
    play = opened("anna", "ben")
    lose(play)
    for leg in ("k1", "k2", "k3"):
        call_in(play, leg)
    assert offered_to(play) == []
    back(play, ("k1", "k2", "k3"))
    assert offered_to(play) == ["anna", "ben"]
    assert list(play.world.lines["sales"].waiting) == [contact_of(play, "k3")]


def test_sounds_whose_end_nobody_heard_do_not_hold_the_caller_for_ever() -> None:
    play = opened()
    call_in(play, callee="4002")
    lose(play)
    back(play, ("k1",))
    play.wants("""
        Save EventRow event_id=e-B-5 at=+1s kind=switch_up
        StopPlay play=p-B-3 leg=k1
        SetTimer menu:x-B-2 +6s
    """)


def test_the_place_in_line_whose_end_nobody_heard_gives_way_to_the_music() -> None:
    play = opened(queues=(Queue("sales", announce_every=10),))
    call_in(play)
    play.passes(10)
    lose(play)
    back(play, ("k1",))
    play.wants("""
        Save EventRow event_id=e-B-6 at=+11s kind=switch_up
        StopPlay play=p-B-4 leg=k1
        StartMusic leg=k1
    """)


def test_a_caller_who_left_meanwhile_has_left() -> None:
    play = opened()
    call_in(play)
    lose(play)
    back(play)
    assert play.world.contacts == {}
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
