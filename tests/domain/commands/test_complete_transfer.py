"""completeTransfer and cancelTransfer: out of a consultation, forward or back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, heard, statuses, told


def test_the_customer_and_the_consulted_talk_without_the_seat() -> None:
    play = scenes.in_consultation()
    play.ask("anna", "completeTransfer")
    play.wants("""
        Accept ask=q7
        StopMusic leg=k1
        Join leg=k1 call=b-B-12
        Join leg=l-B-16 call=b-B-12
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 ended_ms=6000 state=hold
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=3 began_ms=6000 seats=ben
        Save CallPartRow call_no=c-B-14 contact_id=x-B-7 user=anna extension=1001 call_type=1 caller=1001 callee=1002 project= queue= offered_at=+7s answered_at=+9s ended_at=+11s outcome=answered end_direction=0 released_by=system cause=transferred
        Seat user=anna: OnOffTalk caller=1001 callee=1002 callNo=c-B-14 endDirection=0 releasedBy=system cause=transferred contactId=x-B-7
        CloseCall call=b-B-15
        Save CallPartRow call_no=c-B-9 contact_id=x-B-7 user=anna extension=1001 call_type=0 caller=13800138000 callee=4001 project=P1 queue=sales offered_at=+5s answered_at=+5s ended_at=+11s outcome=answered end_direction=1 released_by=seat cause=transferred
        Seat user=anna: OnOffTalk caller=13800138000 callee=4001 callNo=c-B-9 endDirection=1 releasedBy=seat cause=transferred contactId=x-B-7
        HangUp leg=l-B-10
    """)
    assert heard(play) == "ben<k1 k1<ben"
    scenes.hang_up_phone(play, "anna")
    assert statuses(play) == "anna=WORK ben=TALKING"
    scenes.hang_up_phone(play, "ben")
    assert statuses(play) == "anna=WORK ben=WORK", "its wrap-up follows the customer"


def test_completed_twice() -> None:
    play = scenes.in_consultation()
    play.ask("anna", "completeTransfer")
    play.forget()
    play.ask("anna", "completeTransfer")
    play.wants("Refuse ask=q8 reason=no_call")


def test_the_consulted_holds_meanwhile_and_the_customer_hears_music() -> None:
    play = scenes.in_consultation()
    play.ask("ben", "requestHold")
    play.ask("anna", "completeTransfer")
    assert heard(play) == "ben<nobody k1<music:default"
    play.ask("ben", "fetchHold")
    assert heard(play) == "ben<k1 k1<ben"
    everybody_goes(play)


def test_the_consulted_hands_over_meanwhile_and_the_customer_goes_with_it() -> None:
    play = scenes.in_consultation()
    play.ask("ben", "turnSlic", "1004")
    play.ask("anna", "completeTransfer")
    assert heard(play) == "ben<nobody k1<music:default"
    scenes.pick_up(play, "cleo")
    assert heard(play) == "cleo<k1 k1<cleo"
    everybody_goes(play)


def test_a_whole_conference_comes_with_the_consulted() -> None:
    play = scenes.in_consultation()
    play.ask("ben", "requestSlic", "1004")
    scenes.pick_up(play, "cleo")
    play.ask("anna", "completeTransfer")
    assert heard(play) == "ben<k1+cleo cleo<k1+ben k1<ben+cleo"
    everybody_goes(play)


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        (scenes.transferring, ["ben OnRingEnd withdrawn", "anna OnDialFail cancelled"]),
        (scenes.transferring_outside, ["anna OnDialFail cancelled"]),
        (scenes.ringing_for_consultation, ["ben OnRingEnd withdrawn", "anna OnDialFail cancelled"]),
        (
            scenes.in_consultation,
            ["anna OnOffTalk 0 seat normal", "ben OnOffTalk 0 seat normal"],
        ),
        (scenes.in_consultation_outside, ["anna OnOffTalk 0 seat normal"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_given_up_the_seat_talks_to_the_customer(
    scene: Callable[[], Playbook], words: list[str]
) -> None:
    play = scene()
    play.ask("anna", "cancelTransfer")
    assert told(play) == words
    assert heard(play) == "anna<k1 k1<anna"
    assert statuses(play).startswith("anna=TALKING")
    play.forget()
    play.ask("anna", "cancelTransfer")
    play.wants(f"Refuse ask=q{play.asks} reason=no_held_call")
    everybody_goes(play)


def test_the_customer_left_during_the_consultation() -> None:
    play = scenes.in_consultation()
    scenes.end_leg(play, "k1")
    play.forget()
    play.ask("anna", "completeTransfer")
    play.wants("Refuse ask=q7 reason=no_held_call")
    assert heard(play) == "anna<ben ben<anna"
    play.ask("anna", "hangUp")
    scenes.hang_up_phone(play, "anna")
    scenes.hang_up_phone(play, "ben")
    assert statuses(play) == "anna=WORK", "the wrap-up of the customer's talk"
