"""A registered desk phone: rings, is answered by a person or told to by the server, speaks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.errors import AriError
from callseat.switch.asterisk.ari.operation import Operation

from .capture import Sighting
from .configuration import MEDIA, PHONE_ADDRESS
from .ear import Listener
from .leg import Ask, Leg
from .manner import RINGS, Act, Manner
from .waiting import Changes

ANSWER_AFTER = re.compile(r"answer-after\s*=\s*(\d+)|(auto-?answer)", re.IGNORECASE)
"""Call-Info: ...;answer-after=0 (Snom, Yealink, Grandstream) and Alert-Info: ... auto-answer."""
EXPIRY = 300
"""Seconds for which a phone registers; it renews by itself before."""


class RegistrationError(Exception):
    """The server refused a registration; `status` is its SIP status."""

    def __init__(self, extension: str, status: int) -> None:
        super().__init__(f"registration of {extension} was refused with {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Account:
    """With what a phone registers, and at which SIP address."""

    extension: str
    secret: str = field(repr=False)
    server: tuple[str, int]


class DeskPhone(Listener):
    """`manner` is what it does when it rings; it may be changed at any time.

    `auto_answer`: obeys a caller's wish to be answered at once; `talk`: obeys the notification
    to take the ringing call.
    """

    def __init__(self, account: Account, tone: int, ask: Ask) -> None:
        self.extension, self.tone = account.extension, tone
        self.manner: Manner = RINGS
        self.auto_answer = self.talk = True
        self.calls: list[Leg] = []
        self.registered = False
        self.told_to_talk = 0
        """How many notifications to talk have come."""
        self._account, self._ask = account, ask
        self._answers: list[int] = []
        self._heard = "nothing"
        self._changes = Changes()
        self._seen = 0

    @property
    def endpoint(self) -> str:
        """Its name in the city's Asterisk."""
        return f"phone-{self.extension}"

    @property
    def call(self) -> Leg:
        """The newest call. Raises LookupError when there was none."""
        if not self.calls:
            raise LookupError(f"phone {self.extension} has had no call")
        return self.calls[-1]

    async def register(self, within: float = 5.0) -> None:
        """Register with digest authentication; it takes a second, Asterisk begins no sooner.

        Raises RegistrationError or TooLateError.
        """
        await self.unregister(within)
        self._answers.clear()
        for kind, fields in _objects(self.endpoint, self._account, bool(self.tone)):
            await self._ask(_put(kind, self.endpoint, fields), self.endpoint)
        await self._changes.until(
            lambda: self.registered or self._refused(), within, f"registration of {self.extension}"
        )
        if not self.registered:
            raise RegistrationError(self.extension, self._answers[-1])

    async def unregister(self, within: float = 5.0) -> None:
        """Take the registration back; `register` makes it again."""
        self._answers.clear()
        removal = ari.asterisk_delete_object("res_pjsip", "registration", self.endpoint)
        try:
            await self._ask(removal, self.endpoint)
        except AriError as error:
            if error.status != 404:  # not registered: nothing to take back
                raise
        if self.registered:
            await self._changes.until(
                lambda: not self.registered,
                within,
                f"unregistration of {self.extension}; the server last said {self._heard}",
            )

    async def rings(self, within: float = 5.0) -> Leg:
        """The next call that rings here and was not returned before. Raises TooLateError."""
        await self._changes.until(
            lambda: len(self.calls) > self._seen, within, f"call for phone {self.extension}"
        )
        self._seen += 1
        return self.calls[self._seen - 1]

    async def answer(self) -> Leg:
        """Take the newest call."""
        await self.call.answer()
        return self.call

    async def reject(self, act: Act = Act.BUSY) -> None:
        """Refuse the newest call."""
        await self.call.hang_up(act)

    async def hang_up(self) -> None:
        """End the newest call."""
        await self.call.hang_up()

    @property
    def recording(self) -> Path:
        """Of the newest call."""
        return self.call.recording

    def ring(self, leg: Leg, wish: str) -> Coroutine[Any, Any, None]:
        """The city tells of a call and the caller's wish; returns what the phone does now."""
        self.calls.append(leg)
        leg.note("ringing")
        self._changes.tell()
        found = ANSWER_AFTER.search(wish) if self.auto_answer else None
        if found is not None:
            return behave(leg, Manner(Act.ANSWER, after=float(found[1] or 0)), self._ask)
        return behave(leg, self.manner, self._ask)

    def hear_answer(self, sighting: Sighting) -> None:
        """The city tells of the server's answer to a registration of this phone."""
        self._answers.append(sighting.status)
        self._heard = f"{sighting.status} {sighting.headers.get('Contact') or 'without contact'}"
        if sighting.status == 200:
            self._answers.clear()
            self.registered = sighting.headers.get("Contact") is not None
        elif self._refused():
            self.registered = False
        self._changes.tell()

    def _refused(self) -> bool:
        """The first 401 only asks for the password; the second refuses it."""
        return self._answers.count(401) > 1 or any(one > 401 for one in self._answers)


async def behave(leg: Leg, manner: Manner, ask: Ask) -> None:
    """Do to a ringing call what the manner says."""
    if manner.announces:
        await leg.announce()
    elif manner.act is Act.RING or (manner.after and manner.act is not Act.SILENT):
        await ask(ari.channels_ring(leg.channel), leg.channel)
    if manner.after:
        await asyncio.sleep(manner.after)
    if manner.act is Act.ANSWER:
        await _talk(leg, manner)
    elif manner.act.refuses:
        await leg.hang_up(manner.act)


async def _talk(leg: Leg, manner: Manner) -> None:
    await leg.answer()
    if manner.greets:
        await asyncio.sleep(manner.greets)
        await leg.fall_silent()
        await asyncio.sleep(manner.listens)
        if manner.talks_on:
            await leg.speak()
    if manner.talk:
        await asyncio.sleep(manner.talk)
        await leg.hang_up()


def _objects(name: str, account: Account, hears: bool) -> list[tuple[str, dict[str, str]]]:
    """What makes the phone in the city's Asterisk, in the order of making."""
    at = f"{account.server[0]}:{account.server[1]}"
    return [
        (
            "auth",
            {"auth_type": "digest", "username": account.extension, "password": account.secret},
        ),
        ("aor", {"contact": f"sip:{at}"}),
        (
            "endpoint",
            {
                **MEDIA,
                "transport": "udp",
                "context": "city-desk" if hears else "city-desk-deaf",
                "aors": name,
                "outbound_auth": name,
                "from_user": account.extension,
                "media_address": PHONE_ADDRESS,
            },
        ),
        (
            "registration",
            {
                "transport": "udp",
                "server_uri": f"sip:{at}",
                "client_uri": f"sip:{account.extension}@{at}",
                "contact_user": account.extension,
                "outbound_auth": name,
                "endpoint": name,
                "line": "yes",
                "expiration": str(EXPIRY),
                "retry_interval": "0",
                "max_random_initial_delay": "0",
            },
        ),
    ]


def _put(kind: str, name: str, fields: dict[str, str]) -> Operation[Any]:
    pairs = [{"attribute": key, "value": value} for key, value in fields.items()]
    return ari.asterisk_update_object("res_pjsip", kind, name, fields=pairs)
