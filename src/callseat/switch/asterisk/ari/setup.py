"""What is done at every (re)connection, before events are handed on."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.errors import AriError
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.asterisk.ari.settings import ALWAYS, OUTSIDE_EVENTS, PHONE_EVENTS, AriSettings

Answer = TypeVar("Answer")
ANCHOR = "callseat-anchor"
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What exists in Asterisk at the moment of (re)connection.

    Events handed on after it may be older than it: an id may be known or gone already.
    """

    info: ari.AsteriskInfo
    application: ari.Application
    channels: list[ari.Channel]
    bridges: list[ari.Bridge]
    endpoints: list[ari.Endpoint]


class Ask(Protocol):
    """Puts one request in line."""

    def __call__(self, operation: Operation[Answer], /) -> Awaitable[Answer]: ...


async def prepare(ask: Ask, settings: AriSettings) -> Snapshot:
    """Filters, subscribes, then looks: in this order nothing falls between."""
    name = settings.application
    await ask(_only(name, settings.events))
    for command in settings.command_applications[:-1]:
        await ask(_only(command, PHONE_EVENTS))
    await ask(_only(settings.outside, OUTSIDE_EVENTS))
    await _subscribe(ask, settings.command_applications[0])
    return Snapshot(
        info=await ask(ari.asterisk_get_info()),
        application=await ask(ari.applications_get(name)),
        channels=await ask(ari.channels_list()),
        bridges=await ask(ari.bridges_list()),
        endpoints=await ask(ari.endpoints_list_by_tech("PJSIP")),
    )


async def _subscribe(ask: Ask, application: str) -> None:
    phones = ari.applications_subscribe(application, ["endpoint:PJSIP"])
    try:
        await ask(phones)
    except AriError as error:
        if error.status != UNPROCESSABLE:
            raise
        # "All PJSIP endpoints" exists only once there is one: this one nobody can reach or be.
        fields = [{"attribute": "identify_by", "value": "ip"}]
        await ask(ari.asterisk_update_object("res_pjsip", "endpoint", ANCHOR, fields=fields))
        await ask(phones)


def _only(application: str, events: frozenset[str]) -> Operation[ari.Application]:
    """Lets only `events` through. Not as a list of allowed ones: that would swallow responses."""
    others = [{"type": kind} for kind in ari.EVENT_TYPES if kind not in events | ALWAYS]
    return ari.applications_filter(application, filter={"disallowed": others})
