"""Who hears whom: what the domain predicts, held against what the telephones' ears measure."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from callseat.city import Leg
from callseat.city.ear import ABSENCE_SPAN, NotHeardError
from callseat.city.ears import INAUDIBLE
from callseat.domain import hearing
from tests.support.office import Office
from tests.support.worker import Worker


class Scene:
    """The parties of one story by name."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.parties: dict[str, tuple[str, Leg]] = {}  # name -> leg of the server, leg of the city

    def seat(self, worker: Worker) -> None:
        """The seat's phone is in a call."""
        leg = self.office.app.engine.world.seats[worker.user].leg
        self.parties[worker.user] = (leg, worker.phone.call)

    def outsider(self, name: str, server_leg: str, leg: Leg) -> None:
        self.parties[name] = (server_leg, leg)

    def gone(self, *names: str) -> None:
        for name in names:
            del self.parties[name]

    async def check(self, situation: str) -> None:
        """Every party hears exactly whom the world predicts, and nobody leaks."""
        predicted = hearing.hears(self.office.app.engine.world)
        names = {leg: name for name, (leg, _) in self.parties.items()}
        told = {name: predicted[leg] for name, (leg, _) in self.parties.items()}
        await asyncio.gather(*(self._listens(name, heard, names) for name, heard in told.items()))

    async def _listens(self, name: str, heard: tuple[str, ...], names: Mapping[str, str]) -> None:
        ear = self.parties[name][1]
        voices = [self.parties[names[one]][1] for one in heard if one in names]
        music = any(":" in one for one in heard)
        try:
            await ear.hears_exactly(*voices, music=music)
        except NotHeardError as error:
            raise AssertionError(f"{name} should hear {_words(heard, names)}: {error}") from error
        if not music:
            others = [leg for _, leg in self.parties.values() if leg not in voices]
            await self._nobody_leaks(name, ear, [one.tone for one in others])

    async def _nobody_leaks(self, name: str, ear: Leg, tones: list[int]) -> None:
        """A whole second without the others, 50 dB below their own tone."""
        try:
            await ear.listen_until(
                lambda it: all(it.level(tone) < INAUDIBLE for tone in tones), ABSENCE_SPAN, 8.0
            )
        except NotHeardError as error:
            raise AssertionError(f"{name} hears one of {tones} Hz: {error}") from error


def _words(heard: tuple[str, ...], names: Mapping[str, str]) -> str:
    words = [names.get(one, one.partition(":")[0]) for one in heard]
    return ", ".join(sorted(words)) or "nobody"
