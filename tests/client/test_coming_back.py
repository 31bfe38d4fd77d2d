"""The connection breaks; the seat's program need not notice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from callseat.client import NotConnected, Seat
from callseat.domain.effects import Notify
from callseat.domain.effects import Seat as To
from callseat.domain.notices import OnOffHook, OnStatus, OnUnwatch, OnWatch
from callseat.session import login as login_module
from tests.support.proxy import Cable, cable_to
from tests.wire.support import World, eventually, running


@asynccontextmanager
async def wired(deadline: float = 10.0) -> AsyncIterator[tuple[World, Cable, Seat]]:
    async with running() as world, cable_to(world.server.port) as cable:
        url = f"ws://127.0.0.1:{cable.port}"
        async with Seat.connect(url, "anna", "right", proxy=None, deadline=deadline) as seat:
            yield world, cable, seat


def tell(world: World, *extensions: str) -> None:
    for extension in extensions:
        world.hub.perform(Notify(To("anna"), OnOffHook(extension)))


async def test_no_event_is_missed_and_none_heard_twice() -> None:
    async with wired() as (world, cable, seat):
        heard: list[tuple[int, str]] = []
        seat.on("onOffHook")(lambda event: heard.append((event.seq, event["extension"])))
        for part in range(3):
            tell(world, *(f"{part}.{i}" for i in range(100)))
            cable.cut()
            await eventually(lambda part=part: len(world.gate.lost) == part + 1)
            tell(world, f"{part}.100")
            await eventually(lambda part=part: len(heard) == 101 * (part + 1))
        assert [text for _, text in heard] == [f"{p}.{i}" for p in range(3) for i in range(101)]
        assert [seq for seq, _ in heard] == list(range(3, 306))
        assert [asked.name for asked in world.gate.asked] == ["login", *["resume"] * 3]


async def test_a_command_given_while_disconnected_waits() -> None:
    async with wired() as (world, cable, seat):
        cable.unplug()
        await eventually(lambda: not seat.connected)
        asking = asyncio.create_task(seat.answer_call())
        cable.plugged = True
        assert (await asking)["count"]
        assert [asked.name for asked in world.gate.asked] == ["login", "resume", "answerCall"]


async def test_it_waits_no_longer_than_its_deadline() -> None:
    async with wired(deadline=0.2) as (_, cable, seat):
        cable.unplug()
        await eventually(lambda: not seat.connected)
        with pytest.raises(NotConnected, match=r"no connection within 0\.2 s"):
            await seat.answer_call()


async def test_a_command_whose_answer_was_lost_is_carried_out_once() -> None:
    async with wired() as (world, cable, seat):
        world.gate.holding = True
        asking = asyncio.create_task(seat.answer_call())
        await world.gate.until(lambda: world.gate.held)
        cable.cut()
        await eventually(lambda: world.gate.lost)
        world.gate.release()
        assert (await asking)["count"] == "2"
        assert [asked.name for asked in world.gate.asked] == ["login", "answerCall", "resume"]


async def test_after_the_grace_time_a_new_login_tells_everything_anew() -> None:
    async with wired() as (world, cable, seat):
        old = OnStatus("bert", "1", "0")
        world.hub.perform(Notify(To("anna"), old))
        await eventually(lambda: set(seat.watched) == {"anna", "bert"})
        cable.unplug()
        await eventually(lambda: world.gate.lost)
        world.gate.end_grace("anna")
        cable.plugged = True
        await eventually(lambda: seat.connected)
        await eventually(lambda: set(seat.watched) == {"anna"})
        assert [asked.name for asked in world.gate.asked] == ["login", "login"]


async def test_after_too_many_events_everything_is_told_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(login_module, "KEPT_EVENTS", 5)
    async with wired() as (world, cable, seat):
        heard: list[str] = []
        seat.on("onOffHook")(lambda event: heard.append(event["extension"]))
        world.hub.perform(Notify(To("anna"), OnStatus("bert", "1", "0")))
        await eventually(lambda: "bert" in seat.watched)
        cable.unplug()
        await eventually(lambda: world.gate.lost)
        tell(world, *"abcdef")
        cable.plugged = True
        await eventually(lambda: seat.connected and set(seat.watched) == {"anna"})
        tell(world, "g")
        await eventually(lambda: heard == ["g"])
        assert world.gate.asked[-1].params.seq == -1


async def test_what_is_watched_follows_the_feed() -> None:
    async with wired() as (world, _, seat):
        for user in ("bert", "carl"):
            world.hub.perform(Notify(To("anna"), OnStatus(user, "1", "0")))
        world.hub.perform(Notify(To("anna"), OnUnwatch("bert")))
        await eventually(lambda: set(seat.watched) == {"anna", "carl"})
        world.hub.perform(Notify(To("anna"), OnWatch(1)))
        world.hub.perform(Notify(To("anna"), OnStatus("dora", "10", "3")))
        await eventually(lambda: set(seat.watched) == {"anna", "dora"})
        assert seat.watched["dora"]["status"] == "10"
