"""The table of commands: complete in itself, in the manual's words."""

from __future__ import annotations

from callseat.domain import commands
from callseat.domain.errors import SENTENCES, Reason

MANUAL = [
    "login",
    "logout",
    "requestHold",
    "fetchHold",
    "requestRest",
    "cancelRest",
    "forceIdle",
    "forceBusy",
    "forceOut",
    "workBusy",
    "workFree",
    "autoCall",
    "manualCall",
    "subscribeClientStatus",
    "gotoFlow",
    "requestIntercept",
    "turnSlic",
    "requestSlic",
    "callSeat",
    "listenSlic",
    "insertSlic",
    "doNotDisturb",
    "muteOn",
    "muteOff",
    "requestSetTransfer",
    "refuse",
    "answerCall",
    "connectQueue",
    "callOut",
    "turnOut",
    "changeStatus",
    "hangUp",
    "playFile",
    "stopPlayFile",
    "playConfFile",
    "stopPlayConfFile",
]
OURS = [
    "ready",
    "resume",
    "whisperSlic",
    "completeTransfer",
    "cancelTransfer",
    "sendDigits",
    "pauseRecording",
    "resumeRecording",
    "attachData",
    "dialPreview",
    "skipPreview",
    "setDisposition",
]


def test_the_commands_of_the_manual_in_its_order_and_then_ours() -> None:
    assert [row.NAME for row in commands.ROWS] == [*MANUAL, *OURS]
    assert [row.NAME for row in commands.ROWS if row.EXTENSION] == OURS
    assert len(MANUAL) == 36, "of 37: callOut is there twice"


def test_a_command_is_found_by_its_names_only() -> None:
    assert commands.find("hangUp") is commands.TABLE["hangUp"]
    assert commands.find("hangup") is None
    assert commands.find("forceldle") is commands.TABLE["forceIdle"], "the manual's small L"
    assert commands.find("callOutEx") is commands.TABLE["callOut"], "with the number shown"
    assert commands.find("") is None


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    assert list(SENTENCES) == list(Reason)
    assert all(text.en and text.zh for text in SENTENCES.values())
