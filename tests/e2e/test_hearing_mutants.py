"""Deliberately broken orders to the switch are heard: each of them turns the matrix red.

Every mutant breaks one kind of order, of one cast alone, on the real switch; the domain knows
nothing of it. The same walks are right without it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from callseat.domain import effects
from callseat.switch.asterisk import switch as driver
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.asterisk.orders import JoinBoth, Order
from callseat.switch.asterisk.perform import Applications, request_for
from tests.hearing.acts import ACTS
from tests.hearing.stage import MisheardError, Stage, open_office
from tests.hearing.walks import walk_of
from tests.support.office import Office

BY_NAME = {str(act): act for act in ACTS}
WITHIN = 5.0
STAGES = 6
TALK = "customer: customer calls > first: answerCall"
NOTHING = ari.asterisk_ping()
"""An order that does nothing."""


Spoil = Callable[[Operation[Any]], Operation[Any]]
Work = Callable[[Stage], Awaitable[None]]


def never_done(_order: Operation[Any]) -> Operation[Any]:
    return NOTHING


def asking(name: str, value: str) -> Spoil:
    """The order with another parameter; without it if `value` is empty."""

    def changed(order: Operation[Any]) -> Operation[Any]:
        kept = tuple(pair for pair in order.query if pair[0] != name)
        return replace(order, query=(*kept, (name, value)) if value else kept)

    return changed


@dataclass(frozen=True)
class Mutant:
    """`spoils` every order of the kind `of` into another."""

    name: str
    of: type | tuple[type, ...]
    spoils: Spoil
    walk: str


MUTANTS = (
    Mutant("join dropped", (effects.Join, JoinBoth), never_done, TALK),
    Mutant(
        "join never muted",
        effects.Join,
        asking("mute", ""),
        f"{TALK} > supervisor: listenSlic first",
    ),
    Mutant("leave dropped", effects.Leave, never_done, f"{TALK} > first: requestHold"),
    Mutant("mute dropped", effects.Mute, never_done, f"{TALK} > first: muteOn"),
    Mutant(
        "mute of the wrong direction",
        effects.Mute,
        asking("direction", "out"),
        f"{TALK} > first: muteOn",
    ),
    Mutant(
        "unmute dropped", effects.Unmute, never_done, f"{TALK} > first: muteOn > first: muteOff"
    ),
    Mutant("music not begun", effects.StartMusic, never_done, f"{TALK} > first: requestHold"),
    Mutant(
        "music not ended",
        effects.StopMusic,
        never_done,
        f"{TALK} > first: requestHold > first: fetchHold",
    ),
    Mutant(
        "the wrong music",
        effects.StartMusic,
        asking("mohClass", "ringback"),
        f"{TALK} > first: requestHold",
    ),
    Mutant(
        "tap hears one side alone",
        effects.Tap,
        asking("spy", "in"),
        f"{TALK} > supervisor: whisperSlic first",
    ),
    Mutant(
        "whisper toward the customer",
        effects.Tap,
        asking("whisper", "in"),
        f"{TALK} > supervisor: whisperSlic first",
    ),
    Mutant("announcement dropped", effects.PlayToCall, never_done, f"{TALK} > first: playFile"),
)


class Theatre:
    """Stages with a switch of which each may have its own mutant."""

    def __init__(self, office: Office, stages: list[Stage]) -> None:
        self.office, self.stages = office, stages
        self.broken: dict[str, Mutant] = {}  # by the service number of the cast
        self.survivors: list[str] = []

    def request_for(
        self, effect: Order, applications: Applications, sounds: dict[str, str]
    ) -> Operation[Any]:
        """In place of the driver's own."""
        order = request_for(effect, applications, sounds)
        for stage in self.stages:
            mutant = self.broken.get(stage.cast.service)
            if mutant and isinstance(effect, mutant.of) and _concerns(effect, stage):
                return mutant.spoils(order)
        return order

    async def plays(self, walk: str, stage: Stage) -> None:
        """Everything is heard as predicted."""
        try:
            for point in walk_of([BY_NAME[one] for one in walk.split(" > ")]):
                await stage.do(point)
                await stage.listen(point.heard)
        finally:
            self.broken.pop(stage.cast.service, None)
            await stage.empty()

    async def is_heard(self, mutant: Mutant, stage: Stage) -> None:
        """The mutant's walk is not heard as predicted."""
        self.broken[stage.cast.service] = mutant
        try:
            await self.plays(mutant.walk, stage)
        except MisheardError:
            return
        self.survivors.append(mutant.name)

    async def all_of(self, works: Iterable[Work]) -> None:
        """Each once, one after the other on as many stages as there are."""
        left = list(works)

        async def work(stage: Stage) -> None:
            while left:
                await left.pop(0)(stage)

        await asyncio.gather(*map(work, self.stages))


def _concerns(effect: Order, stage: Stage) -> bool:
    view = stage.view
    known = {*view.legs.values(), *(call.id for call in view.calls)}
    return any(getattr(effect, name, "") in known for name in ("leg", "call", "target"))


@pytest.mark.timeout(240)
async def test_every_broken_order_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, casts = await open_office(STAGES, tmp_path)
    try:
        theatre = Theatre(office, [Stage(office, cast, WITHIN) for cast in casts])
        monkeypatch.setattr(driver, "request_for", theatre.request_for)
        await asyncio.gather(*(stage.open() for stage in theatre.stages))
        walks = dict.fromkeys(mutant.walk for mutant in MUTANTS)
        await theatre.all_of(partial(theatre.plays, walk) for walk in walks)
        await theatre.all_of(partial(theatre.is_heard, mutant) for mutant in MUTANTS)
        assert not theatre.survivors
    finally:
        await office.close()
