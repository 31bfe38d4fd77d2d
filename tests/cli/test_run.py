"""`callseat run` as an operator has it: signals, ports and folders that are taken."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from callseat.city import City, CitySettings
from callseat.switch.asterisk.runtime.installation import Installation
from tests.cli.conftest import Start, real, simulated
from tests.cli.program import Program, processes_in

SIGNALS = (signal.SIGTERM, signal.SIGINT)
FLOW = """\
code: main
name: main
start: hello
nodes:
  hello: {kind: play, sounds: [welcome], next: line}
  line: {kind: queue, queue: sales}
"""


async def address_of(program: Program) -> str:
    found = await program.line(r"clients connect to (ws://\S+)/ws")
    return found[1]


async def health(address: str) -> int:
    """What its health page answers."""
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"{address.replace('ws:', 'http:')}/healthz") as answer,
    ):
        return answer.status


@pytest.mark.parametrize("number", SIGNALS)
async def test_it_serves_until_a_signal(start: Start, folder: Path, number: signal.Signals) -> None:
    program = await start("run", **simulated(folder))
    address = await address_of(program)
    assert await health(address) == 200
    program.send(number)
    assert await program.end() == 0
    assert "stopped" in program.lines[-1]
    with pytest.raises(aiohttp.ClientConnectionError):
        await health(address)


async def test_logs_that_nobody_watches_are_json(start: Start, folder: Path) -> None:
    program = await start("run", **simulated(folder))
    await address_of(program)
    program.send(signal.SIGTERM)
    assert await program.end() == 0
    logged = [json.loads(line) for line in program.lines if line.startswith("{")]
    assert "database_schema" in [one["event"] for one in logged]
    assert all({"level", "timestamp"} <= set(one) for one in logged)


async def test_a_port_in_use_is_said_in_a_sentence(start: Start, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        taken = simulated(folder) | {"CALLSEAT_SERVER__PORT": str(port)}
        program = await start("run", **taken)
        assert await program.end() == 1
    assert f"port {port} (Address already in use)" in program.text
    assert "Traceback" not in program.text


async def test_a_second_server_in_the_data_folder_leaves_the_first_alone(
    start: Start, folder: Path
) -> None:
    first = await start("run", **simulated(folder))
    address = await address_of(first)
    second = await start("run", **simulated(folder))
    assert await second.end() == 1
    assert f"Another Callseat server works in {folder}" in second.text
    assert "Traceback" not in second.text
    assert await health(address) == 200


async def test_settings_that_are_wrong_are_named(start: Start, folder: Path) -> None:
    wrong = simulated(folder) | {"CALLSEAT_SERVER__PORT": "much"}
    program = await start("run", **wrong)
    assert await program.end() == 1
    assert "server.port" in program.text
    assert "Traceback" not in program.text


@pytest.mark.real
@pytest.mark.usefixtures("asterisk_installation")
async def test_a_second_server_on_the_same_asterisk_leaves_the_first_alone(
    start: Start, folder: Path
) -> None:
    environment = real(folder / "a")
    first = await start("run", **environment)
    address = await address_of(first)
    second = await start("run", **environment | {"CALLSEAT_DATA": str(folder / "b")})
    assert await second.end() == 1
    assert "stop the other server that uses this Asterisk" in second.text
    assert "Traceback" not in second.text
    assert await health(address) == 200
    assert not processes_in(folder / "b")


class Service:
    """A real server whose number 4001 leads into a line, and the city that calls it."""

    def __init__(self, program: Program, city: City, folder: Path) -> None:
        self.program, self.city, self.folder = program, city, folder


@pytest.fixture
async def service(
    start: Start, folder: Path, asterisk_installation: Installation
) -> AsyncIterator[Service]:
    environment = real(folder / "data")
    program = await start("run", **environment)
    server = ("127.0.0.1", int(environment["CALLSEAT_SWITCH__SIP_PORT"]))
    city = await City.start(CitySettings(server, installation=asterisk_installation))
    try:
        await address_of(program)
        (folder / "main.yaml").write_text(FLOW)
        host, port = city.trunk
        for words in (
            ("queue", "add", "sales"),
            ("flow", "save", str(folder / "main.yaml")),
            ("project", "add", "P1", "--service-number", "4001", "--flow", "main"),
            ("trunk", "add", "city", host, "--port", str(port), "--inbound", host),
        ):
            command = await start(*words, **environment)
            assert await command.end() == 0, command.text
        yield Service(program, city, folder)
    finally:
        await city.stop()


async def waiting_caller(service: Service):
    """A caller in the line. The server looks at its directory every second, so one may be early."""
    async with asyncio.timeout(20):
        while True:
            leg = await service.city.call("4001")
            await leg.until("answered", "ended", within=10)
            if leg.at("answered") is not None:
                return leg


@pytest.mark.real
async def test_the_first_signal_lets_calls_end(service: Service) -> None:
    leg = await waiting_caller(service)
    service.program.send(signal.SIGTERM)
    await service.program.line("stopping: no new calls")
    late = await service.city.call("4001")
    await late.until("ended")
    assert late.at("answered") is None
    await leg.hears_music()
    assert service.program.process.returncode is None
    await leg.hang_up()
    assert await service.program.end() == 0
    assert not processes_in(service.folder)


@pytest.mark.real
async def test_the_second_signal_ends_calls_at_once(service: Service) -> None:
    leg = await waiting_caller(service)
    service.program.send(signal.SIGTERM)
    await service.program.line("stopping: no new calls")
    assert leg.ending is None
    service.program.send(signal.SIGTERM)
    await leg.until("ended", within=10)
    assert leg.ending.by == "far"
    assert await service.program.end() == 0
    assert not processes_in(service.folder)
