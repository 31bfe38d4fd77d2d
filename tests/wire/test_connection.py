"""What one client may do, and what becomes of it if it does something else."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from callseat.domain.errors import Reason
from callseat.wire.gate import Verdict
from tests.wire.support import Client, eventually, running


def reason_of(answer: dict[str, Any]) -> str:
    return str(answer["error"]["data"]["reason"])


async def test_login_is_answered_before_its_events() -> None:
    async with running() as world:
        client = Client(await world.dial())
        await client.send("login", "anna", "right", request="first")
        answer = await client.read()
        assert (answer["jsonrpc"], answer["id"], list(answer["result"])) == (
            "2.0", "first", ["token"],
        )  # fmt: skip
        success = await client.read()
        assert success["method"] == "onLoginSuccess"
        assert success["params"] == {
            "request": "200", "user": "anna", "extension": "1001", "resumed": False, "seq": 1,
        }  # fmt: skip
        assert (await client.event("onStatus"))["seq"] == 2
        assert client.socket.subprotocol == "callseat.v1"


async def test_the_password_goes_no_further_than_the_check() -> None:
    async with running() as world:
        await world.seat("anna")
        assert world.gate.asked[0].params.passwd == ""
        assert "right" not in repr(world.gate.asked)


@pytest.mark.parametrize(
    ("verdict", "reason", "code"),
    [
        (Verdict.WRONG, "wrong_credentials", "401"),
        (Verdict.DISABLED, "account_disabled", "403"),
        (Verdict.LOCKED, "account_locked", "423"),
        (Verdict.NOT_READY, "not_ready", "503"),
    ],
)
async def test_failed_login_is_an_error_and_an_event(
    verdict: Verdict, reason: str, code: str
) -> None:
    async with running() as world:
        world.gate.verdicts["anna"] = verdict
        client = Client(await world.dial())
        answer = await client.ask("login", "anna", "right")
        assert reason_of(answer) == reason
        assert answer["error"]["code"] == -32000
        failed = await client.event("onLoginFail")
        assert (failed["request"], failed["reason"], failed["seq"]) == (code, reason, 0)
        assert reason_of(await client.ask("answerCall")) == "not_logged_in"
        assert world.gate.asked == []


async def test_login_refused_by_the_domain_can_be_tried_again_with_the_same_id() -> None:
    async with running() as world:
        world.gate.refuse_logins = Reason.EXTENSION_IN_USE
        client = Client(await world.dial())
        assert reason_of(await client.ask("login", "anna", "right", request=1)) == (
            "extension_in_use"
        )
        assert (await client.event("onLoginFail"))["request"] == "409"
        world.gate.refuse_logins = None
        assert (await client.ask("login", "anna", "right", request=1))["result"]["token"]


async def test_repeated_failures_close_the_connection() -> None:
    async with running(login_failures=3) as world:
        client = Client(await world.dial())
        for _ in range(3):
            await client.send("login", "anna", "wrong")
        assert await client.closed() == (4004, "login_failed")
        assert world.gate.checks == 3


async def test_who_does_not_log_in_is_closed() -> None:
    async with running(login_timeout=0.1) as world:
        assert await Client(await world.dial()).closed() == (4002, "login_timeout")


async def test_second_login_on_one_connection_is_refused() -> None:
    async with running() as world:
        client = await world.seat()
        assert reason_of(await client.ask("login", "anna", "right")) == "already_logged_in"


async def test_take_over_tells_and_closes_the_old_connection() -> None:
    async with running() as world:
        old, new = await world.seat("anna"), await world.seat("anna")
        assert await old.closed() == (4001, "taken_over")
        last = old.events[-1]
        assert last["method"] == "onSessionEnd"
        assert last["params"] == {"cause": "taken_over", "seq": 3}
        assert (await new.ask("answerCall"))["result"]
        assert world.gate.lost == []


async def test_logout_is_answered_then_closed_and_is_no_loss() -> None:
    async with running() as world:
        client = await world.seat()
        assert (await client.ask("logout"))["result"] == {}
        assert await client.closed() == (1000, "logout")
        assert client.events[-1]["params"]["cause"] == "logout"
        await world.hub.emptied()
        assert world.gate.lost == []


async def test_a_lost_connection_is_told_to_the_engine() -> None:
    async with running() as world:
        client = await world.seat("anna")
        client.socket.transport.abort()
        await world.gate.until(lambda: world.gate.lost)
        assert [lost.user for lost in world.gate.lost] == ["anna"]


async def test_a_connection_lost_during_its_login_is_told_once_the_login_is_done() -> None:
    async with running() as world:
        world.gate.holding = True
        client = Client(await world.dial())
        await client.send("login", "anna", "right")
        await world.gate.until(lambda: world.gate.held)
        client.socket.transport.abort()
        await client.socket.wait_closed()
        (peer,) = world.hub._peers.values()
        await eventually(lambda: peer._line.gone)
        world.gate.release()
        await world.gate.until(lambda: world.gate.lost)
        assert world.gate.lost[0].session == world.gate.asked[0].session
        await world.hub.emptied()


async def test_same_id_gets_the_first_answer_and_is_done_once() -> None:
    async with running() as world:
        client = await world.seat()
        first = await client.ask("answerCall", request="x")
        assert await client.ask("answerCall", request="x") == first
        refusal = await client.ask("refuse", request="y")
        assert await client.ask("refuse", request="y") == refusal
        assert [asked.name for asked in world.gate.asked] == ["login", "answerCall", "refuse"]
        assert (await client.ask("answerCall", request=7))["result"] != first["result"]


async def test_same_id_asked_again_before_the_answer_is_done_once() -> None:
    async with running() as world:
        client = await world.seat()
        world.gate.holding = True
        await client.send("answerCall", request="x")
        await client.send("answerCall", request="x")
        await client.send("hangUp", request="y")
        await world.gate.until(lambda: len(world.gate.held) == 2)
        world.gate.release()
        assert [(await client.answer())["id"], (await client.answer())["id"]] == ["x", "y"]
        assert [asked.name for asked in world.gate.asked[1:]] == ["answerCall", "hangUp"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hello", -32700),
        ("", -32700),
        ('{"jsonrpc":"2.0","id":1,"method":"login","params":[NaN]}', -32700),
        ('{"jsonrpc":"2.0","id":"\\ud800","method":"login"}', -32700),
        ("[" * 30_000, -32600),
        ('{"jsonrpc":"2.0","id":1,"method":"hangUp","params":' + "[" * 30_000, -32700),
        ('[{"jsonrpc":"2.0","id":1,"method":"hangUp"}]', -32600),
        ('{"jsonrpc":"2.0","id":9,"method":7}', -32600),
        ('{"jsonrpc":"2.0","id":null,"method":"hangUp"}', -32600),
        ('{"jsonrpc":"2.0","id":true,"method":"hangUp"}', -32600),
        ('{"jsonrpc":"2.0","id":1.5,"method":"hangUp"}', -32600),
        ('{"jsonrpc":"2.0","method":"hangUp"}', -32600),
        ('{"jsonrpc":"1.0","id":9,"method":"hangUp"}', -32600),
        ('{"jsonrpc":"2.0","id":"' + "x" * 65 + '","method":"hangUp"}', -32600),
        ("7", -32600),
        ("null", -32600),
    ],
)
async def test_what_is_no_request_is_answered_with_an_error(text: str, code: int) -> None:
    async with running() as world:
        client = await world.seat()
        await client.socket.send(text)
        error = (await client.answer())["error"]
        assert (error["code"], error["data"]["reason"]) == (code, "bad_request")
        assert (await client.ask("answerCall"))["result"]


@pytest.mark.parametrize(
    ("method", "params", "parameter"),
    [
        ("callOut", [], "callee"),
        ("callOut", {"caller": "1"}, "callee"),
        ("callOut", [138], "callee"),
        ("callOut", {"callee": None}, "callee"),
        ("callOut", ["1", 2], "caller"),
        ("callOut", {"callee": "1", "colour": "red"}, "colour"),
        ("callOut", ["1", "2", "3"], None),
        ("callOut", "1", None),
        ("callOut", None, None),
        ("callOut", ["1\n2"], "callee"),
        ("callOut", ["1\u0000"], "callee"),
        ("callOut", ["1" * 1025], "callee"),
        ("requestSetTransfer", ["1", "2"], "mode"),
        ("requestSetTransfer", [True, "2"], "mode"),
        ("requestSetTransfer", [1.5, "2"], "mode"),
    ],
)
async def test_a_wrong_parameter_is_named(method: str, params: Any, parameter: str | None) -> None:
    async with running() as world:
        client = await world.seat()
        await client.socket.send(
            json.dumps({"jsonrpc": "2.0", "id": 5, "method": method, "params": params})
        )
        answer = await client.answer()
        assert (answer["id"], answer["error"]["code"]) == (5, -32602)
        assert answer["error"]["data"].get("parameter") == parameter
        assert len(world.gate.asked) == 1


async def test_parameters_come_by_name_or_in_order_and_under_an_alias() -> None:
    async with running() as world:
        client = await world.seat()
        await client.ask("callOut", "138", "400")
        await client.ask("callOutEx", "138", "400")
        await client.socket.send(
            '{"jsonrpc":"2.0","id":"n","method":"callOut","params":{"caller":"400","callee":"138"}}'
        )
        await client.answer()
        await client.ask("callOut", "138")
        full, alias, named, short = (asked for asked in world.gate.asked[1:])
        assert full.name == alias.name == "callOut"
        assert full.params == alias.params == named.params
        assert (short.params.callee, short.params.caller) == ("138", "")


async def test_unknown_command() -> None:
    async with running() as world:
        client = await world.seat()
        error = (await client.ask("makeCoffee"))["error"]
        assert (error["code"], error["data"]["reason"]) == (-32601, "unknown_command")
        assert error["message"] == error["data"]["message_en"] == "There is no such command."
        assert error["data"]["message_zh"] == "没有这个命令。"


async def test_garbage_again_and_again_closes() -> None:
    async with running(bad_requests=4) as world:
        client = Client(await world.dial())
        for _ in range(4):
            await client.socket.send("garbage")
        assert await client.closed() == (4005, "bad_requests")


async def test_binary_frame_closes() -> None:
    async with running() as world:
        client = await world.seat()
        await client.socket.send(b'{"jsonrpc":"2.0"}')
        assert await client.closed() == (1003, "binary")


async def test_too_large_a_message_closes_and_one_of_64_kib_does_not() -> None:
    async with running() as world:
        client = await world.seat()
        request = '{"jsonrpc":"2.0","id":5,"method":"answerCall"}'
        await client.socket.send(request.ljust(64 * 1024))
        assert (await client.answer())["result"]
        with contextlib.suppress(ConnectionClosed):
            await client.socket.send(request.ljust(64 * 1024 + 1))
        assert (await client.closed())[0] == 1009


async def test_text_that_is_not_utf_8_closes() -> None:
    async with running() as world:
        client = await world.seat()
        await client.socket.send(b'"\xff"', text=True)
        assert (await client.closed())[0] == 1007


async def test_too_many_requests_are_refused_and_may_be_repeated_later() -> None:
    async with running(requests_per_second=20, request_burst=5) as world:
        client = await world.seat()
        answers = [await client.ask("answerCall", request=f"r{i}") for i in range(12)]
        fast = [answer["id"] for answer in answers if "error" in answer]
        assert fast
        assert all(reason_of(answer) == "rate_limited" for answer in answers if "error" in answer)
        async with asyncio.timeout(10):
            while "error" in await client.ask("answerCall", request=fast[0]):
                await asyncio.sleep(0.05)


async def test_a_flood_closes_only_the_one_who_floods() -> None:
    async with running(request_burst=5, requests_over_rate=50) as world:
        calm, wild = await world.seat("anna"), await world.seat("bert")
        with contextlib.suppress(ConnectionClosed):
            for _ in range(1000):
                await wild.send("answerCall")
        assert await wild.closed() == (4029, "rate_limited")
        assert (await calm.ask("answerCall"))["result"]


async def test_a_failure_behind_the_gate_is_loud_and_closes_that_connection_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with running() as world:
        calm = await world.seat("anna")

        async def broken(user: str, password: str) -> Verdict:
            raise RuntimeError("broken")

        monkeypatch.setattr(world.gate, "authenticate", broken)
        client = Client(await world.dial())
        await client.send("login", "bert", "right")
        assert await client.closed() == (1011, "internal")
        assert (await calm.ask("answerCall"))["result"]
