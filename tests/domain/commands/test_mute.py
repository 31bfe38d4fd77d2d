"""muteOn, muteOff: the seat is heard by nobody; it ends with its call and survives hold."""

from __future__ import annotations

from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.sight import everybody_goes, heard


def muted() -> Playbook:
    play = scenes.in_a_talk()
    play.ask("anna", "muteOn")
    return scenes.settled(play)


def test_nobody_hears_the_seat_until_it_takes_it_back() -> None:
    play = scenes.in_a_talk()
    play.ask("anna", "muteOn")
    play.wants("""
        Accept ask=q6
        Mute leg=l-B-10
    """)
    assert heard(play) == "anna<k1 k1<nobody"
    play.ask("anna", "muteOff")
    play.wants("""
        Accept ask=q7
        Unmute leg=l-B-10
    """)
    assert heard(play) == "anna<k1 k1<anna"


def test_muted_twice_it_is_muted_once() -> None:
    play = muted()
    play.ask("anna", "muteOn")
    play.wants("Accept ask=q7")


def test_it_survives_hold() -> None:
    play = muted()
    play.ask("anna", "requestHold")
    play.ask("anna", "fetchHold")
    assert heard(play) == "anna<k1 k1<nobody"
    everybody_goes(play)


def test_it_survives_a_phone_on_the_hook() -> None:
    """The phone that fetches the call is another leg: it is muted anew."""
    play = muted()
    play.ask("anna", "requestHold")
    scenes.hang_up_phone(play, "anna")
    play.ask("anna", "fetchHold")
    play.forget()
    scenes.pick_up(play, "anna")
    assert heard(play) == "anna<k1 k1<nobody"
    assert any(type(effect).__name__ == "Mute" for effect in play.effects)
    everybody_goes(play)


def test_it_ends_with_its_call() -> None:
    play = muted()
    play.ask("anna", "requestHold")
    play.ask("anna", "callSeat", "1002")
    scenes.pick_up(play, "ben")
    assert heard(play) == "anna<ben ben<nobody k1<music:default"
    play.forget()
    scenes.end_leg(play, "k1")
    assert [str(e) for e in play.effects if "Unmute" in type(e).__name__]
    assert heard(play) == "anna<ben ben<anna"
    everybody_goes(play)


def test_a_call_that_ends_with_its_phone_takes_nothing_back() -> None:
    play = muted()
    scenes.hang_up_phone(play, "anna")
    assert not any(type(effect).__name__ == "Unmute" for effect in play.effects)


def test_in_a_conference_the_others_hear_each_other() -> None:
    play = scenes.in_conference()
    play.ask("ben", "muteOn")
    assert heard(play) == "anna<k1 ben<k1+anna k1<anna"
    everybody_goes(play)


def test_a_muted_supervisor_who_stepped_in() -> None:
    """muteOn is for a talk of one's own; a supervisor changes back to listening."""
    play = scenes.stepped_in()
    play.ask("vera", "muteOn")
    play.wants("Refuse ask=q7 reason=no_call")
