"""The exchange of real telephones: Callseat's Asterisk, and the city's as the world outside.

Both are started once for all tests; each test gets the exchange with a log of its own, and hangs up
what it left behind.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from callseat import sounds
from callseat.city import City, CitySettings
from callseat.city.configuration import CARRIER_ADDRESS
from callseat.city.ears import QUIET, SPOKEN_LEVEL, Samples, level, loudness
from callseat.city.leg import Leg
from callseat.city.manner import (
    ANNOUNCES,
    ANSWERS,
    BUSY,
    DECLINES,
    FAILS,
    MACHINE,
    PERSON,
    RINGS,
    UNKNOWN,
    Act,
)
from callseat.city.phone import DeskPhone
from callseat.city.ports import free_port, free_sip_port, media_ports
from callseat.city.tones import RATE
from callseat.clock import steady_clock
from callseat.config import SwitchSettings
from callseat.domain.effects import HangUp, SwitchEffect
from callseat.domain.inputs import LegEnded, SwitchEvent, SwitchSnapshot
from callseat.switch.asterisk.house import AsteriskHouse
from callseat.switch.asterisk.messages import TONE
from callseat.switch.cause import Cause
from callseat.switch.driver import Phone, Plant, Trunk
from callseat.switch.speech import Speaker
from tests.contract.log import EventLog
from tests.contract.party import (
    DEADLINE,
    LONG_SOUND,
    MUSIC,
    SHORT_SOUND,
    SOUND,
    E,
    Manner,
    Party,
    Recorded,
    Telephone,
)
from tests.support.speech import espeak

SECRET = "contract-secret"
SLICE = RATE // 20  # samples
SPAN = RATE // 2  # samples
TRACE = SPOKEN_LEVEL - 30  # dBm0; less of a tone in a span was not spoken
MANNERS = {
    Manner.ANSWERS: ANSWERS,
    Manner.RINGS: RINGS,
    Manner.ANNOUNCES: ANNOUNCES,
    Manner.PERSON: PERSON,
    Manner.MACHINE: MACHINE,
    Manner.BUSY: BUSY,
    Manner.DECLINES: DECLINES,
    Manner.UNKNOWN: UNKNOWN,
    Manner.FULL: FAILS,
}


def switch_settings() -> SwitchSettings:
    """Free ports on loopback."""
    first, last = media_ports()
    return SwitchSettings(
        sip_host="127.0.0.1",
        sip_port=free_sip_port(),
        rtp_first=first,
        rtp_last=last,
        http_port=free_port(socket.SOCK_STREAM),
        ari_port=0,
        ami_port=free_port(socket.SOCK_STREAM),
    )


class Town:
    """What is started once: the switch, the city, and the way from one to the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = switch_settings()
        self.house = AsteriskHouse(
            self.settings, folder, steady_clock(), Speaker(espeak(), folder / "speech", 10_000_000)
        )
        self.city: City
        self.listeners: list[EventLog] = []
        self.snapshot: SwitchSnapshot
        self.alive: dict[str, None] = {}  # legs that have not ended
        self.serial = itertools.count(1)
        library = sounds.library("en")
        self.sounds = (
            (SHORT_SOUND, str(library["number-1"])),
            (LONG_SOUND, str(library["queue-music"])),
            (TONE, str(library["beep"])),
        )

    async def start(self) -> None:
        await self.house.start(self._deliver, lambda _step: None)
        address = ("127.0.0.1", self.settings.sip_port)
        self.city = await City.start(CitySettings(server=address))

    async def stop(self) -> None:
        await self.city.stop()
        await self.house.stop()

    async def provision(self, phones: tuple[Phone, ...]) -> None:
        host, port = self.city.trunk
        trunk = Trunk("city", host, port, hosts=(CARRIER_ADDRESS,))
        await self.house.switch.provision(Plant(phones, (trunk,), self.sounds))

    def _deliver(self, event: SwitchEvent) -> None:
        if isinstance(event, SwitchSnapshot):
            self.snapshot = event
        leg = getattr(event, "leg", "")
        if isinstance(event, LegEnded):
            self.alive.pop(leg, None)
        elif leg:
            self.alive[leg] = None
        for listener in self.listeners:
            listener.events.append(event)


