"""The demonstration from its first line to its last."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random

from callseat.app import Callseat
from callseat.config import Settings
from callseat.demo import agents, customers, picture
from callseat.demo.invitation import invitation
from callseat.demo.premises import SERVICE_NUMBER, Person, furnish, people
from callseat.demo.tally import Tally
from callseat.demo.town import RealTown, SimulatedTown, Town
from callseat.demo.view import View
from callseat.demo.words import WORDS
from callseat.domain.rows import Row
from callseat.domain.text import Text

LOOK_EVERY = 0.5
DIRECTORY_WITHIN = 10.0
"""Seconds: between two pictures; until the server must have noticed its directory."""


@dataclass(frozen=True, slots=True)
class Script:
    """`settings` are the server's (premises.loopback_settings); `seconds` 0 is without end."""

    settings: Settings
    calls_per_minute: float
    seconds: float = 0.0
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """What is there during the run."""

    server: Callseat
    town: Town
    team: tuple[Person, ...]
    tally: Tally


async def play(script: Script, view: View, tally: Tally) -> None:
    """Runs until its time is over or it is cancelled; nothing is left running then.

    Raises what `Callseat.start` and `City.start` raise.
    """

    def saved(row: Row) -> None:
        tally.note(row)
        view.happened(row)

    async with AsyncExitStack() as stack:
        stack.callback(view.close)
        server = Callseat(script.settings, saved=saved)
        await server.start(view.tell)
        stack.push_async_callback(server.stop)
        stack.callback(lambda: setattr(tally, "faults", server.engine.bugs))
        town = await _town(server, view)
        stack.push_async_callback(town.stop)
        team = await _move_in(server, town)
        view.tell(Text("telephones registered", "话机已注册"))
        view.write(invitation(server.address, team, WORDS[script.settings.language]))
        try:
            await _work(script, Stage(server, town, team, tally), view)
        finally:
            tally.closed = True
        view.tell(Text("stopping", "正在停止"))


async def _town(server: Callseat, view: View) -> Town:
    if server.settings.switch.kind == "simulated":
        return await SimulatedTown.start(server)
    view.tell(Text("the city: carrier, customers and telephones", "城市：运营商、客户和话机"))
    return await RealTown.start(server)


async def _move_in(server: Callseat, town: Town) -> tuple[Person, ...]:
    """Fill the directory, wait until the server has noticed, put the phones on their desks."""
    team = people()
    await furnish(server.store.directory, team, server.now())
    async with asyncio.timeout(DIRECTORY_WITHIN):
        while SERVICE_NUMBER not in server.engine.world.projects:
            await asyncio.sleep(0.05)
    await town.furnish(server)
    return team


async def _work(script: Script, stage: Stage, view: View) -> None:
    """Agents and customers, and the view of them, until the time is over."""
    random = Random(script.seed)
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(agents.work(stage.server.address, one.user, one.password, random))
            for one in stage.team
            if one.simulated
        ]
        calling = customers.calls(script.calls_per_minute, random, stage.town.call)
        tasks.append(group.create_task(calling))
        await _watch(script.seconds, stage, view)
        for task in tasks:
            task.cancel()


async def _watch(seconds: float, stage: Stage, view: View) -> None:
    server, tally = stage.server, stage.tally
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds if seconds else float("inf")
    while loop.time() < end:
        view.show(picture.take(server.engine.world, tally, server.now()), tally)
        await asyncio.sleep(LOOK_EVERY)
