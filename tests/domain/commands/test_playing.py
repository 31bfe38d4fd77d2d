"""playFile, playConfFile and their stops: everybody in the call hears it, and its end is told."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.inputs import CallPlayEnded, SwitchFailed
from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, heard, told


def sound_ends(play: Playbook, *, completed: bool = True) -> None:
    call = next(call for call in play.world.calls.values() if call.play)
    play.do(CallPlayEnded(play.now, call.play, call.id, completed))


def test_both_hear_it_and_its_end_is_told() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "playFile", "hello")
    play.wants("""
        Accept ask=q6
        PlayToCall play=p-B-14 call=b-B-12 sounds=('hello',)
    """)
    assert heard(play) == "anna<k1+sound:hello k1<anna+sound:hello"
    sound_ends(play)
    play.wants("Seat user=anna: OnPlayEnd fileno=hello cause=finished")
    assert heard(play) == "anna<k1 k1<anna"
    play.ask("anna", "playFile", "hello")


def test_stopped_it_ends_as_stopped() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "playFile", "hello")
    play.forget()
    play.ask("anna", "stopPlayFile")
    play.wants("""
        Accept ask=q7
        StopCallPlay play=p-B-14 call=b-B-12
    """)
    sound_ends(play, completed=False)
    play.wants("Seat user=anna: OnPlayEnd fileno=hello cause=stopped")


def test_in_a_conference_any_seat_stops_it() -> None:
    play = scenes.in_conference()
    play.ask("anna", "playConfFile", "hello")
    play.forget()
    play.ask("ben", "stopPlayConfFile")
    play.wants("""
        Accept ask=q8
        StopCallPlay play=p-B-20 call=b-B-12
    """)
    sound_ends(play, completed=False)
    assert told(play) == ["anna OnPlayEnd stopped"], "who began it is told"


@pytest.mark.parametrize("name", ["playFile", "playConfFile"])
def test_everybody_in_a_conference_hears_it(name: str) -> None:
    play = scenes.in_conference()
    play.ask("anna", name, "hello")
    assert heard(play).count("sound:hello") == 3
    everybody_goes(play)


def test_a_conferences_sound_is_stopped_when_it_is_none_any_more() -> None:
    play = scenes.in_conference()
    play.ask("anna", "playConfFile", "hello")
    scenes.hang_up_phone(play, "ben")
    play.forget()
    play.ask("anna", "stopPlayConfFile")
    play.wants("""
        Accept ask=q8
        StopCallPlay play=p-B-20 call=b-B-12
    """)


def test_a_supervisor_who_stepped_in_makes_a_conference() -> None:
    play = scenes.stepped_in()
    play.ask("anna", "playConfFile", "hello")
    assert heard(play).count("sound:hello") == 3


def test_it_cannot_be_played() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "playFile", "hello")
    call = play.world.calls[scenes.call_of(play)]
    play.forget()
    play.do(SwitchFailed(play.now, effects.PlayToCall(call.play, call.id, ("hello",)), "refused"))
    assert told(play) == ["anna OnPlayEnd stopped"]
    assert call.play == ""


def test_the_call_ends_while_it_plays() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "playFile", "hello")
    call = play.world.calls[scenes.call_of(play)]
    scenes.end_leg(play, "k1")
    play.forget()
    play.do(CallPlayEnded(play.now, call.play, call.id, completed=False))
    play.wants("")
    everybody_goes(play)
