"""muteOn, muteOff: the seat is heard by nobody; it ends with its call and survives hold."""

from __future__ import annotations

import pytest

from callseat.domain import effects
from callseat.domain.effects import SwitchEffect
from callseat.domain.inputs import SwitchFailed
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


def failed(play: Playbook, effect: SwitchEffect, reason: str = "refused") -> None:
    play.forget()
    play.do(SwitchFailed(play.now, effect, reason))


def test_a_mute_that_failed_is_told_and_not_believed() -> None:
    play = muted()
    failed(play, effects.Mute(scenes.leg_of(play, "anna")))
    play.wants("""
        Save EventRow event_id=e-B-14 at=+9s kind=switch_failed detail=Mute refused
        Seat user=anna: OnMute callNo=c-B-9 muted=False cause=switch_failed
    """)
    assert heard(play) == "anna<k1 k1<anna"
    play.ask("anna", "muteOn")
    assert effects.Mute(scenes.leg_of(play, "anna")) in play.effects


def test_its_end_that_failed_is_told_and_not_believed() -> None:
    play = muted()
    play.ask("anna", "muteOff")
    failed(play, effects.Unmute(scenes.leg_of(play, "anna")))
    play.wants("""
        Save EventRow event_id=e-B-14 at=+9s kind=switch_failed detail=Unmute refused
        Seat user=anna: OnMute callNo=c-B-9 muted=True cause=switch_failed
    """)
    assert heard(play) == "anna<k1 k1<nobody"


def test_who_took_it_back_meanwhile_is_not_told() -> None:
    play = muted()
    play.ask("anna", "muteOff")
    failed(play, effects.Mute(scenes.leg_of(play, "anna")))
    play.wants("Save EventRow event_id=e-B-14 at=+9s kind=switch_failed detail=Mute refused")


@pytest.mark.parametrize("reason", ["not_found", "conflict"])
def test_a_phone_that_hangs_up_at_this_moment_is_nobodys_concern(reason: str) -> None:
    play = muted()
    failed(play, effects.Mute(scenes.leg_of(play, "anna")), reason)
    play.wants(f"Save EventRow event_id=e-B-14 at=+9s kind=switch_failed detail=Mute {reason}")


def test_the_next_talk_of_a_phone_that_stayed_muted_is_muted() -> None:
    """Its own talk ended, another of that phone goes on; the switch did not unmute the phone."""
    play = muted()
    play.ask("anna", "requestHold")
    play.ask("anna", "callSeat", "1002")
    scenes.pick_up(play, "ben")
    scenes.end_leg(play, "k1")
    failed(play, effects.Unmute(scenes.leg_of(play, "anna")))
    assert heard(play) == "anna<ben ben<nobody"
    everybody_goes(play)
