"""Every reason for which a command on calls is refused; the playbook sees that nothing changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from callseat.domain import commands
from callseat.domain.dialer.campaign import Disposition
from callseat.domain.directory import Forwarding, OutboundRules, Project, Rules
from callseat.domain.inputs import Draining, PhoneReachable
from tests.domain import scenes
from tests.domain.playbook import Playbook
from tests.domain.scenes import FRIEND


def idle() -> Playbook:
    return scenes.team()


def resting() -> Playbook:
    play = scenes.team()
    play.ask("anna", "requestRest")
    return play


def being_rung() -> Playbook:
    play = scenes.team()
    scenes.call_in(play)
    scenes.ring(play, "anna")
    return play


def hanging_up() -> Playbook:
    play = scenes.in_a_talk()
    play.ask("anna", "hangUp")
    return play


def without_a_phone(user: str = "anna") -> Playbook:
    play = scenes.team()
    extension = play.world.seats[user].extension
    play.do(PhoneReachable(play.now, extension, reachable=False))
    return play


def held_without_a_phone() -> Playbook:
    play = scenes.on_hold_and_on_the_hook()
    play.do(PhoneReachable(play.now, "1001", reachable=False))
    return play


def talking_while(user: str, command: str) -> Playbook:
    play = scenes.in_a_talk()
    play.ask(user, command)
    return play


def ben_is_busy() -> Playbook:
    return talking_while("ben", "doNotDisturb")


def ben_is_out() -> Playbook:
    return talking_while("ben", "logout")


def ben_has_no_phone() -> Playbook:
    play = scenes.in_a_talk()
    play.do(PhoneReachable(play.now, "1002", reachable=False))
    return play


def with_four_parts() -> Playbook:
    play = scenes.in_a_talk()
    for extension in ("1002", "1003", "1004"):
        play.ask("anna", "callSeat", extension)
        scenes.answer_newest(play)
    return play


def without_trunks() -> Playbook:
    return scenes.in_a_talk(trunks=())


def too_often(scene: Callable[..., Playbook]) -> Playbook:
    play = scene()
    play.world.rules = Rules(outbound=OutboundRules(calls_per_minute=0))
    return play


def calling_too_often() -> Playbook:
    return too_often(idle)


def turning_out_too_often() -> Playbook:
    return too_often(scenes.in_a_talk)


def somebody_waits() -> Playbook:
    """anna, ben and cleo are busy."""
    play = scenes.team()
    for user in ("anna", "ben", "cleo"):
        play.ask(user, "doNotDisturb")
    scenes.call_in(play)
    return play


def ben_was_faster() -> Playbook:
    play = somebody_waits()
    play.ask("ben", "connectQueue", scenes.CALLER)
    return play


def waiting_but_no_phone() -> Playbook:
    play = somebody_waits()
    play.do(PhoneReachable(play.now, "1001", reachable=False))
    return play


def waiting_while_resting() -> Playbook:
    play = somebody_waits()
    play.ask("anna", "ready")
    play.ask("anna", "requestRest")
    return play


def playing() -> Playbook:
    play = scenes.in_conference()
    play.ask("anna", "playFile", "hello")
    return play


def stopping() -> Playbook:
    play = playing()
    play.ask("anna", "stopPlayFile")
    return play


def playing_to_the_conference() -> Playbook:
    play = scenes.in_conference()
    play.ask("anna", "playConfFile", "hello")
    return play


def not_recorded() -> Playbook:
    return scenes.in_a_talk(
        projects=(Project("P1", "Sales", ("4001",), "straight", recorded=False),)
    )


def owing() -> Playbook:
    """At work after a call, of which the seat must say what came of it."""
    project = Project(
        "P1",
        "Sales",
        ("4001",),
        "straight",
        dispositions=(Disposition("done"),),
        disposition_required=True,
    )
    play = scenes.in_a_talk(projects=(project,))
    scenes.end_leg(play, "k1")
    scenes.hang_up_phone(play, "anna")
    return play


def paused() -> Playbook:
    play = scenes.in_a_talk()
    play.ask("anna", "pauseRecording")
    return play


def with_32_keys() -> Playbook:
    play = scenes.in_a_talk()
    for number in range(32):
        play.ask("anna", "attachData", f"key{number}", "x")
    return play


def with_much_data() -> Playbook:
    play = scenes.in_a_talk()
    for number in range(7):
        play.ask("anna", "attachData", f"key{number}", "x" * 4096)
    return play


def draining() -> Playbook:
    play = scenes.team()
    play.do(Draining(play.now))
    return play


def vera_has_no_phone() -> Playbook:
    play = scenes.in_a_talk()
    play.do(PhoneReachable(play.now, "1003", reachable=False))
    return play


def wanda_listens() -> Playbook:
    play = scenes.in_a_talk()
    play.ask("wanda", "listenSlic", "1001")
    scenes.pick_up(play, "wanda")
    return play


def ben_forwards(callee: str) -> Playbook:
    play = scenes.team()
    play.ask("ben", "requestSetTransfer", 1, callee)
    return play


def round_in_circles() -> Playbook:
    """What was set while it led elsewhere: ben to cleo, and cleo back to ben."""
    play = scenes.team()
    for extension, callee in (("1002", "1004"), ("1004", "1002")):
        play.world.forwardings[extension] = Forwarding(extension, callee)
    return play


def back_to_anna() -> Playbook:
    return ben_forwards("1001")


def outside_without_trunks() -> Playbook:
    play = scenes.team(trunks=())
    play.ask("ben", "requestSetTransfer", 1, FRIEND)
    return play


def to_a_wrong_number() -> Playbook:
    return ben_forwards("999999999999999")


def to_a_forbidden_number() -> Playbook:
    return ben_forwards("*21")


Case = tuple[Callable[[], Playbook], str, str, tuple[str, ...], str]
NOT_TALKING = (idle, being_rung, scenes.on_hold, scenes.own_phone_rings, scenes.dialling_outside)
NEEDS_A_TALK: dict[str, tuple[str, ...]] = {
    "requestHold": (),
    "turnSlic": ("1002",),
    "gotoFlow": ("main",),
    "requestSlic": ("1002",),
    "turnOut": (FRIEND,),
    "muteOn": (),
    "muteOff": (),
    "playFile": ("hello",),
    "stopPlayFile": (),
    "playConfFile": ("hello",),
    "stopPlayConfFile": (),
    "sendDigits": ("1",),
    "pauseRecording": (),
    "resumeRecording": (),
    "completeTransfer": (),
}
TO_A_SEAT: list[tuple[Callable[[], Playbook], str, str]] = [
    (scenes.in_a_talk, "1001", "bad_parameter extension"),
    (scenes.in_a_talk, "1099", "target_unknown extension"),
    (scenes.in_a_talk, "", "target_unknown extension"),
    (ben_is_out, "1002", "target_offline extension"),
    (ben_is_busy, "1002", "target_not_idle extension"),
    (ben_has_no_phone, "1002", "phone_unreachable extension"),
]
MAY_NOT_BEGIN = [
    (resting, "wrong_status"),
    (being_rung, "wrong_status"),
    (hanging_up, "wrong_status"),
    (scenes.own_phone_rings, "wrong_status"),
    (scenes.dialling_outside, "wrong_status"),
    (scenes.transferring, "wrong_status"),
    (without_a_phone, "phone_unreachable"),
    (with_four_parts, "too_many_calls"),
]
SUPERVISING = ("requestIntercept", "listenSlic", "insertSlic", "whisperSlic")
CASES: list[Case] = [
    *(
        (scene, "anna", name, NEEDS_A_TALK[name], "no_call")
        for name in NEEDS_A_TALK
        for scene in NOT_TALKING
    ),
    *(
        (scene, "anna", name, (extension,), reason)
        for name in ("turnSlic", "requestSlic", "callSeat")
        for scene, extension, reason in TO_A_SEAT
    ),
    *((scene, "anna", "callSeat", ("1002",), reason) for scene, reason in MAY_NOT_BEGIN),
    *((scene, "anna", "callOut", (FRIEND,), reason) for scene, reason in MAY_NOT_BEGIN),
    (round_in_circles, "anna", "callSeat", ("1002",), "target_not_idle extension"),
    (back_to_anna, "anna", "callSeat", ("1002",), "target_not_idle extension"),
    (outside_without_trunks, "anna", "callSeat", ("1002",), "no_trunk"),
    (to_a_wrong_number, "anna", "callSeat", ("1002",), "number_invalid callee"),
    (to_a_forbidden_number, "anna", "callSeat", ("1002",), "number_forbidden callee"),
    (idle, "anna", "callOut", ("abc",), "number_invalid callee"),
    (idle, "anna", "callOut", ("",), "number_invalid callee"),
    (idle, "anna", "callOut", ("*21*13900139000#",), "number_forbidden callee"),
    (idle, "anna", "callOut", (FRIEND, "4444"), "caller_not_allowed caller"),
    (without_trunks, "anna", "callOut", (FRIEND,), "no_trunk"),
    (calling_too_often, "anna", "callOut", (FRIEND,), "rate_limited"),
    (scenes.in_a_talk, "anna", "turnOut", ("abc",), "number_invalid callee"),
    (scenes.in_a_talk, "anna", "turnOut", ("*21",), "number_forbidden callee"),
    (without_trunks, "anna", "turnOut", (FRIEND,), "no_trunk"),
    (turning_out_too_often, "anna", "turnOut", (FRIEND,), "rate_limited"),
    (idle, "anna", "fetchHold", (), "no_held_call"),
    (scenes.in_a_talk, "anna", "fetchHold", (), "no_held_call"),
    (scenes.ringing_for_consultation, "anna", "fetchHold", (), "wrong_status"),
    (scenes.transferring, "anna", "fetchHold", (), "wrong_status"),
    (held_without_a_phone, "anna", "fetchHold", (), "phone_unreachable"),
    (idle, "anna", "hangUp", (), "no_call"),
    (being_rung, "anna", "hangUp", (), "no_call"),
    (scenes.on_hold, "anna", "hangUp", (), "no_call"),
    (scenes.in_a_talk, "anna", "muteOff", (), "not_muted"),
    (idle, "anna", "connectQueue", (scenes.CALLER,), "not_queued caller"),
    (somebody_waits, "anna", "connectQueue", ("110",), "not_queued caller"),
    (somebody_waits, "vera", "connectQueue", (scenes.CALLER,), "not_queued caller"),
    (ben_was_faster, "anna", "connectQueue", (scenes.CALLER,), "taken caller"),
    (waiting_while_resting, "anna", "connectQueue", (scenes.CALLER,), "wrong_status"),
    (scenes.in_a_talk, "anna", "connectQueue", (scenes.CALLER,), "wrong_status"),
    (waiting_but_no_phone, "anna", "connectQueue", (scenes.CALLER,), "phone_unreachable"),
    (scenes.in_a_talk, "anna", "playFile", ("unheard",), "unknown_file fileno"),
    (scenes.in_a_talk, "anna", "gotoFlow", ("gone",), "unknown_flow flowCode"),
    (playing, "anna", "playFile", ("hello",), "already_playing"),
    (playing, "ben", "playFile", ("hello",), "already_playing"),
    (stopping, "anna", "playFile", ("hello",), "already_playing"),
    (scenes.in_a_talk, "anna", "stopPlayFile", (), "not_playing"),
    (stopping, "anna", "stopPlayFile", (), "not_playing"),
    (playing_to_the_conference, "anna", "stopPlayFile", (), "not_playing"),
    (scenes.in_a_talk, "anna", "playConfFile", ("hello",), "not_in_conference"),
    (scenes.in_conference, "anna", "playConfFile", ("unheard",), "unknown_file fileno"),
    (playing, "anna", "playConfFile", ("hello",), "already_playing"),
    (scenes.in_a_talk, "anna", "stopPlayConfFile", (), "not_in_conference"),
    (scenes.in_conference, "anna", "stopPlayConfFile", (), "not_playing"),
    (playing, "anna", "stopPlayConfFile", (), "not_playing"),
    *(
        (scenes.in_a_talk, "anna", "sendDigits", (bad,), "bad_parameter digits")
        for bad in ("", "x", "1" * 65, "1\n")
    ),
    (not_recorded, "anna", "pauseRecording", (), "not_recorded"),
    (not_recorded, "anna", "resumeRecording", (), "not_recorded"),
    (paused, "anna", "pauseRecording", (), "wrong_status"),
    (scenes.in_a_talk, "anna", "resumeRecording", (), "wrong_status"),
    (idle, "anna", "attachData", ("order", "17"), "no_call"),
    (scenes.in_a_talk, "anna", "attachData", ("", "17"), "bad_parameter key"),
    (scenes.in_a_talk, "anna", "attachData", ("a b", "17"), "bad_parameter key"),
    (scenes.in_a_talk, "anna", "attachData", ("k" * 65, "17"), "bad_parameter key"),
    (scenes.in_a_talk, "anna", "attachData", ("order", "单" * 1366), "bad_parameter value"),
    (with_much_data, "anna", "attachData", ("key7", "x" * 4096), "too_much_data value"),
    (with_much_data, "anna", "attachData", ("key7", "\n" * 2048), "too_much_data value"),
    (draining, "anna", "callOut", (FRIEND,), "draining"),
    (draining, "anna", "callSeat", ("1002",), "draining"),
    (with_32_keys, "anna", "attachData", ("one more", "17"), "bad_parameter key"),
    (with_32_keys, "anna", "attachData", ("one.more", "17"), "bad_parameter value"),
    (scenes.in_a_talk, "anna", "completeTransfer", (), "no_held_call"),
    (scenes.ringing_for_consultation, "anna", "completeTransfer", (), "no_call"),
    (idle, "anna", "cancelTransfer", (), "no_call"),
    (scenes.in_a_talk, "anna", "cancelTransfer", (), "no_held_call"),
    (scenes.on_hold, "anna", "cancelTransfer", (), "no_call"),
    (idle, "anna", "refuse", (), "not_ringing"),
    (idle, "anna", "answerCall", (), "not_ringing"),
    *((idle, "vera", name, ("1001",), "target_not_talking extension") for name in SUPERVISING),
    *(
        (scenes.on_hold, "vera", name, ("1001",), "target_not_talking extension")
        for name in SUPERVISING
    ),
    *((ben_is_out, "vera", name, ("1002",), "target_offline extension") for name in SUPERVISING),
    *((vera_has_no_phone, "vera", name, ("1001",), "phone_unreachable") for name in SUPERVISING),
    *((scenes.intercepting, "vera", name, ("1001",), "wrong_status") for name in SUPERVISING),
    (wanda_listens, "wanda", "listenSlic", ("1002",), "target_not_talking extension"),
]


@pytest.mark.parametrize(("scene", "user", "name", "params", "reason"), CASES)
def test_it_is_refused(
    scene: Callable[[], Playbook], user: str, name: str, params: tuple[str, ...], reason: str
) -> None:
    play = scene()
    play.forget()
    play.ask(user, name, *params)
    words = reason.split()
    parameter = f" parameter={words[1]}" if len(words) > 1 else ""
    play.wants(f"Refuse ask=q{play.asks} reason={words[0]}{parameter}")


def test_every_reason_that_a_command_of_calls_names_is_shown() -> None:
    """None is missing in REFUSALS, none is named in vain."""
    shown = {(name, reason.split()[0]) for _, _, name, _, reason in CASES}
    names = dict.fromkeys(name for _, _, name, _, _ in CASES)
    named = {(name, one.value) for name in names for one in commands.TABLE[name].REFUSALS}
    assert shown == named
