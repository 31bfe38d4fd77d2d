"""The listening socket: who may connect, what operators see, how it ends."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidMessage, InvalidStatus

from callseat.wire.connection import House
from callseat.wire.hub import Hub
from callseat.wire.metrics import Metrics
from callseat.wire.server import WireServer
from callseat.wire.settings import WireSettings
from tests.wire.support import Client, SmallGate, World, find, running


async def get(world: World, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{world.server.port}{path}") as response,
    ):
        return response.status, await response.text()


async def test_pages_of_this_server_and_of_listed_ones_may_connect() -> None:
    async with running(origins=("https://crm.example",)) as world:
        own = f"http://127.0.0.1:{world.server.port}"
        for origin in (own, own.replace("http", "https"), "https://crm.example", None):
            await world.seat(origin=origin)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://127.0.0.1:1", "http://crm.example", "null", "http://["],
)  # fmt: skip
async def test_foreign_pages_may_not_connect(origin: str) -> None:
    async with running(origins=("https://crm.example",)) as world:
        with pytest.raises(InvalidStatus) as caught:
            await world.dial(origin=origin)
        assert caught.value.response.status_code == 403


async def test_subprotocol_ours_or_none_but_no_other() -> None:
    async with running() as world:
        assert (await world.seat(subprotocols=None)).socket.subprotocol is None
        both = await world.seat(subprotocols=["other", "callseat.v1"])
        assert both.socket.subprotocol == "callseat.v1"
        with pytest.raises(InvalidStatus):
            await world.dial(subprotocols=["other"])


async def test_messages_are_not_compressed() -> None:
    async with running() as world:
        client = await world.seat(compression="deflate")
        assert client.socket.protocol.extensions == []


async def test_health_says_which_part_is_ill() -> None:
    async with running() as world:
        status, body = await get(world, "/healthz")
        assert (status, body) == (
            200,
            '{"status":"ok","parts":{"engine":"ok","switch":"ok","store":"ok"}}',
        )
        world.health["switch"] = "not connected"
        status, body = await get(world, "/healthz")
        assert status == 503
        assert '"switch":"not connected"' in body


async def test_metrics_count_commands_events_and_clients() -> None:
    async with running() as world:
        client = await world.seat()
        await client.ask("refuse")
        await client.ask("makeCoffee")
        world.hub.metrics.observe_step(0.002)
        page = (await get(world, "/metrics"))[1]
        found: dict[Any, float] = {
            (sample.name, *sorted(sample.labels.values())): sample.value
            for family in text_string_to_metric_families(page)
            for sample in family.samples
        }
        assert found["callseat_commands_total", "accepted", "login"] == 1
        assert found["callseat_commands_total", "not_ringing", "refuse"] == 1
        assert found["callseat_commands_total", "unknown", "unknown_command"] == 1
        assert found["callseat_events_total", "onLoginSuccess"] == 1
        assert found["callseat_connections",] == found["callseat_logins",] == 1
        assert found["callseat_step_seconds_count",] == 1
        assert "makeCoffee" not in page
        assert "anna" not in page


async def test_other_paths_are_not_found() -> None:
    async with running() as world:
        assert (await get(world, "/nothing"))[0] == 404
        assert (await get(world, "/ws"))[0] == 404


async def test_draining_admits_no_login_and_leaves_the_others() -> None:
    async with running() as world:
        client = await world.seat("anna")
        world.server.drain()
        late = Client(await world.dial())
        answer = await late.ask("login", "bert", "right")
        assert answer["error"]["data"]["reason"] == "not_ready"
        assert (await client.ask("answerCall"))["result"]
        status, body = await get(world, "/healthz")
        assert status == 503
        assert "stopping" in body


async def test_stop_says_good_bye_to_all() -> None:
    async with running() as world:
        seat, stranger = await world.seat("anna"), Client(await world.dial())
        stopping = asyncio.create_task(world.server.stop())
        assert await seat.closed() == (1012, "shutdown")
        assert seat.events[-1]["params"] == {"cause": "shutdown", "seq": 3}
        assert await stranger.closed() == (1012, "shutdown")
        assert stranger.events == []
        await stopping
        with pytest.raises(OSError, match=r"Connect call failed|refused"):
            await world.dial()


async def test_stop_does_not_wait_for_a_client_that_never_reads() -> None:
    async with running(close_timeout=0.3) as world:
        client = await world.seat("anna")
        client.socket.transport.pause_reading()
        async with asyncio.timeout(8):
            await world.server.stop()
        client.socket.transport.abort()


async def test_a_port_in_use_is_said_at_once() -> None:
    async with running() as world:
        hub = Hub(Metrics())
        settings = WireSettings(port=world.server.port)
        second = WireServer(House(hub, SmallGate(hub), find, settings), dict)
        with pytest.raises(OSError, match="in use"):
            await second.start()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for this test, and its key."""
    pem, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
    files = ["-keyout", str(key), "-out", str(pem)]
    subprocess.run(
        ["openssl", "req", "-x509", *kind, *names, *files], check=True, stderr=subprocess.DEVNULL
    )
    return pem, key


async def test_tls_by_settings(certificate: tuple[Path, Path]) -> None:
    pem, key = certificate
    trusting = ssl.create_default_context(cafile=pem)
    async with running(certificate=pem, private_key=key) as world:
        secure = await connect(world.url.replace("ws:", "wss:"), ssl=trusting, proxy=None)
        assert (await Client(secure).ask("login", "anna", "right"))["result"]["token"]
        with pytest.raises(InvalidMessage):
            await world.dial()
