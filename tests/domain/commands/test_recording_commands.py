"""pauseRecording, resumeRecording, sendDigits, attachData: small things in a talk."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.inputs import RecordingEnded, SwitchFailed
from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, segments


def name(play: Playbook) -> str:
    return next(iter(play.world.recordings))


def test_paused_and_gone_on_with() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "pauseRecording")
    play.wants("""
        Accept ask=q6
        PauseRecording recording=2023/11/14/x-B-7.wav leg=k1
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=1 began_ms=0 ended_ms=2000 seats=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 seats=anna state=paused cause=anna
    """)
    play.passes(3)
    play.ask("anna", "resumeRecording")
    play.wants("""
        Accept ask=q7
        ResumeRecording recording=2023/11/14/x-B-7.wav leg=k1
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=2 began_ms=2000 ended_ms=5000 seats=anna state=paused cause=anna
        Save RecordingSegmentRow recording=2023/11/14/x-B-7.wav number=3 began_ms=5000 seats=anna cause=anna
    """)
    assert segments(play) == ["anna talk 0-2000", "anna paused 2000-5000", "anna talk 5000--1"]


@pytest.mark.parametrize("order", [effects.PauseRecording, effects.ResumeRecording])
def test_what_the_switch_did_not_do_is_not_believed(
    order: type[effects.PauseRecording | effects.ResumeRecording],
) -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "pauseRecording")
    if order is effects.ResumeRecording:
        play.passes(1)
        play.ask("anna", "resumeRecording")
    play.passes(1)
    play.do(SwitchFailed(play.now, order(name(play), "k1"), "refused"))
    kind = "paused" if order is effects.ResumeRecording else "talk"
    assert segments(play)[-1].startswith(f"anna {kind}")
    again = "pauseRecording" if order is effects.PauseRecording else "resumeRecording"
    play.forget()
    play.ask("anna", again)
    assert type(play.effects[0]).__name__ == "Accept", "it may be asked for again"


def test_a_pause_goes_with_the_customer_through_a_transfer() -> None:
    play = scenes.transferring()
    play.ask("anna", "cancelTransfer")
    play.ask("anna", "pauseRecording")
    play.ask("anna", "turnSlic", "1004")
    play.passes(1)
    scenes.pick_up(play, "cleo")
    assert segments(play)[-1].startswith("cleo paused")
    play.ask("cleo", "resumeRecording")
    assert segments(play)[-1].startswith("cleo talk")
    everybody_goes(play)


def test_the_last_segment_ends_with_the_recording() -> None:
    play = scenes.on_hold()
    scenes.end_leg(play, "k1")
    play.do(RecordingEnded(play.now, name(play), 3900))
    assert segments(play) == ["anna talk 0-2000", " hold 2000-3900"]


def test_a_failed_recording_ends_no_segment_before_it_began() -> None:
    play = scenes.on_hold()
    play.do(RecordingEnded(play.now, name(play), 0))
    assert segments(play) == ["anna talk 0-2000", " hold 2000-2000"]


def test_digits_go_to_everybody_outside() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "sendDigits", "12#*AD")
    play.wants("""
        Accept ask=q6
        SendDigits leg=k1 digits=12#*AD
    """)


def test_digits_in_an_internal_call_go_nowhere() -> None:
    play = scenes.talking_inside()
    play.ask("anna", "sendDigits", "1")
    play.wants("Accept ask=q7")


def test_what_is_attached_is_kept_and_told_with_the_next_ring() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "attachData", "order", "17")
    play.wants("""
        Accept ask=q6
        Save ContactDataRow contact_id=x-B-7 key=order value=17
    """)
    play.ask("anna", "turnSlic", "1002")
    play.forget()
    scenes.ring(play, "ben")
    play.wants("""
        Seat user=ben: OnRing callNo=c-B-16 iCallType=0 caller=13800138000 callee=4001 project_no=P1 msg= contactId=x-B-7 data={'order': '17'}
    """)


def test_an_empty_value_takes_it_away() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "attachData", "order", "17")
    play.forget()
    play.ask("anna", "attachData", "order", "")
    play.wants("""
        Accept ask=q7
        Save ContactDataRow contact_id=x-B-7 key=order value=
    """)
    assert play.world.contacts[scenes.contact_of(play)].data == {}


def test_a_value_of_4096_bytes_is_not_too_long() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "attachData", "order", "x" * 4096)
    assert type(play.effects[0]).__name__ == "Accept"


def test_data_may_be_attached_while_the_call_is_held() -> None:
    play = scenes.on_hold()
    play.ask("anna", "attachData", "order", "17")
    assert type(play.effects[0]).__name__ == "Accept"


def test_at_the_bound_of_all_data_values_may_still_change() -> None:
    play = scenes.in_a_talk()
    for number in range(7):
        play.ask("anna", "attachData", f"key{number}", "x" * 4096)
    play.forget()
    play.ask("anna", "attachData", "key7", "x" * 4096)
    play.wants("Refuse ask=q13 reason=too_much_data parameter=value")
    play.ask("anna", "attachData", "key0", "")
    play.ask("anna", "attachData", "key7", "x" * 4096)
    contact = play.world.contacts[scenes.contact_of(play)]
    assert list(contact.data) == [f"key{number}" for number in range(1, 8)]
