"""A real Asterisk, started, killed, adopted and stopped."""

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from callseat.switch.asterisk.runtime.configuration import Plan
from callseat.switch.asterisk.runtime.errors import (
    AlreadyRunningError,
    PortInUseError,
    StartFailedError,
    SwitchRuntimeError,
)
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.identity import start_time
from callseat.switch.asterisk.runtime.modules import MODULES
from callseat.switch.asterisk.runtime.process import ProcessNotice
from tests.support.asterisk import StartAsterisk
from tests.support.waiting import until

pytestmark = pytest.mark.real


async def test_it_starts_with_every_module_of_the_list(start_asterisk: StartAsterisk) -> None:
    process = await start_asterisk()
    shown = await process.console("module show")
    running = {line.split()[0].removesuffix(".so") for line in shown.splitlines() if line}
    assert set(MODULES) <= running
    log = process.plan.folder.log_file.read_text()
    assert '"ERROR"' not in log
    assert '"WARNING"' not in log


async def test_it_is_gone_after_stop(start_asterisk: StartAsterisk) -> None:
    process = await start_asterisk()
    number = process.number
    assert number is not None
    assert start_time(number) is not None
    await process.stop()
    assert process.number is None
    assert start_time(number) is None
    with pytest.raises(SwitchRuntimeError, match="cannot be reached"):
        await process.console("core show version")


async def test_a_second_one_in_the_folder_is_refused(start_asterisk: StartAsterisk) -> None:
    first = await start_asterisk()
    with pytest.raises(AlreadyRunningError, match="choose another run folder"):
        await start_asterisk(folder=first.plan.folder)
    assert "System uptime" in await first.console("core show uptime")


@pytest.mark.parametrize("name", ["sip_port", "http_port", "manager_port"])
async def test_a_busy_port_is_named_before_the_start(
    start_asterisk: StartAsterisk, name: str
) -> None:
    first = await start_asterisk()
    port = getattr(first.plan.settings, name)
    with pytest.raises(PortInUseError, match=f"port {port} .* setting {name}"):
        await start_asterisk(**{name: port})


async def test_killed_it_is_started_again_and_the_owner_is_told(
    start_asterisk: StartAsterisk,
) -> None:
    notices: list[ProcessNotice] = []
    process = await start_asterisk(notify=notices.append)
    number = process.number
    assert number is not None
    os.kill(number, signal.SIGKILL)

    async def told() -> bool:
        return [notice.state for notice in notices] == ["exited", "ready"]

    await until(told)
    assert notices[0].text == "Asterisk ended: signal SIGKILL"
    assert process.number not in {None, number}
    assert "System uptime" in await process.console("core show uptime")


async def test_one_that_cannot_start_says_why_and_leaves_nothing(
    start_asterisk: StartAsterisk, make_run_folder: Callable[[], RunFolder]
) -> None:
    folder = make_run_folder()
    with pytest.raises(StartFailedError):
        await start_asterisk(folder=folder, extra={"modules.conf": "require => no_such.so\n"})
    assert not folder.process_file.exists()
    assert "System uptime" in await (await start_asterisk(folder=folder)).console(
        "core show uptime"
    )


_SERVER = """
import asyncio, pickle, sys
from callseat.switch.asterisk.runtime.process import AsteriskProcess
async def main():
    process = AsteriskProcess(pickle.load(sys.stdin.buffer))
    await process.start()
    print("number", process.number, flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


async def test_it_outlives_a_killed_server_and_is_adopted(start_asterisk: StartAsterisk) -> None:
    first = await start_asterisk()
    await first.stop()
    number = await _start_and_kill_server(first.plan)
    assert start_time(number) is not None
    await first.start()
    assert (first.adopted, first.number) == (True, number)


async def test_with_other_settings_it_is_replaced(start_asterisk: StartAsterisk) -> None:
    first = await start_asterisk()
    await first.stop()
    number = await _start_and_kill_server(first.plan)
    changed = replace(first.plan.settings, session_limit=77)
    first.plan = replace(first.plan, settings=changed)
    await first.start()
    assert not first.adopted
    assert first.number != number
    assert start_time(number) is None


async def test_left_alone_on_purpose_it_is_adopted(start_asterisk: StartAsterisk) -> None:
    process = await start_asterisk()
    number = process.number
    await process.detach()
    assert process.number is None
    await process.start()
    assert (process.adopted, process.number) == (True, number)


async def _start_and_kill_server(plan: Plan) -> int:
    """A server process of its own starts Asterisk and is killed with -9; Asterisk's number."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _SERVER, stdin=-1, stdout=-1, cwd=Path.cwd()
    )
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(pickle.dumps(plan))
    server.stdin.close()
    while not (line := await asyncio.wait_for(server.stdout.readline(), 30)).startswith(b"number"):
        assert line, "the server ended"
    server.kill()
    await server.wait()
    return int(line.split()[1])
