"""The wait in a line: what is heard and told, and how it ends when nobody comes."""

from __future__ import annotations

from callseat.domain.directory import Project, Queue
from callseat.domain.flow.flow import Enqueue, HangUp, Play
from callseat.domain.inputs import DirectoryLoaded, PlayEnded
from tests.domain.playbook import Playbook, a_directory
from tests.domain.scenes import (
    call_in,
    contact_of,
    end_leg,
    flow_of,
    hang_up_phone,
    leg_of,
    opened,
    pick_up,
    ring,
    ringing,
)

ONE_PROJECT = (Project("P1", "Sales", ("4001",), "straight"),)
SORRY = flow_of(wait=Enqueue("sales", 2, "sorry"), sorry=Play(("hello",), "bye"), bye=HangUp())


def lines(**changes: int | str) -> tuple[Queue, ...]:
    """The queue sales, with these settings, and the queue help."""
    settings: dict[str, int | str] = {"announce_every": 0} | changes
    return (Queue("sales", **settings), Queue("help", announce_every=0))  # type: ignore[arg-type]


def test_a_caller_who_is_taken_leaves_the_published_line() -> None:
    play = opened()
    call_in(play)
    play.log_in("anna")
    play.now += 500
    pick_up(play, "anna")
    off = [str(e.notice) for e in play.effects if "OnQueueOff" in str(e)]
    contact = contact_of(play)
    assert len(off) == 1
    assert contact in off[0]
    assert play.world.lines["sales"].published == {}


def test_a_caller_who_never_waited_is_never_told() -> None:
    play = ringing("anna")
    pick_up(play, "anna")
    assert not any("OnQueue" in str(effect) for effect in play.everything)


def test_while_being_offered_a_published_caller_stays_published() -> None:
    play = opened()
    call_in(play)
    play.log_in("anna", "ben")
    ring(play, "anna")
    play.forget()
    play.ask("anna", "refuse")
    assert not any("OnQueue" in str(effect) for effect in play.effects)


def test_the_place_in_line_is_said_and_the_music_goes_on() -> None:
    play = opened(queues=lines(announce_every=30))
    call_in(play, "k1")
    call_in(play, "k2")
    play.forget()
    play.passes(30)
    play.wants("""
        SetTimer announce:x-B-2 +60s
        StopMusic leg=k1
        Play play=p-B-6 leg=k1 sounds=('position', 'number-1')
        SetTimer announce:x-B-4 +60s
        StopMusic leg=k2
        Play play=p-B-7 leg=k2 sounds=('position', 'number-2')
    """)
    for leg in ("k2", "k1"):
        contact = play.world.contacts[contact_of(play, leg)]
        assert contact.visit is not None
        play.do(PlayEnded(play.now, contact.visit.announcement, leg))
    play.wants("""
        StartMusic leg=k2
        StartMusic leg=k1
    """)


def test_a_place_is_not_said_over_the_one_before() -> None:
    play = opened(queues=lines(announce_every=1))
    call_in(play)
    play.passes(1)
    play.forget()
    play.passes(1)
    play.wants("""
        SetTimer announce:x-B-2 +3s
    """)


def test_the_place_is_not_said_while_a_seat_rings_and_cut_short_by_the_answer() -> None:
    play = opened(queues=lines(announce_every=10))
    call_in(play)
    play.passes(10)
    play.log_in("anna")
    pick_up(play, "anna")
    assert "StopPlay" in str(play.effects)
    play = opened("anna", queues=lines(announce_every=10))
    call_in(play)
    play.forget()
    play.passes(10)
    play.wants("""
        SetTimer announce:x-B-3 +21s
    """)


def test_far_behind_is_said_as_many_and_a_house_without_sounds_says_nothing() -> None:
    play = opened(queues=lines(announce_every=30))
    for number in range(21):
        call_in(play, f"k{number}")
    play.forget()
    play.passes(30)
    said = [effect.sounds for effect in play.effects if hasattr(effect, "sounds")]
    assert said[1] == ("position", "number-2")
    assert said[2] == ("position",), "the house has no sound for three"
    assert said[20] == ("position", "number-many")
    silent = opened(queues=lines(announce_every=30), sounds=())
    call_in(silent)
    silent.forget()
    silent.passes(30)
    silent.wants("""
        SetTimer announce:x-B-2 +60s
    """)


def test_announcements_that_are_switched_off_meanwhile_come_to_an_end() -> None:
    play = opened(queues=lines(announce_every=30))
    call_in(play)
    play.do(DirectoryLoaded(play.now, a_directory(queues=lines(announce_every=0))))
    play.forget()
    play.passes(600)
    play.wants("")
    assert play.timers == {}


def test_the_wait_is_over_and_the_flow_goes_on() -> None:
    play = opened(queues=lines(max_wait=40), projects=ONE_PROJECT, flows=(SORRY,))
    call_in(play)
    play.forget()
    play.passes(39.9)
    play.wants("")
    play.passes(0.1)
    play.wants("""
        CancelTimer key=wait:x-B-2
        Save QueueVisitRow visit_id=v-B-3 contact_id=x-B-2 queue=sales priority=2 joined_at=+0s left_at=+40s outcome=overflow
        QueueSeats queue=sales: OnQueueOff callers=13800138000 queued=(QueuedCaller(contactId='x-B-2', caller='13800138000', queue='sales', since=1700000000000),)
        StopMusic leg=k1
        Play play=p-B-4 leg=k1 sounds=('hello',)
    """)


