"""A whole call centre for end-to-end tests: a Callseat, its directory, and a city around it.

The server listens on a real WebSocket and runs a real Asterisk; customers and desk phones are
those of the city. All of it is on free loopback ports and in folders that vanish.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from callseat.app import Callseat
from callseat.city import City, CitySettings, Leg, RegistrationError
from callseat.config import RulesSettings, ServerSettings, Settings, SwitchSettings
from callseat.domain.directory import Account, Group, Project, Queue, Role, Skill
from callseat.domain.status import Status
from callseat.store.directory import DirectoryStore
from callseat.store.directory.things import TrunkRecord
from callseat.store.records import ContactStory, Filter, RecordReader
from callseat.switch.asterisk.house import AsteriskHouse
from callseat.switch.asterisk.runtime.process import AsteriskProcess
from tests.support.asterisk import RTP_COUNT, free_ports, rtp_first
from tests.support.waiting import until
from tests.support.worker import PASSWORD, Worker

OFFICE = Group("office")
RULES = RulesSettings(cool_down=1, refusals_until_busy=3, grace=30)


@dataclass(frozen=True)
class Business:
    """What an office is about: its lines, its projects, the flows as YAML, its people."""

    queues: tuple[Queue, ...]
    projects: tuple[Project, ...]
    flows: tuple[str, ...]
    people: dict[str, tuple[Skill, ...]] = field(default_factory=dict)
    """User name to skills; extensions are given out from 1001 on."""
    supervisors: tuple[str, ...] = ()
    """Those of them who supervise the others: all are in the group "office"."""


def switch_settings() -> SwitchSettings:
    """Free ports on loopback."""
    sip, http, manager = free_ports(3)
    first = rtp_first()
    return SwitchSettings(
        sip_host="127.0.0.1",
        sip_port=sip,
        rtp_first=first,
        rtp_last=first + RTP_COUNT,
        http_port=http,
        ari_port=0,
        ami_port=manager,
    )


def office_settings(data: Path, **changes: Any) -> Settings:
    """Of one server on this machine alone; `changes` are sections of Settings."""
    sections: dict[str, Any] = {
        "server": ServerSettings(port=0),
        "switch": switch_settings(),
        "rules": RULES,
        **changes,
    }
    return Settings(data=data, language="en", **sections)


@dataclass(frozen=True, slots=True)
class Talk:
    """A customer and a desk phone, in one call."""

    customer: Leg
    desk: Leg
    call_no: str

    async def is_heard(self) -> None:
        """Each hears the other, and nobody else."""
        await self.customer.hears_exactly(self.desk)
        await self.desk.hears_exactly(self.customer)


class Office:
    """Made by `Office.open`; `close` takes everything down."""

    def __init__(self, business: Business, settings: Settings) -> None:
        self.business = business
        self.settings = settings
        self.app = Callseat(settings)
        self.city: City
        self.workers: list[Worker] = []
        self.calls: list[Leg] = []

    @classmethod
    async def open(cls, business: Business, **changes: Any) -> Office:
        data = Path(tempfile.mkdtemp(prefix="office-"))
        office = cls(business, office_settings(data, **changes))
        try:
            await office._open()
        except BaseException:
            await office.close()
            raise
        return office

    async def _open(self) -> None:
        await self.app.start()
        self.city = await City.start(
            CitySettings(server=("127.0.0.1", self.settings.switch.sip_port))
        )
        await furnish(self.app.store.directory, self.business, self.city.trunk)
        await self.phones_on_desks()

    async def phones_on_desks(self) -> None:
        """Every seat's phone registers, and the server knows it."""
        phones = {one.extension: one.secret for one in await self.app.store.directory.phones()}
        await self.until(lambda: self.business.people.keys() <= self.app.engine.world.seats.keys())
        await asyncio.gather(*(self.city.phone(one, phones[one]) for one in sorted(phones)))
        await self.until(lambda: phones.keys() <= set(self.app.engine.world.phones))

    async def close(self) -> None:
        await self.empty()
        if hasattr(self, "city"):
            await self.city.stop()
        await self.app.stop()
        shutil.rmtree(self.settings.data, ignore_errors=True)

    async def empty(self) -> None:
        """Everybody hangs up and goes home; the switch is left without a channel."""
        await asyncio.gather(*(call.hang_up() for call in self.calls), return_exceptions=True)
        for worker in self.workers:
            await worker.close()
        self.workers, self.calls = [], []

    # --- people ----------------------------------------------------------------------------------

    async def login(self, user: str) -> Worker:
        """The user logs in and is idle."""
        await self.has_phone(user)
        worker = self.worker(user)
        await worker.open()
        await worker.expect_status(Status.IDLE)
        return worker

    async def has_phone(self, user: str) -> None:
        """A browser may have been the telephone there; afterwards the desk phone registers anew."""
        extension = self.extension(user)
        if extension in self.app.engine.world.phones:
            return
        secrets = {one.extension: one.secret for one in await self.app.store.directory.phones()}

        async def registered() -> bool:
            with suppress(RegistrationError):  # until the switch was told
                return (await self.city.phone(extension, secrets[extension])).registered
            return False

        await until(registered)
        await self.until(lambda: extension in self.app.engine.world.phones)

    def worker(self, user: str, address: str = "") -> Worker:
        """The user at the desk, not logged in yet."""
        worker = Worker(address or self.app.address, user, self.city.phones[self.extension(user)])
        self.workers.append(worker)
        return worker

    def extension(self, user: str) -> str:
        return extension_of(self.business, user)

    async def call(self, number: str, caller: str = "13912345678", **options: Any) -> Leg:
        """A customer calls; the call is under way."""
        leg = await self.city.call(number, caller, **options)
        self.calls.append(leg)
        return leg

    async def talk(self, worker: Worker, number: str, caller: str) -> Talk:
        """A customer calls, and this seat answers."""
        customer = await self.call(number, caller)
        ring = await worker.expect("onRing", caller=caller)
        await worker.answer_call()
        await worker.expect_status(Status.TALKING)
        talk = Talk(customer, worker.phone.call, ring["callNo"])
        await talk.is_heard()
        return talk

    async def change_group(self, group: Group) -> None:
        """An administrator changes the rules of rest; the server has noticed."""
        await self.app.store.directory.groups.change(group)
        await self.until(lambda: group in self.app.engine.world.directory.groups)

    async def restore(self) -> None:
        """What a test may have changed: the rules of rest, and who is registered."""
        if self.app.engine.world.directory.groups != (OFFICE,):
            await self.change_group(OFFICE)
        gone = [one for one in self.city.phones.values() if not one.registered]
        await asyncio.gather(*(one.register() for one in gone))

    # --- looking ---------------------------------------------------------------------------------

    @property
    def process(self) -> AsteriskProcess:
        """The server's Asterisk."""
        house = self.app._house
        assert isinstance(house, AsteriskHouse)
        assert house.process is not None
        return house.process

    @property
    def records(self) -> RecordReader:
        return self.app.store.records

    def calls_at(self, worker: Worker) -> int:
        """How many legs lead to the worker's seat in the server's books."""
        return sum(leg.user == worker.user for leg in self.app.engine.world.legs.values())

    async def story(self, contact_id: str) -> ContactStory:
        """A contact's records once it is over and its recordings are complete."""

        async def finished() -> ContactStory | None:
            found = await self.records.contact(contact_id)
            if found is None or not found.contact.ended_at:
                return None
            return None if any(one.state == "recording" for one in found.recordings) else found

        found = await until(finished, 20)
        assert found is not None
        return found

    async def story_of(self, caller: str) -> ContactStory:
        """Of the newest contact of a caller."""

        async def known() -> str:
            found = await self.records.contacts(Filter(caller=caller, limit=1))
            return found[0].contact_id if found else ""

        return await self.story(await until(known))

    async def until_switch_is_empty(self) -> None:
        """No channel and no bridge is left in the server's Asterisk, and none in its books."""

        async def nothing() -> bool:
            channels = await self.process.console("core show channels count")
            bridges = await self.process.console("bridge show all")
            return "0 active channels" in channels and len(bridges.splitlines()) <= 1

        await until(nothing, 15)
        await self.until(lambda: not self.app.engine.world.legs)
        assert not self.app.engine.world.contacts

    async def until(self, holds: Callable[[], Any], seconds: float = 15.0) -> None:
        """Wait until something is true of the server."""

        async def look() -> Any:
            return holds()

        await until(look, seconds)


async def furnish(store: DirectoryStore, business: Business, trunk: tuple[str, int]) -> None:
    """Write the business into the directory, and the carrier's line."""
    await store.groups.add(OFFICE)
    for queue in business.queues:
        await store.queues.add(queue)
    for user, skills in business.people.items():
        extension = extension_of(business, user)
        role, scope = (
            (Role.SUPERVISOR, ("office",)) if user in business.supervisors else (Role.AGENT, ())
        )
        account = Account(user, user, role, extension, "office", scope, skills)
        await store.accounts.add(account, PASSWORD)
    for flow in business.flows:
        await store.flows.save(flow, 0, "office")
    for project in business.projects:
        await store.projects.add(project)
    host, port = trunk
    await store.trunks.add(TrunkRecord("city", host, port=port, inbound_hosts=(host,)))


def extension_of(business: Business, user: str) -> str:
    return str(1001 + list(business.people).index(user))


Opener = Callable[..., Awaitable[Office]]
"""What the fixture `open_office` gives."""
