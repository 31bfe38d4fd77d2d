"""Who hears whom: what the domain predicts, held against what the telephones' ears measure."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

from callseat.city import Leg
from callseat.city.ear import ABSENCE_SPAN, NotHeardError
from callseat.city.ears import INAUDIBLE
from callseat.domain import hearing
from tests.support.office import Office
from tests.support.worker import Worker

PAGE = Path(__file__).parents[2] / "docs" / "hearing.md"
WRITE = "CALLSEAT_WRITE_HEARING"
HEAD = """# Who hears whom

Measured on a real Asterisk with telephones that speak a tone each; made by `make hearing`. A cell
says whom the party of its column heard, and that is exactly whom the server's model of the calls
predicts; everybody else was at least 50 dB below their own tone.

"""


class Scene:
    """The parties of one story by name; `measured` are the rows of the table so far."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.parties: dict[str, tuple[str, Leg]] = {}  # name -> leg of the server, leg of the city
        self.measured: list[tuple[str, dict[str, str]]] = []

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
        row = {name: _words(heard, names) for name, heard in told.items()}
        self.measured.append((situation, row))

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

    def write(self, title: str) -> None:
        """Into the documentation, when asked to."""
        if os.environ.get(WRITE):
            names = list(dict.fromkeys(name for _, row in self.measured for name in row))
            lines = [f"## {title}", "", "| | " + " | ".join(names) + " |"]
            lines.append("|---" * (len(names) + 1) + "|")
            for situation, row in self.measured:
                cells = " | ".join(row.get(name, "") for name in names)
                lines.append(f"| {situation} | {cells} |")
            old = PAGE.read_text() if PAGE.exists() else HEAD
            sections = [one for one in old.split("\n## ")[1:] if not one.startswith(title)]
            parts = [HEAD.rstrip(), *(f"## {one.strip()}" for one in sections), "\n".join(lines)]
            PAGE.write_text("\n\n".join(parts) + "\n")


def _words(heard: tuple[str, ...], names: Mapping[str, str]) -> str:
    words = [names.get(one, one.partition(":")[0]) for one in heard]
    return ", ".join(sorted(words)) or "nobody"
