"""The door: unknown commands, strangers, and the answer before everything else."""

from __future__ import annotations

import pytest

from callseat.domain import commands
from callseat.domain.effects import Accept
from callseat.domain.inputs import Asked
from tests.domain.scenes import opened

PARAMETERS: dict[str, tuple[str | int, ...]] = {
    "turnSlic": ("1002",),
    "gotoFlow": ("main",),
    "requestSlic": ("1002",),
    "callSeat": ("1002",),
    "connectQueue": ("13800138000",),
    "callOut": ("13900139000",),
    "turnOut": ("13900139000",),
    "playFile": ("hello",),
    "playConfFile": ("hello",),
    "sendDigits": ("1",),
    "attachData": ("order", "17"),
    "setDisposition": ("sold",),
    "requestIntercept": ("1001",),
    "listenSlic": ("1001",),
    "insertSlic": ("1001",),
    "whisperSlic": ("1001",),
    "login": ("anna", ""),
    "changeStatus": ("10",),
    "subscribeClientStatus": ("1",),
    "forceIdle": ("anna",),
    "forceBusy": ("anna",),
    "forceOut": ("anna",),
    "requestSetTransfer": (1, "1002"),
}
ENTRIES = ("login", "resume")  # whoever sends them is known by a password or a token


def test_an_unknown_command_is_refused() -> None:
    play = opened("anna")
    nothing = commands.TABLE["ready"].Params()
    play.do(Asked(play.now, "q9", "session-anna", "anna", "dropTables", nothing))
    play.wants("Refuse ask=q9 reason=unknown_command")


@pytest.mark.parametrize("name", [name for name in commands.TABLE if name not in ENTRIES])
def test_a_stranger_is_refused_every_command(name: str) -> None:
    play = opened()
    play.ask("mallory", name, *PARAMETERS.get(name, ()))
    play.wants("Refuse ask=q1 reason=not_logged_in")


@pytest.mark.parametrize("name", [name for name in commands.TABLE if name not in ENTRIES])
def test_another_connection_does_not_speak_for_a_seat(name: str) -> None:
    play = opened("anna")
    params = commands.TABLE[name].Params(*PARAMETERS.get(name, ()))
    play.do(Asked(play.now, "q9", "session-mallory", "anna", name, params))
    play.wants("Refuse ask=q9 reason=not_logged_in")


@pytest.mark.parametrize("name", ["ready", "doNotDisturb", "workBusy", "changeStatus", "logout"])
def test_the_answer_comes_before_what_it_brings_about(name: str) -> None:
    play = opened("anna")
    play.ask("anna", name, *PARAMETERS.get(name, ()))
    assert isinstance(play.effects[0], Accept)
    assert len(play.effects) > 1
