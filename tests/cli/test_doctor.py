"""`callseat doctor`: a sound installation passes, and each fault is found and advised on."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import pytest

from tests.cli.conftest import Start, real, simulated
from tests.cli.program import left_in, processes_in
from tests.support.asterisk import free_port


@pytest.mark.real
@pytest.mark.usefixtures("asterisk_installation")
async def test_a_sound_installation_passes_with_a_measured_call(start: Start, folder: Path) -> None:
    (folder / "t").mkdir()
    port = str(free_port())
    environment = real(folder) | {"CALLSEAT_SERVER__PORT": port, "TMPDIR": str(folder / "t")}
    program = await start("doctor", **environment)
    assert await program.end(60) == 0, program.text
    levels = re.findall(r"(-?\d+\.\d) dBm0", program.text)
    assert len(levels) == 2
    assert all(-16 < float(one) < -10 for one in levels)
    assert not processes_in(folder)
    assert not left_in(folder / "t")


async def test_each_fault_is_found_and_advised_on(start: Start, folder: Path) -> None:
    (folder / "callseat.db").write_text("this is no database, and never was one\n" * 50)
    with socket.create_server(("127.0.0.1", 0)) as holder:
        environment = simulated(folder) | {
            "CALLSEAT_SERVER__PORT": str(holder.getsockname()[1]),
            "CALLSEAT_SWITCH__KIND": "asterisk",
            "CALLSEAT_SWITCH__PROGRAM": "/no/asterisk",
        }
        program = await start("doctor", "--json", **environment)
        assert await program.end() == 1
    findings = {one["part"]: one for one in json.loads(program.text)}
    for part in ("Asterisk", "ports", "database"):
        assert findings[part]["state"] == "failed", findings[part]
        assert findings[part]["advice"]
    assert findings["self-call"]["state"] == "skipped"


async def test_a_running_server_is_no_fault(start: Start, folder: Path) -> None:
    server = await start("run", **simulated(folder))
    await server.line("clients connect to")
    program = await start("doctor", "--no-call", **simulated(folder))
    assert await program.end() == 0, program.text
    assert "a server runs in this data folder" in program.text
