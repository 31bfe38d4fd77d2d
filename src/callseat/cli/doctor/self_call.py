"""A call to ourselves: a customer and a seat in two Asterisks, each hearing the other or not."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from callseat.app import Callseat, InUseError
from callseat.city import (
    City,
    CitySettings,
    DeskPhone,
    Leg,
    NotHeardError,
    RegistrationError,
    TooLateError,
)
from callseat.city.ears import SILENCE
from callseat.city.tones import SPOKEN_LEVEL
from callseat.cli.doctor.finding import Finding, failed, ok, warning
from callseat.client import CallseatError, Event, Seat
from callseat.config import Settings
from callseat.demo.premises import loopback_settings
from callseat.domain.directory import Account, Project, Queue, Skill
from callseat.store.directory.things import TrunkRecord
from callseat.store.errors import StoreError
from callseat.switch.asterisk.ari.errors import AriFailure
from callseat.switch.asterisk.house import NotConnectedError
from callseat.switch.asterisk.runtime.errors import SwitchRuntimeError

NUMBER, EXTENSION, USER = "4001", "1001", "doctor"
FLOW = """\
code: line
name: line
start: line
nodes:
  line: {kind: queue, queue: line}
"""
WITHIN = 20.0
SPAN = 1.0
"""Seconds: for each step; of sound that is measured at a time."""
SPANS = 8
CLEAR = SPOKEN_LEVEL - 3.0
"""A voice below this level (dBm0) has gaps, as on a machine that is too busy."""
TROUBLE = (
    AriFailure,
    CallseatError,
    InUseError,
    NotConnectedError,
    NotHeardError,
    OSError,
    RegistrationError,
    StoreError,
    SwitchRuntimeError,
    TimeoutError,
    TooLateError,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Levels in dBm0 of the other's voice, and seconds from the dialling to the talk."""

    at_seat: float
    at_customer: float
    seconds: float


async def self_call(settings: Settings) -> Finding:
    """Beside whatever runs here: on free ports, in a folder that is removed."""
    advice = (
        "See that nothing limits UDP on loopback (127.0.0.0/8), then run `callseat demo --keep "
        "FOLDER` and read callseat.log there."
    )
    folder = Path(tempfile.mkdtemp(prefix="callseat-doctor-"))
    try:
        found = await _measure(loopback_settings(settings, folder, "asterisk"))
    except TROUBLE as trouble:
        return failed("self-call", str(trouble) or type(trouble).__name__, advice)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    detail = (
        f"talking {found.seconds:.1f} s after dialling; the customer is heard at the seat with "
        f"{found.at_seat:.1f} dBm0, the seat at the customer with {found.at_customer:.1f} dBm0"
    )
    if min(found.at_seat, found.at_customer) < CLEAR:
        gaps = f"the sound has gaps (spoken with {SPOKEN_LEVEL:.1f} dBm0): {detail}"
        return warning("self-call", gaps, "See what else keeps this machine busy, and ask again.")
    return ok("self-call", detail)


async def _measure(settings: Settings) -> Measured:
    async with AsyncExitStack() as stack:
        server = Callseat(settings)
        await server.start()
        stack.push_async_callback(server.stop)
        city = await City.start(CitySettings(server=("127.0.0.1", settings.switch.sip_port)))
        stack.push_async_callback(city.stop)
        password = secrets.token_urlsafe(12)
        await _furnish(server, city, password)
        phone = await city.phone(EXTENSION, (await server.store.directory.phones())[0].secret)
        seat = await stack.enter_async_context(Seat(server.address, USER, password))

        @seat.on("onRing")
        async def ringing(_event: Event) -> None:
            await seat.answer_call()

        return await _talk(city, phone)


async def _furnish(server: Callseat, city: City, password: str) -> None:
    directory = server.store.directory
    await directory.queues.add(Queue("line"))
    account = Account(USER, extension=EXTENSION, skills=(Skill("line"),))
    await directory.accounts.add(account, password)
    await directory.flows.save(FLOW, server.now(), USER)
    await directory.projects.add(Project("1", "", (NUMBER,), "line"))
    host, port = city.trunk
    await directory.trunks.add(TrunkRecord("city", host, port=port, inbound_hosts=(host,)))
    async with asyncio.timeout(WITHIN):
        while NUMBER not in server.engine.world.projects:
            await asyncio.sleep(0.05)


async def _talk(city: City, phone: DeskPhone) -> Measured:
    """Call, wait until both hear each other, measure until both are clear, if they ever are.

    Raises TooLateError or NotHeardError.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    customer = await city.call(NUMBER)
    desk: Leg = await phone.rings(WITHIN)
    await asyncio.gather(customer.hears(desk, WITHIN), desk.hears(customer, WITHIN))
    seconds = loop.time() - began
    at_seat = at_customer = SILENCE
    for _ in range(SPANS):
        here, there = await asyncio.gather(desk.listen(SPAN), customer.listen(SPAN))
        at_seat = max(at_seat, here.level(customer.tone))
        at_customer = max(at_customer, there.level(desk.tone))
        if min(at_seat, at_customer) > CLEAR:
            break
    await customer.hang_up()
    return Measured(at_seat, at_customer, seconds)