def test_the_wait_is_over_and_the_call_is_ended_where_the_flow_says_nothing() -> None:
    play = opened(queues=lines(max_wait=40))
    call_in(play)
    play.forget()
    play.passes(40)
    play.wants("""
        CancelTimer key=wait:x-B-2
        Save QueueVisitRow visit_id=v-B-3 contact_id=x-B-2 queue=sales priority=0 joined_at=+0s left_at=+40s outcome=overflow
        QueueSeats queue=sales: OnQueueOff callers=13800138000 queued=(QueuedCaller(contactId='x-B-2', caller='13800138000', queue='sales', since=1700000000000),)
        StopMusic leg=k1
        HangUp leg=k1
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s ended_at=+40s outcome=served released_by=flow cause=normal
    """)


def test_the_wait_is_over_and_goes_on_in_another_line_with_its_priority_and_time() -> None:
    settings = lines(max_wait=40, overflow_queue="help")
    play = opened(queues=settings, projects=ONE_PROJECT, flows=(SORRY,))
    call_in(play)
    play.forget()
    play.passes(40)
    play.wants("""
        CancelTimer key=wait:x-B-2
        Save QueueVisitRow visit_id=v-B-3 contact_id=x-B-2 queue=sales priority=2 joined_at=+0s left_at=+40s outcome=overflow
        QueueSeats queue=sales: OnQueueOff callers=13800138000 queued=(QueuedCaller(contactId='x-B-2', caller='13800138000', queue='sales', since=1700000000000),)
        StopMusic leg=k1
        Save QueueVisitRow visit_id=v-B-4 contact_id=x-B-2 queue=help priority=2 joined_at=+40s
        StartMusic leg=k1
        QueueSeats queue=help: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-2', caller='13800138000', queue='help', since=1700000000000),)
    """)
    contact = play.world.contacts[contact_of(play)]
    assert contact.waiting_since == contact.arrived_at
    assert play.timers == {}


def test_an_overflow_queue_that_does_not_exist_is_passed_over() -> None:
    settings = lines(max_wait=40, overflow_queue="gone")
    play = opened(queues=settings, projects=ONE_PROJECT, flows=(SORRY,))
    call_in(play)
    play.passes(40)
    assert any("hello" in str(effect) for effect in play.effects)


def over_while_ringing(*users: str) -> Playbook:
    play = opened(*users, queues=lines(max_wait=15), projects=ONE_PROJECT, flows=(SORRY,))
    call_in(play)
    ring(play, "anna")
    play.forget()
    play.passes(15)
    play.wants("")
    return play


def test_the_wait_that_ends_while_a_seat_rings_lets_it_ring() -> None:
    play = over_while_ringing("anna")
    pick_up(play, "anna")
    assert play.world.contacts[contact_of(play)].stage == "talking"
    play.passes(30)
    assert play.world.contacts[contact_of(play)].stage == "talking"


def test_the_wait_that_ended_while_a_seat_rang_is_over_when_it_does_not_answer() -> None:
    play = over_while_ringing("anna")
    play.passes(5)
    play.wants("""
        HangUp leg=l-B-6 reason=no_answer
        CancelTimer key=ring:l-B-6
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s ended_at=+21s outcome=missed cause=missed
        Seat user=anna: OnRingEnd callNo=c-B-5 cause=missed
        SetTimer wait:x-B-3 +21s
        SetTimer cool-down:anna +26s
        CancelTimer key=wait:x-B-3
        Save QueueVisitRow visit_id=v-B-4 contact_id=x-B-3 queue=sales priority=2 joined_at=+1s left_at=+21s outcome=overflow
        StopMusic leg=k1
        Play play=p-B-8 leg=k1 sounds=('hello',)
    """)


def test_but_another_free_seat_is_better_than_the_end_of_the_wait() -> None:
    play = over_while_ringing("anna", "ben")
    play.passes(5)
    assert play.world.legs[leg_of(play, "ben")].contact == contact_of(play)
    pick_up(play, "ben")
    play.passes(60)
    assert play.world.contacts[contact_of(play)].stage == "talking"


def test_a_removed_queue_serves_those_who_wait_and_admits_nobody_new() -> None:
    play = opened("anna")
    play.ask("anna", "doNotDisturb")
    call_in(play, "k1")
    play.do(DirectoryLoaded(play.now, a_directory(queues=())))
    play.forget()
    call_in(play, "k2")
    play.wants("""
        Save ContactRow contact_id=x-B-6 project=P1 caller=13800138000 callee=4001 arrived_at=+1s
        HangUp leg=k2
        Save ContactRow contact_id=x-B-6 project=P1 caller=13800138000 callee=4001 arrived_at=+1s ended_at=+1s outcome=served released_by=flow cause=normal
    """)
    play.ask("anna", "ready")
    ring(play, "anna")
    pick_up(play, "anna")
    assert play.world.contacts[contact_of(play, "k1")].stage == "talking"
    assert play.world.lines == {}


def test_a_queue_removed_while_its_only_caller_is_offered() -> None:
    play = ringing("anna")
    play.do(DirectoryLoaded(play.now, a_directory(queues=())))
    pick_up(play, "anna")
    assert play.world.contacts[contact_of(play)].stage == "talking"
    assert play.world.lines == {}


def test_a_removed_queue_that_comes_back_is_as_before() -> None:
    play = ringing("anna")
    play.do(DirectoryLoaded(play.now, a_directory(queues=())))
    play.do(DirectoryLoaded(play.now, a_directory()))
    end_leg(play, "k1")
    hang_up_phone(play, "anna")
    call_in(play, "k2")
    assert play.world.legs[leg_of(play, "anna")].contact == contact_of(play, "k2")
