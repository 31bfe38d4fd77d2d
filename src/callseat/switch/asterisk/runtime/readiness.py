"""When is an Asterisk ready? When it has booted fully and its ARI answers to our secret."""

import asyncio
import time

import aiohttp

from .configuration import Plan
from .console import run_console
from .errors import StartFailedError, SwitchRuntimeError
from .identity import ProcessHandle
from .interfaces import LOOPBACK

LOOK_EVERY = 0.05


async def wait_ready(plan: Plan, handle: ProcessHandle, deadline: float) -> None:
    """Return when it is ready. Raises StartFailedError when it ends or is not ready in time."""
    end = time.monotonic() + deadline
    while not await _booted(plan, deadline):
        if handle.ended:
            raise StartFailedError(f"Asterisk ended while it started: {_last_words(plan)}")
        if time.monotonic() > end:
            raise StartFailedError(
                f"Asterisk was not ready within {deadline:g} s: {_last_words(plan)}"
            )
        await handle.wait(LOOK_EVERY)
    if not await answers_with_our_secret(plan):
        raise StartFailedError(
            f"Asterisk runs, but its ARI does not answer on port {plan.settings.http_port}: "
            f"{_last_words(plan)}"
        )


async def answers_with_our_secret(plan: Plan) -> bool:
    """Whether the Asterisk at the ARI port takes this folder's secret."""
    url = f"http://{LOOPBACK}:{plan.settings.http_port}/ari/asterisk/info"
    secret = aiohttp.encode_basic_auth(plan.settings.application, plan.folder.secrets().ari)
    timeout = aiohttp.ClientTimeout(total=5)
    try:
        async with (
            aiohttp.ClientSession(headers={"Authorization": secret}, timeout=timeout) as session,
            session.get(url, params={"only": "system"}) as response,
        ):
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


async def _booted(plan: Plan, deadline: float) -> bool:
    if not plan.folder.control_socket.exists():
        return False
    try:
        answer = await run_console(plan.installation, plan.folder, "core waitfullybooted", deadline)
    except SwitchRuntimeError:
        # The socket of an earlier run, or one that does not listen yet.
        await asyncio.sleep(LOOK_EVERY)
        return False
    return "fully booted" in answer


def _last_words(plan: Plan) -> str:
    """The end of what it printed, or where to read more."""
    try:
        lines = plan.folder.output_file.read_text(errors="replace").strip().splitlines()
    except OSError:
        lines = []
    where = f"see {plan.folder.log_file}"
    return f"{lines[-1]} ({where})" if lines else where
