"""A connection breaks, and its login goes on on another."""

from __future__ import annotations

from typing import Any

import pytest

from callseat.domain.effects import Notify, Seat
from callseat.domain.notices import OnOffHook
from callseat.session import login as login_module
from tests.support.proxy import cable_to
from tests.wire.support import Client, World, eventually, running


async def logged_in(world: World, user: str = "anna", **options: Any) -> tuple[Client, str]:
    client = Client(await world.dial(**options))
    answer = await client.ask("login", user, "right")
    await client.event("onStatus")
    return client, answer["result"]["token"]


async def broken(world: World, client: Client) -> None:
    client.socket.transport.abort()
    await world.gate.until(lambda: world.gate.lost)


def tell(world: World, *extensions: str, user: str = "anna") -> None:
    for extension in extensions:
        world.hub.perform(Notify(Seat(user), OnOffHook(extension)))


async def events(client: Client, count: int) -> list[tuple[int, str]]:
    """The next events: their numbers, and what they are about."""
    told = []
    while len(told) < count:
        message = await client.read()
        if "method" in message:
            params = message["params"]
            told.append((params["seq"], params.get("extension", message["method"])))
    return told


async def test_what_was_told_meanwhile_is_told_then_and_the_count_goes_on() -> None:
    async with running() as world:
        client, token = await logged_in(world)
        tell(world, "a")
        await client.event("onOffHook")
        tell(world, "b")
        await broken(world, client)
        tell(world, "c")
        back = Client(await world.dial())
        answer = await back.ask("resume", token, 3)
        assert answer["result"] == {"replayed": "yes"}
        tell(world, "d")
        assert await events(back, 3) == [(4, "b"), (5, "c"), (6, "d")]
        assert (await back.ask("answerCall"))["result"]
        asked = world.gate.asked[-2]
        assert (asked.name, asked.user, asked.params.token) == ("resume", "anna", "")
        assert asked.session == world.gate.asked[0].session
        assert world.hub.metrics.registry.get_sample_value("callseat_logins") == 1


async def test_a_cut_in_the_middle_of_a_stream_loses_nothing_and_doubles_nothing() -> None:
    async with running() as world, cable_to(world.server.port) as cable:
        url = f"ws://127.0.0.1:{cable.port}/ws"
        told: list[tuple[int, str]] = []
        token, sent = "", 0
        for part in range(5):
            client = Client(await world.dial(uri=url))
            if part:
                seq = max(seq for seq, _ in told)
                assert "result" in await client.ask("resume", token, seq)
            else:
                token = (await client.ask("login", "anna", "right"))["result"]["token"]
                told += await events(client, 2)
            tell(world, *(f"e{sent + i}" for i in range(200)))
            sent += 200
            told += await events(client, 200 * (part + 1) - 37 - (len(told) - 2))
            cable.cut()
            await client.closed()
        client = Client(await world.dial(uri=url))
        await client.ask("resume", token, told[-1][0])
        told += await events(client, sent + 2 - len(told))
        assert [seq for seq, _ in told] == list(range(1, sent + 3))
        assert [text for _, text in told[2:]] == [f"e{i}" for i in range(sent)]


async def test_after_the_grace_time_the_token_opens_nothing_but_a_login_can_follow() -> None:
    async with running() as world:
        client, token = await logged_in(world)
        await broken(world, client)
        world.gate.end_grace("anna")
        back = Client(await world.dial())
        answer = await back.ask("resume", token, 2)
        assert answer["error"]["data"]["reason"] == "cannot_resume"
        assert "result" in await back.ask("login", "anna", "right")
        assert (await back.event("onLoginSuccess"))["seq"] == 1
        assert not world.hub.tokens._session.keys() - world.hub.tokens._digest.values()
        assert len(world.hub.tokens._digest) == 1


