"""Asterisk's own console commands, through its control socket."""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE

from .errors import SwitchRuntimeError
from .folder import RunFolder
from .installation import Installation


def environment(installation: Installation) -> dict[str, str]:
    """No colours, and the installation's own variables."""
    return {**os.environ, "TERM": "dumb", **installation.environment}


async def run_console(
    installation: Installation, folder: RunFolder, command: str, deadline: float = 10.0
) -> str:
    """Run one console command and return what it prints.

    Raises SwitchRuntimeError when no Asterisk of this folder answers within `deadline` seconds.
    """
    words = (*installation.command, "-C", str(folder.main_file.absolute()), "-rx", command)
    process = await asyncio.create_subprocess_exec(
        *words, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=environment(installation)
    )
    try:
        output, errors = await asyncio.wait_for(process.communicate(), deadline)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise SwitchRuntimeError(f"Asterisk did not answer `{command}` in {deadline:g} s") from None
    if process.returncode != 0:
        text = (errors or output).decode(errors="replace").strip()
        raise SwitchRuntimeError(f"Asterisk's console cannot be reached: {text}")
    return output.decode(errors="replace")
