"""Many clients: who hears what, in which order, and at what price."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection

from callseat.domain.directory import Account, Directory, Skill
from callseat.domain.effects import Accept, EndSession, Notify, QueueSeats, Seat, Watch, Watchers
from callseat.domain.notices import OnQueue, OnStatus, QueuedCaller
from callseat.wire import codec
from callseat.wire.hub import Ask, Hub
from callseat.wire.metrics import Metrics
from tests.wire.support import Client, World, eventually, running

STATUS = OnStatus("anna", "5", "0", since=1, previous="1")


class Ear:
    """A connection that only listens."""

    def __init__(self, session: str) -> None:
        self.session = session
        self.heard: list[str] = []
        self.ends: list[Any] = []

    def send(self, text: str) -> None:
        self.heard.append(text)

    def opened(self, login: Any) -> None: ...

    def displaced(self) -> None: ...

    def accepted(self, ask: Ask, result: Any) -> None:
        self.heard.append(f"accepted {ask.request}")

    def refused(self, ask: Ask, reason: Any, parameter: str) -> None: ...

    def end(self, closing: Any) -> None:
        self.ends.append(closing.code)


def hub_with(*users: str) -> tuple[Hub, dict[str, Ear]]:
    hub = Hub(Metrics())
    accounts = tuple(Account(user, group="a", skills=(Skill("sales"),)) for user in users)
    hub.load(Directory(accounts=accounts))
    ears = {user: Ear(f"s-{user}") for user in users}
    for user, ear in ears.items():
        hub.join(ear)
        hub._open(ear.session, user)
    return hub, ears


def test_an_event_is_encoded_once_for_all_who_hear_it(monkeypatch: pytest.MonkeyPatch) -> None:
    hub, ears = hub_with("anna", "bert", "carl")
    encodings: list[Any] = []
    encode = codec._encode

    def counting(value: Any) -> bytes:
        encodings.append(value)
        return encode(value)

    monkeypatch.setattr(codec, "_encode", counting)
    hub.perform(Notify(Seat("bert"), STATUS))
    encodings.clear()
    notice = OnQueue("138", (QueuedCaller("c1", "138", "sales", 7),))
    hub.perform(Notify(QueueSeats("sales"), notice))
    assert encodings == [notice]
    bodies = {user: json.loads(ear.heard[-1]) for user, ear in ears.items()}
    assert [bodies[user]["params"].pop("seq") for user in ears] == [1, 2, 1]
    assert (
        bodies["anna"]
        == bodies["bert"]
        == {
            "jsonrpc": "2.0",
            "method": "onQueue",
            "params": {
                "callers": "138",
                "queued": [{"contactId": "c1", "caller": "138", "queue": "sales", "since": 7}],
            },
        }
    )


def test_seq_is_the_last_member() -> None:
    hub, ears = hub_with("anna")
    hub.perform(Notify(Seat("anna"), STATUS))
    assert ears["anna"].heard[0].endswith(',"seq":1}}')
    params = json.loads(ears["anna"].heard[0])["params"]
    assert list(params)[:3] == ["targetUserName", "status", "statustime"]
    assert list(params)[-1] == "seq"


def test_nobody_there_is_no_error() -> None:
    hub, _ = hub_with("anna")
    hub.perform(Notify(Seat("nobody"), STATUS))
    hub.perform(Notify(Watchers("nobody", "z"), STATUS))
    hub.perform(Accept("no such ask"))
    hub.perform(EndSession("no such session", "logout"))


def test_an_ended_session_hears_its_end_and_nothing_after() -> None:
    hub, ears = hub_with("anna")
    hub.perform(EndSession("s-anna", "forced"))
    hub.perform(Notify(Seat("anna"), STATUS))
    (text,) = ears["anna"].heard
    assert json.loads(text)["params"] == {"cause": "forced", "seq": 1}
    assert ears["anna"].ends == [4003]


def test_a_watcher_of_the_group_hears_it_once_and_so_does_the_seat() -> None:
    hub, ears = hub_with("anna", "bert", "carl")
    hub.sessions.watch("s-bert", ["a"])
    hub.sessions.watch("s-anna", ["a"])
    hub.perform(Notify(Watchers("anna", "a"), STATUS))
    assert [len(ear.heard) for ear in ears.values()] == [1, 1, 0]


def test_watchers_share_one_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    hub, ears = hub_with(*(f"u{i}" for i in range(50)), "anna")
    for user in ears:
        hub.perform(Watch(f"s-{user}", ("a",)))
    encodings: list[Any] = []
    encode = codec._encode
    monkeypatch.setattr(codec, "_encode", lambda value: encodings.append(value) or encode(value))
    hub.perform(Notify(Watchers("anna", "a"), STATUS))
    hub.perform(Notify(Watchers("nobody", "z"), STATUS))
    assert encodings == [STATUS]
    assert all(len(ear.heard) == 1 for ear in ears.values())


def test_ten_thousand_receivers_cost_one_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    hub, ears = hub_with(*(f"u{i}" for i in range(10_000)))
    large = OnQueue("138", tuple(QueuedCaller(f"c{i}", "138", "sales", 7) for i in range(50)))
    encodings: list[Any] = []
    encode = codec._encode
    monkeypatch.setattr(codec, "_encode", lambda value: encodings.append(value) or encode(value))
    hub.perform(Notify(QueueSeats("sales"), large))
    assert encodings == [large]
    assert all(len(ear.heard) == 1 for ear in ears.values())


async def test_a_slow_reader_is_cut_off_and_others_are_unharmed() -> None:
    async with running(outbox_limit=100_000, close_timeout=1.0) as world:
        calm = await world.seat("anna")
        slow = await stuck_seat(world, "bert")
        big = OnQueue("138", tuple(QueuedCaller(f"c{i}", "138", "s", 7) for i in range(200)))
        sent = 0
        while not overflowed(world):
            world.hub.perform(Notify(QueueSeats("sales"), big))
            sent += 1
            assert sent < 5000
            assert (await calm.event("onQueue"))["seq"] == sent + 2
        await world.gate.until(lambda: world.gate.lost)
        assert [lost.user for lost in world.gate.lost] == ["bert"]
        assert (await calm.ask("answerCall"))["result"]
        slow.transport.abort()


async def test_a_slow_watcher_is_cut_off_and_the_other_watchers_miss_nothing() -> None:
    async with running(outbox_limit=100_000, close_timeout=1.0) as world:
        calm = await world.seat("anna")
        slow = await stuck_seat(world, "bert")
        for user in ("anna", "bert"):
            world.hub.perform(Watch(world.gate.seats[user], ("b",)))
        told = 0
        while not overflowed(world):
            for _ in range(100):
                world.hub.perform(Notify(Watchers("carl", "b"), STATUS))
            told += 100
            assert told < 500_000
            while (await calm.event("onStatus"))["seq"] < told + 2:
                pass
        await world.gate.until(lambda: world.gate.lost)
        assert [lost.user for lost in world.gate.lost] == ["bert"]
        assert [event["params"]["seq"] for event in calm.events] == list(range(1, told + 3))
        slow.transport.abort()


async def test_a_slow_reader_that_wakes_up_in_time_learns_why() -> None:
    async with running(outbox_limit=100_000) as world:
        slow = await stuck_seat(world, "bert")
        big = OnQueue("138", tuple(QueuedCaller(f"c{i}", "138", "s", 7) for i in range(200)))
        while not overflowed(world):
            world.hub.perform(Notify(Seat("bert"), big))
            await asyncio.sleep(0)
        slow.transport.resume_reading()
        client = Client(slow)
        assert await client.closed() == (4008, "slow_reader")
        numbers = [event["params"]["seq"] for event in client.events]
        assert numbers == list(range(1, len(numbers) + 1))


async def stuck_seat(world: World, user: str) -> ClientConnection:
    """A client that is logged in and reads no more, with little room in its socket."""
    small = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    small.setblocking(False)
    await asyncio.get_running_loop().sock_connect(small, ("127.0.0.1", world.server.port))
    connection = await world.dial(sock=small, max_size=None, ping_interval=None)
    await Client(connection).send("login", user, "right")
    connection.transport.pause_reading()
    await eventually(lambda: user in world.gate.seats)
    return connection


def overflowed(world: World) -> bool:
    value = world.hub.metrics.registry.get_sample_value(
        "callseat_closings_total", {"cause": "slow_reader"}
    )
    return bool(value)


async def test_many_clients_each_have_their_own_unbroken_count() -> None:
    async with running() as world:
        clients = [await world.seat(f"u{i}") for i in range(30)]
        for _ in range(20):
            for i in range(0, 30, 3):
                world.hub.perform(Notify(Seat(f"u{i}"), STATUS))
        for i, client in enumerate(clients):
            await client.ask("logout")
            await client.closed()
            numbers = [event["params"]["seq"] for event in client.events]
            assert numbers == list(range(1, 24 if i % 3 == 0 else 4))
            assert client.events[-1]["method"] == "onSessionEnd"


async def test_ten_thousand_login_attempts_leave_nothing_behind() -> None:
    async with running(login_failures=50, request_burst=1000) as world:

        async def attack(connections: int) -> None:
            for _ in range(connections):
                client = Client(await world.dial())
                await asyncio.gather(*(client.send("login", "anna", f"try {i}") for i in range(50)))
                assert await client.closed() == (4004, "login_failed")

        await asyncio.gather(*(attack(20) for _ in range(10)))
        assert world.gate.checks == 10_000
        assert world.gate.asked == []
        await world.hub.emptied()
        assert not world.hub._asks
        assert not world.hub.sessions._by_session
        assert await world.seat("anna")


async def test_answers_to_a_gone_client_are_dropped() -> None:
    async with running() as world:
        client = await world.seat("anna")
        world.gate.holding = True
        await client.send("answerCall")
        await world.gate.until(lambda: world.gate.held)
        client.socket.transport.abort()
        await world.gate.until(lambda: world.gate.lost)
        world.gate.release()
        assert not world.hub._asks
