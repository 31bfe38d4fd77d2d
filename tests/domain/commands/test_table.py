"""The table of commands: complete in itself, in the manual's words."""

from __future__ import annotations

from callseat.domain import commands
from callseat.domain.errors import SENTENCES, Reason


def test_the_slice_of_the_manual_and_our_ready() -> None:
    assert [row.NAME for row in commands.ROWS] == [
        "login",
        "logout",
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
        "doNotDisturb",
        "requestSetTransfer",
        "refuse",
        "answerCall",
        "changeStatus",
        "hangUp",
        "ready",
        "resume",
    ]
    assert [row.NAME for row in commands.ROWS if row.EXTENSION] == ["ready", "resume"]


def test_a_command_is_found_by_its_names_only() -> None:
    assert commands.find("hangUp") is commands.TABLE["hangUp"]
    assert commands.find("hangup") is None
    assert commands.find("forceldle") is commands.TABLE["forceIdle"], "the manual's small L"
    assert commands.find("") is None


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    assert list(SENTENCES) == list(Reason)
    assert all(text.en and text.zh for text in SENTENCES.values())
