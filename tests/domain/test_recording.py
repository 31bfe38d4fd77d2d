"""Recordings: named in onAnswer before they begin, complete after the contact's end."""

from __future__ import annotations

from callseat.domain.inputs import DigitPressed, RecordingEnded
from tests.domain.playbook import Playbook
from tests.domain.scenes import call_in, end_leg, opened, pick_up, talking

NAME = "2023/11/14/x-B-3.wav"


def ends(play: Playbook, name: str = NAME, duration_ms: int = 2500) -> None:
    play.do(RecordingEnded(play.now, name, duration_ms))


def test_it_is_complete_after_the_contact_is_over() -> None:
    play = talking("anna")
    end_leg(play, "k1")
    play.now += 40
    play.forget()
    ends(play)
    play.wants("""
        Save RecordingSegmentRow recording=2023/11/14/x-B-3.wav number=1 began_ms=0 ended_ms=2500 seats=anna
        Save RecordingRow name=2023/11/14/x-B-3.wav contact_id=x-B-3 started_at=+2s ended_at=+4.04s duration_ms=2500 state=done
    """)
    assert play.world.recordings == {}


def test_without_a_length_it_failed() -> None:
    play = talking("anna")
    end_leg(play, "k1")
    play.forget()
    ends(play, duration_ms=0)
    play.wants("""
        Save RecordingSegmentRow recording=2023/11/14/x-B-3.wav number=1 began_ms=0 ended_ms=0 seats=anna
        Save RecordingRow name=2023/11/14/x-B-3.wav contact_id=x-B-3 started_at=+2s ended_at=+4s state=failed
    """)


def test_it_ends_once_and_a_strangers_is_nothing() -> None:
    play = talking("anna")
    ends(play, "2023/11/14/other.wav")
    play.wants("")
    ends(play)
    play.forget()
    ends(play)
    play.wants("")


def test_a_project_that_does_not_record() -> None:
    play = opened("anna")
    call_in(play, callee="4002")
    play.do(DigitPressed(play.now, "k1", "1"))
    pick_up(play, "anna")
    answers = [
        e.notice for e in play.effects if type(getattr(e, "notice", 0)).__name__ == "OnAnswer"
    ]
    assert [answer.fileName for answer in answers] == [""]
    assert "Record(" not in str(play.effects)
