"""`callseat run` as a process of its own, for what must be killed or told to stop."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

from callseat.config import Settings
from tests.support.terminal import heed_signals
from tests.support.waiting import until

PROGRAM = "from callseat.cli import main; main()"
CONNECT = re.compile(r"clients connect to (\S+)")


class ServerProcess:
    """Made by `start`; what it prints is in `output`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.output = ""
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, settings: Settings) -> ServerProcess:
        """It has been started; see `address` for when it serves."""
        settings.data.mkdir(parents=True, exist_ok=True)
        file = settings.data / "callseat.toml"
        file.write_text(_toml(settings))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PROGRAM, "--config", str(file), "run", "--log-level", "warning",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            preexec_fn=heed_signals,
        )  # fmt: skip
        return cls(process)

    async def address(self, within: float = 40.0) -> str:
        """Where clients connect, once it serves. AssertionError when it ended instead."""

        async def look() -> str:
            assert self.process.returncode is None, self.output
            found = CONNECT.search(self.output)
            return found[1] if found else ""

        return await until(look, within)

    async def says(self, text: str, within: float = 20.0) -> None:
        """Wait for a piece of what it prints."""

        async def look() -> bool:
            return text in self.output

        await until(look, within)

    def send(self, what: signal.Signals) -> None:
        self.process.send_signal(what)

    async def ended(self, within: float = 30.0) -> int:
        """Its exit code, once it is gone and all it printed was read."""
        async with asyncio.timeout(within):
            code = await self.process.wait()
            await self._reading
        return code

    async def kill(self) -> None:
        """As a crash would."""
        if self.process.returncode is None:
            self.process.kill()
        await self.ended()

    async def _read(self) -> None:
        assert self.process.stdout is not None
        while piece := await self.process.stdout.read(4096):
            self.output += piece.decode(errors="replace")


def _toml(settings: Settings) -> str:
    """Only what the tests change."""
    switch, data = settings.switch, Path(settings.data)
    numbers = ("sip_port", "rtp_first", "rtp_last", "http_port", "ari_port", "ami_port")
    lines = [
        f'data = "{data}"',
        'language = "en"',
        f"[server]\nport = {settings.server.port}",
        f"[rules]\ngrace = {settings.rules.grace}\ncool_down = {settings.rules.cool_down}",
        f'[switch]\nsip_host = "{switch.sip_host}"',
        *(f"{name} = {getattr(switch, name)}" for name in numbers),
    ]
    return "\n".join(lines)
