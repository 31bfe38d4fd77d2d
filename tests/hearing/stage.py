"""Walks in a running office: telephones act, clients ask, and ears tell who hears whom."""

from __future__ import annotations

import array
import asyncio
import math
import random
import wave
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from callseat import sounds
from callseat.city import Leg
from callseat.city.ear import ABSENCE_SPAN, NotHeardError
from callseat.city.ears import AUDIBLE, INAUDIBLE, Heard
from callseat.city.manner import RINGS
from callseat.city.manner import Act as LineAct
from callseat.city.tones import AMPLITUDE, DITHER, RATE
from callseat.client import Rejected
from callseat.config import ClientsSettings, OutboundSettings, RulesSettings
from callseat.domain.directory import Project, Queue, Skill
from tests.hearing.acts import Act
from tests.hearing.cast import ANNOUNCEMENT, SEATS, Cast, View
from tests.hearing.model import House
from tests.hearing.walks import Point
from tests.support.office import Business, Office
from tests.support.worker import Worker

SOUND_TONES = {"music": 3023, "ringing tone": 1303, ANNOUNCEMENT: 2843}
VOICES = (
    (2957, 1091, 2207, 2677, 2531),
    (1721, 3307, 641, 1847, 1229),
    (1663, 1361, 3109, 2621, 3361),
    (2347, 2273, 2897, 1907, 499),
    (3167, 2417, 1609, 971, 1979),
    (719, 1021, 563, 2791, 2063),
)
"""Hertz, for each cast: its seats, its customer, its party outside. No sum or difference of two or
three tones of a cast and the sounds, up to the third order, nor 3a-2b, is within 6 Hz of another:
the A-law makes such tones out of them, and they would be taken for somebody. Found by trying."""
SOUND_SECONDS = 300
WITHIN = 20.0
"""Seconds for what an act brings about, and then for the ears."""
RULES = RulesSettings(cool_down=0, refusals_until_busy=1000, grace=30)
OUTBOUND = OutboundSettings(calls_per_minute=1000)
# Each act is tried in many ways, faster than a person would.
CLIENTS = ClientsSettings(requests_per_second=1000.0, request_burst=1000)


class MisheardError(AssertionError):
    """Somebody hears another than the one predicted."""


def casts(count: int) -> list[Cast]:
    return [
        Cast(
            {"first": f"anna{n}", "second": f"bo{n}", "supervisor": f"zoe{n}"},
            {role: str(1001 + 3 * n + place) for place, role in enumerate(SEATS)},
            str(4001 + n),
            f"line{4001 + n}",
            f"139123456{n:02d}",
            f"137001370{n:02d}",
        )
        for n in range(count)
    ]


def business(players: list[Cast]) -> Business:
    """A line for each first seat."""
    people: dict[str, tuple[Skill, ...]] = {}
    for cast in players:
        people |= dict.fromkeys(cast.users.values(), ())
        people[cast.users["first"]] = (Skill(cast.flow),)
    lines = [(f"P{cast.service}", cast.flow, cast.service) for cast in players]
    return Business(
        tuple(Queue(line, announce_every=0, ring_time=120) for _, line, _ in lines),
        tuple(Project(code, line, (service,), line) for code, line, service in lines),
        tuple(
            f"code: {line}\nname: {line}\nstart: line\n"
            f"nodes:\n  line: {{kind: queue, queue: {line}}}\n"
            for _, line, _ in lines
        ),
        people,
        tuple(cast.users["supervisor"] for cast in players),
    )


