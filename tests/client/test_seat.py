"""The Python SDK against a real server."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from callseat.client import (
    CannotConnect,
    Event,
    NotConnected,
    Rejected,
    Seat,
    Status,
    TimedOut,
)
from callseat.domain.effects import Notify
from callseat.domain.effects import Seat as To
from callseat.domain.errors import Reason
from callseat.domain.notices import OnOffHook, OnRing
from callseat.wire.closing import Closing
from tests.wire.support import World, eventually, running

RING = OnRing("p1", "0", "138", "400", "100", "hello", "c1", "sales")


def seat_of(world: World, user: str = "anna", password: str = "right", **options: Any) -> Seat:
    url = f"ws://127.0.0.1:{world.server.port}"
    return Seat.connect(url, user, password, proxy=None, **options)


async def test_commands_by_method_and_by_name() -> None:
    async with running() as world, seat_of(world) as seat:
        assert (await seat.answer_call())["count"] == "2"
        assert (await seat.command("callOut", "138", "400"))["count"] == "3"
        assert world.gate.asked[-1].params.caller == "400"


async def test_refused_command_raises_the_reason() -> None:
    async with running() as world, seat_of(world) as seat:
        with pytest.raises(Rejected) as caught:
            await seat.refuse()
        assert caught.value.reason == "not_ringing"
        assert caught.value.message == "The phone is not ringing."
        assert caught.value.message_zh == "话机没有振铃。"
        with pytest.raises(Rejected, match="bad_parameter \\(callee\\)"):
            await seat.command("callOut")


async def test_handlers_get_the_event_or_the_manuals_parameters() -> None:
    heard: list[Any] = []

    class MySeat(Seat):
        async def on_ring(self, *arguments: Any) -> None:
            heard.append(("method", arguments[:3], arguments[-1]["contactId"]))
            await self.answer_call()

    async with running() as world:
        url = f"ws://127.0.0.1:{world.server.port}"
        async with MySeat.connect(url, "anna", "right", proxy=None) as seat:

            @seat.on("onRing")
            def whole(event: Event) -> None:
                heard.append(("whole", event.name, event["caller"]))

            @seat.on("onRing")
            async def apart(
                no: str, kind: str, caller: str, callee: str, project: str, msg: str, event: Event
            ) -> None:
                heard.append(("apart", no, kind, caller, callee, project, msg, event.seq))

            world.hub.perform(Notify(To("anna"), RING))
            await world.gate.until(lambda: len(world.gate.asked) == 2)
    assert sorted(heard, key=lambda one: one[0]) == [
        ("apart", "p1", "0", "138", "400", "100", "hello", 3),
        ("method", ("p1", "0", "138"), "c1"),
        ("whole", "onRing", "138"),
    ]
    assert [asked.name for asked in world.gate.asked] == ["login", "answerCall", "logout"]


async def test_a_failing_handler_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async with running() as world, seat_of(world) as seat:
        heard: list[str] = []

        @seat.on("onOffHook")
        def broken(event: Event) -> None:
            raise ValueError("plain")

        @seat.on("onOffHook")
        async def broken_later(event: Event) -> None:
            raise ValueError("async")

        seat.on("onOffHook")(lambda event: heard.append(event["extension"]))
        world.hub.perform(Notify(To("anna"), OnOffHook("1001")))
        await eventually(lambda: heard == ["1001"] and len(caplog.records) == 2)


async def test_a_handler_that_cannot_work_is_refused_at_once() -> None:
    seat = Seat("ws://127.0.0.1:1", "anna", "right")
    with pytest.raises(ValueError, match="did you mean onRing"):
        seat.on("onring")(print)
    with pytest.raises(TypeError, match="callNo, iCallType, caller"):
        seat.on("onRing")(lambda one, two: None)


async def test_events_can_be_iterated_until_the_login_is_over() -> None:
    async with running() as world:
        seat = seat_of(world)
        stream = seat.events()
        first = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        await seat.open()
        names = [(await first).name]
        world.hub.perform(Notify(To("anna"), RING))
        await seat.logout()
        names += [event.name async for event in stream]
        assert names == ["onLoginSuccess", "onStatus", "onRing", "onSessionEnd"]
        assert await seat.ended() == "logout"
        await seat.close()


async def test_status_follows_the_seats_own_events() -> None:
    async with running() as world:
        seat = seat_of(world)
        assert seat.status is Status.OFFLINE
        async with seat:
            await eventually(lambda: seat.status is Status.IDLE)
        assert seat.status is Status.OFFLINE


async def test_wrong_password_and_no_server_are_told_clearly() -> None:
    async with running() as world:
        with pytest.raises(Rejected) as caught:
            await seat_of(world, password="wrong").open()
        assert caught.value.reason == "wrong_credentials"
    with pytest.raises(CannotConnect, match=f"127.0.0.1:{world.server.port}"):
        await seat_of(world).open()


async def test_a_login_that_is_over_is_followed_by_another() -> None:
    async with running() as world, seat_of(world) as seat:
        world.hub.end_all(Closing.SLOW_READER)
        world.hub._ended = None
        await eventually(lambda: not seat.connected)
        await seat.answer_call()
        assert [asked.name for asked in world.gate.asked] == ["login", "login", "answerCall"]


async def test_taken_over_is_not_fought() -> None:
    async with running() as world, seat_of(world) as old, seat_of(world) as new:
        assert await old.ended() == "taken_over"
        await new.answer_call()
        with pytest.raises(NotConnected):
            await old.answer_call()


async def test_an_account_locked_meanwhile_ends_the_seat() -> None:
    async with running() as world, seat_of(world) as seat:
        world.gate.refuse_logins = Reason.NO_SEAT
        world.hub.end_all(Closing.SLOW_READER)
        world.hub._ended = None
        with pytest.raises(Rejected, match="no_seat"):
            await seat.ended()


async def test_no_answer_in_time() -> None:
    async with running() as world, seat_of(world, deadline=0.2) as seat:
        world.gate.holding = True
        with pytest.raises(TimedOut, match="answerCall"):
            await seat.answer_call()


async def test_a_lost_login_fails_what_waits_for_an_answer() -> None:
    async with running() as world, seat_of(world) as seat:
        world.gate.holding = True
        asking = asyncio.create_task(seat.answer_call())
        await world.gate.until(lambda: world.gate.held)
        world.hub.end_all(Closing.SLOW_READER)
        world.hub._ended = None
        world.gate.held.clear()
        world.gate.holding = False
        with pytest.raises(NotConnected, match="before the answer"):
            await asking


def test_an_event_says_what_it_has() -> None:
    event = Event("onRing", {"caller": "138", "seq": 7})
    assert "caller" in event
    assert "reason" not in event
    assert (event["caller"], event.get("reason", "none"), event.seq) == ("138", "none", 7)
