"""Why a switch could not do what it was told: the tokens of SwitchFailed, for every driver."""

from __future__ import annotations

from enum import StrEnum


class Failure(StrEnum):
    NOT_FOUND = "not_found"  # no such leg, call, playback or recording (any more)
    CONFLICT = "conflict"  # the id is in use already
    NOT_ANSWERED = "not_answered"  # the leg has to be answered first
    WRONG_STATE = "wrong_state"  # answering what does not ring, leaving a call one is not in
    NOT_CONNECTED = "not_connected"  # the switch is out of reach; nothing was done
    REFUSED = "refused"  # the switch said no for a reason of its own