def write_tone(file: Path, frequency: int) -> None:
    """One tone as loud as a voice, for longer than a walk takes."""
    noise, step = random.Random(frequency), 2 * math.pi * frequency / RATE
    second = array.array(
        "h",
        (
            round(AMPLITUDE * math.sin(step * n) + noise.uniform(-DITHER, DITHER))
            for n in range(RATE)
        ),
    )
    file.parent.mkdir(exist_ok=True)
    with wave.open(str(file), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(second.tobytes() * SOUND_SECONDS)


async def open_office(count: int, folder: Path) -> tuple[Office, list[Cast]]:
    """An office for so many casts, whose music, ringing tone and announcement are tones too."""
    files = {name: folder / name.replace(" ", "-") / "tone.wav" for name in SOUND_TONES}
    for name, file in files.items():
        write_tone(file, SOUND_TONES[name])
    music, ringback = sounds.music_folder, sounds.ringback_folder
    sounds.music_folder = lambda: files["music"].parent
    sounds.ringback_folder = lambda: files["ringing tone"].parent
    try:
        players = casts(count)
        office = await Office.open(
            business(players), rules=RULES, outbound=OUTBOUND, clients=CLIENTS
        )
    finally:
        sounds.music_folder, sounds.ringback_folder = music, ringback
    for cast, tones in zip(players, VOICES, strict=False):
        for role, tone in zip(SEATS, tones, strict=False):
            office.city.phones[cast.extensions[role]].tone = tone
        office.city.tones |= {cast.customer: tones[3], cast.outside: tones[4]}
    library = office.app.sounds
    with files[ANNOUNCEMENT].open("rb") as source:
        await library.keep(await library.prepare(ANNOUNCEMENT, "", source, new=True))
    await office.until(lambda: ANNOUNCEMENT in office.app.engine.world.sounds)
    return office, players


class Stage:
    """One cast at work. `asked` are the refusals that were compared so far: pair to reason."""

    def __init__(self, office: Office, cast: Cast, within: float = WITHIN) -> None:
        self.office, self.cast, self.within = office, cast, within
        self.workers: dict[str, Worker] = {}
        self.customer: Leg | None = None
        self.outside: Leg | None = None
        self._nobody = House().view.situation()

    async def open(self) -> None:
        """All three log in."""
        self.office.city.answering(self.cast.outside, RINGS)
        for role, user in self.cast.users.items():
            self.workers[role] = await self.office.login(user)

    @property
    def view(self) -> View:
        return View(self.office.app.engine.world, self.cast)

    async def do(self, point: Point) -> None:
        """The act; then the server is where the pure domain said it would be."""
        known = len(self._outside_calls())
        if point.act.is_command:
            worker = self.workers[point.act.who]
            name = "callOutEx" if point.act.name == "callOut" else point.act.name
            await worker.command(name, *point.act.params(self.cast))
        else:
            await self._telephone(point.act)
        await self._until(point.situation)
        if len(calls := self._outside_calls()) > known:
            self.outside = calls[-1]

    async def _until(self, situation: object) -> None:
        try:
            await self.office.until(lambda: self.view.situation() == situation, self.within)
        except AssertionError:
            raise AssertionError(
                f"expected {situation}\ninstead  {self.view.situation()}"
            ) from None
        if "outside" in self.view.legs:  # its telephone rings in the city, too
            leg = await self.office.city.receives(self.cast.outside)
            await leg.until("ringing")

    async def _telephone(self, act: Act) -> None:
        if act.name == "customer calls":
            self.customer = await self.office.call(self.cast.service, self.cast.customer)
            return
        leg = self._party(act.who)
        match act.name:
            case "answers":
                await leg.answer()
            case "announces":
                await leg.announce()
            case "is busy":
                await leg.hang_up(LineAct.BUSY)
            case _:
                await leg.hang_up()

    def _outside_calls(self) -> list[Leg]:
        return [leg for number, leg in self.office.city.received if number == self.cast.outside]

    def _party(self, role: str) -> Leg:
        if role in self.workers:
            return self.workers[role].phone.call
        leg = self.customer if role == "customer" else self._outside_calls()[-1]
        assert leg is not None
        return leg

    async def listen(self, heard: dict[str, tuple[str, ...]]) -> None:
        """Every party hears exactly whom it should, all others are 50 dB below their own tone."""
        assert self.view.heard() == heard
        await asyncio.gather(*(self._ear(role, others) for role, others in heard.items()))

    async def _ear(self, role: str, others: tuple[str, ...]) -> None:
        tones = SOUND_TONES | dict(self._voices())
        wanted = {tones[one] for one in others}
        absent = set(tones.values()) - wanted

        def exactly(it: Heard) -> bool:
            return (
                all(it.level(tone) > AUDIBLE for tone in wanted)
                and all(it.level(tone) < INAUDIBLE for tone in absent)
                and it.tones(tones.values()).keys() == wanted
                and not it.has_music(tones.values())
            )

        try:
            await self._party(role).listen_until(exactly, ABSENCE_SPAN, self.within)
        except NotHeardError as error:
            names = ", ".join(f"{name} {tone}" for name, tone in tones.items())
            raise MisheardError(f"{role} should hear {others} of {names} Hz: {error}") from error

    def _voices(self) -> Iterator[tuple[str, int]]:
        """Who speaks, or could, and the tone of each."""
        for role, worker in self.workers.items():
            yield role, worker.phone.tone
        for role in ("customer", "outside"):
            if role in self.view.legs:
                yield role, self._party(role).tone

    async def refusal(self, act: Act) -> str:
        """The reason; "" if it is accepted."""
        try:
            await self.workers[act.who].command(act.name, *act.params(self.cast))
        except Rejected as rejected:
            return rejected.reason
        return ""

    async def empty(self) -> None:
        """All put their telephones down; nothing is left of the walk."""
        phones = [worker.phone.calls[-1] for worker in self.workers.values() if worker.phone.calls]
        legs = [*phones, *self._outside_calls()[-1:], *([self.customer] if self.customer else [])]
        for leg in legs:
            with suppress(AssertionError):
                await leg.hang_up()
        await self._until(self._nobody)
