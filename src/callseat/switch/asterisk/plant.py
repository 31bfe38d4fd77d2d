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
    media = {"webrtc": "yes", "allow": "opus,alaw,ulaw"} if phone.browser else {}
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
                if "contact" in fields:  # Asterisk would add it to the one before
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
