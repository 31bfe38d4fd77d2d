"""What Asterisk's refusals mean: the HTTP status of an answer as a token of SwitchFailed."""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.effects import SwitchEffect
from callseat.switch.failure import Failure

REASONS = {
    404: Failure.NOT_FOUND,
    409: Failure.CONFLICT,
    412: Failure.WRONG_STATE,
    422: Failure.WRONG_STATE,
}
NOT_ENTERED = {409: Failure.NOT_ANSWERED}
REASONS_OF: dict[type, dict[int, Failure]] = {  # where Asterisk means something else by them
    # No such channel, no such bridge, not in the application.
    effects.Join: {
        400: Failure.NOT_FOUND,
        409: Failure.NOT_ANSWERED,
        422: Failure.NOT_ANSWERED,
    },
    effects.DialOutside: {500: Failure.NOT_FOUND},  # no such trunk
    effects.Tap: {500: Failure.CONFLICT},
    effects.Mute: NOT_ENTERED,
    effects.Unmute: NOT_ENTERED,
    effects.SendDigits: NOT_ENTERED,
}


def reason_of(effect: SwitchEffect, status: int) -> Failure:
    """Why the effect was not done."""
    reasons = REASONS | REASONS_OF.get(type(effect), {})
    # However Asterisk says it: only a leg that hangs up at this moment is not answered.
    otherwise = Failure.WRONG_STATE if isinstance(effect, effects.Answer) else Failure.REFUSED
    return reasons.get(status, otherwise)
