"""The city's parties: who calls, who is called, and whose phone is where."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import structlog

from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.errors import AriFailure
from callseat.switch.asterisk.ari.messages import AnyEvent
from callseat.switch.asterisk.runtime.find import find_or_install
from callseat.switch.asterisk.runtime.installation import Installation

from .capture import Sighting
from .configuration import CARRIER_ADDRESS
from .ears import RECORDED_SUFFIX
from .leg import Leg
from .load import Load, run
from .manner import ANSWERS, Manner
from .network import Network
from .phone import Account, DeskPhone, behave
from .tones import Voices, sound_class
from .waiting import Changes

log = structlog.get_logger(__name__)
NUMBER = re.compile(r"[0-9A-Za-z+*#]{1,64}")
"""What can be dialled; everything else about a call may be any text."""
LINE_BREAK = re.compile(r"[\r\n]+")
WITHHELD = "prohib_passed_screen"
CALLER = "caller-"
"""How the ids of calls begin that the city places."""
DEFAULT_CALLER = "13800138000"


@dataclass(frozen=True, slots=True)
class CitySettings:
    """`server` is Callseat's SIP address; without `installation` one is found, or brought."""

    server: tuple[str, int]
    folder: Path | None = None
    """A folder that does not exist yet; it is removed at the end. None: one of its own."""
    installation: Installation | None = None


