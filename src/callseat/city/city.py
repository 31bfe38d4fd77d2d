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
from callseat.switch.asterisk.translate import ANONYMOUS

from .capture import Sighting
from .configuration import CARRIER_ADDRESS
from .ears import RECORDED_SUFFIX
from .identity import caller_variables, check_number
from .leg import Leg
from .load import Load, run
from .manner import ANSWERS, Manner
from .network import Network
from .phone import Account, DeskPhone, behave
from .tones import Voices, sound_class
from .waiting import Changes

log = structlog.get_logger(__name__)
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
        self.tones: dict[str, int] = {}
        """Number to the tone, in hertz, of who calls from there or is called; others get one."""
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
        known = self.phones.get(extension)
        tone = ((known and known.tone) or self._voices.keep()) if voice else 0
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
        identity = caller_variables(caller, caller_name, withheld=withheld)
        return await self._dial(number, "carrier", identity, self._tone(caller) if voice else 0)

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
        check_number(number)
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

    def _tone(self, number: str) -> int:
        return self.tones.get(number) or self._voices.take()

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
            case (
                ari.StasisStart(channel=channel)
                | ari.ChannelStateChange(channel=channel)
                | ari.ChannelDtmfReceived(channel=channel)
                | ari.ChannelDestroyed(channel=channel)
            ) if channel.id in self.legs:
                _tell(self.legs[channel.id], event)
                if isinstance(event, ari.ChannelDestroyed):
                    self._names.pop(channel.name, None)

    def _desk_rings(self, channel: ari.Channel, wish: str) -> None:
        extension = channel.name.removeprefix("PJSIP/phone-").rpartition("-")[0]
        phone = self.phones[extension]
        leg = self._arrived(channel, phone.tone)
        self._do(phone.ring(leg, wish))

    def _outside_rings(self, channel: ari.Channel) -> None:
        number = channel.dialplan.exten
        leg = self._arrived(channel, self._tone(number))
        leg.caller = "" if channel.caller.number == ANONYMOUS else channel.caller.number
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


def _tell(leg: Leg, event: AnyEvent) -> None:
    match event:
        case ari.StasisStart():
            # A placed call: only from here on, later than the line is up, can the caller act.
            leg.note("answered")
        case ari.ChannelStateChange(channel=ari.Channel(state="Ringing")):
            leg.note("ringing")
        case ari.ChannelStateChange(channel=ari.Channel(state="Up", id=channel)):
            if not channel.startswith(CALLER):
                leg.note("answered")
        case ari.ChannelDtmfReceived():
            leg.note_digit(event.digit, event.timestamp)
        case ari.ChannelDestroyed():
            leg.note_end(event.cause, event.tech_cause)


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    """What a party does by itself may meet a call that has just ended."""
    try:
        await work
    except AriFailure as failure:
        log.info("city_party_could_not", reason=str(failure))


async def _leave(leg: Leg) -> None:
    await leg.hang_up()
    await leg.until_ended(2.0)
