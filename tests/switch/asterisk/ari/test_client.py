"""The client's own rules, with this test in Asterisk's place at the other end of the sockets."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from callseat.switch.asterisk.ari import AriClient, AriError, AriSettings, AriUnavailable
from callseat.switch.asterisk.ari import generated as ari
from tests.support.waiting import until

from .conftest import Heard

BODIES = {"channels": "[]", "bridges": "[]", "endpoints/PJSIP": "[]"}


class FarEnd:
    """Dials every application and answers requests, except those it is told to keep."""

    def __init__(self, client: AriClient, applications: list[str]) -> None:
        self.client, self.applications = client, applications
        self.sockets: dict[str, ClientConnection] = {}
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.kept: set[str] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._stack = AsyncExitStack()

    async def dial(self, application: str, credentials: str = "asterisk:secret") -> None:
        uri = f"ws://{credentials}@127.0.0.1:{self.client.port}/ari/{application}"
        socket = await self._stack.enter_async_context(connect(uri, subprotocols=["ari"]))
        self.sockets[application] = socket
        self._tasks.append(asyncio.create_task(self._answer(application, socket)))

    async def dial_all(self) -> None:
        for application in self.applications:
            await self.dial(application)

    async def _answer(self, application: str, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                request = json.loads(text)
                self.requests.append((application, request))
                if request["uri"] not in self.kept:
                    await self.respond(application, request)
        except ConnectionClosed:
            pass

    async def respond(self, application: str, request: dict[str, Any], status: int = 200) -> None:
        number, body = request["request_id"], BODIES.get(request["uri"], "{}")
        answer = {"type": "RESTResponse", "request_id": number, "status_code": status}
        await self.sockets[application].send(json.dumps(answer | {"message_body": body}))

    async def tell(self, application: str, **event: Any) -> None:
        await self.sockets[application].send(json.dumps(event))

    def uris(self) -> list[str]:
        return [request["uri"] for _, request in self.requests]

    async def close(self) -> None:
        await self._stack.aclose()
        for task in self._tasks:
            await task


class Rig:
    def __init__(self) -> None:
        self.heard = Heard()
        settings = AriSettings(
            username="asterisk",
            password="secret",
            command_sockets=2,
            request_seconds=0.5,
            waiting_requests=3,
        )
        self.client = AriClient(settings, self.heard)
        self.far = FarEnd(self.client, ["callseat", *settings.command_applications])

    async def until_requests(self, uri: str, times: int) -> None:
        async def seen() -> bool:
            return self.far.uris().count(uri) >= times

        await until(seen)


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    rig = Rig()
    await rig.client.start()
    yield rig
    await rig.client.stop()
    await rig.far.close()


@pytest.fixture
async def connected(rig: Rig) -> Rig:
    await rig.far.dial_all()
    await rig.heard.until_connected()
    return rig


@pytest.mark.parametrize("credentials", ["asterisk:wrong", "other:secret"])
async def test_wrong_credentials_are_refused(rig: Rig, credentials: str) -> None:
    with pytest.raises(InvalidStatus) as caught:
        await rig.far.dial("callseat", credentials)
    assert caught.value.response.status_code == 401


async def test_an_unknown_application_is_refused(rig: Rig) -> None:
    with pytest.raises(InvalidStatus) as caught:
        await rig.far.dial("other")
    assert caught.value.response.status_code == 404


async def test_not_up_until_every_socket_is_there(rig: Rig) -> None:
    for application in rig.far.applications[:-1]:
        await rig.far.dial(application)
    with pytest.raises(AriUnavailable, match="not connected"):
        await rig.client.request(ari.asterisk_ping())
    await rig.far.dial(rig.far.applications[-1])
    await rig.heard.until_connected()
    assert rig.heard.notes == ["connected"]


async def test_events_that_come_before_the_snapshot_follow_it_in_order(rig: Rig) -> None:
    rig.far.kept.add("channels")
    await rig.far.dial_all()
    await rig.until_requests("channels", 1)
    for number in range(20):
        await rig.far.tell("callseat", type="StasisStart", channel={"id": str(number)})
    await rig.far.respond(*next(r for r in rig.far.requests if r[1]["uri"] == "channels"))
    await rig.heard.until_event(lambda event: getattr(event, "channel", None) is not None)

    async def all_there() -> bool:
        return len(rig.heard.events) == 20

    await until(all_there)
    assert rig.heard.notes[0] == "connected"
    assert [e.channel.id for e in rig.heard.events] == [str(n) for n in range(20)]


async def test_requests_of_one_key_wait_for_each_other_and_those_of_others_do_not(
    connected: Rig,
) -> None:
    far, client = connected.far, connected.client
    far.requests.clear()
    far.kept.add("channels/first/answer")
    first = client.submit(ari.channels_answer("first"), "a")
    second = client.submit(ari.channels_answer("second"), "a")
    other = next(k for k in "bcdefgh" if client._lane(k) is not client._lane("a"))
    await client.request(ari.channels_answer("third"), other)
    assert not second.done()
    await far.respond(*far.requests[0])
    await asyncio.gather(first, second)
    assert far.uris() == [f"channels/{name}/answer" for name in ("first", "third", "second")]


async def test_no_answer_in_time_fails_and_does_not_block_the_next(connected: Rig) -> None:
    connected.far.kept.add("channels/slow/answer")
    slow = connected.client.submit(ari.channels_answer("slow"), "a")
    with pytest.raises(AriUnavailable, match="no answer in time"):
        await slow
    await connected.client.request(ari.channels_answer("next"), "a")


async def test_too_many_waiting_are_refused_at_once(connected: Rig) -> None:
    connected.far.kept.add("channels/slow/answer")
    slow = connected.client.submit(ari.channels_answer("slow"), "a")
    await connected.until_requests("channels/slow/answer", 1)
    waiting = [connected.client.submit(ari.channels_ring(str(n)), "a") for n in range(3)]
    with pytest.raises(AriUnavailable, match="too many"):
        await connected.client.request(ari.channels_ring("4"), "a")
    results = await asyncio.gather(slow, *waiting, return_exceptions=True)
    assert isinstance(results[0], AriUnavailable)


async def test_a_lost_socket_fails_what_waits_and_a_new_snapshot_follows(connected: Rig) -> None:
    connected.far.kept.add("channels/a/answer")
    waiting = connected.client.submit(ari.channels_answer("a"), "a")
    await connected.until_requests("channels/a/answer", 1)
    application = next(a for a, r in connected.far.requests if r["uri"] == "channels/a/answer")
    await connected.far.sockets[application].close()
    with pytest.raises(AriUnavailable, match="connection lost"):
        await waiting
    await connected.far.dial(application)
    await connected.heard.until_connected(2)
    assert connected.heard.notes == ["connected", "lost", "connected"]


async def test_a_refusal_is_an_error_with_its_status(connected: Rig) -> None:
    connected.far.kept.add("channels/gone")
    gone = connected.client.submit(ari.channels_get("gone"))
    await connected.until_requests("channels/gone", 1)
    await connected.far.respond(*connected.far.requests[-1], status=404)
    with pytest.raises(AriError) as caught:
        await gone
    assert caught.value.status == 404


async def test_replaced_by_another_controller_it_stops(connected: Rig) -> None:
    await connected.far.tell("callseat", type="ApplicationReplaced")

    async def told() -> bool:
        return "replaced" in connected.heard.notes and not connected.client.up

    await until(told)
    with pytest.raises(AriUnavailable):
        await connected.client.request(ari.asterisk_ping())


async def test_garbage_and_a_failing_listener_do_not_stop_the_reader(
    connected: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    await connected.far.sockets["callseat"].send("not json")
    remember = connected.heard.event

    def fail_once(event: Any) -> None:
        monkeypatch.setattr(connected.heard, "event", remember)
        raise RuntimeError("a fault of the listener")

    monkeypatch.setattr(connected.heard, "event", fail_once)
    await connected.far.tell("callseat", type="StasisStart", channel={"id": "1"})
    await connected.far.tell("callseat", type="StasisStart", channel={"id": "2"})
    event = await connected.heard.until_event(lambda event: isinstance(event, ari.StasisStart))
    assert isinstance(event, ari.StasisStart)
    assert event.channel.id == "2"