class City:
    """Made by `City.start`. Every call is in `legs` until the city stops."""

    def __init__(self, settings: CitySettings, folder: Path, installation: Installation) -> None:
        self.legs: dict[str, Leg] = {}
        self.phones: dict[str, DeskPhone] = {}
        self.received: list[tuple[str, Leg]] = []
        self._network = Network(folder, settings.server, installation, self._event, self._sighting)
        self._voices = Voices()
        self._manners: dict[str, Manner] = {}
        self._names: dict[str, Leg] = {}
        self._numbers = count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._changes = Changes()

    @classmethod
    async def start(cls, settings: CitySettings) -> City:
        """A running city. Raises what the runtime raises; nothing is left behind then."""
        installation = settings.installation
        if installation is None:
            installation = await asyncio.to_thread(find_or_install)
        folder = settings.folder or Path(tempfile.mkdtemp(prefix="city-"))
        city = cls(settings, folder, installation)
        await city._network.start()
        return city

    async def stop(self) -> None:
        """Hang up, end the Asterisk, remove all files."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*map(_leave, self.legs.values()), return_exceptions=True)
        await self._network.stop()

    @property
    def trunk(self) -> tuple[str, int]:
        """The carrier's SIP address: calls come from there, outside numbers are called there."""
        return CARRIER_ADDRESS, self._network.carrier_port

    async def phone(self, extension: str, secret: str, *, voice: bool = True) -> DeskPhone:
        """A registered desk phone. Raises RegistrationError when the server refuses it."""
        if not extension.isalnum():
            raise ValueError(f"not an extension: {extension!r}")
        tone = self._voices.take() if voice else 0
        phone = self.phones[extension] = DeskPhone(
            Account(extension, secret, self._network.server),
            tone,
            self._network.ask,
        )
        await phone.register()
        return phone

    async def call(
        self,
        number: str,
        caller: str = DEFAULT_CALLER,
        caller_name: str = "",
        *,
        withheld: bool = False,
        voice: bool = True,
    ) -> Leg:
        """A customer dials `number`; returns when the call is under way, see Leg.until.

        `caller` and `caller_name` may be any text at all. Without `voice` the customer neither
        speaks nor records. Raises AriFailure when the city itself cannot place the call.
        """
        identity = {
            "CONNECTEDLINE(num,i)": _unbroken(caller),
            "CONNECTEDLINE(name,i)": _unbroken(caller_name),
        }
        if withheld:
            identity["CONNECTEDLINE(pres,i)"] = WITHHELD
        return await self._dial(number, "carrier", identity, self._voices.take() if voice else 0)

    async def dial(self, phone: DeskPhone, number: str) -> Leg:
        """A person dials `number` on a desk phone."""
        leg = await self._dial(number, phone.endpoint, {}, phone.tone)
        phone.calls.append(leg)
        return leg

    def answering(self, number: str, manner: Manner) -> None:
        """How an outside number behaves when it is called; others answer."""
        self._manners[number] = manner

    async def receives(self, number: str, within: float = 5.0) -> Leg:
        """The newest call to an outside number, once there is one. Raises TooLateError."""
        await self._changes.until(
            lambda: any(number == one for one, _ in self.received), within, f"call to {number}"
        )
        return next(leg for one, leg in reversed(self.received) if one == number)

    async def place_calls(self, load: Load) -> list[Leg]:
        """Many calls at a rate; returns when all have ended, each with its fate."""

        def place(number: int) -> Coroutine[Any, Any, Leg]:
            return self.call(load.number, f"139{number:08d}", voice=load.voices)

        return await run(load, place)

    async def _dial(
        self, number: str, endpoint: str, identity: Mapping[str, str], tone: int
    ) -> Leg:
        if not NUMBER.fullmatch(number):
            raise ValueError(f"not a number that can be dialled: {number!r}")
        leg = self._leg(f"{CALLER}{next(self._numbers)}", tone)
        variables = dict(identity)
        if tone:
            variables |= {"CITY_RECORDING": str(leg.recording), "CITY_TONE": sound_class(tone)}
        leg.note("dialled")
        request = ari.channels_originate_with_id(
            leg.channel,
            f"PJSIP/{number}@{endpoint}",
            context="city-caller",
            extension="s",
            priority=1,
            variables=variables,
            timeout=-1,
        )
        made = await self._network.ask(request, leg.channel)
        self._names[made.name] = leg
        return leg

    def _leg(self, channel: str, tone: int) -> Leg:
        recording = self._network.recordings.absolute() / f"{channel}{RECORDED_SUFFIX}"
        leg = self.legs[channel] = Leg(channel, tone, recording, self._network.ask)
        return leg

    def _event(self, event: AnyEvent) -> None:
        match event:
            case ari.StasisStart(args=["desk", *wishes], channel=channel):
                self._desk_rings(channel, ",".join(wishes))
            case ari.StasisStart(args=["outside", *_], channel=channel):
                self._outside_rings(channel)
            case ari.StasisStart(args=["caller", *_], channel=channel):
                # Not when the line is up: only from here on can the caller do anything.
                self.legs[channel.id].note("answered")
            case ari.ChannelStateChange(channel=channel) if channel.id in self.legs:
                if channel.state == "Ringing":
                    self.legs[channel.id].note("ringing")
                elif channel.state == "Up" and not channel.id.startswith(CALLER):
                    self.legs[channel.id].note("answered")
            case ari.ChannelDtmfReceived(channel=channel) if channel.id in self.legs:
                self.legs[channel.id].note_digit(event.digit, event.timestamp)
            case ari.ChannelDestroyed(channel=channel) if channel.id in self.legs:
                self._names.pop(channel.name, None)
                self.legs[channel.id].note_end(event.cause, event.tech_cause)

    def _desk_rings(self, channel: ari.Channel, wish: str) -> None:
        extension = channel.name.removeprefix("PJSIP/phone-").rpartition("-")[0]
        phone = self.phones[extension]
        leg = self._arrived(channel, phone.tone)
        self._do(phone.ring(leg, wish))

    def _outside_rings(self, channel: ari.Channel) -> None:
        number = channel.dialplan.exten
        leg = self._arrived(channel, self._voices.take())
        leg.note("ringing")
        self.received.append((number, leg))
        self._changes.tell()
        self._do(behave(leg, self._manners.get(number, ANSWERS), self._network.ask))

    def _arrived(self, channel: ari.Channel, tone: int) -> Leg:
        leg = self._names[channel.name] = self._leg(channel.id, tone)
        return leg

    def _sighting(self, sighting: Sighting) -> None:
        if sighting.method == "NOTIFY" and sighting.status == 0:
            self._notified(sighting)
        elif sighting.method == "REGISTER" and sighting.status:
            found = re.search(r"sips?:([^@>;]+)@", str(sighting.headers.get("To", "")))
            phone = self.phones.get(found[1]) if found else None
            if phone is not None:
                phone.hear_answer(sighting)

    def _notified(self, sighting: Sighting) -> None:
        """A phone is told to take its ringing call."""
        leg = self._names.get(sighting.channel)
        if leg is None or str(sighting.headers.get("Event", "")).strip() != "talk":
            return
        phone = next((one for one in self.phones.values() if leg in one.calls), None)
        if phone is None or not phone.talk:
            return
        phone.told_to_talk += 1
        self._network.confirm(sighting)
        if leg.at("answered") is None:
            self._do(leg.answer())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _unbroken(text: str) -> str:
    """A line break cannot stand in a SIP name; a space takes its place (RFC 3261 7.3.1)."""
    return LINE_BREAK.sub(" ", text)


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    """What a party does by itself may meet a call that has just ended."""
    try:
        await work
    except AriFailure as failure:
        log.info("city_party_could_not", reason=str(failure))


async def _leave(leg: Leg) -> None:
    await leg.hang_up()
    await leg.until_ended(2.0)