@dataclass(eq=False)
class RealParty:
    exchange: RealExchange
    name: str
    tone: int
    call: Leg | None = None
    desk: DeskPhone | None = None

    @property
    def leg(self) -> Leg:
        leg = self.call or (self.desk.call if self.desk else None)
        assert leg is not None
        return leg

    async def hang_up(self) -> None:
        await self.leg.hang_up()

    async def reject(self) -> None:
        await self.leg.hang_up(Act.DECLINE)

    async def press(self, digit: str) -> None:
        await self.leg.press(digit)

    async def receives_digits(self, digits: str) -> None:
        await self.leg.until_digits(digits, within=DEADLINE)

    @property
    def caller(self) -> str:
        return self.leg.caller

    async def answer(self) -> None:
        await self.leg.answer()

    async def be_busy(self) -> None:
        assert self.desk is not None
        self.desk.manner = BUSY

    async def unregister(self) -> None:
        assert self.desk is not None
        await self.desk.unregister()

    async def register(self) -> None:
        assert self.desk is not None
        await self.desk.register()

    async def dial(self, callee: str) -> None:
        assert self.desk is not None
        await self.exchange.town.city.dial(self.desk, callee)

    async def ended(self) -> Cause:
        ending = await self.leg.until_ended(within=DEADLINE)
        return Cause(ending.cause, ending.status or 0)


class RealExchange(EventLog):
    """See party.Exchange."""

    def __init__(self, town: Town) -> None:
        super().__init__()
        self.town = town
        self.events = [town.snapshot]
        self._phones: dict[str, RealParty] = {}
        self._parties: list[RealParty] = []
        self._before = len(town.city.received)
        town.listeners.append(self)

    @classmethod
    async def open(cls, town: Town) -> RealExchange:
        await town.provision(())
        return cls(town)

    async def stop(self) -> None:
        """Hang up all that is left; the next test begins with an empty house."""
        for party in self._phones.values():
            if party.desk is not None and party.desk.registered:
                await party.desk.unregister()
        for leg in list(self.town.alive):
            self.perform(HangUp(leg))
        async with asyncio.timeout(DEADLINE):
            while self.town.alive:
                await asyncio.sleep(0.01)
        self.town.listeners.remove(self)

    def perform(self, *effects: SwitchEffect) -> None:
        self.town.house.switch.perform(effects)

    def new_id(self, kind: str) -> str:
        return f"{kind[0]}-contract-{next(self.town.serial)}"

    async def phone(self, extension: str) -> Telephone:
        await self._provision((*self._phones, extension))
        desk = await self.town.city.phone(extension, SECRET)
        party = self._party(desk.tone)
        party.desk = desk
        self._phones[extension] = party
        return party

    async def remove_phone(self, extension: str) -> None:
        await self._provision(tuple(one for one in self._phones if one != extension))

    async def _provision(self, extensions: tuple[str, ...]) -> None:
        await self.town.provision(tuple(Phone(one, SECRET) for one in extensions))

    async def call(self, callee: str, caller: str = "13800138000", name: str = "") -> Party:
        leg = await self.town.city.call(callee, caller, name, withheld=not caller)
        party = self._party(leg.tone)
        party.call = leg
        return party

    def answering(self, number: str, manner: Manner) -> None:
        self.town.city.answering(number, MANNERS[manner])

    async def called(self, number: str) -> RealParty:
        async with asyncio.timeout(DEADLINE):
            while True:
                for one, leg in self.town.city.received[self._before :]:
                    if one == number:
                        party = self._party(leg.tone)
                        party.call = leg
                        return party
                await asyncio.sleep(0.005)

    async def recorded(self, recording: str) -> Recorded:
        with wave.open(str(self.town.folder / "recordings" / recording)) as file:
            frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        said, heard = (frames[side::2].astype(np.float64) / 32_768 for side in (0, 1))
        slices = zip(
            *(np.array_split(one, len(one) // SLICE) for one in (said, heard)), strict=True
        )
        silent = sum(max(map(loudness, pair)) < QUIET for pair in slices)
        return Recorded(self._voices(said), self._voices(heard), silent * SLICE / RATE)

    def _voices(self, samples: Samples) -> frozenset[str]:
        spans = np.array_split(samples, max(1, len(samples) // SPAN))
        return frozenset(
            party.name
            for party in self._parties
            if any(level(span, party.tone) > TRACE for span in spans)
        )

    def _party(self, tone: int) -> RealParty:
        party = RealParty(self, self.new_id("party"), tone)
        self._parties.append(party)
        return party

    async def expect(self, kind: type[E], **members: Any) -> E:
        try:
            async with asyncio.timeout(DEADLINE):
                while (event := self.take(kind, members)) is None:
                    await asyncio.sleep(0.005)
        except TimeoutError:
            raise AssertionError(f"no {kind.__name__} {members} among {self.events}") from None
        return event

    async def expect_ears(self, listener: Party, *names: str) -> None:
        assert isinstance(listener, RealParty)
        voices = [party for party in self._parties if party.name in names]
        music = MUSIC in names or SOUND in names
        await listener.leg.hears_exactly(*voices, music=music, within=DEADLINE)

    async def reconnect(self) -> None:
        client = self.town.house.switch._ari
        client._sockets["callseat"].close()
        async with asyncio.timeout(DEADLINE):
            while not self.town.house.switch.up:
                await asyncio.sleep(0.01)

    async def pass_time(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
