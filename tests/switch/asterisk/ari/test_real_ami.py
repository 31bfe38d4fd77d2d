"""The manager side channel against a real Asterisk."""

import asyncio
import os
import signal

import pytest

from callseat.switch.asterisk.ami import AmiClient, AmiRefused, AmiSettings, AmiUnavailable
from tests.support.asterisk import free_port
from tests.support.waiting import until

from .conftest import Office

pytestmark = pytest.mark.real


async def ready(client: AmiClient) -> None:
    async def is_ready() -> bool:
        return client.ready.is_set()

    await until(is_ready, 20)


async def test_an_action_on_no_channel_is_refused(office: Office) -> None:
    await ready(office.manager)
    with pytest.raises(AmiRefused, match="No such channel"):
        await office.manager.start_recording("gone", "/nowhere/a.raw", "D")
    with pytest.raises(AmiRefused):
        await office.manager.stop_recording("gone")
    with pytest.raises(AmiRefused):
        await office.manager.mute_recording("gone", muted=True)
    with pytest.raises(AmiRefused):
        await office.manager.talk("gone")


@pytest.mark.parametrize(
    "hostile", ["a\r\nAction: Command", "a\nb", "a,b", "a|b", "${SHELL(id)}", "a b", ""]
)
async def test_hostile_values_are_never_sent(office: Office, hostile: str) -> None:
    await ready(office.manager)
    with pytest.raises(ValueError, match="not allowed"):
        await office.manager.talk(hostile)
    with pytest.raises(ValueError, match="not allowed"):
        await office.manager.start_recording("leg", hostile)


async def test_asterisk_killed_and_started_again(office: Office) -> None:
    await ready(office.manager)
    number = int(office.process.plan.folder.process_file.read_text().split()[0])
    os.kill(number, signal.SIGKILL)

    async def lost() -> bool:
        return not office.manager.ready.is_set()

    await until(lost)
    with pytest.raises(AmiUnavailable):
        await office.manager.talk("leg")
    await ready(office.manager)
    with pytest.raises(AmiRefused):
        await office.manager.talk("leg")


async def test_a_wrong_password_never_gets_ready(office: Office) -> None:
    port = office.process.plan.settings.manager_port
    client = AmiClient(AmiSettings(port=port, username="callseat", secret="wrong"))
    await client.start()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.ready.wait(), 1.5)
    with pytest.raises(AmiUnavailable, match="not connected"):
        await client.talk("leg")
    await client.stop()


async def test_nobody_there() -> None:
    client = AmiClient(AmiSettings(port=free_port(), username="callseat", secret="any"))
    await client.start()
    with pytest.raises(AmiUnavailable, match="not connected"):
        await client.talk("leg")
    await client.stop()
