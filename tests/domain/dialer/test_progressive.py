"""One line for each free seat: dialled, answered, talked to, done."""

from __future__ import annotations

from callseat.domain.dialer.campaign import RetryRule
from callseat.domain.effects import HangUp, Play
from callseat.domain.inputs import PlayEnded
from callseat.domain.notices import OnRing
from tests.domain.dialer.house import House, a_campaign, notices
from tests.domain.scenes import call_in, offered_to


def test_a_seat_in_auto_gets_whom_the_campaign_called() -> None:
    play = House(leads=1)
    play.log_in("anna")
    play.ask("anna", "autoCall")
    play.wants("""
        Accept ask=q2
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=1 statustime=1 since=+0s previous=0 mode=auto cause=login
        FetchLeads id=f-B-4 campaign=spring count=10
        FetchLeads id=f-B-5 campaign=spring count=9
        BookAttempt id=o-B-6 campaign=spring lead=L1 number=13900000001 day=2023-11-14 most_a_day=3
        SetTimer dial:spring +16s
        DialOutside leg=o-B-6 trunk=city number=13900000001 caller=4001
        SetTimer ring:o-B-6 +31s
    """)
    play.now += 1000
    play.rings("o-B-6")
    play.now += 1000
    play.answers("o-B-6")
    play.wants("""
        CancelTimer key=ring:o-B-6
        Save ContactRow contact_id=x-B-7 project=P1 caller=4001 callee=13900000001 arrived_at=+3s kind=campaign
        Save LeadAttemptRow attempt_id=o-B-6 campaign=spring lead_id=L1 number=13900000001 began_at=+1s contact_id=x-B-7 rung_at=+2s answered_at=+3s day=2023-11-14
        SetTimer connect:x-B-7 +4.6s
        DialPhone leg=l-B-10 extension=1001 caller=13900000001 beside=o-B-6 caller_name=Sales auto_answer=True
        SetTimer ring:l-B-10 +23s
        Save CallPartRow call_no=c-B-9 contact_id=x-B-7 user=anna extension=1001 call_type=2 caller=13900000001 callee=4001 project=P1 queue=sales offered_at=+3s
        Save StatusIntervalRow interval_id=i-B-11 session_id=s-B-3 user=anna status=1 began_at=+0s ended_at=+3s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=2 statustime=0 since=+3s previous=1 previousSeconds=3 mode=auto cause=offered
    """)
    play.now += 200
    play.seat_answers("anna")
    (told,) = notices(play, OnRing)
    assert told.iCallType == "2"
    assert (told.project_no, told.campaign, told.lead) == ("P1", "spring", "L1")
    assert told.msg == '{"city": "Wuhan"}'
    play.now += 20_000
    play.ends("o-B-6")
    play.ends("l-B-10")
    assert play.outcomes() == ["answered"]
    assert play.store.outcomes() == {"L1": "answered"}
    assert not play.world.lead_calls


def test_one_line_for_each_free_seat_and_no_more() -> None:
    play = House(leads=9)
    play.auto("anna", "ben")
    assert len(play.dialled()) == 2
    play.talks("anna")
    assert len(play.dialled()) == 2
    play.ask("anna", "logout")
    play.ends(play.leg(0), sip=486)
    assert len(play.dialled()) == 3


def test_a_seat_in_auto_gets_no_caller_and_one_in_manual_no_lead() -> None:
    play = House()
    play.auto("anna")
    play.log_in("ben")
    call_in(play)
    assert offered_to(play) == ["ben"]
    call_in(play, "k2")
    assert offered_to(play) == ["ben"]


def test_how_a_number_ends_decides_what_follows() -> None:
    rules = (RetryRule("busy", 1, 600), RetryRule("no_answer", 1, 60))
    for codes, outcome, after in (
        ((17, 486), "busy", 600),
        ((21, 603), "rejected", 0),
        ((19, 480), "no_answer", 60),
        ((1, 404), "failed", 0),
        ((16, 487), "failed", 0),
    ):
        play = House(a_campaign(retries=rules), leads=1)
        play.auto("anna")
        play.ends(play.leg(), *codes)
        assert play.outcomes() == [outcome]
        assert play.states() == ["waiting" if after else "done"]
        assert play.lead(1).due_at == (play.now + after * 1000 if after else 0)
        assert play.lead(1).attempts == 1


def test_a_rule_holds_as_often_as_it_says() -> None:
    play = House(a_campaign(retries=(RetryRule("busy", 1, 20),)), leads=1)
    play.auto("anna")
    play.ends(play.leg(), 17)
    play.passes(40)
    play.ends(play.leg(), 17)
    assert play.outcomes() == ["busy", "busy"]
    assert play.states() == ["done"]


def test_it_rings_as_long_as_the_campaign_says() -> None:
    play = House(a_campaign(ring_time=12), leads=1)
    play.auto("anna")
    play.rings(play.leg())
    play.passes(12)
    assert play.outcomes() == ["no_answer"]


def test_nobody_is_free_any_more_so_the_newest_line_is_let_go() -> None:
    play = House(leads=2)
    play.auto("anna", "ben")
    play.rings(play.leg(1))
    play.ask("ben", "doNotDisturb")
    assert play.outcomes() == ["dialling", "cancelled"]
    assert play.states() == ["dialling", "waiting"]
    assert play.lead(2).attempts == 0


def test_who_gets_no_seat_in_time_hears_the_prescribed_sound() -> None:
    play = House(leads=1)
    play.auto("anna")
    play.answers(play.leg())
    play.passes(1.5)
    assert play.outcomes() == ["dialling"]
    play.forget()
    play.passes(0.2)
    (said,) = [effect for effect in play.effects if isinstance(effect, Play)]
    assert said.sounds == ("hello",)
    assert play.outcomes() == ["abandoned"]
    play.do(PlayEnded(play.now, said.play, said.leg, completed=True))
    assert play.effects[-1] == HangUp(said.leg)
    assert play.world.campaigns["spring"].cap.days["2023-11-14"].abandoned == 1


def test_who_hangs_up_before_a_seat_came_counts_as_abandoned() -> None:
    play = House(leads=1)
    play.auto("anna")
    play.answers(play.leg())
    play.ends(play.leg())
    assert play.outcomes() == ["abandoned"]
    assert play.world.seats["anna"].part is None


def test_the_seat_that_refuses_is_not_asked_again_another_is() -> None:
    play = House(leads=1)
    play.auto("anna", "ben")
    play.answers(play.leg())
    play.ends(play.world.seats["anna"].leg, sip=603)
    play.seat_answers("ben")
    assert play.outcomes() == ["answered"]
    assert play.store.attempts[play.leg()].user == "ben"
