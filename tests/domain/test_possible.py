"""The bar's table of what is possible, held against the domain: `web/bar/test/refusals.json`.

The file says, for each situation, what a seat was told until then, and how each command would be
answered; the bar's tests read it. With CALLSEAT_WRITE_REFUSALS=1 it is written anew.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from callseat.domain import commands
from callseat.domain.effects import Notify, Refuse, Seat, Watchers
from callseat.domain.inputs import Asked
from callseat.domain.notices import name_of
from callseat.domain.step import step
from tests.domain import scenes
from tests.domain.commands import test_refusals as more
from tests.domain.dialer import test_preview as preview
from tests.domain.playbook import Playbook
from tests.domain.scenes import CALLER, FRIEND

FILE = Path(__file__).parents[2] / "web/bar/test/refusals.json"
OF_A_PARAMETER = (
    "not_queued",
    "taken",
    "target_not_idle",
    "target_not_talking",
    "target_offline",
    "target_unknown",
    "unknown_disposition",
)
"""Only the server can tell these."""
PARAMETERS: dict[str, tuple[str | int, ...]] = {
    "turnSlic": ("1004",),
    "requestSlic": ("1004",),
    "callSeat": ("1004",),
    "listenSlic": ("1001",),
    "whisperSlic": ("1001",),
    "insertSlic": ("1001",),
    "requestIntercept": ("1001",),
    "callOut": (FRIEND,),
    "turnOut": (FRIEND,),
    "gotoFlow": ("main",),
    "connectQueue": (CALLER,),
    "playFile": ("hello",),
    "playConfFile": ("hello",),
    "sendDigits": ("1",),
    "attachData": ("order", "17"),
    "setDisposition": ("done",),
    "changeStatus": ("10",),
    "requestSetTransfer": (1, "1004"),
    "subscribeClientStatus": ("1",),
    "forceIdle": ("anna",),
    "forceBusy": ("anna",),
    "forceOut": ("anna",),
}


def after(scene: Callable[[], Playbook], user: str, *asked: str) -> Callable[[], Playbook]:
    """The scene, then the user's commands without parameters."""

    def played() -> Playbook:
        play = scene()
        for name in asked:
            play.ask(user, name)
        return play

    return played


def working_in_a_call() -> Playbook:
    play = scenes.in_a_talk()
    play.ask("anna", "workBusy")
    return play


def said() -> Playbook:
    play = more.owing()
    play.ask("anna", "setDisposition", "done")
    return play


AGENT: dict[str, Callable[[], Playbook]] = {
    "idle": scenes.team,
    "busy": after(scenes.team, "anna", "doNotDisturb"),
    "work": after(scenes.team, "anna", "workBusy"),
    "rest": more.resting,
    "no phone": more.without_a_phone,
    "ringing": more.being_rung,
    "own phone rings": scenes.own_phone_rings,
    "dialling outside": scenes.dialling_outside,
    "dialling a seat": scenes.dialling_a_seat,
    "talking": scenes.in_a_talk,
    "talking outside": scenes.talking_outside,
    "talking inside": scenes.talking_inside,
    "talking, work afterwards": working_in_a_call,
    "talking, rest afterwards": after(scenes.in_a_talk, "anna", "requestRest"),
    "talking, muted": after(scenes.in_a_talk, "anna", "muteOn"),
    "talking, not recorded": more.not_recorded,
    "talking, recording paused": more.paused,
    "on hold": scenes.on_hold,
    "fetched": after(scenes.on_hold, "anna", "fetchHold"),
    "consultation rings": scenes.ringing_for_consultation,
    "consultation": scenes.in_consultation,
    "consultation, swapped": after(scenes.in_consultation, "anna", "fetchHold"),
    "consultation outside": scenes.in_consultation_outside,
    "four parts": more.with_four_parts,
    "inviting": scenes.inviting,
    "conference": scenes.in_conference,
    "conference, a sound plays": more.playing,
    "conference, a sound plays to all": more.playing_to_the_conference,
    "a lead is shown": preview.shown,
    "a lead is dialled": preview.dialled,
    "a disposition is owed": more.owing,
    "a disposition is owed, busy": after(more.owing, "anna", "doNotDisturb"),
    "a disposition was owed": said,
    "transferring": scenes.transferring,
    "transferring outside": scenes.transferring_outside,
}
SUPERVISOR: dict[str, Callable[[], Playbook]] = {
    "supervisor": scenes.in_a_talk,
    "supervisor at rest": after(scenes.in_a_talk, "vera", "requestRest"),
    "supervisor without a phone": more.vera_has_no_phone,
    "listening": scenes.listening,
    "whispering": scenes.whispering,
    "stepped in": scenes.stepped_in,
    "intercepting": scenes.intercepting,
}


def heard(play: Playbook, user: str) -> list[dict[str, Any]]:
    """What the seat was told, and which of its commands were carried out, in order."""
    found: list[dict[str, Any]] = []
    for line in play.diary:
        match line:
            case Notify(Seat(name) | Watchers(name), notice) if name == user:
                found.append({"name": name_of(type(notice)), **asdict(notice)})
            case Asked(user=asker, name=name, params=params) if asker == user:
                found.append({"did": name, "params": list(asdict(params).values())})
    return found


def refusals(play: Playbook, user: str) -> dict[str, str]:
    """How each command would be answered now; "" if it would be carried out."""
    found: dict[str, str] = {}
    for name, command in commands.TABLE.items():
        if name in ("login", "resume"):
            continue
        params = command.Params(*PARAMETERS.get(name, ()))
        asked = Asked(play.now, "q", f"session-{user}", user, name, params)
        effects = step(copy.deepcopy(play.world), asked)
        reason = next((one.reason.value for one in effects if isinstance(one, Refuse)), "")
        found[name] = "" if reason in OF_A_PARAMETER else reason
    return dict(sorted(found.items()))


def table() -> dict[str, Any]:
    people = [("anna", AGENT), ("vera", SUPERVISOR)]
    return {
        name: {"user": user, "heard": heard(play, user), "refusals": refusals(play, user)}
        for user, all_scenes in people
        for name, scene in all_scenes.items()
        for play in (scene(),)
    }


def test_the_bars_table_of_refusals_is_what_the_domain_answers() -> None:
    actual = table()
    if os.environ.get("CALLSEAT_WRITE_REFUSALS"):
        FILE.write_text(json.dumps(actual, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert actual == json.loads(FILE.read_text("utf-8"))
