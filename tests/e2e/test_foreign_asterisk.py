"""An Asterisk that others run is used as it is: configured by files, and left running."""

import asyncio
from pathlib import Path

import pytest

from callseat.app import Callseat
from callseat.switch.asterisk.runtime.console import environment
from callseat.switch.asterisk.runtime.find import find_or_install
from tests.support.office import office_settings
from tests.support.waiting import until

pytestmark = pytest.mark.real


async def test_it_is_served_and_left_running(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("f")
    settings = office_settings(data)
    foreign = settings.switch.model_copy(update={"manage": False})
    server = Callseat(settings.model_copy(update={"switch": foreign}))
    starting = asyncio.create_task(server.start())
    main = data / "asterisk" / "etc" / "asterisk.conf"
    await until(lambda: _is_there(main), seconds=20)
    process = await _run_by_others(main)
    try:
        async with asyncio.timeout(30):
            await starting
        assert server.health()["switch"] == "ok"
        await server.stop()
        assert process.returncode is None, "it is not ours to stop"
    finally:
        process.terminate()
        async with asyncio.timeout(20):
            await process.wait()


async def _is_there(file: Path) -> bool:
    return file.exists()


async def _run_by_others(main: Path) -> asyncio.subprocess.Process:
    installation = await asyncio.to_thread(find_or_install)
    return await asyncio.create_subprocess_exec(
        *installation.command,
        "-C",
        str(main),
        "-f",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment(installation),
    )
