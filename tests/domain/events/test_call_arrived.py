"""A customer calls: the flow begins, or the call is turned away."""

from __future__ import annotations

import pytest

from callseat.domain.directory import Project
from callseat.domain.events.call_arrived import as_text
from tests.domain.scenes import call_in, contact_of, opened


def test_a_caller_waits_for_a_seat_and_hears_music() -> None:
    play = opened()
    call_in(play)
    play.wants("""
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s
        Answer leg=k1
        Save QueueVisitRow visit_id=v-B-3 contact_id=x-B-2 queue=sales priority=0 joined_at=+0s
        StartMusic leg=k1
        QueueSeats queue=sales: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-2', caller='13800138000', queue='sales', since=1700000000000),)
    """)


def test_a_caller_is_offered_to_a_ready_seat_and_not_published() -> None:
    play = opened("anna")
    call_in(play)
    play.wants("""
        Save ContactRow contact_id=x-B-3 project=P1 caller=13800138000 callee=4001 arrived_at=+1s
        Answer leg=k1
        Save QueueVisitRow visit_id=v-B-4 contact_id=x-B-3 queue=sales priority=0 joined_at=+1s
        StartMusic leg=k1
        DialPhone leg=l-B-6 extension=1001 caller=13800138000 beside=k1 caller_name=Sales
        SetTimer ring:l-B-6 +21s
        Save CallPartRow call_no=c-B-5 contact_id=x-B-3 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+1s
        Save StatusIntervalRow interval_id=i-B-7 session_id=s-B-2 user=anna status=1 began_at=+0s ended_at=+1s cause=login actor=anna
        Watchers user=anna group=g1: OnStatus targetUserName=anna status=2 statustime=0 since=+1s previous=1 previousSeconds=1 cause=offered
    """)


def test_an_unknown_service_number_is_turned_away_and_noted() -> None:
    play = opened()
    call_in(play, callee="5555")
    play.wants("""
        HangUp leg=k1 reason=unallocated
        Save EventRow event_id=e-B-2 at=+0s kind=call_rejected detail=13800138000 to 5555
    """)
    assert play.world.contacts == play.world.legs == {}


def test_a_project_whose_flow_is_missing_turns_away() -> None:
    play = opened(projects=(Project("P9", service_numbers=("4009",), flow="gone"),))
    call_in(play, callee="4009")
    play.wants("""
        HangUp leg=k1 reason=unallocated
        Save EventRow event_id=e-B-2 at=+0s kind=call_rejected detail=13800138000 to 4009
    """)


def test_the_same_leg_arrives_once() -> None:
    play = opened("anna")
    call_in(play)
    play.forget()
    call_in(play)
    play.wants("")


def test_a_withheld_number_is_addressable() -> None:
    play = opened()
    call_in(play, caller="")
    play.wants("""
        Save ContactRow contact_id=x-B-2 project=P1 caller= callee=4001 arrived_at=+0s
        Answer leg=k1
        Save QueueVisitRow visit_id=v-B-3 contact_id=x-B-2 queue=sales priority=0 joined_at=+0s
        StartMusic leg=k1
        QueueSeats queue=sales: OnQueue callers=anonymous:x-B-2 queued=(QueuedCaller(contactId='x-B-2', caller='anonymous:x-B-2', queue='sales', since=1700000000000),)
    """)


HOSTILE = {
    "Robert'); DROP TABLE contact;--": "Robert'); DROP TABLE contact;--",
    "1\r\nX-Evil: 1": "1X-Evil: 1",
    "${SHELL(reboot)}&SIP/1": "${SHELL(reboot)}&SIP/1",
    '"<script>alert(1)</script>"': '"<script>alert(1)</script>"',
    "1,2,3": "123",
    "\x00\x1b[2J\u202e99\u2028": "[2J99",
    "\ud800": "",
    " \t ": "",
    "9" * 500: "9" * 64,
}


@pytest.mark.parametrize(("caller", "kept"), HOSTILE.items())
def test_a_hostile_caller_id_is_one_short_line_of_text(caller: str, kept: str) -> None:
    play = opened()
    call_in(play, caller=caller)
    contact = play.world.contacts[contact_of(play)]
    assert contact.caller == kept
    callers = next(e.notice.callers for e in play.effects if hasattr(e, "notice"))
    assert callers == (kept or f"anonymous:{contact.id}")
    assert "," not in callers


def test_a_hostile_number_is_harmless_in_the_log() -> None:
    play = opened()
    call_in(play, caller="1\n2", callee="4'\n;5")
    assert play.effects[-1].row.detail == "12 to 4';5"  # type: ignore[union-attr]


def test_what_is_left_is_text_for_every_receiver() -> None:
    assert as_text("  ann\u200be  ") == "anne"
