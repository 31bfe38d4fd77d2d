"""What is around the server: telephones on desks, and customers with theirs."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import structlog

from callseat.app import Callseat
from callseat.city import City, CitySettings, Heard, Leg, NotHeardError, TooLateError
from callseat.city.ears import AUDIBLE
from callseat.demo.customers import Customer
from callseat.demo.premises import SERVICE_NUMBER
from callseat.store.directory.things import TrunkRecord
from callseat.switch.asterisk.ari.errors import AriFailure
from callseat.switch.simulated import outside
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.settings import CustomerHabits
from callseat.switch.simulated.switch import SimulatedSwitch

log = structlog.get_logger(__name__)
HEARING_SPAN = 0.4
ANSWER_WITHIN = 20.0
"""Seconds of sound that show a voice; seconds until a flow must have answered."""


class Town(Protocol):
    async def furnish(self, server: Callseat) -> None:
        """Put the seats' phones on their desks, once the server has its directory."""

    async def call(self, customer: Customer) -> None:
        """A customer calls; returns when the call is over, or lives on by itself."""

    async def stop(self) -> None: ...


class RealTown:
    """A second Asterisk: carrier, customers and desk phones over real SIP."""

    def __init__(self, city: City) -> None:
        self.city = city

    @classmethod
    async def start(cls, server: Callseat) -> RealTown:
        """Builds the town and the server's trunk to it. Raises what `City.start` raises."""
        switch = server.settings.switch
        city = await City.start(CitySettings(server=("127.0.0.1", switch.sip_port)))
        town = cls(city)
        try:
            host, port = city.trunk
            trunk = TrunkRecord("city", host, "城市 The city", port, inbound_hosts=(host,))
            await server.store.directory.trunks.add(trunk)
        except BaseException:
            await town.stop()
            raise
        return town

    async def furnish(self, server: Callseat) -> None:
        phones = await server.store.directory.phones()
        await asyncio.gather(*(self.city.phone(one.extension, one.secret) for one in phones))

    async def call(self, customer: Customer) -> None:
        try:
            leg = await self.city.call(SERVICE_NUMBER, customer.caller)
            await self._live(leg, customer)
            await self._end(leg)
        except (AriFailure, TooLateError) as failure:
            log.warning("a customer's call went wrong", cause=str(failure))
        else:
            self._forget(leg)

    async def stop(self) -> None:
        await self.city.stop()

    async def _live(self, leg: Leg, customer: Customer) -> None:
        """Choose, wait, talk: each ends when the call does."""
        await leg.until("answered", "ended", within=ANSWER_WITHIN)
        if await _ends(leg, customer.press_after):
            return
        if customer.digit:
            await leg.press(customer.digit)
        hearing = asyncio.create_task(self._hears_a_seat(leg, customer.patience))
        ended = asyncio.create_task(leg.until("ended", within=customer.patience + 60))
        try:
            await asyncio.wait({hearing, ended}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            both = (hearing, ended)
            for task in both:
                task.cancel()
            results = await asyncio.gather(*both, return_exceptions=True)
        if results[0] is True:
            await _ends(leg, customer.talk)

    async def _hears_a_seat(self, leg: Leg, patience: float) -> bool:
        """Whether a seat's voice comes in time."""

        def somebody(sound: Heard) -> bool:
            tones = {phone.tone for phone in self.city.phones.values()}
            return any(sound.level(tone) > AUDIBLE for tone in tones) and not sound.has_music(tones)

        try:
            await leg.listen_until(somebody, HEARING_SPAN, patience)
        except NotHeardError:
            return False
        return True

    async def _end(self, leg: Leg) -> None:
        if leg.ending is None:
            await leg.hang_up()
            await leg.until("ended")

    def _forget(self, call: Leg) -> None:
        """Calls that are over leave nothing, so that a long demonstration fills no disk."""
        over = [call]
        for phone in self.city.phones.values():
            over += [leg for leg in phone.calls if leg.ending is not None]
            phone.calls = [leg for leg in phone.calls if leg.ending is None]
        for leg in over:
            Path(leg.recording).unlink(missing_ok=True)
            self.city.legs.pop(leg.channel, None)


class SimulatedTown:
    """Telephones and customers of the simulated network."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @classmethod
    async def start(cls, server: Callseat) -> SimulatedTown:
        if not isinstance(server.switch, SimulatedSwitch):
            raise TypeError("this server's switch is a real one")
        await server.store.directory.trunks.add(TrunkRecord("city", "127.0.0.2", "城市 The city"))
        return cls(server.switch.network)

    async def furnish(self, server: Callseat) -> None:
        """The network comes furnished."""

    async def call(self, customer: Customer) -> None:
        at = round(customer.press_after * 1000)
        habits = CustomerHabits(
            patience=at + round(customer.patience * 1000),
            talk=round(customer.talk * 1000),
            digits=((at, customer.digit),) if customer.digit else (),
        )
        outside.call_in(self._network, SERVICE_NUMBER, customer.caller, habits=habits)

    async def stop(self) -> None:
        """Nothing of it is outside this process."""


async def _ends(leg: Leg, within: float) -> bool:
    """Wait so long, or until the call has ended: whether it has."""
    with suppress(TooLateError):
        await leg.until("ended", within=within)
    return leg.ending is not None