async def test_a_token_is_of_one_login(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(login_failures=4) as world:
        _, first = await logged_in(world)
        _, second = await logged_in(world)
        _, other = await logged_in(world, "bert")
        assert len({first, second, other}) == 3
        stranger = Client(await world.dial())
        for wrong in (first, second[:-1], "", second.swapcase()):
            await stranger.send("resume", wrong, 0)
        assert await stranger.closed() == (4004, "login_failed")
        assert [asked.name for asked in world.gate.asked] == ["login"] * 3


async def test_what_is_kept_no_more_is_replaced_by_a_fresh_snapshot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(login_module, "KEPT_EVENTS", 10)
    async with running() as world:
        client, token = await logged_in(world)
        await broken(world, client)
        tell(world, *(str(i) for i in range(11)))
        back = Client(await world.dial())
        assert (await back.ask("resume", token, 2))["result"] == {"replayed": "no"}
        assert await events(back, 2) == [(14, "1001"), (15, "onStatus")]
        assert back.events[0]["params"]["resumed"] is True


@pytest.mark.parametrize("seq", [-1, 3, 2**62])
async def test_a_number_that_never_was_gets_a_fresh_snapshot(seq: int) -> None:
    async with running() as world:
        client, token = await logged_in(world)
        await broken(world, client)
        back = Client(await world.dial())
        assert (await back.ask("resume", token, seq))["result"] == {"replayed": "no"}


async def test_a_client_may_be_back_before_its_loss_is_noticed() -> None:
    async with running() as world:
        old, token = await logged_in(world)
        new = Client(await world.dial())
        assert "result" in await new.ask("resume", token, 2)
        assert await old.closed() == (4006, "resumed")
        tell(world, "a")
        assert await events(new, 1) == [(3, "a")]
        assert world.gate.lost == []
        await broken(world, new)
        assert [lost.session for lost in world.gate.lost] == [world.gate.asked[0].session]


async def test_a_command_repeated_after_the_loss_is_carried_out_once() -> None:
    async with running() as world:
        client, token = await logged_in(world)
        world.gate.holding = True
        await client.send("answerCall", request="x")
        await world.gate.until(lambda: world.gate.held)
        await broken(world, client)
        world.gate.release()
        back = Client(await world.dial())
        await back.ask("resume", token, 2, request="r")
        answer = await back.ask("answerCall", request="x")
        assert answer["result"] == {"count": "2"}
        assert [asked.name for asked in world.gate.asked] == ["login", "answerCall", "resume"]


async def test_a_connection_that_breaks_while_it_resumes_is_told_to_the_engine() -> None:
    async with running() as world:
        client, token = await logged_in(world)
        await broken(world, client)
        world.gate.holding = True
        back = Client(await world.dial())
        await back.send("resume", token, 2)
        await world.gate.until(lambda: world.gate.held)
        back.socket.transport.abort()
        (peer,) = world.hub._peers.values()
        await eventually(lambda: peer._line.gone)
        world.gate.release()
        await world.gate.until(lambda: len(world.gate.lost) == 2)
        assert world.gate.lost[0].session == world.gate.lost[1].session
        await world.hub.emptied()
        again = Client(await world.dial())
        assert "result" in await again.ask("resume", token, 2)


async def test_resume_comes_instead_of_login_not_after_it() -> None:
    async with running() as world:
        client, token = await logged_in(world)
        answer = await client.ask("resume", token, 2)
        assert answer["error"]["data"]["reason"] == "already_logged_in"


async def test_who_has_not_logged_in_has_a_limited_number_of_places() -> None:
    async with running(lobby_limit_per_address=2) as world:
        inside = [await world.seat(f"u{i}") for i in range(3)]
        waiting = [await world.dial() for _ in range(2)]
        with pytest.raises(Exception, match="503"):
            await world.dial()
        await waiting[0].close()
        await eventually(lambda: len(world.hub._peers) == 4)
        assert "result" in await Client(await world.dial()).ask("login", "u9", "right")
        assert all(["result" in await seat.ask("answerCall") for seat in inside])
