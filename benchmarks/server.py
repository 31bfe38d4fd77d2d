"""The subject: `callseat run` as a process of its own, with seats at work through the SDK."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from shutil import rmtree

from benchmarks.measuring import Cores, on_core
from callseat.city import City, CitySettings
from callseat.city.ports import free_port
from callseat.client import CallseatError, Event, Seat, Status
from callseat.config import ServerSettings, Settings
from callseat.demo.premises import Person, loopback_settings
from callseat.domain.directory import Account, Group, Project, Queue, Role, Skill
from callseat.store.directory.things import TrunkRecord
from callseat.store.passwords import PasswordSettings
from callseat.store.store import open_store
from callseat.switch.asterisk.runtime.folder import RunFolder

NOT_RECORDED, RECORDED = "4001", "4002"
FLOW = "code: main\nname: Main\nstart: line\nnodes:\n  line: {kind: queue, queue: desk}\n"
START_WITHIN = 120.0
QUICK = PasswordSettings(memory_kib=8, rounds=1)
"""Cheap hashes: accounts are made by the thousand."""
STOP_WITHIN = 20.0
AT_ONCE = 8
"""Agents that log in at the same time."""
COMMAND = (sys.executable, "-c", "from callseat.cli import main; main()", "run")


class CallseatServer:
    """The server with its Asterisk, its own city, and `seats` agents who answer at once."""

    def __init__(self, seats: int) -> None:
        skill = (Skill("desk"),)
        self._folder = Path(tempfile.mkdtemp(prefix="callseat-bench-"))
        self._team = [Person(f"agent{n}", f"Agent {n}", f"{1000 + n}", skills=skill)
                      for n in range(seats)]  # fmt: skip
        self._settings = self._choose_settings()
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._agents = AsyncExitStack()
        self._seats: list[Seat] = []
        self.city: City
        self.moments: dict[str, float] = {}
        """Seconds from the start of the process to `asterisk ready` and `ready`."""

    def _choose_settings(self) -> Settings:
        port = free_port(socket.SOCK_STREAM)
        settings = loopback_settings(Settings(), self._folder, "asterisk")
        return settings.model_copy(update={"server": ServerSettings(port=port)})

    async def start(self, cores: Cores) -> None:
        switch = self._settings.switch
        with on_core(cores.load):
            self.city = await City.start(CitySettings((switch.sip_host, switch.sip_port)))
        await self._furnish()
        with on_core(cores.subject):
            await self._launch()

    async def seat_agents(self) -> None:
        """Phones on the desks, agents at work: whoever is rung answers at once."""
        await asyncio.gather(*(self.city.phone(*one) for one in await self.phones()))
        await self.sign_in()

    async def phones(self) -> tuple[tuple[str, str], ...]:
        """Extensions with their secrets."""
        store = await open_store("", self._folder)
        phones = await store.directory.phones()
        await store.close()
        return tuple((one.extension, one.secret) for one in phones)

    async def sign_in(self, *, answering: bool = True) -> None:
        """All agents, each answering what rings, unless its phone does so itself."""
        gate = asyncio.Semaphore(AT_ONCE)
        seats = [self.agent(number, answering=answering) for number in range(len(self._team))]

        async def come(seat: Seat) -> None:
            async with gate:
                await seat.__aenter__()

        await asyncio.gather(*map(come, seats))
        for one in seats:
            self._agents.push_async_exit(one)
        self._seats = seats

    async def until_ready(self, within: float = 60.0) -> None:
        """Every agent is idle, so its phone is there. Raises TimeoutError."""
        try:
            async with asyncio.timeout(within):
                while any(one.status is not Status.IDLE for one in self._seats):
                    await asyncio.sleep(0.1)
        except TimeoutError:
            found = Counter(one.status.name for one in self._seats)
            raise TimeoutError(f"not all agents are idle: {dict(found)}") from None

    def agent(self, number: int, *, answering: bool = False) -> Seat:
        """One of them, who signs in when it is entered and out when it is left."""
        url = f"ws://127.0.0.1:{self._settings.server.port}/ws"
        person = self._team[number]
        seat = Seat(url, person.user, person.password)

        async def answer(_event: Event) -> None:
            with suppress(CallseatError):  # the caller may have gone in this very moment
                await seat.answer_call()

        if answering:
            seat.on("onRing")(answer)
        return seat

    @property
    def address(self) -> tuple[str, int]:
        """Where it takes SIP."""
        return self._settings.switch.sip_host, self._settings.switch.sip_port

    async def stop(self) -> None:
        await self._agents.aclose()
        if hasattr(self, "city"):
            await self.city.stop()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            async with asyncio.timeout(STOP_WITHIN):
                await self._process.wait()
        if self._reading is not None:
            await self._reading
        rmtree(self._folder, ignore_errors=True)

    @property
    def numbers(self) -> tuple[int, int]:
        """The process numbers of the Asterisk and of the server."""
        if self._process is None:
            raise RuntimeError("the server does not run")
        record = json.loads(RunFolder(self._folder / "asterisk").process_file.read_text())
        return int(record["number"]), self._process.pid

    async def _launch(self) -> None:
        began = time.monotonic()
        self._process = await asyncio.create_subprocess_exec(
            *COMMAND, stdout=PIPE, stderr=asyncio.subprocess.STDOUT, env=self._environment()
        )
        self._reading = asyncio.create_task(self._read(self._process, began))
        async with asyncio.timeout(START_WITHIN):
            await self._ready.wait()
        if "ready" not in self.moments:
            raise RuntimeError("the server ended while it started; see what it printed")

    async def _read(self, process: Process, began: float) -> None:
        """Notes when it got how far, and passes on what it complains about."""
        if process.stdout is None:
            return
        async for raw in process.stdout:
            line = raw.decode(errors="replace").rstrip()
            for mark in ("asterisk ready", "ready"):
                if mark not in self.moments and (f'"{mark}"' in line or line.endswith(f"  {mark}")):
                    self.moments[mark] = time.monotonic() - began
            if "ready" in self.moments:
                self._ready.set()
            if '"level": "error"' in line or "Traceback" in line:
                print(line, file=sys.stderr)
        self._ready.set()

    def _environment(self) -> dict[str, str]:
        settings = self._settings
        values = {"CALLSEAT_DATA": str(settings.data), "CALLSEAT_LOG__FORM": "json"}
        for name in ("server", "switch"):
            for key, value in getattr(settings, name).model_dump(exclude_none=True).items():
                text = value if isinstance(value, str) else json.dumps(value)
                values[f"CALLSEAT_{name}__{key}".upper()] = text
        return os.environ | values

    async def _furnish(self) -> None:
        store = await open_store("", self._folder, passwords=QUICK)
        directory = store.directory
        await directory.groups.add(Group("front", "Front"))
        await directory.queues.add(Queue("desk", "Desk", max_wait=60, ring_time=20))
        for one in self._team:
            account = Account(one.user, one.name, Role.AGENT, one.extension, "front", (),
                              one.skills)  # fmt: skip
            await directory.accounts.add(account, one.password)
        await directory.flows.save(FLOW, time.time_ns() // 1_000_000, "benchmark")
        for code, number in (("P1", NOT_RECORDED), ("P2", RECORDED)):
            recorded = number == RECORDED
            await directory.projects.add(Project(code, code, (number,), "main", recorded=recorded))
        host, port = self.city.trunk
        await directory.trunks.add(TrunkRecord("city", host, "City", port, inbound_hosts=(host,)))
        await store.close()
