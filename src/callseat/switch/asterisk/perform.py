"""Effects as requests to Asterisk's REST interface. Pure: one effect, one request.

AnswerPhone and Record are not here: they go over the manager interface (see switch).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from callseat.domain import effects
from callseat.domain.effects import SwitchEffect
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.operation import Operation

UNSAFE = re.compile(r"[^0-9A-Za-z+*#._\- ]")
ANSWER_AT_ONCE = "<sip:callseat.invalid>;answer-after=0"
LONGEST_SHOWN = 40

REQUESTS: dict[type, Callable[[Any], Operation[Any]]] = {
    effects.Answer: lambda effect: ari.channels_answer(effect.leg),
    effects.Ringback: lambda effect: ari.channels_ring(effect.leg),
    effects.HangUp: lambda effect: ari.channels_hangup(effect.leg, reason=effect.reason.value),
    effects.OpenCall: lambda effect: ari.bridges_create_with_id(effect.call, type="mixing"),
    effects.CloseCall: lambda effect: ari.bridges_destroy(effect.call),
    effects.Join: lambda effect: ari.bridges_add_channel(
        effect.call, [effect.leg], mute=effect.muted or None
    ),
    effects.Leave: lambda effect: ari.bridges_remove_channel(effect.call, [effect.leg]),
    effects.StartMusic: lambda effect: ari.channels_start_moh(effect.leg, moh_class=effect.music),
    effects.StopMusic: lambda effect: ari.channels_stop_moh(effect.leg),
    effects.StopPlay: lambda effect: ari.playbacks_stop(effect.play),
}


class UnknownSoundError(LookupError):
    """A sound that is not in the library."""


def request_for(effect: SwitchEffect, application: str, sounds: dict[str, str]) -> Operation[Any]:
    """The request that does it. Raises UnknownSoundError."""
    match effect:
        case effects.DialPhone():
            return _dial_phone(effect, application)
        case effects.Play():
            return _play(effect, sounds)
        case _:
            return REQUESTS[type(effect)](effect)


def _play(effect: effects.Play, sounds: dict[str, str]) -> Operation[Any]:
    try:
        media = [f"sound:{sounds[name]}" for name in effect.sounds]
    except KeyError as error:
        raise UnknownSoundError(str(error)) from None
    return ari.channels_play_with_id(effect.leg, effect.play, media)


def _dial_phone(effect: effects.DialPhone, application: str) -> Operation[Any]:
    variables: dict[str, object] = {}
    if effect.auto_answer:
        variables["PJSIP_HEADER(add,Call-Info)"] = ANSWER_AT_ONCE
    return ari.channels_originate_with_id(
        effect.leg,
        f"PJSIP/{shown(effect.extension)}",
        app=application,
        caller_id=_caller_id(effect.caller, effect.caller_name),
        variables=variables or None,
    )


def _caller_id(number: str, name: str) -> str:
    """`"name" <number>` of harmless characters only: the switch parses this form."""
    return f'"{shown(name)}" <{shown(number)}>' if shown(number) else '"Anonymous" <anonymous>'


def shown(outside: str) -> str:
    """Text from outside as a phone may show it: letters, digits and a few signs."""
    return UNSAFE.sub("", outside)[:LONGEST_SHOWN]
