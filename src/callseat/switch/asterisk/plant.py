"""Phones and trunks as Asterisk's objects, made and taken away at run time without any reload.

A phone is an endpoint named by its extension, with its own digest account and one contact; a trunk
is an endpoint `trunk-<code>`, recognised by the addresses that its calls come from.
Source: ARI, PUT /asterisk/config/dynamic; the options are those of pjsip.conf.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.errors import AriError
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.driver import Phone, Plant, Trunk

log = structlog.get_logger(__name__)

TRUNK = "trunk-"
QUALIFY_SECONDS = "30"

Fields = dict[str, str]
Name = tuple[str, str, str]  # configuration class, object type, id
Objects = dict[Name, Fields]

COMMON: Fields = {
    "disallow": "all",
    "allow": "alaw,ulaw,g722",
    "direct_media": "no",
    "rtp_symmetric": "yes",
    "force_rport": "yes",
    "dtmf_mode": "auto",
}

# Opus would be carried, but free Asterisk translates it to nothing else; with G.722 a call that
# goes on in a page loaded anew would change its codec. The second stream is for such a call
# (docs/asterisk.md).
BROWSER: Fields = {"webrtc": "yes", "allow": "alaw,ulaw", "max_audio_streams": "2"}
# What is told is laid over what Asterisk has: a phone that was a browser's must be told all that
# `webrtc` brought along.
DESK: Fields = {
    "webrtc": "no",
    "use_avpf": "no",
    "media_encryption": "no",
    "ice_support": "no",
    "media_use_received_transport": "no",
    "rtcp_mux": "no",
    "bundle": "no",
    "max_audio_streams": "1",
}


def trunk_of(endpoint: str) -> str | None:
    """The code of the trunk whose endpoint this is, None for a phone's."""
    return endpoint.removeprefix(TRUNK) if endpoint.startswith(TRUNK) else None


def objects_of(plant: Plant, application: str) -> Objects:
    """Everything that Asterisk must know, in an order in which each finds what it names."""
    objects: Objects = {}
    for phone in plant.phones:
        objects |= _phone(phone, f"{application}-phone")
    for trunk in plant.trunks:
        objects |= _trunk(trunk, f"{application}-inbound")
    return objects


def _phone(phone: Phone, context: str) -> Objects:
    name = phone.extension
    media = BROWSER if phone.browser else DESK
    return {
        ("res_pjsip", "auth", name): {
            "auth_type": "userpass",
            "username": name,
            "password": phone.secret,
        },
        ("res_pjsip", "aor", name): {
            "max_contacts": "1",
            "remove_existing": "yes",
            "qualify_frequency": QUALIFY_SECONDS,
        },
        ("res_pjsip", "endpoint", name): {
            **COMMON,
            **media,
            "context": context,
            "auth": name,
            "aors": name,
            "rewrite_contact": "yes",
            "notify_early_inuse_ringing": "no",
        },
    }


def _trunk(trunk: Trunk, context: str) -> Objects:
    name = f"{TRUNK}{trunk.code}"
    objects: Objects = {}
    account: Fields = {}
    if trunk.user:
        objects[("res_pjsip", "auth", name)] = {
            "auth_type": "userpass",
            "username": trunk.user,
            "password": trunk.secret,
        }
        account = {"outbound_auth": name}
    objects[("res_pjsip", "aor", name)] = {"contact": f"sip:{trunk.host}:{trunk.port}"}
    objects[("res_pjsip", "endpoint", name)] = {
        **COMMON,
        **account,
        "dtmf_mode": trunk.dtmf,
        "context": context,
        "aors": name,
    }
    if trunk.hosts:
        objects[("res_pjsip", "identify", name)] = {
            "endpoint": name,
            "match": ",".join(trunk.hosts),
            "srv_lookups": "no",
        }
    return objects


def _made_anew(name: Name) -> bool:
    """Whether it must not be told over one that is there: to a trunk's contact Asterisk would add
    another, and all who call over its endpoint would have the number "unknown" (docs/asterisk.md).
    """
    _, kind, code = name
    return kind in ("aor", "endpoint") and trunk_of(code) is not None


Ask = Callable[[Operation[Any]], Awaitable[Any]]


@dataclass(slots=True)
class Provisioner:
    """Knows what Asterisk was told, and tells it the difference."""

    application: str
    told: Objects = field(default_factory=dict)

    def forget(self) -> None:
        """Asterisk may have started anew: everything is to be told again."""
        self.told = {}

    async def bring_about(self, plant: Plant, ask: Ask) -> None:
        """Make Asterisk know exactly this plant. Raises AriUnavailable."""
        wanted = objects_of(plant, self.application)
        for name in [name for name in reversed(self.told) if name not in wanted]:
            await self._take_away(name, ask)
        for name, fields in wanted.items():
            if self.told.get(name) != fields:
                if _made_anew(name):
                    await self._take_away(name, ask)
                await self._tell(name, fields, ask)

    async def _tell(self, name: Name, fields: Fields, ask: Ask) -> None:
        """One that Asterisk does not take is reported; the others must not suffer for it."""
        pairs = [{"attribute": key, "value": value} for key, value in fields.items()]
        try:
            await ask(ari.asterisk_update_object(*name, fields=pairs))
        except AriError as error:
            log.error("not provisioned", kind=name[1], name=name[2], cause=str(error))
        else:
            self.told[name] = fields

    async def _take_away(self, name: Name, ask: Ask) -> None:
        try:
            await ask(ari.asterisk_delete_object(*name))
        except AriError as error:
            if error.status != 404:
                raise
        self.told.pop(name, None)
