"""Effects as requests to Asterisk's REST interface. Pure: what each effect begins with.

Two need another request: DialOutside one after (`dial`), PlayToCall one before (`hear_of`).
AnswerPhone and what is about recordings are not here: they go over the manager interface (see
switch).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from callseat.domain import effects
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.asterisk.orders import JoinBoth, Order
from callseat.switch.asterisk.plant import TRUNK
from callseat.switch.asterisk.runtime.dialplan import detection_context
from callseat.switch.keys import KEYS, NUMBER

Sounds = Mapping[str | effects.Speech, str]  # to paths without ending
UNSAFE = re.compile(r"[^0-9A-Za-z+*#._\- ]")
ANSWER_AT_ONCE = "<sip:callseat.invalid>;answer-after=0"
LONGEST_SHOWN = 40
WITHHELD = {"CONNECTEDLINE(pres,i)": "prohib_passed_screen"}
# Never bridged natively: on 22.10.1, when a third leg joins a call whose two were, one of them may
# hear nothing from then on (docs/asterisk.md).
BRIDGE = "mixing,proxy_media"


REQUESTS: dict[type, Callable[[Any], Operation[Any]]] = {
    effects.Answer: lambda effect: ari.channels_answer(effect.leg),
    effects.Ringback: lambda effect: ari.channels_ring(effect.leg),
    effects.HangUp: lambda effect: ari.channels_hangup(effect.leg, reason=effect.reason.value),
    effects.OpenCall: lambda effect: ari.bridges_create_with_id(effect.call, type=BRIDGE),
    effects.CloseCall: lambda effect: ari.bridges_destroy(effect.call),
    effects.Join: lambda effect: ari.bridges_add_channel(
        effect.call, [effect.leg], mute=effect.muted or None
    ),
    JoinBoth: lambda effect: ari.bridges_add_channel(
        effect.call, [one.leg for one in effect.singly]
    ),
    effects.Leave: lambda effect: ari.bridges_remove_channel(effect.call, [effect.leg]),
    effects.StartMusic: lambda effect: ari.channels_start_moh(effect.leg, moh_class=effect.music),
    effects.StopMusic: lambda effect: ari.channels_stop_moh(effect.leg),
    effects.StopPlay: lambda effect: ari.playbacks_stop(effect.play),
    effects.StopCallPlay: lambda effect: ari.playbacks_stop(effect.play),
    effects.Mute: lambda effect: ari.channels_mute(effect.leg, direction="in"),
    effects.Unmute: lambda effect: ari.channels_unmute(effect.leg, direction="in"),
}


class Applications(NamedTuple):
    """Who hears of what: all legs are in `main`, except those to the outside."""

    main: str
    outside: str


class UnknownSoundError(LookupError):
    """A sound that is not in the library, or words that were not spoken."""


class NotDialableError(ValueError):
    """A number that cannot be dialled, or a key that no telephone has."""


def request_for(effect: Order, applications: Applications, sounds: Sounds) -> Operation[Any]:
    """The request that does it. Raises UnknownSoundError and NotDialableError."""
    match effect:
        case effects.DialPhone() | effects.Tap() | effects.Detect():
            return OF_MAIN[type(effect)](effect, applications.main)
        case effects.DialOutside():
            return _create(effect, applications.outside)
        case effects.SendDigits():
            return _send_digits(effect)
        case effects.Play() | effects.PlayToCall():
            return _play(effect, sounds)
        case _:
            return REQUESTS[type(effect)](effect)


def dial(leg: str) -> Operation[Any]:
    """Call with the channel that was created."""
    return ari.channels_dial(leg)


def hear_of(effect: effects.PlayToCall, application: str) -> Operation[Any]:
    """Without this nothing is told of a playback in a call that nobody is in."""
    return ari.applications_subscribe(application, [f"bridge:{effect.call}"])


def hear_on(effect: effects.Detect, application: str) -> Operation[Any]:
    """Without this nothing is told of a leg that ends while it is in the dialplan."""
    return ari.applications_subscribe(application, [f"channel:{effect.leg}"])


def _detect(effect: effects.Detect, application: str) -> Operation[Any]:
    """Into the dialplan, and from there back (see runtime.dialplan)."""
    one = effect.detection
    thresholds = (one.initial_silence, one.greeting, one.after_greeting_silence, one.total)
    return ari.channels_continue_in_dialplan(
        effect.leg,
        context=detection_context(application),
        extension="*".join(str(each) for each in (*thresholds, int(effect.until_silence))),
        priority=1,
    )


def _play(effect: effects.Play | effects.PlayToCall, sounds: Sounds) -> Operation[Any]:
    try:
        media = [f"sound:{sounds[name]}" for name in effect.sounds]
    except KeyError as error:
        raise UnknownSoundError(str(error)) from None
    if isinstance(effect, effects.PlayToCall):
        return ari.bridges_play_with_id(effect.call, effect.play, media)
    return ari.channels_play_with_id(effect.leg, effect.play, media)


def _send_digits(effect: effects.SendDigits) -> Operation[Any]:
    if not KEYS.fullmatch(effect.digits):
        raise NotDialableError(effect.digits)
    return ari.channels_send_dtmf(effect.leg, dtmf=effect.digits)


def _tap(effect: effects.Tap, application: str) -> Operation[Any]:
    return ari.channels_snoop_channel(
        effect.target, application, spy="both", whisper="out", snoop_id=effect.leg
    )


def _create(effect: effects.DialOutside, application: str) -> Operation[Any]:
    """A channel that can be joined to a call before it is dialled.

    The From header of a call that we place shows the connected line, not the caller.
    """
    if not NUMBER.fullmatch(effect.number):
        raise NotDialableError(effect.number)
    caller = shown(effect.caller)
    return ari.channels_create(
        f"PJSIP/{effect.number}@{TRUNK}{shown(effect.trunk)}",
        application,
        channel_id=effect.leg,
        variables={"CONNECTEDLINE(num,i)": caller} if caller else WITHHELD,
    )


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


OF_MAIN: dict[type, Callable[[Any, str], Operation[Any]]] = {
    effects.DialPhone: _dial_phone,
    effects.Tap: _tap,
    effects.Detect: _detect,
}
